/// The percent-encode sets that paths, queries and fragments need, and decoding.
///
/// Source: URL Standard, 1.3 "Percent-encoded bytes".
package enum PercentEncoding {
  /// Which bytes are encoded beside controls and everything that is not ASCII.
  enum Set {
    case fragment, specialQuery, path

    func contains(_ byte: UInt8) -> Bool {
      guard byte > 0x20, byte < 0x7F else { return true }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"): return true
      case UInt8(ascii: "`"): return self != .specialQuery
      case UInt8(ascii: "#"): return self != .fragment
      case UInt8(ascii: "'"): return self == .specialQuery
      case UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "}"): return self == .path
      default: return false
      }
    }
  }

  static func bytes(_ input: ArraySlice<UInt8>, _ set: Set) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    for byte in input {
      if set.contains(byte) {
        output += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
      } else {
        output.append(byte)
      }
    }
    return output
  }

  static func encode(_ input: ArraySlice<UInt8>, _ set: Set) -> String {
    String(decoding: bytes(input, set), as: UTF8.self)
  }

  /// The bytes behind `%XX`; a percent sign without two hexadecimal digits stays as it is.
  package static func decode(_ input: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(input)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}

extension UInt8 {
  /// Special schemes take a backslash as a slash.
  var isSlash: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }
}
