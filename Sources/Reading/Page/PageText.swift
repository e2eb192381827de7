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
  var finished: String {
    let text = String(decoding: bytes, as: UTF8.self)
    // What is no UTF-8 has grown to U+FFFD.
    return text.utf8.count > limit ? String(text.cut(to: limit).dropLast()) : text
  }

  /// Puts white space between what came and what comes.
  mutating func breakWord() { hasSpace = true }

  /// Adds text.
  mutating func append(_ text: String) { append(Array(text.utf8)[...]) }

  /// Adds text, in UTF-8; what is none is told as U+FFFD.
  mutating func append(_ text: ArraySlice<UInt8>) {
    guard !isCut else { return }
    let isWhole = text.withUnsafeBufferPointer { append($0) }
    if !isWhole { isCut = true }
  }

  /// Adds words after words; `false` where the limit was reached.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let space = Self.space(in: text, at: index)
      if space > 0 {
        hasSpace = true
        index += space
        continue
      }
      var end = Self.endOfWords(in: text, from: index)
      if hasSpace, !bytes.isEmpty { bytes.append(0x20) }
      hasSpace = false
      let room = limit - bytes.count
      guard end - index <= room else {
        end = index + max(0, room)
        while end > index, text[end] & 0xC0 == 0x80 { end -= 1 }
        bytes.append(contentsOf: text[index..<end])
        return false
      }
      bytes.append(contentsOf: text[index..<end])
      index = end
    }
    return true
  }

  /// Where words end that have nothing but a space between one and the next.
  private static func endOfWords(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start + 1
    while end < text.count {
      let byte = text[end]
      if byte > 0x20, byte != 0xC2 {
        end += 1
      } else if byte == 0x20, end + 1 < text.count, text[end + 1] > 0x20, text[end + 1] != 0xC2 {
        end += 2
      } else if space(in: text, at: end) > 0 {
        return end
      } else {
        end += 1
      }
    }
    return end
  }

  /// How many bytes of white space begin there: a no-break space is C2 A0.
  private static func space(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    if text[index].isHTMLSpace { return 1 }
    return text[index] == 0xC2 && index + 1 < text.count && text[index + 1] == 0xA0 ? 2 : 0
  }
}
