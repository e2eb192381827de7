/// Text with its white space collapsed, up to a bound.
struct PageText: Sendable {
  private let limit: Int
  private var bytes: [UInt8] = []
  private var hasSpace = false
  /// Whether something was left out.
  private(set) var isCut = false

  /// An empty text.
  ///
  /// - Parameter limit: in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// The text so far.
  var finished: String { String(decoding: bytes, as: UTF8.self) }

  /// Puts white space between what came and what comes.
  mutating func breakWord() { hasSpace = true }

  /// Adds text.
  mutating func append(_ text: String) {
    guard !isCut else { return }
    for scalar in text.unicodeScalars {
      if Self.isSpace(scalar) {
        hasSpace = true
        continue
      }
      if hasSpace, !bytes.isEmpty { bytes.append(0x20) }
      hasSpace = false
      let encoded = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      guard bytes.count + encoded.count <= limit else {
        isCut = true
        return
      }
      bytes.append(contentsOf: encoded)
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0: true
    default: false
    }
  }
}
