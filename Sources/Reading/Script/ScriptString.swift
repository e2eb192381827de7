/// Decodes the inside of a string or template literal (ECMAScript, string literals and annex B).
enum ScriptString {
  /// The text it stands for; a lone surrogate becomes U+FFFD.
  static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C, index < bytes.endIndex else {
        text.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case 0x6E: text.append(0x0A)
      case 0x74: text.append(0x09)
      case 0x72: text.append(0x0D)
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x76: text.append(0x0B)
      case 0x0A: break
      case 0x0D: if index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
      case 0x78: append(hexadecimal(in: bytes, at: &index, digits: 2), to: &text, else: escape)
      case 0x75: append(unicode(in: bytes, at: &index), to: &text, else: escape)
      case 0x30...0x37: append(octal(in: bytes, from: escape, at: &index), to: &text, else: escape)
      default: text.append(escape)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ value: UInt32?, to text: inout [UInt8], else byte: UInt8) {
    guard let value else {
      text.append(byte)
      return
    }
    text.append(contentsOf: Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8))
  }

  private static func hexadecimal(in bytes: ArraySlice<UInt8>, at index: inout Int, digits: Int) -> UInt32? {
    guard bytes.endIndex - index >= digits else { return nil }
    var value: UInt32 = 0
    for offset in 0..<digits {
      guard let digit = bytes[index + offset].hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    index += digits
    return value
  }

  private static func unicode(in bytes: ArraySlice<UInt8>, at index: inout Int) -> UInt32? {
    if index < bytes.endIndex, bytes[index] == 0x7B {
      var end = index + 1
      var value: UInt32 = 0
      while end < bytes.endIndex, let digit = bytes[end].hexValue {
        value = min(value << 4 | UInt32(digit), 0x110000)
        end += 1
      }
      guard end > index + 1, end < bytes.endIndex, bytes[end] == 0x7D else { return nil }
      index = end + 1
      return value
    }
    guard let first = hexadecimal(in: bytes, at: &index, digits: 4) else { return nil }
    guard first >= 0xD800, first < 0xDC00 else { return first }
    var next = index + 2
    if index + 1 < bytes.endIndex, bytes[index] == 0x5C, bytes[index + 1] == 0x75,
      let second = hexadecimal(in: bytes, at: &next, digits: 4), second >= 0xDC00, second < 0xE000
    {
      index = next
      return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }
    return first
  }

  private static func octal(in bytes: ArraySlice<UInt8>, from first: UInt8, at index: inout Int) -> UInt32? {
    var value = UInt32(first) - 0x30
    var digits = 1
    while digits < 3, index < bytes.endIndex, bytes[index] >= 0x30, bytes[index] <= 0x37 {
      let next = value * 8 + UInt32(bytes[index]) - 0x30
      guard next < 256 else { break }
      value = next
      index += 1
      digits += 1
    }
    return value
  }
}
