/// A generator that gives the same numbers for the same seed (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The generator of `seed`.
  package init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Bytes for seed after seed: sound texts with a few bytes changed, and plain noise.
package struct SeededBytes: Sendable {
  /// The sound texts.
  package var corpus: [[UInt8]]

  /// Bytes out of texts.
  package init(_ corpus: [String]) { self.corpus = corpus.map { Array($0.utf8) } }

  /// Bytes out of bytes.
  package init(bytes corpus: [[UInt8]]) { self.corpus = corpus }

  /// The same bytes for the same seed.
  package func bytes(_ seed: Int) -> [UInt8] {
    var generator = SeededGenerator(seed)
    guard seed % 4 != 0, var bytes = corpus.randomElement(using: &generator) else {
      let count = Int.random(in: 0...96, using: &generator)
      return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
      let index = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0...4, using: &generator) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: index)
      case 2: bytes.insert(bytes[Int.random(in: bytes.indices, using: &generator)], at: index)
      case 3: bytes.insert(contentsOf: bytes[index...].prefix(8), at: index)
      default: bytes.removeLast(bytes.count - index)
      }
    }
    return bytes
  }
}
