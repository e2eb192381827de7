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
