/// Brings a page's bytes to UTF-8 (Encoding Standard; HTML Standard, determining the character encoding).
///
/// UTF-8, UTF-16, Latin-1 and Latin-9 are read exactly. Of any other encoding only ASCII is: its other bytes stay as they are.
enum PageEncoding {
  /// The bytes as UTF-8, without byte order mark, their lines ending in LF alone, and what they were.
  static func decode(_ bytes: [UInt8], contentType: String?) -> (bytes: [UInt8], encoding: TextEncoding) {
    let (text, encoding) = characters(bytes, contentType: contentType)
    return (withPlainLines(text), encoding)
  }

  /// Source: HTML Standard, "Preprocessing the input stream".
  private static func withPlainLines(_ bytes: [UInt8]) -> [UInt8] {
    guard ByteSearch.first(ofExactly: "\r", in: bytes[...]) != nil else { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte != 0x0D {
        text.append(byte)
      } else if index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
        text.append(0x0A)
      }
    }
    return text
  }

  private static func characters(_ bytes: [UInt8], contentType: String?)
    -> (bytes: [UInt8], encoding: TextEncoding)
  {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (Array(bytes.dropFirst(3)), TextEncoding(label: "utf-8", source: .byteOrderMark, isExact: true))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isBig = bytes[0] == 0xFE
      let encoding = TextEncoding(
        label: isBig ? "utf-16be" : "utf-16le",
        source: .byteOrderMark,
        isExact: true
      )
      return (utf16(bytes.dropFirst(2), isBigEndian: isBig), encoding)
    }
    if let label = contentType.flatMap(charset(in:)) {
      return convert(bytes, from: label, source: .contentType)
    }
    if let label = declared(in: bytes) {
      // A declaration that can be read is not UTF-16.
      return convert(bytes, from: label.hasPrefix("utf-16") ? "utf-8" : label, source: .meta)
    }
    if String(validating: bytes, as: UTF8.self) != nil {
      return (bytes, TextEncoding(label: "utf-8", source: .assumed, isExact: true))
    }
    return convert(bytes, from: "windows-1252", source: .assumed)
  }

  /// The `charset` parameter of a media type, lower case; `nil` when there is none.
  static func charset(in text: String) -> String? {
    let bytes = Array(text.utf8)[...]
    guard let name = ByteSearch.first(of: "charset", in: bytes) else { return nil }
    var rest = bytes[(name + 7)...].drop { $0.isHTMLSpace }
    guard rest.first == 0x3D else { return nil }
    rest = rest.dropFirst().drop { $0.isHTMLSpace || $0 == 0x22 || $0 == 0x27 }
    let label = rest.prefix { !$0.isHTMLSpace && $0 != 0x22 && $0 != 0x27 && $0 != 0x3B && $0 != 0x2C }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self).asciiLowercased
  }

  /// The character of a byte in windows-1252.
  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(windows1252Controls[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  /// 0x80 … 0x9F.
  private static let windows1252Controls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Where Latin-9 differs from Latin-1.
  private static let latin9: [UInt8: Unicode.Scalar] = [
    0xA4: "\u{20AC}", 0xA6: "\u{0160}", 0xA8: "\u{0161}", 0xB4: "\u{017D}", 0xB8: "\u{017E}",
    0xBC: "\u{0152}",
    0xBD: "\u{0153}", 0xBE: "\u{0178}",
  ]

  /// The label in the first 1024 bytes; `nil` when there is none.
  private static func declared(in bytes: [UInt8]) -> String? {
    var tokenizer = HTMLTokenizer(bytes, in: 0..<min(bytes.count, 1024))
    while let token = tokenizer.next() {
      guard case .startTag(let tag) = token, tag.name == "meta" else { continue }
      if let label = tag["charset"]?.trimmed, !label.isEmpty { return label.asciiLowercased }
      if tag["http-equiv"]?.asciiLowercased == "content-type",
        let label = tag["content"].flatMap(charset(in:))
      {
        return label
      }
    }
    return nil
  }

  private static func convert(
    _ bytes: [UInt8],
    from label: String,
    source: TextEncoding.Source
  ) -> (bytes: [UInt8], encoding: TextEncoding) {
    switch label {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8":
      return (bytes, TextEncoding(label: "utf-8", source: source, isExact: true))
    case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1",
      "ascii",
      "us-ascii":
      let encoding = TextEncoding(label: "windows-1252", source: source, isExact: true)
      return (singleBytes(bytes, windows1252), encoding)
    case "iso-8859-15", "iso8859-15", "iso_8859-15", "l9":
      let encoding = TextEncoding(label: "iso-8859-15", source: source, isExact: true)
      return (singleBytes(bytes) { latin9[$0] ?? Unicode.Scalar($0) }, encoding)
    case "utf-16", "utf-16le", "utf-16be":
      let encoding = TextEncoding(label: label, source: source, isExact: true)
      return (utf16(bytes[...], isBigEndian: label == "utf-16be"), encoding)
    default:
      return (bytes, TextEncoding(label: label, source: source, isExact: false))
    }
  }

  private static func singleBytes(_ bytes: [UInt8], _ scalar: (UInt8) -> Unicode.Scalar) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(contentsOf: UTF8.encode(scalar(byte)) ?? .init())
      }
    }
    return text
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
