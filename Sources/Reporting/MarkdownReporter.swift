import Model

/// The report for tickets and pull requests, in CommonMark with GitHub's tables and checkboxes.
///
/// Text from outside can act in no renderer: whatever means something there is escaped, and addresses are no links.
package struct MarkdownReporter: Sendable {
  /// A reporter.
  package init() {}

  /// The report's text, ending in a line break.
  package func text(of report: Report) -> String {
    let telling = Telling(report)
    let told = telling.told()
    let phrases = report.language.phrases
    let cause = report.gate.cause(for: report.assessment)
    let blocks = [
      head(told), tasks(told, phrases), questions(told, phrases), hindrances(told, phrases),
      counts(told, report, phrases), report.isOfServer ? [] : entries(telling.page(), phrases),
      categories(told, phrases),
      [Self.escape(phrases.footer), Self.escape(phrases.gate(cause, exitCode: cause.outcome.exitCode))],
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func head(_ told: Told) -> [String] {
    [
      "# \(Self.escape(told.headline)): \(Self.code(told.head.audited))", "", Self.escape(told.reason), "",
      Self.escape("\(told.head.startedAt) · \(told.head.stage) · \(told.head.platform)"), "",
      Self.escape(told.head.vantage),
    ]
  }

  private func tasks(_ told: Told, _ phrases: any Phrases) -> [String] {
    guard !told.tasks.isEmpty else { return [] }
    var lines = ["## \(Self.escape(phrases.doFirst))", ""]
    for task in told.tasks {
      let finding = task.finding
      let others = task.others > 0 ? " (\(phrases.moreSubjects(task.others)))" : ""
      lines.append("- [ ] **\(Self.escape(finding.consequence)):** \(Self.escape(finding.says + others))  ")
      if let fix = finding.fix { lines.append("  \(Self.item(fix))  ") }
      lines.append("  \(Self.escape(phrases.owner(finding.owner))) · \(Self.code(finding.result.rule))")
    }
    if told.explained > 0 { lines += ["", Self.escape(phrases.explained(told.explained))] }
    return lines
  }

  private func questions(_ told: Told, _ phrases: any Phrases) -> [String] {
    let open = told.questions.filter { $0.state == .open || $0.state == .reopened }
    guard !open.isEmpty else { return [] }
    return ["## \(Self.escape(phrases.onlyYou))", ""]
      + open.flatMap { question in
        let fix = question.fix.map { ":** \(Self.item($0))" } ?? ".**"
        return [
          "- [ ] \(Self.escape(question.says))  ", "  **\(Self.escape(question.consequence))\(fix)  ",
          "  \(Self.escape(question.howToAnswer))",
        ]
      }
  }

  private func hindrances(_ told: Told, _ phrases: any Phrases) -> [String] {
    guard !told.hindrances.isEmpty else { return [] }
    return ["## \(Self.escape(phrases.couldNotLook))", ""]
      + told.hindrances.map { hindrance in
        let obstacle = hindrance.obstacle
        let details = hindrance.details.prefix(2).joined(separator: "; ")
        let cause =
          "\(obstacle.cause)\(details.isEmpty ? "" : " (\(details))"), \(phrases.side(obstacle.side))"
        return "- \(Self.escape("\(phrases.checks(hindrance.rules.count)): \(cause). \(obstacle.step)"))"
      }
  }

  private func counts(_ told: Told, _ report: Report, _ phrases: any Phrases) -> [String] {
    let assessment = report.assessment
    var lines = [
      "## \(Self.escape(phrases.labels.section.score))", "",
      Self.escape(
        "\(phrases.score(assessment.score)) · \(phrases.coverage(assessment.coverage, percent: told.coveragePercent))"
      ),
    ]
    if !told.exclusions.isEmpty {
      lines += ["", "\(Self.escape(phrases.notIncluded)):", ""]
      lines += told.exclusions.map { exclusion in
        let checks = phrases.checks(exclusion.rules.count)
        return "- \(Self.escape("\(exclusion.inclusion.what) (\(checks)): \(exclusion.inclusion.how)"))"
      }
    }
    if !told.acceptances.isEmpty {
      lines += ["", "\(Self.escape(phrases.accepted)):", ""]
      lines += told.acceptances.map { "- \(Self.escape("\($0.says) (\($0.reason))"))" }
    }
    return lines
  }

  private func entries(_ page: ToldPage, _ phrases: any Phrases) -> [String] {
    let entries = page.sellerCentral
    let labels = phrases.labels.sellerCentral
    let rows = [
      (labels.origins, entries.origins), (labels.returns, entries.returns),
      (labels.notification, entries.notification.map { [$0] } ?? []),
    ]
    return ["## \(Self.escape(labels.title))", ""]
      + rows.map { title, values in
        let shown =
          values.isEmpty ? Self.escape(labels.nothing) : values.map(Self.code).joined(separator: ", ")
        return "- \(Self.escape(title)): \(shown)"
      }
  }

  private func categories(_ told: Told, _ phrases: any Phrases) -> [String] {
    guard !told.categories.isEmpty else { return [] }
    let labels = phrases.labels
    let head = "| \(Self.escape(labels.finding.category)) | \(Self.escape(labels.ledger.result)) |"
    return ["## \(Self.escape(labels.section.categories))", "", head, "|---|---|"]
      + told.categories.map { category in
        let counts = phrases.tally(category.tally).joined(separator: " · ")
        return "| \(Self.escape(category.title)) | \(Self.escape(counts)) |"
      }
  }

  // MARK: Escaping

  /// `text` on one line, in which nothing means anything.
  ///
  /// Every ASCII punctuation character may be escaped (CommonMark 0.31, 2.4). What some renderers link without any
  /// markup is taken apart: the colon of an address and the dot after `www` by an entity, which copies as itself; the
  /// sign of a mention or reference, which is sought after entities are read, by a space of no width.
  static func escape(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(SafeText.line(text.replacing("\n", with: " ")).unicodeScalars.drop { $0 == " " })
    // Nothing but the digits that the number of an item could have stands before.
    var isStart = true
    for (place, scalar) in scalars.enumerated() {
      defer { isStart = isStart && place < 9 && ("0"..."9").contains(scalar) }
      let next = place + 1 < scalars.count ? scalars[place + 1] : " "
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "@": escaped += "@&#8203;"
      case "#": escaped += "\\#&#8203;"
      case ":" where next == "/": escaped += "&#58;"
      case "." where place > 0 && (scalars[place - 1] == "w" || scalars[place - 1] == "W"): escaped += "&#46;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "!", "|", "~", "$", "^":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      // A rule, a list or a heading could begin with these.
      case "+" where isStart, "-" where isStart, "=" where isStart, "." where isStart, ")" where isStart:
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// `text` as code: longer fences than any within it, and no line breaks.
  static func code(_ text: String) -> String {
    let safe = SafeText.line(text).replacing("|", with: "¦")
    var longest = 0
    var run = 0
    for character in safe {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let pad = safe.isEmpty || safe.hasPrefix("`") || safe.hasSuffix("`") ? " " : ""
    return "\(fence)\(pad)\(safe)\(pad)\(fence)"
  }

  /// The lines of `text` within an item of a list.
  private static func item(_ text: String) -> String {
    text.split(separator: "\n").map { escape(String($0)) }.joined(separator: "  \n  ")
  }
}
