import DemoShop
import Fetching
import Foundation
import Glibc
import Model
import Reading
import Synchronization
import TestSupport
import Testing

/// A page that Chromium is to open: what its server says, and what is served in place of everything else.
struct Play: Sendable {
  var contentType = "text/html; charset=utf-8"
  var headers: [(name: String, value: String)] = []
  var page: [UInt8] = []
  /// Where an address redirects to.
  var redirects: [String: String] = [:]
  /// Scripts by address; all others are ``stub``.
  var scripts: [String: [UInt8]] = [:]
  var stub: [UInt8] = []
}

/// A value that threads share.
private final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) {
    self.value = Mutex(value)
  }

  func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    value.withLock { value in
      var copy = value
      let result = body(&copy)
      value = copy
      return result
    }
  }
}

/// One tab of a Chromium that reaches nothing but this machine, for one play after another.
final class Stage: Sendable {
  /// What the tab is shown, and what it asked for.
  private struct State: Sendable {
    var play = Play()
    var document = ""
    var asked: [String] = []
    var parsed: [DevToolsEvent] = []
  }

  private let state = Shared(State())
  private let secure: LocalServer
  private let plain: LocalServer
  private let browser: Browser
  private let tab: Tab

  private init(_ secure: LocalServer, _ plain: LocalServer, _ browser: Browser, _ tab: Tab) {
    (self.secure, self.plain, self.browser, self.tab) = (secure, plain, browser, tab)
  }

  /// Runs `work` with a stage, which is taken down in the end.
  static func with<Result: Sendable>(_ work: (Stage) async throws -> Result) async throws -> Result {
    let authority = try Authority(name: "Agreement tests")
    let hosts = ["shop.example", "cdn.example", "other.example", "pay.example"]
    let tls = TLSOptions(identity: try authority.issue(CertificatePlan(names: hosts)))
    let current = Shared<Stage?>(nil)
    let handler: LocalServer.Handler = { request in
      guard let stage = current.withLock({ $0 }) else { return Response(503) }
      return stage.answer(request)
    }
    let secure = try LocalServer(tls: tls, handler: handler)
    let plain = try LocalServer(handler: handler)
    defer {
      secure.stop()
      plain.stop()
    }
    let roots = FileManager.default.temporaryDirectory.appending(path: "payready-agreement-\(getpid()).pem")
    try authority.rootPEM.write(to: roots, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: roots) }
    var settings = VisitSettings(
      userAgent: "PayReady-Test/1",
      startedAt: .now,
      judgedAt: time(nil),
      deadline: .seconds(280),
      scope: .local
    )
    settings.connectTo = [443, 8443].map {
      ConnectToWord(host: nil, port: $0, toHost: "127.0.0.1", toPort: secure.port)
    }
    settings.connectTo += [80, 8080].map {
      ConnectToWord(host: nil, port: $0, toHost: "127.0.0.1", toPort: plain.port)
    }
    settings.extraRoots = roots.path()
    let visit = try Engine(EngineSettings(roots: roots.path())).visit(settings)
    let browser = try await visit.browser(try #require(Chromium.executable()), within: .seconds(270))
    do {
      let manners = Manners(
        mayWrite: { _ in true },
        replacement: { url in current.withLock { $0 }?.replacement(for: url) }
      )
      let tab = try await browser.tab(for: browser.visitor(), on: .desktop, manners)
      let stage = Stage(secure, plain, browser, tab)
      current.withLock { $0 = stage }
      try await stage.prepare()
      let result = try await work(stage)
      current.withLock { $0 = nil }
      await browser.stop()
      return result
    } catch {
      current.withLock { $0 = nil }
      await browser.stop()
      throw error
    }
  }

  private func prepare() async throws {
    tab.listen { [state] event in
      guard event.method == "Debugger.scriptParsed" else { return }
      state.withLock { $0.parsed.append(event) }
    }
    try await tab.call("Network.setCacheDisabled", ["cacheDisabled": true])
    try await tab.call("Debugger.enable")
  }

  private func answer(_ request: Request) -> Response {
    let (play, asked) = state.withLock { state in
      let url = "\(request.isSecure ? "https" : "http")://\(request.host)\(request.target)"
      state.asked.append(url)
      return (state.play, url)
    }
    if let target = play.redirects[asked] {
      var response = Response.redirect(302, to: target)
      response.headers.append(HeaderField("Access-Control-Allow-Origin", "*"))
      return response
    }
    var response = Response(200, body: play.page)
    response.headers = [
      HeaderField("Content-Type", play.contentType), HeaderField("Cache-Control", "no-store"),
    ]
    response.headers += play.headers.map { HeaderField($0.name, $0.value) }
    return response
  }

  private func replacement(for url: WebURL) -> [UInt8]? {
    state.withLock { state in
      guard url.text != state.document, state.play.redirects[url.text] == nil else { return nil }
      state.asked.append(url.text)
      return state.play.scripts[url.text] ?? state.play.stub
    }
  }

  // MARK: Plays

  /// Opens `url` to show `play`.
  func open(_ url: WebURL, _ play: Play) async throws {
    state.withLock { state in
      state = State()
      state.play = play
      state.document = url.text
    }
    try await tab.open(url, patience: .seconds(10))
  }

  /// Every address that was asked for.
  var asked: [String] { state.withLock { $0.asked } }

  /// The page's title.
  func title() async throws -> String {
    try await tab.call("Target.getTargetInfo")["targetInfo"]?["title"]?.string ?? ""
  }

  /// The value of an expression in the page's own world; `nil` where it gives none.
  func evaluate(_ expression: String) async throws -> JSONValue? {
    try await tab.call("Runtime.evaluate", ["expression": .string(expression), "awaitPromise": true])[
      "result"
    ]?[
      "value"
    ]
  }

  /// Waits a little for something that may come late; whether it came.
  func waits(times: Int = 6, for isThere: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<times {
      if try await isThere() { return true }
      try await Task.sleep(for: .milliseconds(30))
    }
    return false
  }

  /// The scripts of the page's own world that ran.
  func executed() async throws -> [ExecutedScript] {
    let tree = try await tab.call("Page.getFrameTree")
    let frame = tree["frameTree"]?["frame"]?["id"]?.string
    let (parsed, document) = state.withLock { ($0.parsed, $0.document) }
    var found: [ExecutedScript] = []
    for event in parsed {
      let about = event.parameters
      let world = about["executionContextAuxData"]
      guard world?["isDefault"]?.bool == true, world?["frameId"]?.string == frame else { continue }
      let url = about["url"]?.string ?? ""
      if url == document || url.isEmpty || url.hasPrefix("data:") {
        let id = about["scriptId"] ?? .null
        let source = try await tab.call("Debugger.getScriptSource", ["scriptId": id])
        found.append(.text(source["scriptSource"]?.string ?? ""))
      } else {
        found.append(.file(WebURL(url)?.text ?? url))
      }
    }
    return found
  }
}
