/// Looks for ASCII words in bytes, ASCII case ignored.
enum ByteSearch {
  /// Where the word begins first; `nil` when it is not there.
  static func first(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let word = [UInt8](word.utf8)
    guard let head = word.first, bytes.count >= word.count else { return nil }
    let lower = head.asciiLowercase
    let upper = head.asciiUppercase
    let last = bytes.count - word.count
    return bytes.withUnsafeBufferPointer { buffer -> Int? in
      var index = 0
      while index <= last {
        let byte = buffer[index]
        if byte == lower || byte == upper {
          var length = 1
          while length < word.count, buffer[index + length].asciiLowercase == word[length].asciiLowercase {
            length += 1
          }
          if length == word.count { return bytes.startIndex + index }
        }
        index += 1
      }
      return nil
    }
  }

  /// Where the word begins, without overlaps, at most `limit` times.
  static func all(of word: String, in bytes: ArraySlice<UInt8>, limit: Int) -> [Int] {
    var found: [Int] = []
    var rest = bytes
    while found.count < limit, let index = first(of: word, in: rest) {
      found.append(index)
      rest = bytes[(index + word.utf8.count)...]
    }
    return found
  }

  /// Whether any of the words is there.
  static func containsAny(_ words: [String], in bytes: ArraySlice<UInt8>) -> Bool {
    words.contains { first(of: $0, in: bytes) != nil }
  }

  /// Whether the bytes at an index are the word.
  static func isAt(_ index: Int, _ word: String, in bytes: ArraySlice<UInt8>) -> Bool {
    let word = word.utf8
    guard index >= bytes.startIndex, bytes.endIndex - index >= word.count else { return false }
    var position = index
    for byte in word {
      guard bytes[position].asciiLowercase == byte.asciiLowercase else { return false }
      position += 1
    }
    return true
  }
}

extension UInt8 {
  /// The byte in ASCII lower case.
  var asciiLowercase: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// The byte in ASCII upper case.
  var asciiUppercase: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
  /// Whether it is an ASCII letter.
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether it is an ASCII digit.
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  /// Whether it is an ASCII letter or digit.
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Whether it is white space to HTML: tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }
  /// The value of a hexadecimal digit; `nil` for all else.
  var hexadecimalValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self) - 0x30
    case 0x41...0x46: UInt32(self) - 0x37
    case 0x61...0x66: UInt32(self) - 0x57
    default: nil
    }
  }
}

extension String {
  /// The text in ASCII lower case; other letters stay.
  var asciiLowercased: String {
    utf8.contains { $0 &- 0x41 < 26 } ? String(decoding: utf8.map(\.asciiLowercase), as: UTF8.self) : self
  }

  /// The text without white space around it.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
    var bytes = utf8[...]
    while let byte = bytes.first, byte <= 0x20 { bytes.removeFirst() }
    while let byte = bytes.last, byte <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the word is in it, ASCII case ignored.
  func mentions(_ word: String) -> Bool { ByteSearch.first(of: word, in: Array(utf8)[...]) != nil }

  /// At most so many bytes of it, whole characters, with `…` where it was cut.
  func cut(to bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: bytes)
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(decoding: utf8[..<end], as: UTF8.self) + "…"
  }
}
