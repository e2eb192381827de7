/// Decodes character references (HTML Standard, tokenization, character reference state).
enum HTMLReferences {
  /// The characters that the bytes stand for; NUL becomes U+FFFD, or nothing where `dropsNull`.
  static func decode(
    _ bytes: ArraySlice<UInt8>,
    inAttribute: Bool,
    dropsNull: Bool = false
  ) -> ArraySlice<UInt8> {
    guard var index = special(in: bytes, from: bytes.startIndex) else { return bytes }
    var text = Array(bytes[..<index])
    text.reserveCapacity(bytes.count)
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x26, let (scalar, end) = reference(in: bytes, at: index, inAttribute: inAttribute) {
        if let units = UTF8.encode(scalar) { text.append(contentsOf: units) }
        index = end
      } else {
        if byte != 0 {
          text.append(byte)
        } else if !dropsNull {
          text.append(contentsOf: replacement)
        }
        index += 1
      }
      let next = special(in: bytes, from: index) ?? bytes.endIndex
      text.append(contentsOf: bytes[index..<next])
      index = next
    }
    return text[...]
  }

  /// The next ampersand or NUL; `nil` when there is none.
  private static func special(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      buffer[(start - bytes.startIndex)...].firstIndex { $0 == 0x26 || $0 == 0 }
    }
    .map { $0 + bytes.startIndex }
  }

  /// Bytes that stand for themselves; NUL becomes U+FFFD.
  static func withoutNull(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    ByteSearch.first(ofExactly: "\0", in: bytes) == nil
      ? bytes : bytes.flatMap { $0 == 0 ? replacement : [$0] }[...]
  }

  /// U+FFFD.
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The reference that begins at an ampersand, and where it ends; `nil` when there is none.
  private static func reference(
    in bytes: ArraySlice<UInt8>,
    at ampersand: Int,
    inAttribute: Bool
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    let start = ampersand + 1
    guard start < bytes.endIndex else { return nil }
    if bytes[start] == 0x23 { return numeric(in: bytes, from: start + 1) }
    var end = start
    while end < bytes.endIndex, end - start < 32, bytes[end].isASCIIAlphanumeric { end += 1 }
    guard end > start else { return nil }
    if end < bytes.endIndex, bytes[end] == 0x3B {
      let name = String(decoding: bytes[start..<end], as: UTF8.self)
      let scalar = HTMLReferenceNames.withSemicolon[name] ?? HTMLReferenceNames.withoutSemicolon[name]
      if let scalar { return (scalar, end + 1) }
    }
    var length = min(end - start, HTMLReferenceNames.longestWithoutSemicolon)
    while length >= 2 {
      let name = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
      if let scalar = HTMLReferenceNames.withoutSemicolon[name] {
        let next = start + length < bytes.endIndex ? bytes[start + length] : 0
        // In an attribute `&copy=1` is part of an address.
        if inAttribute, next == 0x3D || next.isASCIIAlphanumeric { return nil }
        return (scalar, start + length)
      }
      length -= 1
    }
    return nil
  }

  private static func numeric(in bytes: ArraySlice<UInt8>, from start: Int)
    -> (scalar: Unicode.Scalar, end: Int)?
  {
    var index = start
    var radix: UInt32 = 10
    if index < bytes.endIndex, bytes[index] | 0x20 == 0x78 {
      radix = 16
      index += 1
    }
    let digits = index
    var value: UInt32 = 0
    while index < bytes.endIndex, let digit = bytes[index].hexValue, UInt32(digit) < radix {
      value = min(value * radix + UInt32(digit), 0x110000)
      index += 1
    }
    guard index > digits else { return nil }
    if index < bytes.endIndex, bytes[index] == 0x3B { index += 1 }
    return (scalar(of: value), index)
  }

  /// The character a number stands for; numbers of windows-1252's controls mean its characters.
  private static func scalar(of value: UInt32) -> Unicode.Scalar {
    if value >= 0x80, value < 0xA0 { return PageEncoding.windows1252(UInt8(value)) }
    guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
    return scalar
  }
}
