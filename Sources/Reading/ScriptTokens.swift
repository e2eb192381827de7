/// The tokens of a script.
package struct ScriptTokens: Sendable {
  /// Whether the name stands there as an identifier, outside of strings and comments.
  package static func names(_ name: String, in bytes: ArraySlice<UInt8>) -> Bool { false }
}

extension ScriptLiteral {
  /// What stands for it in a message.
  var excerpt: String { "" }
}
