import Model

extension ReportPage {
  // MARK: How the audit went

  var course: HTML {
    .tag("section", .type("block"), .init("aria-labelledby", "course")) {
      HTML.tag("h2", .id("course")) { labels.course.title }
      if !page.hops.isEmpty {
        HTML.tag("h3") { labels.course.path }
        HTML.tag("p", .type("quiet")) { labels.course.pathNote }
        HTML.tag("ol", .type("path")) {
          for hop in page.hops { self.hop(hop) }
        }
      }
      HTML.tag("h3", .id("timeline")) { labels.course.timeline }
      HTML.tag("p", .type("quiet")) { labels.course.timelineNote }
      HTML.tag("ol", .type("timeline")) {
        for bar in page.bars { self.bar(bar) }
      }
      if report.evidence.looks.count > page.bars.count {
        HTML.tag("p", .type("quiet")) { phrases.andMore(report.evidence.looks.count - page.bars.count) }
      }
    }
  }

  private func hop(_ hop: ToldPage.Hop) -> HTML {
    .tag("li", .type(hop.url.hasPrefix("https:") ? "secure" : "open")) {
      HTML.tag("code") { hop.url }
      if let status = hop.status { HTML.tag("span", .type("quiet")) { " \(phrases.hop(status))" } }
    }
  }

  private func bar(_ bar: ToldPage.Bar) -> HTML {
    let end = max(1, page.bars.map { $0.start + $0.length }.max() ?? 1)
    // In thousandths of the whole; a short look stays visible.
    let left = min(990, bar.start * 1000 / end)
    let width = max(8, min(1000 - left, bar.length * 1000 / end))
    let times = "\(phrases.duration(milliseconds: bar.start)) + \(phrases.duration(milliseconds: bar.length))"
    return .tag("li", .type(bar.failed ? "bad" : "good")) {
      HTML.tag("details") {
        HTML.tag("summary") {
          HTML.tag("span", .type("look")) { bar.id }
          HTML.tag(
            "svg",
            .init("viewBox", "0 0 1000 10"),
            .init("preserveAspectRatio", "none"),
            .init("aria-hidden", "true")
          ) {
            HTML.tag("rect", .type("track"), .init("width", "1000"), .init("height", "10"))
            HTML.tag(
              "rect",
              .type("filled"),
              .init("x", "\(left)"),
              .init("width", "\(width)"),
              .init("height", "10")
            )
          }
          HTML.tag("span", .type("times")) { times }
          HTML.tag("span", .type("answer")) { bar.answer ?? "" }
        }
        HTML.tag("code", .type("command")) { bar.command }
      }
    }
  }

  // MARK: How the score came about

  var ledger: HTML {
    let assessment = report.assessment
    return .tag("section", .type("block"), .init("aria-labelledby", "ledger")) {
      HTML.tag("h2", .id("ledger")) { labels.ledger.title }
      HTML.tag("p", .type("quiet")) { labels.ledger.intro }
      if !assessment.score.deductions.isEmpty { deductions }
      HTML.tag("p", .type("sum")) { "\(labels.ledger.sum): \(phrases.scoreSum(assessment.score))" }
      HTML.tag("p", .type("sum")) {
        "\(labels.course.coverage): \(phrases.coverageSum(assessment.coverage))"
      }
      HTML.tag("details") {
        HTML.tag("summary") { "\(labels.ledger.every) (\(page.ledger.count))" }
        everyRule
      }
    }
  }

  private var deductions: HTML {
    var left = 100
    let lines = report.assessment.score.deductions.map { deduction -> (Deduction, Int) in
      left -= deduction.points
      return (deduction, left)
    }
    return .tag("table", .type("ledger")) {
      head([labels.ledger.rule, labels.ledger.result, labels.ledger.takes, labels.ledger.left])
      HTML.tag("tbody") {
        HTML.tag("tr") {
          HTML.tag("th", .init("scope", "row"), .init("colspan", "3")) { labels.ledger.start }
          HTML.tag("td", .type("number")) { "100" }
        }
        for (deduction, left) in lines {
          HTML.tag("tr") {
            HTML.tag("th", .init("scope", "row")) { HTML.tag("code") { SafeText.line(deduction.rule) } }
            HTML.tag("td") { phrases.consequence(deduction.severity) }
            HTML.tag("td", .type("number")) { "\(deduction.points)" }
            HTML.tag("td", .type("number")) { "\(left)" }
          }
        }
      }
    }
  }

  private var everyRule: HTML {
    .tag("table", .type("ledger every")) {
      head([
        labels.ledger.rule, labels.ledger.result, labels.ledger.takes, labels.ledger.weight,
        labels.ledger.settled,
      ])
      HTML.tag("tbody") {
        for line in page.ledger {
          HTML.tag("tr") {
            HTML.tag("th", .init("scope", "row")) {
              line.title
              HTML.tag("code") { line.rule }
            }
            HTML.tag("td") { line.words }
            HTML.tag("td", .type("number")) { line.points.map(String.init) ?? "–" }
            HTML.tag("td", .type("number")) { line.asked > 0 ? "\(line.asked)" : "–" }
            HTML.tag("td", .type("number")) { line.asked > 0 ? "\(line.settled)" : "–" }
          }
        }
      }
      HTML.tag("tfoot") {
        HTML.tag("tr") {
          HTML.tag("th", .init("scope", "row"), .init("colspan", "2")) { labels.ledger.sum }
          HTML.tag("td", .type("number")) { "\(page.ledger.reduce(0) { $0 + ($1.points ?? 0) })" }
          HTML.tag("td", .type("number")) { "\(page.ledger.reduce(0) { $0 + $1.asked })" }
          HTML.tag("td", .type("number")) { "\(page.ledger.reduce(0) { $0 + $1.settled })" }
        }
      }
    }
  }

  private func head(_ columns: [String]) -> HTML {
    .tag("thead") {
      HTML.tag("tr") {
        for column in columns { HTML.tag("th", .init("scope", "col")) { column } }
      }
    }
  }
}
