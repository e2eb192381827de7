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
  /// The looks behind those facts, sorted, without repetition.
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

/// What an audit comes to.
package enum Verdict: String, Codable, CaseIterable, Sendable {
  case notReady, cannotTell, readyWithReservations, ready
}

/// Why the verdict is what it is; the first that holds.
package enum VerdictReason: String, Codable, CaseIterable, Sendable {
  /// A blocker failed, or was answered no.
  case blockerFailed
  /// No look at the shop was answered.
  case nothingAnswered
  /// An essential rule is neither settled nor asking.
  case essentialUnknown
  /// A blocker is possible.
  case blockerPossible
  /// Coverage is below 75 %.
  case lowCoverage
  /// A major failed.
  case majorFailed
  /// A major is possible.
  case majorPossible
  /// Nothing stands against it, but questions of blocker severity are open.
  case questionsOpen
  /// Nothing stands against it.
  case clear
}

/// One deduction from 100.
package struct Deduction: Hashable, Sendable, Codable {
  /// The rule that failed.
  package var rule: String
  /// How much it matters.
  package var severity: Severity
  /// The points it takes, after the bounds.
  package var points: Int

  /// A deduction from its parts.
  package init(rule: String, severity: Severity, points: Int) {
    self.rule = rule
    self.severity = severity
    self.points = points
  }
}

/// The score, with what it was made of.
package struct Score: Hashable, Sendable, Codable {
  /// The version of the scoring.
  package var version: Int
  /// 0 … 100; `nil` when the verdict is ``Verdict/cannotTell``.
  package var points: Int?
  /// The score if every unknown were at its worst.
  package var lowest: Int
  /// The score if every unknown passed.
  package var highest: Int
  /// What was taken from 100, most severe first, then by rule.
  package var deductions: [Deduction]

  /// A score from its parts.
  package init(version: Int, points: Int?, lowest: Int, highest: Int, deductions: [Deduction]) {
    self.version = version
    self.points = points
    self.lowest = lowest
    self.highest = highest
    self.deductions = deductions
  }
}

/// How much of what applies was settled.
package struct Coverage: Hashable, Sendable, Codable {
  /// Weight of the rules that were settled.
  package var settled: Int
  /// Weight of the rules that apply and were asked.
  package var asked: Int

  /// A coverage from its parts.
  package init(settled: Int, asked: Int) {
    self.settled = settled
    self.asked = asked
  }
}

/// How many questions of blocker severity were asked of a person.
package struct Questions: Hashable, Sendable, Codable {
  /// All of them, over every severity.
  package var asked: Int
  /// Those with an answer.
  package var answered: Int
  /// Those without.
  package var open: Int
  /// Those without whose no would be a blocker.
  package var openBlockers: Int

  /// Counts from their parts.
  package init(asked: Int, answered: Int, open: Int, openBlockers: Int) {
    self.asked = asked
    self.answered = answered
    self.open = open
    self.openBlockers = openBlockers
  }
}

/// A pack that was judged with.
package struct PackIdentity: Hashable, Sendable, Codable {
  /// Its name.
  package var name: String
  /// Its version.
  package var version: String
  /// `sha256:` and the hexadecimal digest of its files.
  package var digest: String

  /// An identity from its parts.
  package init(name: String, version: String, digest: String) {
    self.name = name
    self.version = version
    self.digest = digest
  }
}

/// All results, score, coverage and verdict: a function of evidence, packs and statement.
package struct Assessment: Hashable, Sendable, Codable {
  /// The version of this form.
  package static let currentSchemaVersion = 1

  /// The version of the form in which it was written.
  package var schemaVersion: Int
  /// What was judged: `sha256:` and the digest of the evidence.
  package var evidenceDigest: String
  /// What was stated: `sha256:` and the digest of the statement.
  package var statementDigest: String
  /// What was judged with.
  package var packs: [PackIdentity]
  /// What the operator stated.
  package var statement: Statement
  /// What it comes to.
  package var verdict: Verdict
  /// Why.
  package var verdictReason: VerdictReason
  /// The rules that made the verdict, sorted by severity, then id; empty where none did.
  package var decidedBy: [String]
  /// The score.
  package var score: Score
  /// The coverage.
  package var coverage: Coverage
  /// The questions.
  package var questions: Questions
  /// Every rule of the packs, in their order.
  package var rules: [RuleSummary]

  /// An assessment from its parts.
  package init(
    schemaVersion: Int = Assessment.currentSchemaVersion,
    evidenceDigest: String,
    statementDigest: String,
    packs: [PackIdentity],
    statement: Statement,
    verdict: Verdict,
    verdictReason: VerdictReason,
    decidedBy: [String],
    score: Score,
    coverage: Coverage,
    questions: Questions,
    rules: [RuleSummary]
  ) {
    self.schemaVersion = schemaVersion
    self.evidenceDigest = evidenceDigest
    self.statementDigest = statementDigest
    self.packs = packs
    self.statement = statement
    self.verdict = verdict
    self.verdictReason = verdictReason
    self.decidedBy = decidedBy
    self.score = score
    self.coverage = coverage
    self.questions = questions
    self.rules = rules
  }
}
