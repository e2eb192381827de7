package import Model

/// Why a rule came out as it did: which facts it read and what each condition came to.
package struct RuleExplanation: Hashable, Sendable {
  /// What one condition came to.
  package struct Step: Hashable, Sendable {
    /// The condition on one line: `certificate.daysLeft below 14`, `all of`.
    package let text: String
    /// What it came to.
    package let truth: Truth
    /// The fact that it looked at; `nil` where it joins others.
    package let fact: Fact?
    /// The conditions that it is made of; of a list, those of its first elements.
    package let parts: [Step]
  }

  /// What came of one outcome.
  package struct Branch: Hashable, Sendable {
    /// The outcome's id.
    package let outcome: String
    /// What it means when it comes out.
    package let effect: Outcome.Effect
    /// What its condition came to; `nil` where an earlier outcome had decided.
    package let truth: Truth?
    /// The condition; `nil` where there is none or it was not reached.
    package let condition: Step?
  }

  /// The rule for one subject.
  package struct Part: Hashable, Sendable {
    /// The subject.
    package let subject: Subject.ID
    /// How it ended, with answers, waivers and root causes.
    package let result: RuleResult
    /// What decided that the rule applies; `nil` where it always does.
    package let appliesWhen: Step?
    /// Its outcomes, in order.
    package let branches: [Branch]
    /// The facts that were read, by path.
    package let facts: [String: Fact]
  }

  /// The rule.
  package let rule: String
  /// One for each subject, sorted by subject; none where there is nothing for it to be about.
  package let parts: [Part]
}

extension Judge {
  /// Why `rule` comes out as it does; `nil` where there is no such rule.
  package func explain(rule id: String, _ evidence: Evidence, statement: Statement) -> RuleExplanation? {
    guard let rule = catalogue.rule(id), let index = catalogue.rules.firstIndex(where: { $0.id == id }) else {
      return nil
    }
    let world = World(evidence, statement)
    let results = judge(evidence, statement)[index]
    let parts = zip(world.subjects[rule.about] ?? [], results).map { subject, result in
      let scene = world.scene(of: subject)
      let explainer = Explainer(scene: scene)
      let facts = result.read.compactMap { path in scene.fact(named: path).map { (path, $0) } }
      return RuleExplanation.Part(
        subject: subject.id,
        result: result,
        appliesWhen: rule.appliesWhen.map { explainer.step($0) },
        branches: explainer.branches(rule),
        facts: Dictionary(facts) { first, _ in first }
      )
    }
    return RuleExplanation(rule: id, parts: parts)
  }
}

/// Works out conditions once more, keeping every step.
private struct Explainer {
  /// Elements of a list that are shown.
  private static let shownElements = 5

  let scene: Scene

  func branches(_ rule: Rule) -> [RuleExplanation.Branch] {
    var isDecided = false
    return rule.outcomes.map { outcome in
      guard !isDecided else {
        return RuleExplanation.Branch(outcome: outcome.id, effect: outcome.effect, truth: nil, condition: nil)
      }
      let step = outcome.when.map { self.step($0) }
      isDecided = step == nil || step?.truth == .holds
      return RuleExplanation.Branch(
        outcome: outcome.id,
        effect: outcome.effect,
        truth: step?.truth ?? .holds,
        condition: step
      )
    }
  }

  func step(_ condition: Condition, element: Value? = nil) -> RuleExplanation.Step {
    var evaluator = Evaluator(scene: scene)
    let truth = evaluator.truth(of: condition, element: element)
    var fact: Fact?
    var parts: [RuleExplanation.Step] = []
    switch condition {
    case .fact(let path, _): fact = Self.fact(evaluator.observe(path, element: element))
    case .all(let conditions), .any(let conditions): parts = conditions.map { step($0, element: element) }
    case .not(let condition): parts = [step(condition, element: element)]
    case .some(let elements), .each(let elements):
      let observed = evaluator.observe(elements.list, element: element)
      fact = Self.fact(observed)
      let values = observed.elements ?? []
      parts = values.prefix(Self.shownElements).map { step(elements.condition, element: $0) }
    }
    return RuleExplanation.Step(text: condition.text, truth: truth, fact: fact, parts: parts)
  }

  private static func fact(_ observed: Observed) -> Fact {
    switch observed {
    case .known(let value): .known(value, from: [])
    case .part(let values, let missing): .partial(values, missing: missing, from: [])
    case .absent: .absent(from: [])
    case .unknown(let unknown): .unknown(unknown, from: [])
    }
  }
}
