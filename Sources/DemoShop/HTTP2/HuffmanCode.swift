/// The code that HPACK packs strings with; read only, since writing may go without it.
///
/// Source: RFC 7541, appendix B. The code is canonical: its lengths determine it.
enum HuffmanCode {
  /// The length in bits of each byte's code, then that of the end mark.
  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28,
    28,
    28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6,
    7,
    8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13,
    19,
    13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14,
    13,
    28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23,
    21,
    22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21,
    23,
    22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24,
    25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22,
    25,
    25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
  ]

  /// Of each length: its first code, and the symbols of its codes in order.
  private static let table: [(first: UInt32, symbols: [Int])] = {
    var table: [(first: UInt32, symbols: [Int])] = []
    var code: UInt32 = 0
    for length in 0...30 {
      let symbols = length == 0 ? [] : lengths.indices.filter { Int(lengths[$0]) == length }
      table.append((code, symbols))
      code = (code + UInt32(symbols.count)) << 1
    }
    return table
  }()

  /// The bytes behind a packed string; `nil` when it is none.
  static func unpack(_ packed: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var code: UInt32 = 0
    var length = 0
    for byte in packed {
      for bit in (0..<8).reversed() {
        code = code << 1 | UInt32(byte >> bit & 1)
        length += 1
        guard length <= 30 else { return nil }
        let entry = table[length]
        guard code >= entry.first, Int(code - entry.first) < entry.symbols.count else { continue }
        let symbol = entry.symbols[Int(code - entry.first)]
        guard symbol < 256 else { return nil }
        bytes.append(UInt8(symbol))
        code = 0
        length = 0
      }
    }
    // What is left is padding: less than a byte of ones (RFC 7541, 5.2).
    return length < 8 && code == (1 << length) - 1 ? bytes : nil
  }
}
