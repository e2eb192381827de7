import Model

/// What came of one example of a rule.
package struct ExampleResult: Hashable, Sendable {
  /// The rule.
  package let rule: String
  /// What the example shows.
  package let name: String
  /// Where it stands.
  package let place: Place
  /// What has to come out.
  package let expected: String
  /// What came out: an outcome's id, or a result where no outcome decided.
  package let actual: String
  /// Whether that is what has to come out.
  package let isMet: Bool
}

extension Catalogue {
  /// Judges every example of every rule, in their order.
  package func runExamples() -> [ExampleResult] {
    rules.flatMap { rule in rule.examples.map { $0.run(rule) } }
  }
}

extension Example {
  fileprivate func run(_ rule: Rule) -> ExampleResult {
    let scene = Scene(given: given, audit: audit)
    var result = Ruling(rule: rule).result(for: Subject.ID(rule.about, "example"), in: scene)
    if let answer, result.question != nil { result.settle(answer: answer) }
    let isMet =
      switch gives {
      case .outcome(let id): result.outcome == id && result.question != .yes
      case .result(let expected): result.result == expected && !result.note
      }
    let answered = result.question == .yes ? nil : result.outcome
    return ExampleResult(
      rule: rule.id,
      name: name,
      place: place,
      expected: gives.text,
      actual: answered ?? result.result.rawValue,
      isMet: isMet
    )
  }
}

extension RuleResult {
  /// Closes an open question: a yes passes, a no fails with the question's severity.
  mutating func settle(answer isYes: Bool) {
    question = isYes ? .yes : .no
    result = isYes ? .pass : .fail
    unknowns = []
    if isYes {
      severity = nil
      atWorst = nil
    }
  }
}
