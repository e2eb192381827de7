import Model

/// `contains`, `containsAny`, `containsAll`, `excludes`: elements of a list, or parts of a text.
struct Membership: Matcher {
  enum Demand: String, CaseIterable {
    case contains, containsAny, containsAll, excludes
  }

  let demand: Demand
  /// What is looked for, in the order of the rule.
  private let wanted: [Value]
  /// The shape of what is looked for: the list's elements, or the text's own.
  private let type: FactType
  private let isList: Bool

  var text: String { "\(demand.rawValue) \(wanted.shown)" }

  /// What is not there contains nothing.
  var holdsWhenAbsent: Bool { demand == .excludes }

  func decide(_ value: Value) -> Truth {
    switch (value, isList) {
    case (.list(let elements), true):
      let known = Set(elements.compactMap { Operand.comparable($0, type) })
      let isWhole = elements.allSatisfy { Operand.comparable($0, type) != nil }
      return decide(hits: { known.contains($0) }, missing: isWhole ? nil : Unknown(.malformed))
    case (.text(let text), false):
      return decide(
        hits: {
          guard case .text(let part) = $0 else { return false }
          return text.holds(part)
        },
        missing: nil
      )
    default: return .unknown(Unknown(.malformed))
    }
  }

  func decide(part: [Value], missing: Unknown) -> Truth {
    guard isList else { return .unknown(missing) }
    let known = Set(part.compactMap { Operand.comparable($0, type) })
    return decide(hits: { known.contains($0) }, missing: missing)
  }

  /// A hit decides; a miss decides only where nothing is missing.
  private func decide(hits: (Value) -> Bool, missing: Unknown?) -> Truth {
    let sought = wanted.map { isList ? Operand.comparable($0, type) ?? $0 : $0 }
    let isMet = demand == .containsAll ? sought.allSatisfy(hits) : sought.contains(where: hits)
    let truth = isMet ? Truth.holds : missing.map { .unknown($0) } ?? .fails
    return demand == .excludes ? truth.contrary : truth
  }

  static let kinds = Demand.allCases.map { demand in
    MatcherKind(
      name: demand.rawValue,
      summary: summary(of: demand),
      operand: operand(of: demand),
      fits: { elementType(of: $0) != nil },
      read: { node, type, complaints in
        guard let element = elementType(of: type) else { return nil }
        let values: [Value]? =
          switch demand {
          case .contains: Operand.scalar(node, element, &complaints).map { [$0] }
          case .containsAny, .containsAll: Operand.list(node, element, &complaints)
          case .excludes: Operand.scalarOrList(node, element, &complaints)
          }
        guard let values, !values.isEmpty else { return nil }
        return Membership(demand: demand, wanted: values, type: element, isList: !type.isScalar)
      }
    )
  }

  /// The shape of what such a fact can contain; `nil` where it makes no sense to ask.
  private static func elementType(of type: FactType) -> FactType? {
    switch type {
    case .list(let element) where element.isScalar: element
    case .text, .url: .text
    case .list, .record, .bool, .int, .word, .date, .version: nil
    }
  }

  private static func operand(of demand: Demand) -> MatcherKind.Operand {
    switch demand {
    case .contains: .scalar
    case .containsAny, .containsAll: .list
    case .excludes: .scalarOrList
    }
  }

  private static func summary(of demand: Demand) -> String {
    switch demand {
    case .contains: "The list has this element, or the text this part."
    case .containsAny: "The list or text has at least one of these."
    case .containsAll: "The list or text has all of these."
    case .excludes: "The list or text has none of these; what is absent has none."
    }
  }
}
