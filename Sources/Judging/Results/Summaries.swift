import Model

extension RuleSummary {
  /// A rule over its subjects: the worst of what stands on its own, else what is waived, else what is explained.
  init(_ rule: Rule, _ results: [RuleResult]) {
    self.init(
      rule: rule.id,
      category: rule.category,
      result: .notApplicable,
      weight: rule.weight,
      results: results.sorted { $0.subject < $1.subject }
    )
    let groups: [[RuleResult]] = [
      results.filter(\.counts), results.filter { $0.waived != nil && $0.explainedBy == nil },
      results.filter { $0.explainedBy != nil },
    ]
    let deciding = groups.first { $0.contains { $0.rank > RuleResult.rankOfPass } } ?? groups[0]
    guard let worst = deciding.max(by: { $0.rank < $1.rank }) else { return }
    result = worst.result
    severity = worst.severity
    atWorst = deciding.compactMap(\.atWorst).max()
    explainedBy = worst.explainedBy
    waived = worst.explainedBy == nil && worst.waived != nil
  }

  /// Whether it stands on its own: neither explained nor waived.
  var counts: Bool { explainedBy == nil && !waived }

  /// A failure that stands on its own.
  var failure: Severity? { counts && result == .fail ? severity : nil }

  /// The most severe failure that looking better could still show; what nobody asked to look at shows none.
  var possible: Severity? {
    guard counts else { return nil }
    return results.filter { $0.counts && ($0.result == .unknown || $0.result == .fail) }.compactMap(\.atWorst)
      .max()
  }

  /// Whether it asked a person.
  var hasAsked: Bool { results.contains { $0.question != nil } }

  /// The severity of its worst question without an answer; `nil` where there is none.
  var openQuestion: Severity? {
    results.filter { $0.question == .open || $0.question == .reopened }.compactMap(\.severity).max()
  }

  /// Whether it is open, and only a person can close it.
  var isAsking: Bool {
    result == .open
      && results.filter { $0.counts && $0.result == .open }.allSatisfy { result in
        result.unknowns.allSatisfy { $0.needs == .person }
      }
  }
}

extension RuleResult {
  fileprivate static let rankOfPass = 1

  /// Whether it stands on its own: neither explained nor waived.
  var counts: Bool { explainedBy == nil && waived == nil }

  /// How bad it is beside others of its rule.
  fileprivate var rank: Int {
    switch result {
    case .notApplicable: 0
    case .pass: Self.rankOfPass
    case .open: 2 + (severity?.rank ?? 0)
    case .unknown: 6
    case .fail: 7 + (severity?.rank ?? 0)
    }
  }
}

extension Severity {
  /// From 1, milder first.
  fileprivate var rank: Int {
    switch self {
    case .minor: 1
    case .major: 2
    case .blocker: 3
    }
  }
}
