import Model

/// The texts of a report's frame in one language; what the rules say comes from their files.
protocol Phrases: Sendable {
  // The head.
  func typed(_ typed: String, audited: String) -> String
  /// What was looked at where it was a shop's server, of that name.
  func examined(_ server: String) -> String
  func stage(_ stage: Stage) -> String
  func vantage(_ vantage: Vantage, mapped: Bool) -> String
  func platform(_ platform: SeenName, plugin: SeenName) -> String

  // The verdict.
  func headline(_ verdict: Verdict, openQuestions: Int) -> String
  /// A headline that is about a shop's server alone.
  func ofServer(_ headline: String) -> String
  func reason(_ reason: VerdictReason, sentences: [String], questions: Int, coverage: Int?) -> String

  // Findings and questions.
  func consequence(_ severity: Severity?) -> String
  /// What follows where the answer to a question is no.
  func ifNot(_ severity: Severity?) -> String
  func owner(_ owner: Owner?) -> String
  func basis(_ basis: Basis) -> String
  /// A source as wordings have it.
  func source(_ source: String) -> String
  /// Stands for an outcome that has no text of its own.
  func broken(title: String, subject: String) -> String
  func moreSubjects(_ count: Int) -> String
  func answer(_ rule: String) -> String
  func answeredNo(_ question: String) -> String
  func reopened() -> String
  /// A list cut after its first elements.
  func andMore(_ count: Int) -> String
  /// The same on the first screen, with the way to the rest.
  func andMoreElsewhere(_ count: Int) -> String
  func truth(_ truth: Bool) -> String
  func notKnown() -> String
  func moment(_ moment: Moment) -> String
  /// A day written `2026-11-23`.
  func day(_ moment: Moment) -> String
  /// A length of time in milliseconds, as far as a reader cares.
  func duration(milliseconds: Int) -> String
  /// A button, after its container and the path of its page.
  func button(_ container: String, path: String) -> String
  /// A word that stands for a fact's value; `nil` for one that is told as it is.
  func word(_ word: String, of path: String) -> String?
  /// A record that stands for one thing; `nil` for one whose fields are told one by one.
  func record(_ record: [String: String], of path: String) -> String?
  /// A detail of an obstacle, which evidence holds in English.
  func detail(_ detail: String) -> String

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

  // Pages for readers.
  var labels: Labels { get }
  /// The title of the part that one owner needs.
  func part(of owner: Owner?) -> String
  /// How a rule ended, in a word.
  func result(_ result: Result) -> String
  func role(_ role: Role) -> String
  func region(_ region: String) -> String
  func state(_ state: RuleResult.Question) -> String
  func explainedBy(_ rule: String) -> String
  func subjects(_ count: Int) -> String
  func hop(_ status: Int) -> String
  func coverageSum(_ coverage: Coverage) -> String
  func scoreSum(_ score: Score) -> String

  // Rules by themselves.
  func about(_ kind: SubjectKind) -> String
  func effect(_ effect: RuleEntry.Effect) -> String

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
