import Model

extension ReportPage {
  // MARK: Seller Central

  var sellerCentral: HTML {
    let entries = page.sellerCentral
    let labels = labels.sellerCentral
    return part("seller-central", title: labels.title, level: .second) {
      HTML.tag("p", .type("quiet")) { labels.intro }
      HTML.tag("dl", .type("entries")) {
        entry(
          labels.origins,
          entries.origins,
          note: entries.showButton ? labels.originsNote : labels.originsWithoutButton
        )
        entry(
          labels.returns,
          entries.returns,
          note: entries.returns.isEmpty ? labels.returnsUnseen : labels.returnsNote
        )
        if !entries.unfit.isEmpty {
          HTML.tag("div") {
            HTML.tag("dt", .type("bad")) { labels.unfit }
            for origin in entries.unfit { HTML.tag("dd") { HTML.tag("code") { origin } } }
          }
        }
        entry(labels.notification, entries.notification.map { [$0] } ?? [], note: entries.notificationNote)
      }
    }
  }

  private func entry(_ title: String, _ values: [String], note: String) -> HTML {
    .tag("div") {
      HTML.tag("dt") { title }
      for value in values { HTML.tag("dd", .type("value")) { HTML.tag("code") { value } } }
      HTML.tag("dd", .type("quiet")) { note }
    }
  }

  // MARK: Which page has what

  var matrix: HTML {
    let labels = labels.matrix
    let columns = [labels.script, labels.container, labels.call, labels.policy, labels.browser]
    return .tag("section", .type("block"), .init("aria-labelledby", "matrix")) {
      HTML.tag("h2", .id("matrix")) { labels.title }
      HTML.tag("p", .type("quiet")) { labels.intro }
      HTML.tag("table", .type("matrix stacked")) {
        HTML.tag("thead") {
          HTML.tag("tr") {
            for column in [labels.role] + columns { HTML.tag("th", .init("scope", "col")) { column } }
          }
        }
        HTML.tag("tbody") {
          for row in page.matrix { self.row(row, columns) }
        }
      }
    }
  }

  private func row(_ row: ToldPage.Row, _ columns: [String]) -> HTML {
    .tag("tr") {
      HTML.tag("th", .init("scope", "row")) {
        row.role
        if let url = row.url { HTML.tag("span", .type("address")) { HTML.tag("bdi") { url } } }
      }
      if row.cells.isEmpty {
        HTML.tag("td", .init("colspan", "5"), .type("quiet")) { labels.matrix.notFound }
      }
      for (cell, column) in zip(row.cells, columns) {
        HTML.tag("td", .init("data-label", column), .type(Self.tone(cell.tone))) {
          "\(Self.sign(cell.tone)) \(cell.text)"
        }
      }
    }
  }

  private static func tone(_ tone: ToldPage.Tone) -> String {
    switch tone {
    case .good: "good"
    case .bad: "bad"
    case .quiet: "quiet"
    }
  }

  /// A sign beside the words, so that no colour is needed to tell them apart at a glance.
  private static func sign(_ tone: ToldPage.Tone) -> String {
    switch tone {
    case .good: "✓"
    case .bad: "✗"
    case .quiet: "–"
    }
  }

  // MARK: The case sheet

  var caseSheet: HTML {
    part("case", title: labels.caseSheet.title, level: .second) {
      HTML.tag("p", .type("quiet")) { labels.caseSheet.intro }
      HTML.tag("dl", .type("sheet")) {
        for line in page.caseSheet {
          HTML.tag("div") {
            HTML.tag("dt") { line.label }
            for value in line.values { HTML.tag("dd") { HTML.tag("bdi") { value } } }
          }
        }
      }
    }
  }
}
