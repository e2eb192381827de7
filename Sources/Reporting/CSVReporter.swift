import Model

/// The findings, questions and unknowns as a table, one a line, after RFC 4180.
///
/// Lines end in CR LF, as the RFC has it. A cell that a spreadsheet would take for a formula begins with an apostrophe.
package struct CSVReporter: Sendable {
  /// A reporter.
  package init() {}

  /// The table with its head.
  package func text(of report: Report) -> String {
    let told = Telling(report).told()
    let phrases = report.language.phrases
    let labels = phrases.labels
    let finding = labels.finding
    let head = [
      finding.kind, finding.severity, finding.rule, labels.finding.outcome, finding.category, finding.places,
      finding.says,
      finding.fix, finding.owner, finding.points, finding.state, finding.fingerprint,
    ]
    let titles = Dictionary(told.categories.map { ($0.id, $0.title) }) { first, _ in first }
    let findings = told.findings.map { finding in
      [
        "finding", finding.consequence, finding.result.rule, finding.result.outcome ?? "",
        titles[finding.category] ?? finding.category, finding.subjectName, finding.says, finding.fix ?? "",
        phrases.owner(finding.owner), finding.severity == nil ? "" : "\(finding.points)", "",
        finding.result.fingerprint,
      ]
    }
    let questions = told.questions.map { question in
      [
        "question", question.consequence, question.rule, "", "", "", question.says, question.howToAnswer,
        phrases.owner(question.owner), "", phrases.state(question.state), question.fingerprint,
      ]
    }
    let unknowns = told.hindrances.flatMap { hindrance in
      hindrance.rules.map { rule in
        let obstacle = hindrance.obstacle
        let details = ([obstacle.cause] + hindrance.details.prefix(2)).joined(separator: "; ")
        return [
          "unknown", phrases.couldNotLook, rule, hindrance.reason.rawValue, "", "",
          details, obstacle.step, phrases.side(obstacle.side), "", "", "",
        ]
      }
    }
    let lines = [head] + findings + questions + unknowns
    return lines.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// `text` as a cell: in quotes where the RFC wants them, harmless to spreadsheets.
  static func cell(_ text: String) -> String {
    var safe = SafeText.block(text)
    // Spreadsheets look past white space before they look for a formula.
    let start = safe.first { !$0.isWhitespace }
    if let start, "=+-@＝＋－＠".contains(start) { safe = "'" + safe }
    guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}
