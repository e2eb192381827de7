import Fetching
import Foundation
import Reading
import TestSupport
import Testing

private let isInstalled = Chromium.executable() != nil

/// What reading finds, and what Chromium does with the same page.
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: isInstalled, "Chromium is not installed"))
struct `Agreement with Chromium` {
  /// Inline scripts are compared without the white space around them.
  private func plain(_ script: ExecutedScript) -> ExecutedScript {
    if case .text(let text) = script { .text(text.trimmed) } else { script }
  }

  @Test func `the scripts that reading finds are those that run`() async throws {
    let pages = try CorpusPage.all()
    try #require(pages.count >= 60)
    try await Stage.with { stage in
      for page in pages {
        let url = try #require(WebURL(page.url))
        var play = Play(contentType: page.contentType, headers: page.headers, page: page.bytes)
        play.stub = Array("void 0".utf8)
        for script in page.content.scripts {
          guard let address = page.content.address(of: script), let text = page.files[address.path] else {
            continue
          }
          play.scripts[address.text] = text
        }
        try await stage.open(url, play)
        let read = Set(page.content.executedScripts(enforced: page.policies).map(plain))
        // Module scripts may be parsed some time after the page has loaded.
        var ran: Set<ExecutedScript> = []
        _ = try await stage.waits(times: 30) {
          ran = Set(try await stage.executed().map(plain))
          return ran.isSuperset(of: read)
        }
        var differing = Array(ran.symmetricDifference(read))
        for label in page["chromium"] {
          let index = differing.firstIndex { script in
            switch script {
            case .file(let address): label.hasPrefix(address + " ")
            case .text(let text): label.hasPrefix("\"") && text.hasPrefix(label.dropFirst().prefix(10))
            }
          }
          if let index {
            differing.remove(at: index)
          } else {
            Issue.record("\(page.name): nothing differs as labelled: \(label)")
          }
        }
        #expect(differing.isEmpty, "\(page.name): Chromium ran \(ran), reading found \(read)")
      }
    }
  }

  @Test func `policies let through what Chromium lets through`() async throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../ReadingTests/Policy/policies.table"
    )
    let rows = PolicyRow.read(try String(contentsOf: path, encoding: .utf8))
    try #require(rows.count >= 150)
    try await Stage.with { stage in
      for row in rows {
        let isThrough = try await isLetThrough(row, on: stage)
        #expect(isThrough == row.isAllowed, "\(row.testDescription)")
      }
    }
  }

  private func isLetThrough(_ row: PolicyRow, on stage: Stage) async throws -> Bool {
    var play = Play(page: Array(markup(of: row).utf8), stub: Array(PolicyRow.text.utf8))
    play.headers =
      row.values(.header).map { ("Content-Security-Policy", $0) }
      + row.values(.reportOnly).map { ("Content-Security-Policy-Report-Only", $0) }
    if let first = row.redirectedFrom, let target = row.url { play.redirects[first] = target }
    try await stage.open(#require(WebURL("\(row.document)?row=\(row.line)")), play)
    if let script = act(of: row) { _ = try await stage.evaluate(script) }
    // What is to come is waited for as long as a busy machine needs; what is not to come, a little.
    return try await stage.waits(times: row.isAllowed ? 100 : 6) { try await happened(row, on: stage) }
  }

  private func happened(_ row: PolicyRow, on stage: Stage) async throws -> Bool {
    do {
      switch row.kind {
      case .script, .inline, .handler: return try await stage.title() == "ran"
      case .styles:
        return try await stage.evaluate("getComputedStyle(document.body).color")?.string == "rgb(1, 2, 3)"
      case .styleAttribute:
        return try await stage.evaluate("getComputedStyle(document.querySelector('p')).color")?.string
          == "rgb(1, 2, 3)"
      case .image, .style, .frame, .connect, .font, .media, .object, .form:
        guard let address = row.url else { return false }
        if address.hasPrefix("data:") {
          return try await stage.evaluate("document.images[0].naturalWidth > 0")?.bool == true
        }
        let wanted = WebURL(address)?.with(scheme: .https)
        return stage.asked.contains { asked in
          let other = WebURL(asked)?.with(scheme: .https)
          return other?.host == wanted?.host && other?.path == wanted?.path
        }
      }
    }
  }

  /// The page of a row.
  private func markup(of row: PolicyRow) -> String {
    func quoted(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    }
    let metas = row.values(.meta).map {
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(quoted($0))\">"
    }
    let address = quoted(row.redirectedFrom ?? row.url ?? "")
    var attributes = row.nonce.map { " nonce=\"\($0)\"" } ?? ""
    if let integrity = row.integrity { attributes += " integrity=\"\(integrity)\" crossorigin" }
    let element =
      switch row.kind {
      case .script: row.isMadeByScript ? "" : "<script src=\"\(address)\"\(attributes)></script>"
      case .inline: row.isMadeByScript ? "" : "<script\(attributes)>\(PolicyRow.text)</script>"
      case .handler: "<button onclick=\"\(PolicyRow.text)\">x</button>"
      case .style: "<link rel=stylesheet href=\"\(address)\"\(attributes)>"
      case .styles: "<style\(attributes)>body{color:rgb(1,2,3)}</style>"
      case .styleAttribute: "<p style=\"color:rgb(1,2,3)\">x</p>"
      case .image: "<img src=\"\(address)\">"
      case .frame: "<iframe src=\"\(address)\"></iframe>"
      case .media: "<video src=\"\(address)\"></video>"
      case .object: "<object data=\"\(address)\"></object>"
      case .form: "<form action=\"\(address)\"></form>"
      case .connect, .font: ""
      }
    return
      "<!doctype html><html><head>\(metas.joined())<title>still</title></head><body>\(element)</body></html>"
  }

  /// What a script has to do for the row; `nil` for nothing.
  private func act(of row: PolicyRow) -> String? {
    let address = row.url ?? ""
    switch row.kind {
    case .script where row.isMadeByScript:
      return "{const s = document.createElement('script'); s.src = '\(address)'; document.body.append(s)}"
    case .inline where row.isMadeByScript:
      let nonce = row.nonce.map { "s.nonce = '\($0)';" } ?? ""
      return "{const s = document.createElement('script'); \(nonce) s.text = \"\(PolicyRow.text)\"; "
        + "document.body.append(s)}"
    case .handler: return "document.querySelector('button').click()"
    case .form: return "document.querySelector('form').submit()"
    case .connect: return "fetch('\(address)', {mode: 'no-cors'}).catch(() => 0)"
    case .font: return "new FontFace('x', 'url(\(address))').load().catch(() => 0)"
    case .script, .inline, .style, .styles, .styleAttribute, .image, .frame, .media, .object: return nil
    }
  }
}
