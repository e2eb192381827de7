/// Looks for ASCII words in bytes, ASCII case ignored.
enum ByteSearch {
  /// Letters that are rare in markup and code, so that few places need a closer look.
  private static let rare = Array("zjqxZJQXkvwyKVWY_-.".utf8)

  /// Where the word begins first; `nil` when it is not there.
  static func first(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var word = word
    return word.withUTF8 { word -> Int? in
      guard !word.isEmpty, bytes.count >= word.count else { return nil }
      let anchor = word.firstIndex { rare.contains($0) } ?? 0
      return bytes.withUnsafeBufferPointer { buffer -> Int? in
        var index = anchor
        // The anchor's places are those of the word, moved.
        let end = buffer.count - (word.count - 1 - anchor)
        while let hit = next(word[anchor], in: buffer, from: index, to: end) {
          if isAt(hit - anchor, word, in: buffer) { return bytes.startIndex + hit - anchor }
          index = hit + 1
        }
        return nil
      }
    }
  }

  /// The next place of a byte in either case.
  private static func next(
    _ byte: UInt8,
    in buffer: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> Int? {
    let lower = byte.asciiLowercase
    let upper = byte.asciiUppercase
    let raw = UnsafeRawBufferPointer(buffer)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let fold = ones &* 0x20
    let pattern = ones &* UInt64(lower | 0x20)
    var index = start
    while index < end {
      // Eight bytes at once: a byte of `difference` is zero where the text has the letter in one case or the other.
      while index + 8 <= end {
        let difference = (raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) | fold) ^ pattern
        if (difference &- ones) & ~difference & (ones &* 0x80) != 0 { break }
        index += 8
      }
      let stop = min(index + 8, end)
      while index < stop {
        if buffer[index] == lower || buffer[index] == upper { return index }
        index += 1
      }
    }
    return nil
  }

  private static func isAt(
    _ index: Int,
    _ word: UnsafeBufferPointer<UInt8>,
    in buffer: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in word.indices where buffer[index + offset].asciiLowercase != word[offset].asciiLowercase {
      return false
    }
    return true
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
