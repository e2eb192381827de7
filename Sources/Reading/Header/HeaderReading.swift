/// What became of a header field whose value has a grammar.
package enum HeaderReading<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The field was not sent.
  case absent
  /// It was sent and does not follow its grammar; why, for people only.
  case malformed(String)
  case value(Value)

  /// The value; `nil` when there is none.
  package var value: Value? {
    guard case .value(let value) = self else { return nil }
    return value
  }
}
