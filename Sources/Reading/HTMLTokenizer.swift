/// Splits HTML into tokens after the tokenization chapter of the HTML Standard, as with scripting on.
package struct HTMLTokenizer: Sendable {
  /// Over a whole text, or a part of it; offsets count in the whole.
  package init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
  }

  /// The next token; `nil` at the end.
  package mutating func next() -> HTMLToken? { nil }
}
