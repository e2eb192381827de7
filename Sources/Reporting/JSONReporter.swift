import FoundationEssentials

/// The whole report as JSON; its form is `reports/schema/report.schema.json`.
package struct JSONReporter: Sendable {
  /// A reporter.
  package init() {}

  /// The report's text: keys sorted, two spaces, a line break at the end.
  ///
  /// - Throws: `EncodingError` when a value has no form in JSON.
  package func text(of report: Report) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let document = ReportDocument(report, told: Telling(report).told())
    return SafeText.json(String(decoding: try encoder.encode(document), as: UTF8.self)) + "\n"
  }
}
