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
    /// A string, template or regular expression that never ends.
    case broken
  }

  /// What it is.
  package var kind: Kind
  /// The first byte.
  package var start: Int
  /// The byte after the last.
  package var end: Int
  /// Whether a line ends between this token and the one before.
  package var followsLineBreak: Bool
}
