package import Model

/// When a finished audit lets a pipeline go on.
package struct Gate: Hashable, Sendable, Codable {
  /// The mildest failure that closes the gate.
  package enum FailOn: String, Codable, CaseIterable, Sendable {
    /// The verdict decides: only *not ready* closes it.
    case verdict
    /// A failed major closes it too.
    case major
    /// Any failure closes it.
    case minor
  }

  /// What the gate comes to.
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    case passed, failed, cannotTell

    /// The exit code by which a program says it.
    package var exitCode: Int32 {
      switch self {
      case .passed: 0
      case .failed: 1
      case .cannotTell: 2
      }
    }
  }

  /// Why the gate came to that; the first that holds.
  package enum Cause: String, Codable, CaseIterable, Sendable {
    /// The verdict is *not ready*.
    case notReady
    /// A major failed, and the gate fails on it.
    case majorFailed
    /// A minor failed, and the gate fails on it.
    case minorFailed
    /// The verdict is *cannot tell*.
    case cannotTell
    /// A failure that would close the gate could not be ruled out.
    case failurePossible
    /// Questions of blocker severity are open, and answers are required.
    case answersMissing
    /// Nothing that the gate looks at stands against it.
    case clear

    /// What the gate comes to by this cause.
    package var outcome: Outcome {
      switch self {
      case .notReady, .majorFailed, .minorFailed: .failed
      case .cannotTell, .failurePossible, .answersMissing: .cannotTell
      case .clear: .passed
      }
    }
  }

  /// The mildest failure that closes it.
  package var failOn: FailOn
  /// Whether open questions of blocker severity keep it from passing.
  package var requiresAnswers: Bool

  /// A gate; by default the verdict decides alone.
  package init(failOn: FailOn = .verdict, requiresAnswers: Bool = false) {
    self.failOn = failOn
    self.requiresAnswers = requiresAnswers
  }

  /// Why the gate opens, or stays closed, for `assessment`.
  package func cause(for assessment: Assessment) -> Cause {
    let counted = assessment.rules.filter { !$0.waived && $0.explainedBy == nil }
    func failed(_ severity: Severity) -> Bool {
      counted.contains { $0.result == .fail && $0.severity == severity }
    }
    func possible(_ severity: Severity) -> Bool {
      counted.contains { rule in rule.result == .unknown && rule.atWorst.map { $0 >= severity } == true }
    }
    if assessment.verdict == .notReady { return .notReady }
    switch failOn {
    case .verdict: break
    case .major: if failed(.major) { return .majorFailed }
    case .minor:
      if failed(.major) { return .majorFailed }
      if failed(.minor) { return .minorFailed }
    }
    if assessment.verdict == .cannotTell { return .cannotTell }
    switch failOn {
    case .verdict: break
    case .major: if possible(.major) { return .failurePossible }
    case .minor: if possible(.minor) { return .failurePossible }
    }
    return requiresAnswers && assessment.questions.openBlockers > 0 ? .answersMissing : .clear
  }
}
