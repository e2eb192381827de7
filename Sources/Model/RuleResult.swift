/// How much a failure matters.
package enum Severity: String, Codable, CaseIterable, Sendable, Comparable {
  case minor, major, blocker

  package static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int {
    switch self {
    case .minor: 0
    case .major: 1
    case .blocker: 2
    }
  }
}

/// How a rule ended for a subject.
package enum Result: String, Codable, CaseIterable, Sendable {
  case pass, fail, unknown, open, notApplicable
}

/// What decides a rule's severity: how certain its source is.
package enum Basis: String, Codable, CaseIterable, Sendable {
  case amazon, standard, plugin, practice
}

/// Whose hands can mend it.
package enum Owner: String, Codable, CaseIterable, Sendable {
  case shopAdmin, sellerCentral, hosting, developer, platform, amazon
}

/// How one rule ended for one subject.
package struct RuleResult: Hashable, Sendable, Codable {
  /// How a question was dealt with.
  package enum Question: String, Codable, CaseIterable, Sendable {
    case open, yes, no
    /// An answer exists, but its facts changed or it is older than 180 days.
    case reopened
  }

  /// The rule.
  package var rule: String
  /// What it was judged for.
  package var subject: Subject.ID
  /// How it ended.
  package var result: Result
  /// The outcome that decided; `nil` when none did (a pass because none was true, an unknown, not applicable).
  package var outcome: String?
  /// The severity of a failure; of an open question, what a no would mean.
  package var severity: Severity?
  /// The most severe failure that is still possible; `nil` when none is.
  package var atWorst: Severity?
  /// Whether it is information that costs nothing.
  package var note: Bool
  /// The question and its answer; `nil` when nothing was asked.
  package var question: Question?
  /// What stands in the way of an unknown or open result; sorted, without repetition.
  package var unknowns: [Unknown]
  /// The rule whose failure or unknown explains this one; `nil` when it stands on its own.
  package var explainedBy: String?
  /// The waiver that covers it, as its reason; `nil` when none does.
  package var waived: String?
  /// What the outcome's placeholders stand for, by their paths; one that is not known is left out.
  package var values: [String: Value]
  /// The facts that were read (paths), sorted.
  package var read: [String]
  /// The looks behind its outcome, or behind all those facts where none came out; sorted, without repetition.
  package var looks: [Look.ID]
  /// Identifies a finding between audits: rule, outcome, subject.
  package var fingerprint: String { [rule, outcome ?? "", subject.description].joined(separator: "|") }

  /// A result from its parts.
  package init(
    rule: String,
    subject: Subject.ID,
    result: Result,
    outcome: String? = nil,
    severity: Severity? = nil,
    atWorst: Severity? = nil,
    note: Bool = false,
    question: Question? = nil,
    unknowns: [Unknown] = [],
    explainedBy: String? = nil,
    waived: String? = nil,
    values: [String: Value] = [:],
    read: [String] = [],
    looks: [Look.ID] = []
  ) {
    self.rule = rule
    self.subject = subject
    self.result = result
    self.outcome = outcome
    self.severity = severity
    self.atWorst = atWorst
    self.note = note
    self.question = question
    self.unknowns = unknowns
    self.explainedBy = explainedBy
    self.waived = waived
    self.values = values
    self.read = read
    self.looks = looks
  }
}

/// A rule over all its subjects: the worst of them.
package struct RuleSummary: Hashable, Sendable, Codable {
  /// The rule.
  package var rule: String
  /// The category it stands in.
  package var category: String
  /// The worst result over its subjects; `notApplicable` where there are none.
  package var result: Result
  /// The severity of the worst failure, or of the worst open question.
  package var severity: Severity?
  /// The most severe failure still possible over its subjects.
  package var atWorst: Severity?
  /// The rule that explains it; then it takes nothing and is not listed on its own.
  package var explainedBy: String?
  /// Whether its failure is waived.
  package var waived: Bool
  /// Its weight in the coverage: blocker 10, major 5, minor 2, else 0.
  package var weight: Int
  /// Its results, one a subject, sorted by subject.
  package var results: [RuleResult]

  /// A summary from its parts.
  package init(
    rule: String,
    category: String,
    result: Result,
    severity: Severity? = nil,
    atWorst: Severity? = nil,
    explainedBy: String? = nil,
    waived: Bool = false,
    weight: Int,
    results: [RuleResult]
  ) {
    self.rule = rule
    self.category = category
    self.result = result
    self.severity = severity
    self.atWorst = atWorst
    self.explainedBy = explainedBy
    self.waived = waived
    self.weight = weight
    self.results = results
  }
}
