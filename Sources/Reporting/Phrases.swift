import Model

/// The texts of a report's frame in one language; what the rules say comes from their files.
protocol Phrases: Sendable {
  // The head.
  func typed(_ typed: String, audited: String) -> String
  func stage(_ stage: Stage) -> String
  func vantage(_ vantage: Vantage, mapped: Bool) -> String
  func platform(_ platform: SeenName, plugin: SeenName) -> String

  // The verdict.
  func headline(_ verdict: Verdict, openQuestions: Int) -> String
  func reason(_ reason: VerdictReason, sentences: [String], questions: Int, coverage: Int?) -> String

  // Findings and questions.
  func consequence(_ severity: Severity?) -> String
  func consequenceOfNo(_ severity: Severity?) -> String
  func owner(_ owner: Owner?) -> String
  func basis(_ basis: Basis) -> String
  /// Stands for an outcome that has no text of its own.
  func broken(title: String, subject: String) -> String
  func moreSubjects(_ count: Int) -> String
  func answer(_ rule: String) -> String
  func answeredNo(_ question: String) -> String
  func reopened() -> String
  /// A list cut after its first elements.
  func andMore(_ count: Int) -> String
  func truth(_ truth: Bool) -> String
  func notKnown() -> String

  // What was not seen.
  func obstacle(_ reason: Reason) -> Obstacle
  func side(_ side: Side) -> String
  func need(_ need: Need) -> Inclusion
  func checks(_ count: Int) -> String

  // Counts.
  func score(_ score: Score) -> String
  func coverage(_ coverage: Coverage, percent: Int?) -> String
  func explained(_ count: Int) -> String
  func tally(_ tally: Tally) -> [String]
  func waived(_ reason: String) -> String

  // Titles and ends.
  var doFirst: String { get }
  var onlyYou: String { get }
  var couldNotLook: String { get }
  var notIncluded: String { get }
  var accepted: String { get }
  var savedAs: String { get }
  var footer: String { get }
  func gate(_ cause: Gate.Cause, exitCode: Int32) -> String
}

/// A name and version that may not have been seen.
enum SeenName: Hashable {
  case seen(String)
  case absent
  case unknown
}

/// Whose side an obstacle is on.
package enum Side: String, Codable, CaseIterable, Sendable {
  /// The shop or its hoster.
  case shop
  /// Somewhere between here and the shop.
  case network
  /// This audit's own method or limits.
  case audit
  /// The operator's choice.
  case you
}

/// What stood in the way of a look, in words.
struct Obstacle: Hashable {
  /// What happened, without a full stop.
  var cause: String
  /// Whose side it is on.
  var side: Side
  /// The one step that settles it.
  var step: String
}

/// What was not part of an audit, and how to include it.
struct Inclusion: Hashable {
  /// What it is about.
  var what: String
  /// How to include it.
  var how: String
}
