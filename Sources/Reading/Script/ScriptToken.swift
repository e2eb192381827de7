/// A token of ECMAScript, by its place in the text.
package struct ScriptToken: Hashable, Sendable {
  /// What it is.
  package enum Kind: UInt8, Sendable {
    /// A name or reserved word.
    case identifier
    case punctuator
    case number
    case string
    /// A template without substitutions, from backtick to backtick.
    case template
    /// From the backtick to the first `${`.
    case templateHead
    /// From `}` to the next `${`.
    case templateMiddle
    /// From `}` to the backtick.
    case templateTail
    case regularExpression
    /// A string or template that never ends.
    case broken
  }

  /// What it is.
  package let kind: Kind
  /// Whether a line ends between this token and the one before.
  package let followsLineBreak: Bool
  private let lower: UInt32
  private let upper: UInt32

  /// A token from its place.
  init(kind: Kind, range: Range<Int>, followsLineBreak: Bool) {
    self.kind = kind
    self.followsLineBreak = followsLineBreak
    lower = UInt32(clamping: range.lowerBound)
    upper = UInt32(clamping: range.upperBound)
  }

  /// Where its first byte stands.
  package var start: Int { Int(lower) }
  /// Where the byte after its last stands.
  package var end: Int { Int(upper) }
}
