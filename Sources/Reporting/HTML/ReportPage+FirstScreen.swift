import Model

extension ReportPage {
  /// What the verdict is, and its one reason.
  var verdict: HTML {
    .tag("section", .type("verdict \(tone)"), .init("aria-labelledby", "verdict")) {
      HTML.tag("h2", .id("verdict")) { told.headline }
      HTML.tag("p") { told.reason }
    }
  }

  private var tone: String {
    switch report.assessment.verdict {
    case .notReady: "stops"
    case .cannotTell, .readyWithReservations: "fails"
    case .ready: report.assessment.questions.openBlockers > 0 ? "fails" : "fine"
    }
  }

  /// What to do first, what only a person knows, what was not seen, and the counts.
  var firstScreen: HTML {
    .tag("div", .type("first")) {
      doFirst
      questions
      hindrances
      counts
    }
  }

  // MARK: Do first

  private var doFirst: HTML {
    .tag("section", .type(told.tasks.isEmpty ? "card wide" : "card"), .init("aria-labelledby", "first")) {
      HTML.tag("h2", .id("first")) { phrases.doFirst }
      if told.tasks.isEmpty { HTML.tag("p", .type("quiet")) { labels.section.nothingToDo } }
      HTML.tag("ol", .type("tasks")) {
        for task in told.tasks.prefix(5) { self.task(task) }
      }
      if told.tasks.count > 5 {
        HTML.tag("p") { HTML.tag("a", .to("mend")) { phrases.andMore(told.tasks.count - 5) } }
      }
      if told.explained > 0 { HTML.tag("p", .type("quiet")) { phrases.explained(told.explained) } }
    }
  }

  private func task(_ task: Told.Task) -> HTML {
    let finding = task.finding
    return .tag("li") {
      consequence(finding.consequence, finding.severity)
      HTML.tag("p", .type("says")) {
        finding.says
        if task.others > 0 { HTML.tag("span", .type("quiet")) { " (\(phrases.moreSubjects(task.others)))" } }
      }
      HTML.tag("p", .type("meta")) {
        "\(phrases.owner(finding.owner)) · "
        HTML.tag("code") { finding.result.rule }
        HTML.tag("span", .type("screen")) {
          " · "
          HTML.tag("a", .to(HTML.anchor("mend", finding.result.rule))) {
            labels.finding.fix
            HTML.tag("span", .type("unseen")) { ": \(finding.result.rule)" }
          }
        }
      }
    }
  }

  /// The consequence as text on its colour.
  func consequence(_ words: String, _ severity: Severity?) -> HTML {
    .tag("p", .type("label \(Self.tone(severity))")) { words }
  }

  static func tone(_ severity: Severity?) -> String {
    switch severity {
    case .blocker: "stops"
    case .major: "fails"
    case .minor: "tidy"
    case nil: "note"
    }
  }

  // MARK: Only you can answer

  @HTML.Builder private var questions: HTML {
    let open = told.questions.filter { $0.state == .open || $0.state == .reopened }
    if !open.isEmpty {
      HTML.tag("section", .type("card"), .init("aria-labelledby", "questions")) {
        HTML.tag("h2", .id("questions")) { phrases.onlyYou }
        HTML.tag("ul", .type("tasks")) {
          for question in open.prefix(3) { self.question(question) }
        }
        if open.count > 3 {
          HTML.tag("details") {
            HTML.tag("summary") { phrases.andMore(open.count - 3) }
            HTML.tag("ul", .type("tasks")) {
              for question in open.dropFirst(3) { self.question(question) }
            }
          }
        }
      }
    }
  }

  private func question(_ question: Told.Question) -> HTML {
    .tag("li", .type("question")) {
      HTML.tag("p", .type("says")) { question.says }
      consequence(question.consequence, question.severity)
      if let fix = question.fix { HTML.tag("p") { HTML.advice(fix) } }
      HTML.tag("p", .type("meta")) { HTML.advice(question.howToAnswer) }
    }
  }

  // MARK: Could not look

  @HTML.Builder private var hindrances: HTML {
    if !told.hindrances.isEmpty {
      HTML.tag("section", .type("card"), .init("aria-labelledby", "unseen")) {
        HTML.tag("h2", .id("unseen")) { phrases.couldNotLook }
        HTML.tag("ul", .type("plain")) {
          for hindrance in told.hindrances { self.hindrance(hindrance) }
        }
      }
    }
  }

  private func hindrance(_ hindrance: Told.Hindrance) -> HTML {
    let obstacle = hindrance.obstacle
    let details = hindrance.details.filter { $0 != obstacle.cause }.prefix(2).joined(separator: "; ")
    return .tag("li") {
      HTML.tag("p") {
        HTML.tag("strong") { "\(phrases.checks(hindrance.rules.count)): \(obstacle.cause)" }
        HTML.tag("span", .type("quiet")) { " · \(phrases.side(obstacle.side))" }
      }
      if !details.isEmpty { HTML.tag("p", .type("quiet")) { details } }
      HTML.tag("p") { HTML.advice("→ \(obstacle.step)") }
    }
  }

  // MARK: Score, coverage, what was not part of it

  private var counts: HTML {
    let assessment = report.assessment
    return .tag("section", .type("card"), .init("aria-labelledby", "counts")) {
      HTML.tag("h2", .id("counts")) { labels.section.score }
      HTML.tag("p") { HTML.tag("a", .to("ledger")) { phrases.score(assessment.score) } }
      HTML.tag("p") { phrases.coverage(assessment.coverage, percent: told.coveragePercent) }
      coverageBar
      if !told.exclusions.isEmpty {
        HTML.tag("h3") { phrases.notIncluded }
        HTML.tag("ul", .type("plain small")) {
          for exclusion in told.exclusions {
            HTML.tag("li") {
              "\(exclusion.inclusion.what) (\(phrases.checks(exclusion.rules.count))): "
              HTML.advice(exclusion.inclusion.how)
            }
          }
        }
      }
      if !told.acceptances.isEmpty {
        HTML.tag("h3") { phrases.accepted }
        HTML.tag("ul", .type("plain small")) {
          for acceptance in told.acceptances {
            HTML.tag("li") { "\(acceptance.says) (\(acceptance.reason))" }
          }
        }
      }
    }
  }

  /// A bar of how much of the weight was settled; says it in words too.
  @HTML.Builder private var coverageBar: HTML {
    if let percent = told.coveragePercent {
      HTML.tag(
        "svg",
        .type("coverage"),
        .init("viewBox", "0 0 100 4"),
        .init("preserveAspectRatio", "none"),
        .init("role", "img"),
        .init("aria-label", "\(percent) % \(labels.course.settled)")
      ) {
        HTML.tag("rect", .type("track"), .init("width", "100"), .init("height", "4"))
        HTML.tag("rect", .type("filled"), .init("width", "\(percent)"), .init("height", "4"))
      }
    }
  }
}
