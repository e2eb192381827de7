/// Undoes the two codings of `data:` addresses (RFC 2397).
enum PageDataAddress {
  /// The bytes with `%41` decoded; a `%` that begins no such code stands for itself.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x25, bytes.endIndex - index > 2, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue
      {
        text.append(high << 4 | low)
        index += 3
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return text
  }

  /// What base64 stands for; white space and padding are passed over, `nil` for any other byte.
  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 4 * 3)
    var value: UInt32 = 0
    var digits = 0
    for byte in bytes where !byte.isHTMLSpace && byte != 0x3D {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x47
      case 0x30...0x39: digit = byte + 4
      case 0x2B: digit = 62
      case 0x2F: digit = 63
      default: return nil
      }
      value = (value & 0x3_FFFF) << 6 | UInt32(digit)
      digits += 1
      if digits % 4 == 0 {
        text += [
          UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
          UInt8(truncatingIfNeeded: value),
        ]
      }
    }
    if digits % 4 == 2 { text.append(UInt8(truncatingIfNeeded: value >> 4)) }
    if digits % 4 == 3 {
      text += [UInt8(truncatingIfNeeded: value >> 10), UInt8(truncatingIfNeeded: value >> 2)]
    }
    return text
  }
}
