package import Model

/// Judges evidence by the rules of a catalogue: the same three inputs give the same assessment on any day.
package struct Judge: Sendable {
  /// What it judges by.
  package let catalogue: Catalogue

  /// A judge by the rules of `catalogue`.
  package init(catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  /// All results, score, coverage and verdict.
  ///
  /// `evidenceDigest` is `sha256:` and the digest of the evidence as it is stored. Answers and waivers for rules
  /// that the catalogue does not have are without effect; so are answers to questions that were not asked, see
  /// ``unaskedAnswers(_:)``.
  package func assess(_ evidence: Evidence, evidenceDigest: String, statement: Statement) -> Assessment {
    let results = judge(evidence, statement)
    let summaries = zip(catalogue.rules, results).map { RuleSummary($0, $1) }
    let conclusion = Conclusion(catalogue: catalogue, summaries: summaries, isAnswered: evidence.isAnswered)
    let verdict = conclusion.verdict()
    return Assessment(
      evidenceDigest: evidenceDigest,
      statementDigest: Digest.of(statement),
      packs: catalogue.packs.map(\.identity),
      statement: statement,
      verdict: verdict.verdict,
      verdictReason: verdict.reason,
      decidedBy: verdict.decidedBy,
      score: conclusion.score(for: verdict.verdict),
      coverage: conclusion.coverage,
      questions: conclusion.questions,
      rules: summaries
    )
  }

  /// The digests of the facts behind each question that was asked, by rule: what an answer given now is bound to
  /// (``Answer/facts``).
  package func questionDigests(_ evidence: Evidence, statement: Statement) -> [String: String] {
    let world = World(evidence, statement)
    let digests = catalogue.rules.compactMap { rule in
      Answers.digest(of: results(of: rule, in: world), in: world).map { (rule.id, $0) }
    }
    return Dictionary(digests) { first, _ in first }
  }

  /// The answers in an assessment's statement whose rule asked nothing, so that they had no effect; in their order.
  package static func unaskedAnswers(_ assessment: Assessment) -> [Answer] {
    let asked = Set(assessment.rules.filter(\.hasAsked).map(\.rule))
    return assessment.statement.answers.filter { !asked.contains($0.rule) }
  }

  /// Every result, in the catalogue's order of rules, with answers, waivers and root causes.
  func judge(_ evidence: Evidence, _ statement: Statement) -> [[RuleResult]] {
    let world = World(evidence, statement)
    let answers = Answers(statement, evidence, world)
    var results = catalogue.rules.map { rule in
      var judged = self.results(of: rule, in: world)
      answers.apply(to: &judged, of: rule)
      answers.waive(&judged)
      return judged
    }
    RootCauses(catalogue: catalogue, world: world).explain(&results)
    for index in results.indices {
      results[index] += leftOut(catalogue.rules[index], results[index], in: world)
    }
    return results
  }

  /// What a rule that applies to nothing says of the shop: open, with what the audit was not given.
  private func leftOut(_ rule: Rule, _ results: [RuleResult], in world: World) -> [RuleResult] {
    guard let ifNone = rule.ifNone, results.allSatisfy({ $0.result == .notApplicable }),
      let shop = world.subjects[.shop]?.first
    else { return [] }
    var evaluator = Evaluator(scene: world.scene(of: shop))
    if let condition = ifNone.when, evaluator.truth(of: condition) == .fails { return [] }
    return [
      RuleResult(
        rule: rule.id,
        subject: shop.id,
        result: .open,
        unknowns: [Unknown(.notAsked, needs: ifNone.needs)],
        read: evaluator.read.sorted(),
        looks: evaluator.looks.sorted()
      )
    ]
  }

  private func results(of rule: Rule, in world: World) -> [RuleResult] {
    let ruling = Ruling(rule: rule)
    return (world.subjects[rule.about] ?? []).map { ruling.result(for: $0.id, in: world.scene(of: $0)) }
  }
}
