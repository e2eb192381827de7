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
    var text = text
    let isWhole = text.withUTF8 { append($0) }
    if !isWhole { isCut = true }
  }

  /// Adds text without character references and NUL, as its bytes.
  mutating func append(plain text: ArraySlice<UInt8>) {
    guard !isCut else { return }
    let isWhole = text.withUnsafeBufferPointer { append($0) }
    if !isWhole { isCut = true }
  }

  /// Adds UTF-8; `false` where the limit was reached.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte.isHTMLSpace {
        hasSpace = true
        index += 1
        continue
      }
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let end = min(index + length, text.count)
      // A no-break space is C2 A0.
      if byte == 0xC2, end == index + 2, text[index + 1] == 0xA0 {
        hasSpace = true
        index = end
        continue
      }
      if hasSpace, !bytes.isEmpty { bytes.append(0x20) }
      hasSpace = false
      guard bytes.count + length <= limit else { return false }
      while index < end {
        bytes.append(text[index])
        index += 1
      }
    }
    return true
  }
}
