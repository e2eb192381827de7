import DemoShop
import Fetching
import Foundation
import Glibc
import Reading
import TestSupport
import Testing

/// The table of cross-origin calls on a real server: `/N` answers as row N says.
private func serve(_ rows: [CrossOriginCall]) throws -> LocalServer {
  let handler: LocalServer.Handler = { request in
    if request.path == "/page" { return .html(BrowserPage.text(rows)) }
    guard let number = Int(request.path.dropFirst()), rows.indices.contains(number) else {
      return Response(404)
    }
    let row = rows[number]
    if request.method == "OPTIONS" {
      guard let (status, fields) = row.preflight else { return Response(405) }
      return Response(status, headers: fields.map { HeaderField($0.0, $0.1) })
    }
    return Response(200, headers: row.answer.map { HeaderField($0.0, $0.1) }, body: Array("read".utf8))
  }
  return try Surroundings.server(names: ["api.example", "shop.example"], handler: handler)
}

/// A page that makes every call and writes down which answers it may read.
private enum BrowserPage {
  static func text(_ rows: [CrossOriginCall]) -> String {
    let calls = rows.enumerated().map { number, row in
      let headers = row.headers.map { "[\(quoted($0.0)),\(quoted($0.1))]" }.joined(separator: ",")
      let body = ["GET", "HEAD"].contains(row.method.uppercased()) ? "" : ",body:'x'"
      return
        "[\(number),{method:\(quoted(row.method)),headers:[\(headers)],credentials:'\(row.credentials ? "include" : "omit")'\(body)}]"
    }
    return """
      <!doctype html><title>calls</title><pre id=out></pre><script>
      (async () => { const said = [];
        for (const [n, o] of [\(calls.joined(separator: ",\n"))]) {
          try { const a = await fetch('https://api.example/' + n, o); said.push(n + ':' + (await a.text() ? 'allowed' : 'empty')) }
          catch (e) { said.push(n + ':refused') } }
        document.getElementById('out').textContent = '[' + said.join(' ') + ' done]' })()
      </script>
      """
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'") + "'"
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Cross-origin calls to a real server` {
  @Test func `are decided by what comes over the wire as by the table`() async throws {
    let rows = CrossOriginCall.all
    let server = try serve(rows)
    defer { server.stop() }
    let word = try ConnectToWord(curl: "api.example:443:127.0.0.1:\(server.port)")
    let visit = try Surroundings.visit(to: server) {
      $0.connectTo += [word]
      $0.limits.looks = 1000
    }
    for (number, row) in rows.enumerated() {
      let url = try #require(WebURL("https://api.example/\(number)"))
      let request = row.request
      var preflight: CORSAnswer?
      if row.preflight != nil {
        let asked = await visit.exchange(
          ExchangeRequest(
            .options,
            url,
            headers: [("Origin", row.origin), ("Access-Control-Request-Method", request.method)]
          )
        )
        let answer = try #require(asked.answer, "\(row.clause): \(String(describing: asked.failure))")
        preflight = CORSAnswer(status: answer.status, headers: answer.headers)
      }
      let got = await visit.exchange(ExchangeRequest(.get, url, headers: [("Origin", row.origin)]))
      let answer = try #require(got.answer, "\(row.clause): \(String(describing: got.failure))")
      let decision = CORS.decide(
        request,
        to: url,
        preflight: preflight,
        answer: CORSAnswer(status: answer.status, headers: answer.headers)
      )
      #expect(decision == row.expected, "\(row.clause)")
    }
  }

  /// Where Chromium does otherwise than the standard says.
  private static let otherwise: Set<String> = [
    // It only warns that a wildcard does not cover Authorization.
    "preflight: authorization is not covered by any", "preflight: authorization is no any",
    // It refuses methods in lower case that the server allows in lower case.
    "preflight: patch as it is",
  ]

  @Test(.enabled(if: access("/usr/bin/chromium", X_OK) == 0), .timeLimit(.minutes(2)))
  func `are decided by headless Chromium as by the table`() async throws {
    let rows = CrossOriginCall.all.filter { row in
      row.origin == "https://shop.example" && row.expected != .needsPreflight
        && !Self.otherwise.contains(row.clause)
    }
    #expect(rows.count > 100)
    let server = try serve(rows)
    defer { server.stop() }
    let folder = try ProgramRunner.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    chmod(folder, 0o777)
    // Chromium keeps its sandbox only for another user than root.
    let isRoot = getuid() == 0
    let user = ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "/usr/bin/chromium"]
    let run = try await ProgramRunner(program: isRoot ? "/usr/bin/setpriv" : "/usr/bin/chromium").run(
      (isRoot ? user : []) + [
        "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions",
        "--disable-background-networking",
        "--user-data-dir=\(folder)/profile", "--ignore-certificate-errors", "--virtual-time-budget=40000",
        "--host-resolver-rules=MAP shop.example:443 127.0.0.1:\(server.port), MAP api.example:443 127.0.0.1:\(server.port), MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--dump-dom", "https://shop.example/page",
      ],
      environment: ["HOME": folder],
      directory: "/",
      limit: .seconds(90)
    )
    let text = run.standardOutput
    try #require(
      text.contains(" done]"),
      "\(run.exitCode) \(text.suffix(300)) \(run.standardError.suffix(600))"
    )
    let start = try #require(text.range(of: "<pre id=\"out\">["))
    let said = text[start.upperBound...].prefix { $0 != "]" }.split(separator: " ").dropLast()
    #expect(said.count == rows.count)
    for (row, word) in zip(rows, said) {
      let allows = word.hasSuffix(":allowed")
      #expect(allows == (row.expected == .allowed), "\(row.clause): Chromium says \(word)")
    }
  }
}
