extension UInt8 {
  /// Whether it is an ASCII digit.
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  /// Whether it is an ASCII letter.
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether it is an ASCII letter or digit.
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// The byte in ASCII lower case.
  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// The byte in ASCII upper case.
  var asciiUppercased: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
  /// Whether it is white space to HTML: tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }

  /// The value of a hexadecimal digit; `nil` for anything else.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}

extension String {
  /// The text in ASCII lower case; other letters stay.
  var asciiLowercased: String {
    utf8.contains { $0 &- 0x41 < 26 } ? String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) : self
  }

  /// The text without white space around it.
  package var trimmed: String {
    guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
    var bytes = utf8[...]
    while let byte = bytes.first, byte <= 0x20 { bytes.removeFirst() }
    while let byte = bytes.last, byte <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the word is in it, ASCII case ignored.
  func mentions(_ word: String) -> Bool {
    var (text, word) = (self, word)
    return text.withUTF8 { text in
      word.withUTF8 { word in
        guard let first = word.first?.asciiLowercased, text.count >= word.count else { return word.isEmpty }
        // Texts are short: what a search of long ones prepares would cost more than this.
        return (0...(text.count - word.count)).contains { start in
          text[start].asciiLowercased == first
            && word.indices.allSatisfy { text[start + $0].asciiLowercased == word[$0].asciiLowercased }
        }
      }
    }
  }

  /// At most so many bytes of it, whole characters, with `…` where it was cut.
  func cut(to bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: bytes)
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(decoding: utf8[..<end], as: UTF8.self) + "…"
  }
}
