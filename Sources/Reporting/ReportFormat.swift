/// The forms in which a report can be had.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// The first screen, for people.
  case terminal
  /// The whole report, for programs; its form is `reports/schema/report.schema.json`.
  case json
  /// One page that needs nothing but itself, for readers.
  case html
  /// For tickets and pull requests.
  case markdown
  /// Findings, questions and unknowns, one a line, for spreadsheets.
  case csv

  /// The name that a file of this format ends in, without the dot.
  package var fileExtension: String {
    switch self {
    case .terminal: "txt"
    case .json: "json"
    case .html: "html"
    case .markdown: "md"
    case .csv: "csv"
    }
  }

  /// `report`, told in this format.
  ///
  /// - Parameters:
  ///   - report: What is told.
  ///   - screen: How wide and how colourful; only the terminal's format heeds it.
  /// - Returns: The text, ending in a line break.
  /// - Throws: `EncodingError` when a value of the report has no form in the format.
  package func text(of report: Report, screen: Screen = Screen()) throws -> String {
    switch self {
    case .terminal: TerminalReporter(screen: screen).text(of: report)
    case .json: try JSONReporter().text(of: report)
    case .html: HTMLReporter().text(of: report)
    case .markdown: MarkdownReporter().text(of: report)
    case .csv: CSVReporter().text(of: report)
    }
  }
}
