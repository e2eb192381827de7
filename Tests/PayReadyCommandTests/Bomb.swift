/// Compressed data that is much larger than it looks.
enum Bomb {
  /// So many megabytes of spaces, in gzip (RFC 1951, 3.2.6; RFC 1952).
  static func gzip(megabytes: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write(1, count: 1)  // the last block
    bits.write(1, count: 2)  // fixed Huffman codes
    bits.writeCode(0x30 + 0x20, length: 8)  // a space
    for _ in 0..<(megabytes << 20) / 258 {
      bits.writeCode(0b1100_0101, length: 8)  // a match of 258 bytes
      bits.writeCode(0, length: 5)  // one byte back
    }
    bits.writeCode(0, length: 7)  // the end of the block
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + bits.bytes + [UInt8](repeating: 0, count: 8)
  }

  /// Writes bits as deflate packs them: numbers from their lowest bit, codes from their highest.
  private struct BitWriter {
    var bytes: [UInt8] = []
    private var used = 8

    mutating func write(_ number: Int, count: Int) {
      for place in 0..<count { write(bit: number >> place & 1) }
    }

    mutating func writeCode(_ code: Int, length: Int) {
      for place in (0..<length).reversed() { write(bit: code >> place & 1) }
    }

    private mutating func write(bit: Int) {
      if used == 8 {
        bytes.append(0)
        used = 0
      }
      bytes[bytes.count - 1] |= UInt8(bit << used)
      used += 1
    }
  }
}
