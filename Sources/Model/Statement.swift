/// What an audit is of.
package enum Stage: String, Codable, CaseIterable, Sendable {
  /// No button is expected yet: could it work?
  case prerequisites
  /// Test keys are right, live keys wrong.
  case sandbox
  /// The shop takes real payments.
  case live
}

/// Where the merchant's Amazon Pay account is, in Amazon's words.
package enum Region: String, Codable, CaseIterable, Sendable {
  case na, eu, fe
}

/// A person's answer to the question of a rule.
package struct Answer: Hashable, Sendable, Codable {
  /// The rule that asked.
  package var rule: String
  /// Whether the answer closes the question.
  package var yes: Bool
  /// Who answered; `nil` when not said.
  package var by: String?
  /// The day of the answer, ISO 8601; `nil` for one given with this audit.
  package var on: String?
  /// The digest of the facts that the person was shown; `nil` binds it to none.
  package var facts: String?

  /// An answer from its parts.
  package init(rule: String, yes: Bool, by: String? = nil, on: String? = nil, facts: String? = nil) {
    self.rule = rule
    self.yes = yes
    self.by = by
    self.on = on
    self.facts = facts
  }
}

/// A finding that the operator accepts for a while.
package struct Waiver: Hashable, Sendable, Codable {
  /// The rule whose failure is accepted.
  package var rule: String
  /// Only this outcome; `nil` for all.
  package var outcome: String?
  /// Why it is accepted.
  package var reason: String
  /// The last day on which it counts, ISO 8601 (`2026-12-31`).
  package var until: String

  /// A waiver from its parts.
  package init(rule: String, outcome: String? = nil, reason: String, until: String) {
    self.rule = rule
    self.outcome = outcome
    self.reason = reason
    self.until = until
  }
}

/// What the operator states; with evidence and packs it decides the assessment.
package struct Statement: Hashable, Sendable, Codable {
  /// What the audit is of.
  package var stage: Stage
  /// The region of the account; `nil` when not stated.
  package var region: Region?
  /// Whether this is a new integration; `nil` when not stated.
  package var newIntegration: Bool?
  /// Answers to questions, in the order given; a later one replaces an earlier one.
  package var answers: [Answer]
  /// Findings accepted for a while.
  package var waivers: [Waiver]

  /// A statement; all but the stage is unsaid unless given.
  package init(
    stage: Stage = .live,
    region: Region? = nil,
    newIntegration: Bool? = nil,
    answers: [Answer] = [],
    waivers: [Waiver] = []
  ) {
    self.stage = stage
    self.region = region
    self.newIntegration = newIntegration
    self.answers = answers
    self.waivers = waivers
  }
}
