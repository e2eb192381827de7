import Model

/// The report as one page that needs nothing but itself.
package struct HTMLReporter: Sendable {
  /// A reporter.
  package init() {}

  /// The page, ending in a line break.
  package func text(of report: Report) -> String {
    let telling = Telling(report)
    return ReportPage(report: report, told: telling.told(), page: telling.page()).text
  }
}

/// A page being put together.
struct ReportPage {
  let report: Report
  let told: Told
  let page: ToldPage

  var phrases: any Phrases { report.language.phrases }
  var labels: Labels { phrases.labels }

  var text: String {
    let document = HTML.tag("html", .init("lang", report.language.rawValue)) {
      head
      body
    }
    return "<!DOCTYPE html>\n\(document.markup)\n"
  }

  private var head: HTML {
    .tag("head") {
      HTML.tag("meta", .init("charset", "utf-8"))
      HTML.tag(
        "meta",
        .init("http-equiv", "Content-Security-Policy"),
        .init("content", PageAssets.policy)
      )
      HTML.tag("meta", .init("name", "viewport"), .init("content", "width=device-width, initial-scale=1"))
      HTML.tag("meta", .init("name", "color-scheme"), .init("content", "light dark"))
      HTML.tag("meta", .init("name", "referrer"), .init("content", "no-referrer"))
      HTML.tag("meta", .init("name", "robots"), .init("content", "noindex, nofollow"))
      HTML.tag("title") { "\(shopName): \(told.headline) · PayReady" }
      HTML.asset("style", PageAssets.style)
    }
  }

  private var body: HTML {
    .tag("body") {
      HTML.tag("a", .type("skip"), .to("report")) { labels.page.skip }
      header
      HTML.tag("main", .id("report")) {
        // The way to one part alone: a part is hidden by what stands before it, without a script.
        for name in Self.parts { HTML.tag("span", .id(HTML.anchor("only", name)), .type("pick")) }
        verdict
        firstScreen
        contents
        owners
        // Neither says anything of a server.
        report.isOfServer ? HTML.none : sellerCentral
        report.isOfServer ? HTML.none : matrix
        categories
        course
        ledger
        caseSheet
      }
      HTML.tag("footer") {
        HTML.tag("p") { phrases.footer }
        HTML.tag("p") { phrases.gate(cause, exitCode: cause.outcome.exitCode) }
      }
      HTML.asset("script", PageAssets.script)
    }
  }

  private var cause: Gate.Cause { report.gate.cause(for: report.assessment) }

  /// The shop's host, which stands above everything.
  private var shopName: String {
    let audited = told.head.audited
    guard let scheme = audited.firstRange(of: "://") else { return audited }
    return String(audited[scheme.upperBound...].prefix { $0 != "/" })
  }

  private var header: HTML {
    .tag("header") {
      HTML.tag("p", .type("brand")) {
        HTML.tag("span", .type("mark")) { "PayReady" }
        HTML.tag("span") { labels.page.title }
      }
      HTML.tag("h1") { HTML.tag("bdi") { shopName } }
      HTML.tag("p", .type("lead")) { told.head.lead }
      HTML.tag("ul", .type("facts")) {
        for fact in [told.head.startedAt, told.head.stage, told.head.platform, told.head.vantage] {
          HTML.tag("li") { fact }
        }
      }
    }
  }

  private var contents: HTML {
    let parts: [(String, String, Bool)] = [
      ("mend", labels.section.byOwner, !told.tasks.isEmpty),
      ("part-seller-central", labels.sellerCentral.title, !report.isOfServer),
      ("matrix", labels.matrix.title, !report.isOfServer),
      ("checks", labels.section.categories, true), ("course", labels.course.title, true),
      ("ledger", labels.ledger.title, true), ("part-case", labels.caseSheet.title, true),
    ]
    return .tag("nav", .type("contents"), .init("aria-label", labels.page.contents)) {
      HTML.tag("ul") {
        for (anchor, title, isThere) in parts where isThere {
          HTML.tag("li") { HTML.tag("a", .to(anchor)) { title } }
        }
      }
    }
  }

  /// The names of the parts that can stand alone; the style names them too.
  private static let parts = Owner.allCases.map(\.rawValue) + ["nobody", "seller-central", "case"]

  /// A part that can be shown, printed and copied by itself.
  func part(_ name: String, title: String, level: PartLevel, @HTML.Builder in content: () -> HTML) -> HTML {
    let anchor = HTML.anchor("only", name)
    let copied = HTML.anchor("text", name)
    return .tag("section", .id(HTML.anchor("part", name)), .type("block \(anchor)")) {
      HTML.tag("div", .type("part-head")) {
        switch level {
        case .second: HTML.tag("h2") { title }
        case .third: HTML.tag("h3") { title }
        }
        HTML.tag("p", .type("tools")) {
          HTML.tag("a", .type("show"), .to(anchor)) {
            labels.page.onlyThisPart
            HTML.tag("span", .type("unseen")) { ": \(title)" }
          }
          HTML.tag("a", .type("back"), .to("report")) { labels.page.wholeReport }
          copyButton(copied, of: title)
        }
      }
      HTML.tag("div", .id(copied)) { content() }
    }
  }

  enum PartLevel { case second, third }

  /// A button that copies what has the id; without the script it is not shown.
  func copyButton(_ anchor: String, of what: String) -> HTML {
    .tag(
      "button",
      .init("type", "button"),
      .init("data-copy", anchor),
      .init("data-done", labels.page.copied),
      .init("aria-label", "\(labels.page.copy): \(what)")
    ) { labels.page.copy }
  }
}
