import Model

/// `is` and `in`: the fact is that value, or one of those.
struct Equality: Matcher {
  let text: String
  private let type: FactType
  /// In the form in which they are compared.
  private let values: Set<Value>

  /// `nil` where a value has not the shape of `type`.
  init?(text: String, type: FactType, values: [Value]) {
    let comparable = values.compactMap { Operand.comparable($0, type) }
    guard comparable.count == values.count else { return nil }
    self.text = text
    self.type = type
    self.values = Set(comparable)
  }

  func decide(_ value: Value) -> Truth {
    guard let comparable = Operand.comparable(value, type) else { return .unknown(Unknown(.malformed)) }
    return Truth(values.contains(comparable))
  }

  static let kinds = [
    MatcherKind(
      name: "is",
      summary: "The fact is this value.",
      operand: .scalar,
      fits: \.isScalar,
      read: { node, type, complaints in
        guard let value = Operand.scalar(node, type, &complaints) else { return nil }
        return Equality(text: "is \(value.shown)", type: type, values: [value])
      }
    ),
    MatcherKind(
      name: "in",
      summary: "The fact is one of these values.",
      operand: .list,
      fits: \.isScalar,
      read: { node, type, complaints in
        guard let values = Operand.list(node, type, &complaints) else { return nil }
        return Equality(text: "in \(Value.list(values).shown)", type: type, values: values)
      }
    ),
  ]
}
