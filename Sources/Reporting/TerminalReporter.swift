import Model

/// The first screen of a report, for people.
package struct TerminalReporter: Sendable {
  private enum Style: String {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case verdictRed = "1;31"
    case verdictGreen = "1;32"
    case verdictYellow = "1;33"
  }

  private let screen: Screen
  private let layout: TextLayout

  /// A reporter for `screen`.
  package init(screen: Screen = Screen()) {
    self.screen = screen
    layout = TextLayout(width: max(40, screen.width))
  }

  /// The screen's text; every line ends in a line break.
  package func text(of report: Report) -> String {
    let told = Telling(report).told()
    let phrases = report.language.phrases
    let blocks = [
      head(told, phrases), verdict(told, report.assessment), tasks(told, phrases), questions(told, phrases),
      hindrances(told, phrases), counts(told, report.assessment, phrases), notes(told, phrases),
      categories(told, phrases), ends(report, phrases),
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: (1) What was audited

  private func head(_ told: Told, _ phrases: any Phrases) -> [String] {
    layout.lines(told.head.lead, indent: 0)
      + layout.lines("\(told.head.startedAt) · \(told.head.stage) · \(told.head.vantage)", indent: 0)
      + layout.lines(told.head.platform, indent: 0)
  }

  // MARK: (2) The verdict

  private func verdict(_ told: Told, _ assessment: Assessment) -> [String] {
    let style: Style =
      switch assessment.verdict {
      case .notReady: .verdictRed
      case .cannotTell, .readyWithReservations: .verdictYellow
      case .ready: assessment.questions.openBlockers > 0 ? .verdictYellow : .verdictGreen
      }
    return layout.lines(told.headline).map { paint($0, style) } + layout.lines(told.reason)
  }

  // MARK: (3) Do first

  private func tasks(_ told: Told, _ phrases: any Phrases) -> [String] {
    guard !told.tasks.isEmpty else { return [] }
    var lines = [paint(phrases.doFirst, .bold)]
    for task in told.tasks.prefix(5) {
      let finding = task.finding
      var says = finding.says
      if task.others > 0 { says += " (\(phrases.moreSubjects(task.others)))" }
      lines += entry(finding.consequence, finding.severity, says)
      if let fix = finding.fix { lines += layout.lines(fix, first: "    → ") }
      let rule = SafeText.line(finding.result.rule)
      lines += layout.lines("\(phrases.owner(finding.owner)) · \(rule)", first: "    ").map {
        paint($0, .faint)
      }
    }
    if told.tasks.count > 5 {
      lines += layout.lines(phrases.andMoreElsewhere(told.tasks.count - 5), first: "  ")
    }
    if told.explained > 0 { lines += layout.lines(phrases.explained(told.explained), first: "  ") }
    return lines
  }

  // MARK: (4) Only you can answer

  private func questions(_ told: Told, _ phrases: any Phrases) -> [String] {
    let open = told.questions.filter { $0.state == .open || $0.state == .reopened }
    guard !open.isEmpty else { return [] }
    var lines = [paint(phrases.onlyYou, .bold)]
    for question in open.prefix(3) {
      lines += layout.lines(question.says, first: "  ", indent: 4)
      lines += entry(question.consequence, question.severity, question.fix, first: "    ")
      lines += layout.lines(question.howToAnswer, first: "    → ")
    }
    if open.count > 3 { lines += layout.lines(phrases.andMoreElsewhere(open.count - 3), first: "  ") }
    return lines
  }

  // MARK: (5) Could not look

  private func hindrances(_ told: Told, _ phrases: any Phrases) -> [String] {
    guard !told.hindrances.isEmpty else { return [] }
    var lines = [paint(phrases.couldNotLook, .bold)]
    for hindrance in told.hindrances {
      let obstacle = hindrance.obstacle
      let details = hindrance.details.prefix(2).joined(separator: "; ")
      let cause = "\(obstacle.cause)\(details.isEmpty ? "" : " (\(details))"), \(phrases.side(obstacle.side))"
      lines += layout.lines(
        "\(phrases.checks(hindrance.rules.count)): \(cause). \(obstacle.step)",
        first: "  ",
        indent: 4
      )
    }
    return lines
  }

  // MARK: (6) Score, coverage, what was not part of it

  private func counts(_ told: Told, _ assessment: Assessment, _ phrases: any Phrases) -> [String] {
    var lines = layout.lines(
      "\(phrases.score(assessment.score)) · \(phrases.coverage(assessment.coverage, percent: told.coveragePercent))"
    )
    if !told.exclusions.isEmpty {
      lines.append("\(phrases.notIncluded):")
      for exclusion in told.exclusions {
        let checks = phrases.checks(exclusion.rules.count)
        lines += layout.lines(
          "\(exclusion.inclusion.what) (\(checks)): \(exclusion.inclusion.how)",
          first: "  ",
          indent: 4
        )
      }
    }
    if !told.acceptances.isEmpty {
      lines.append("\(phrases.accepted):")
      for acceptance in told.acceptances {
        lines += layout.lines("\(acceptance.says) (\(acceptance.reason))", first: "  ", indent: 4)
      }
    }
    return lines
  }

  // MARK: For information

  private func notes(_ told: Told, _ phrases: any Phrases) -> [String] {
    var rules: Set<String> = []
    let notes = told.findings.filter { $0.severity == nil && rules.insert($0.result.rule).inserted }
    guard !notes.isEmpty else { return [] }
    var lines = ["\(phrases.consequence(nil)):"]
    for note in notes.prefix(3) { lines += layout.lines(note.says, first: "  ", indent: 4) }
    if notes.count > 3 { lines += layout.lines(phrases.andMoreElsewhere(notes.count - 3), first: "  ") }
    return lines
  }

  // MARK: (7) Categories, and the end

  private func categories(_ told: Told, _ phrases: any Phrases) -> [String] {
    let titles = told.categories.map { TextLayout.columns($0.title) }
    let column = min(titles.max() ?? 0, layout.width / 2)
    let hasRoom = layout.width - column >= 40
    return told.categories.flatMap { category in
      let padding = max(0, column - TextLayout.columns(category.title))
      let title = category.title + String(repeating: " ", count: padding + 2)
      // Where there is room a count stays with its words: lines break between counts alone.
      let space = hasRoom ? Self.noBreak : " "
      let counts = phrases.tally(category.tally).map { $0.replacing(" ", with: space) }
      let lines = layout.lines(
        counts.joined(separator: space + "· "),
        first: title,
        indent: hasRoom ? column + 2 : 4
      )
      return lines.map { $0.replacing(Self.noBreak, with: " ") }
    }
  }

  private static let noBreak = "\u{A0}"

  private func ends(_ report: Report, _ phrases: any Phrases) -> [String] {
    let cause = report.gate.cause(for: report.assessment)
    let style: Style =
      switch cause.outcome {
      case .passed: .green
      case .failed: .red
      case .cannotTell: .yellow
      }
    let paths = screen.savedAs.map(SafeText.line)
    return (paths.isEmpty ? [] : ["\(phrases.savedAs): \(paths.joined(separator: ", "))"])
      + layout.lines(phrases.footer).map { paint($0, .faint) }
      + layout.lines(phrases.gate(cause, exitCode: cause.outcome.exitCode)).map { paint($0, style) }
  }

  // MARK: Lines

  /// A consequence, and what belongs to it; the consequence alone where there is nothing.
  private func entry(
    _ consequence: String,
    _ severity: Severity?,
    _ text: String?,
    first indent: String = "  "
  ) -> [String] {
    let title = consequence + (text == nil ? "." : ":")
    let lines = layout.lines(text.map { "\(title) \($0)" } ?? title, first: indent, indent: indent.count + 2)
    guard let first = lines.first, first.hasPrefix(indent + title) else { return lines }
    let style: Style =
      switch severity {
      case .blocker: .red
      case .major: .yellow
      case .minor, nil: .bold
      }
    return [indent + paint(title, style) + first.dropFirst(indent.count + title.count)]
      + lines.dropFirst()
  }

  private func paint(_ text: String, _ style: Style) -> String {
    screen.colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
