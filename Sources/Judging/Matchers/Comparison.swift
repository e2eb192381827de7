import Model

/// `below`, `atLeast`, `above`, `atMost`, `between`: whole numbers, and dates by their moment.
struct Comparison: Matcher {
  let text: String
  private let type: FactType
  private let bounds: ClosedRange<Int>

  func decide(_ value: Value) -> Truth {
    guard case .int(let number)? = Operand.comparable(value, type) else {
      return .unknown(Unknown(.malformed))
    }
    return Truth(bounds.contains(number))
  }

  static let kinds =
    [
      kind("below", "The number or date is smaller than this.") { $0 == .min ? nil : .min...($0 - 1) },
      kind("atLeast", "The number or date is this or greater.") { $0...(.max) },
      kind("above", "The number or date is greater than this.") { $0 == .max ? nil : ($0 + 1)...(.max) },
      kind("atMost", "The number or date is this or smaller.") { .min...$0 },
    ] + [
      MatcherKind(
        name: "between",
        summary: "The number or date lies between these two, both included.",
        operand: .pair,
        fits: { $0 == .int || $0 == .date },
        read: { node, type, complaints in
          guard let values = Operand.list(node, type, &complaints) else { return nil }
          let numbers = values.compactMap { number($0, type) }
          guard numbers.count == 2, numbers[0] <= numbers[1] else {
            complaints.add(
              node.place,
              "'between' takes two values, the smaller one first; write '[smaller, greater]'"
            )
            return nil
          }
          return Comparison(
            text: "between \(Value.list(values).shown)",
            type: type,
            bounds: numbers[0]...numbers[1]
          )
        }
      )
    ]

  private static func kind(
    _ name: String,
    _ summary: String,
    bounds: @escaping @Sendable (Int) -> ClosedRange<Int>?
  ) -> MatcherKind {
    MatcherKind(
      name: name,
      summary: summary,
      operand: .scalar,
      fits: { $0 == .int || $0 == .date },
      read: { node, type, complaints in
        guard let value = Operand.scalar(node, type, &complaints), let number = number(value, type) else {
          return nil
        }
        guard let bounds = bounds(number) else {
          complaints.add(node.place, "no number is \(name) \(number); choose a bound that can be met")
          return nil
        }
        return Comparison(text: "\(name) \(value.shown)", type: type, bounds: bounds)
      }
    )
  }

  private static func number(_ value: Value, _ type: FactType) -> Int? {
    guard case .int(let number)? = Operand.comparable(value, type) else { return nil }
    return number
  }
}
