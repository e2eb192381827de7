package import Model

/// An assessment with all that is needed to tell it.
package struct Report: Hashable, Sendable {
  /// What was seen.
  package var evidence: Evidence
  /// What it comes to.
  package var assessment: Assessment
  /// The texts of the rules, in the language of the report.
  package var wording: Wording
  /// When a pipeline may go on.
  package var gate: Gate
  /// The language of the frame around the rules' texts.
  package var language: Language

  /// A report from its parts.
  package init(
    evidence: Evidence,
    assessment: Assessment,
    wording: Wording,
    gate: Gate = Gate(),
    language: Language = .en
  ) {
    self.evidence = evidence
    self.assessment = assessment
    self.wording = wording
    self.gate = gate
    self.language = language
  }
}

extension Report {
  /// Whether it is about the machine that a shop runs on, and not about the shop.
  var isOfServer: Bool {
    let kinds = evidence.subjects.map(\.id.kind)
    return kinds.contains(.server) && !kinds.contains(.shop)
  }

  /// The verdict in words, with the questions that are left: `Technically ready, 2 questions for you`.
  package var headline: String {
    let phrases = language.phrases
    let words = phrases.headline(assessment.verdict, openQuestions: assessment.questions.openBlockers)
    return isOfServer ? phrases.ofServer(words) : words
  }
}

extension Language {
  /// The bare words of `verdict`.
  package func words(_ verdict: Verdict) -> String { phrases.headline(verdict, openQuestions: 0) }
}
