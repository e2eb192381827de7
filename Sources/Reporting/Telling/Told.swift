import Model

/// A report in words, apart from any format: what every format tells, in the order in which it is told.
struct Told {
  /// The shop as typed and as audited, when, of what stage, from where, and what it runs on.
  struct Head {
    /// What was looked at, in a sentence.
    var lead: String
    var typed: String
    var audited: String
    var startedAt: String
    var stage: String
    var vantage: String
    var platform: String
    var platformName: String
    var pluginName: String
  }

  /// A failed or noted result.
  struct Finding {
    var result: RuleResult
    var category: String
    var title: String
    /// `nil` for information.
    var severity: Severity?
    var consequence: String
    var says: String
    var fix: String?
    var why: String?
    var owner: Owner?
    var basis: Basis?
    var source: String?
    var symptoms: [String]
    var subject: Subject.ID
    var subjectName: String
    /// What mending the rule gains; 0 where its deduction was used up by others.
    var points: Int
    /// The looks behind it.
    var looks: [Sight]
  }

  /// A look behind a finding.
  struct Sight {
    var id: Look.ID
    /// The command line that repeats it; `nil` when the evidence does not hold the look.
    var command: String?
  }

  /// Findings of one rule that are told as one: the worst, and how many other subjects share it.
  struct Task {
    var finding: Finding
    var others: Int
  }

  /// A question that only a person can answer.
  struct Question {
    var rule: String
    var severity: Severity?
    var consequence: String
    var says: String
    /// What to do where the answer is no.
    var fix: String?
    var why: String?
    var howToAnswer: String
    var owner: Owner?
    /// `open`, `yes`, `no` or `reopened`.
    var state: RuleResult.Question
    var fingerprint: String
  }

  /// What stood in the way, over all rules that it kept from being settled.
  struct Hindrance {
    var reason: Reason
    var obstacle: Obstacle
    /// Sorted, without repetition.
    var details: [String]
    /// Sorted, without repetition.
    var rules: [String]
    /// The most severe failure that it may hide; `nil` when none.
    var atWorst: Severity?
  }

  /// What was not asked for, and how to include it.
  struct Exclusion {
    var need: Need
    var inclusion: Inclusion
    /// Sorted, without repetition.
    var rules: [String]
  }

  /// A failure that the operator accepts.
  struct Acceptance {
    var rule: String
    var says: String
    var reason: String
  }

  /// A category and how its rules ended.
  struct Category {
    var id: String
    var title: String
    var tally: Tally
  }

  var head: Head
  var headline: String
  var reason: String
  /// Every finding: failures by severity, points, owner, rule, subject; then notes.
  var findings: [Finding]
  /// What to do first: one a rule, in the order of ``findings``.
  var tasks: [Task]
  /// Every question, open ones first, then by severity.
  var questions: [Question]
  /// By the most severe failure that they may hide, then by how many rules they keep open.
  var hindrances: [Hindrance]
  var exclusions: [Exclusion]
  var acceptances: [Acceptance]
  var categories: [Category]
  /// `nil` when nothing that was asked applies.
  var coveragePercent: Int?
  /// How many rules are explained by another.
  var explained: Int
}

/// How the rules of a category ended; every rule is counted once.
struct Tally: Hashable {
  var blockers = 0
  var majors = 0
  var minors = 0
  var unknown = 0
  var questions = 0
  var notIncluded = 0
  var waived = 0
  var explained = 0
  var notes = 0
  var passed = 0
  var notApplicable = 0
}
