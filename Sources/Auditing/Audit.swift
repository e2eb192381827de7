import Judging
package import Model
package import Probing
package import Reporting

/// One finished audit of one shop.
public struct Audit: Sendable {
  /// How it is told.
  package let report: Report
  /// Pictures of the pages that a browser opened, by address, the wide screen first; none of evidence judged again.
  package var pictures: [Picture] = []
  /// What was seen.
  package var evidence: Evidence { report.evidence }
  /// What it means.
  package var assessment: Assessment { report.assessment }

  /// The verdict in words, with the questions that are left.
  public var headline: String { report.headline }

  /// The first screen of the report, for people.
  public var summary: String { TerminalReporter().text(of: report) }

  /// The whole report for programs, after `reports/schema/report.schema.json`.
  ///
  /// - Returns: JSON with sorted keys, ending in a line break.
  /// - Throws: `EncodingError` when a value has no form in JSON.
  public func json() throws -> String { try JSONReporter().text(of: report) }

  /// The whole report for readers: one page that needs nothing but itself, ending in a line break.
  public func html() -> String { HTMLReporter().text(of: report) }

  /// What was seen, to be judged again.
  ///
  /// - Returns: JSON with sorted keys, ending in a line break.
  /// - Throws: `EncodingError` when a value has no form in JSON.
  public func evidenceJSON() throws -> String { try EvidenceFile.text(of: evidence) }

  /// 0 when a pipeline may go on, 1 when the shop is not ready, 2 when nobody can tell.
  public var exitCode: Int32 { report.gate.cause(for: report.assessment).outcome.exitCode }

  /// Answers that answered nothing, by rule: the rule did not ask.
  package var idleAnswers: [String] {
    Set(Judge.unaskedAnswers(assessment).map(\.rule)).sorted()
  }
}
