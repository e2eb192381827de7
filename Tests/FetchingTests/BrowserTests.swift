import DemoShop
import Fetching
import FoundationEssentials
import Glibc
import Model
import Reading
import TestSupport
import Testing

@Suite(
  .timeLimit(.minutes(1)),
  .serialized,
  .enabled(if: Chromium.executable() != nil, "Chromium is not installed")
) struct `A browser` {
  /// Opens `address` in a browser of its own, which is stopped in the end.
  private func open<Seen>(
    _ address: WebURL,
    in visit: Visit,
    on screen: Screen = .desktop,
    _ manners: Manners = Manners(),
    look: (Tab) async throws -> Seen
  ) async throws -> Seen {
    let browser = try await visit.browser(try #require(Chromium.executable()), within: .seconds(40))
    do {
      let tab = try await browser.tab(for: browser.visitor(), on: screen, manners)
      try await tab.open(address, patience: .seconds(20))
      let seen = try await look(tab)
      await browser.stop()
      return seen
    } catch {
      await browser.stop()
      throw error
    }
  }

  /// A server of pages without encryption.
  private func server(_ body: @escaping @Sendable (Request) -> String) throws -> LocalServer {
    try LocalServer { request in
      var response = Response.text("<!doctype html><title>Shop</title>\(body(request))")
      response.headers.set("Content-Type", "text/html")
      return response
    }
  }

  /// The command lines of the processes of the browser with that profile, and whom they run as.
  private func processes(in profile: String) -> [(command: String, user: UInt32)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.compactMap { name in
      guard let file = fopen("/proc/\(name)/cmdline", "r") else { return nil }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 8192)
      let count = fread(&bytes, 1, bytes.count, file)
      let command = String(decoding: bytes.prefix(count).map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
      var status = stat()
      guard command.contains(profile), stat("/proc/\(name)", &status) == 0 else { return nil }
      return (command, status.st_uid)
    }
  }

  @Test func `opens what the operator's own roots verify, and nothing else`() async throws {
    let own = try Surroundings.server(handler: { _ in .text("fine") })
    let status = try await open(try url("https://shop.example/"), in: Surroundings.visit(to: own)) {
      $0.record.requests.first?.status
    }
    #expect(status == 200)
    let stranger = try Surroundings.server(names: ["other.example"], handler: { _ in .text("fine") })
    let visit = try Surroundings.visit(to: stranger)
    await #expect(throws: BrowserFailure.notLoaded("net::ERR_SOCKS_CONNECTION_FAILED")) {
      try await open(try url("https://shop.example/"), in: visit) { _ in }
    }
    #expect(stranger.requests.isEmpty)
  }

  @Test func `runs in its sandbox, never as root, and leaves nothing behind`() async throws {
    let server = try server { _ in "fine" }
    let visit = try Surroundings.visit()
    let browser = try await visit.browser(try #require(Chromium.executable()), within: .seconds(40))
    let tab = try await browser.tab(for: browser.visitor(), on: .desktop, Manners())
    try await tab.open(page(server.port), patience: .seconds(20))
    let running = processes(in: browser.profile)
    await browser.stop()
    #expect(running.count > 3)
    #expect(running.allSatisfy { $0.user != 0 && !$0.command.contains("--no-sandbox") })
    #expect(access(browser.profile, F_OK) != 0)
    // Its watcher for crashes is of another group, and ends by itself once the browser is gone.
    for _ in 0..<500 where !processes(in: browser.profile).isEmpty {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(processes(in: browser.profile).isEmpty)
  }

  @Test func `reaches nothing that its visit may not`() async throws {
    let server = try server { _ in "fine" }
    let visit = try Surroundings.visit { $0.scope = .publicOnly }
    await #expect(throws: BrowserFailure.notLoaded("net::ERR_SOCKS_CONNECTION_FAILED")) {
      try await open(try page(server.port), in: visit) { _ in }
    }
    #expect(server.connections == 0)
    let leading = try self.server { _ in "<img src='http://169.254.169.254/latest/meta-data/'>" }
    let failure = try await open(try page(leading.port), in: Surroundings.visit()) { tab in
      tab.record.requests.first { $0.url.contains("169.254") }?.failure
    }
    #expect(failure == "net::ERR_SOCKS_CONNECTION_FAILED")
  }

  @Test func `sends only what changes nothing`() async throws {
    let server = try server { _ in
      """
      <script>
      fetch('/stock'); fetch('/order', {method: 'POST', body: 'x'}); navigator.sendBeacon('/seen', 'x');
      new Worker(URL.createObjectURL(new Blob(["fetch(self.location.origin + '/work', {method: 'PUT'})"])));
      </script>
      """
    }
    let record = try await open(try page(server.port), in: Surroundings.visit()) { tab in
      try await tab.wait(atMost: .seconds(10)) { record in
        record.heldBack.count >= 2
          && record.requests.contains { $0.url.hasSuffix("/stock") && $0.status != nil }
      }
      return tab.record
    }
    let root = "http://127.0.0.1:\(server.port)"
    // Nobody waits for a beacon; it is not sent either.
    #expect(Set(record.heldBack.map(\.text)) == ["\(root)/order", "\(root)/work"])
    #expect(Set(server.requests.map(\.method)) == ["GET"])
    #expect(server.requests.contains { $0.path == "/stock" })
  }

  @Test func `sends it where it has leave`() async throws {
    let server = try server { _ in "<script>fetch('/cart', {method: 'POST'})</script>" }
    let manners = Manners(mayWrite: { $0.path == "/cart" })
    _ = try await open(try page(server.port), in: Surroundings.visit(), manners) { tab in
      try await tab.wait(atMost: .seconds(10)) { _ in server.requests.contains { $0.method == "POST" } }
    }
    #expect(server.requests.filter { $0.method == "POST" }.map(\.path) == ["/cart"])
  }

  @Test func `shows a telephone's page on a telephone's screen`() async throws {
    let server = try server { _ in "<meta name=viewport content='width=device-width'>fine" }
    let width = try await open(try page(server.port), in: Surroundings.visit(), on: .phone) { tab in
      try await tab.evaluate("innerWidth").int
    }
    #expect(width == 390)
    let agent = server.requests.first?.headers.first("user-agent") ?? ""
    #expect(agent.contains("Mobile") && agent.contains("Android") && agent.hasSuffix("PayReady-Test/1"))
    #expect(!agent.contains("Headless"))
  }

  @Test func `puts a file in the place of a script, and hears what an observing script reports`() async throws
  {
    let server = try server { _ in "<script src='http://cdn.example/button.js'></script>" }
    let manners = Manners(replacement: { $0.host == "cdn.example" ? Array("tell('drawn')".utf8) : nil })
    let visit = try Surroundings.visit()
    let browser = try await visit.browser(try #require(Chromium.executable()), within: .seconds(40))
    let tab = try await browser.tab(for: browser.visitor(), on: .desktop, manners)
    try await tab.observe(with: "window.tell = text => report(text)", binding: "report")
    try await tab.open(page(server.port), patience: .seconds(20))
    try await tab.wait(atMost: .seconds(10)) { !$0.reports.isEmpty }
    #expect(tab.record.reports == ["drawn"])
    let picture = try await tab.screenshot()
    #expect(picture.starts(with: [0xFF, 0xD8, 0xFF]))
    await browser.stop()
  }

  @Test func `tells what a policy blocks and what fails in the console`() async throws {
    let server = try LocalServer { _ in
      var response = Response.text(
        "<!doctype html><script>throw new Error('l().Login')</script><script src='https://cdn.example/x.js'></script>"
      )
      response.headers.set("Content-Type", "text/html")
      response.headers.set("Content-Security-Policy", "script-src 'unsafe-inline'")
      return response
    }
    let messages = try await open(try page(server.port), in: Surroundings.visit()) { tab in
      try await tab.wait(atMost: .seconds(10)) { record in
        record.messages.contains { $0.kind == .policy } && record.messages.contains { $0.kind == .exception }
      }
      return tab.record.messages
    }
    let policy = messages.first { $0.kind == .policy }
    #expect(policy?.directive == "script-src-elem")
    #expect(policy?.url == "https://cdn.example/x.js")
    #expect(messages.contains { $0.kind == .exception && $0.text.contains("l().Login") })
  }

  @Test func `is not waited for beyond its time`() async throws {
    let server = try RawServer { _ in [.read, .hold] }
    let visit = try Surroundings.visit()
    let browser = try await visit.browser(try #require(Chromium.executable()), within: .seconds(3))
    await #expect(throws: BrowserFailure.timedOut) {
      let tab = try await browser.tab(for: browser.visitor(), on: .desktop, Manners())
      try await tab.open(page(server.port), patience: .seconds(30))
    }
    await browser.stop()
  }

  @Test func `that cannot start says why`() async throws {
    let visit = try Surroundings.visit()
    await #expect(throws: BrowserFailure.notStarted("")) {
      try await visit.browser("/bin/false", within: .seconds(10))
    }
    await #expect(throws: BrowserFailure.self) {
      try await visit.browser("/nowhere/chromium", within: .seconds(10))
    }
  }
}
