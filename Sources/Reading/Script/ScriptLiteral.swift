/// A value as written in a script, without evaluating anything.
package indirect enum ScriptLiteral: Hashable, Sendable {
  case string(String)
  /// As written (`0x1F`, `1_000`, `-3.5`).
  case number(String)
  case bool(Bool)
  case null
  case undefined
  case array([ScriptLiteral])
  /// Members in their order; a later one overrides an earlier one.
  case object([Member])
  /// An expression whose value the text does not show, as an excerpt of at most 80 bytes.
  case unknown(String)

  /// A member of an object literal.
  package struct Member: Hashable, Sendable {
    /// `nil` for a computed key or a spread: it could be any.
    package var key: String?
    /// What is given for it.
    package var value: ScriptLiteral

    /// A member from its parts.
    package init(key: String?, value: ScriptLiteral) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a key; `nil` when the object does not have it or this is no object.
  ///
  /// Unknown where a spread or computed key may have set it.
  package subscript(_ key: String) -> ScriptLiteral? {
    guard case .object(let members) = self else { return nil }
    for member in members.reversed() {
      guard let name = member.key else { return .unknown(member.value.excerpt) }
      if name == key { return member.value }
    }
    return nil
  }

  /// The text of a string; `nil` for all else.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The members of an object; `nil` for all else.
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  /// The elements of an array; `nil` for all else.
  package var elements: [ScriptLiteral]? { if case .array(let elements) = self { elements } else { nil } }
  /// Whether it is an expression whose value the text does not show.
  package var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
