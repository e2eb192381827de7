import DemoShop
import Foundation
import Model
import Probing
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Facts of a host` {
  private static let authority = Swift.Result { try Authority(name: "Facts of a host") }

  /// A shop over TLS whose authority a sight can be given.
  private func secure(_ handler: @escaping LocalServer.Handler) throws -> LocalServer {
    let plan = CertificatePlan(names: ["shop.example", "www.shop.example"])
    return try LocalServer(tls: TLSOptions(identity: Self.authority.get().issue(plan)), handler: handler)
  }

  @Test func `do not hold what the operator sent and the shop says back`() async throws {
    let secret = "geheim-4711"
    let server = try secure { request in
      let said = request.headers.first("X-Secret") ?? "nothing"
      if request.path == "/" {
        return .redirect(302, to: "/\(said)/?of=\(said)")
      }
      var page = Response.html("<title>Lamps \(said)</title><a href=/cart?\(said)>Cart</a>")
      page.headers += [
        HeaderField("Server", "lamp/1 \(said)"), HeaderField("X-Powered-By", "lamp 2 \(said)"),
      ]
      return page
    }
    defer { server.stop() }
    let folder = FileManager.default.temporaryDirectory
    let root = folder.appending(path: "payready-host-facts-\(ProcessInfo.processInfo.processIdentifier).pem")
    try Self.authority.get().rootPEM.write(to: root, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: root) }
    let sight = try await Sight(secure: server.port) { options in
      options.caFile = root.path
      options.headers = ["X-Secret: \(secret)"]
    }
    #expect(server.requests.contains { $0.target.contains(secret) }, "the shop must have said it back")
    let text = String(decoding: try JSONEncoder().encode(sight.evidence), as: UTF8.self)
    #expect(!text.contains(secret))
    #expect(text.contains("***"))
    let ids = Set(sight.evidence.subjects.map(\.id))
    #expect(sight.evidence.subjects.allSatisfy { $0.parent.map(ids.contains) ?? true })
    let looks = Set(sight.evidence.looks.map(\.id))
    #expect(sight.evidence.subjects.flatMap(\.facts.values).allSatisfy { looks.isSuperset(of: $0.looks) })
  }

  @Test func `say nothing of where port 80 leads when it kept silent until the end`() async throws {
    let silent = try RawServer { _ in [.read, .hold] }
    defer { silent.stop() }
    let sight = try await Sight(secure: nil, plain: silent.port, seconds: 4)
    for name in ["http.state", "http.redirect", "http.hopsToHTTPS", "http.pathKept", "http.hops"] {
      #expect(sight.host(name)?.reason == .limitReached, "\(name)")
    }
  }

  @Test(arguments: [403, 429, 503])
  func `do not come from a barrier's answer`(status: Int) async throws {
    let server = try secure { _ in .html("<title>Wait</title>", status: status) }
    defer { server.stop() }
    let plain = try LocalServer { _ in .html("<title>Wait</title>", status: status) }
    defer { plain.stop() }
    let sight = try await Sight(secure: server.port, plain: plain.port)
    for name in [
      "hsts.header", "cookies.session", "headers.missing", "http.redirect", "http.redirectStatus",
      "http.pathKept",
    ] {
      #expect(sight.host(name)?.reason == .blocked, "\(name)")
    }
    #expect(sight.host("http.state")?.value == "http")
  }

  @Test func `a deep path that a barrier answers is not lost`() async throws {
    let plain = try LocalServer { request in
      request.path == "/" ? .redirect(301, to: "https://shop.example/") : .html("No", status: 403)
    }
    defer { plain.stop() }
    let sight = try await Sight(secure: nil, plain: plain.port)
    #expect(sight.host("http.pathKept")?.reason == .blocked)
    #expect(sight.host("http.redirect")?.value == "https")
    #expect(sight.host("http.hops")?.reason == .refused)
  }

  @Test func `cookies are those of every hop to the home page`() async throws {
    let server = try secure { request in
      var answer = request.path == "/" ? Response.redirect(302, to: "/de") : .html("<title>Lamps</title>")
      let strict = request.path == "/" ? "" : "; SameSite=Strict"
      answer.headers.append(HeaderField("Set-Cookie", "PHPSESSID=abc; Secure; Path=/\(strict)"))
      return answer
    }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    guard case .list(let cookies)? = sight.host("cookies.session")?.value else {
      Issue.record("\(String(describing: sight.host("cookies.session")))")
      return
    }
    #expect(cookies.count == 1)
    guard case .record(let cookie)? = cookies.first else { return }
    #expect(cookie["sameSite"] == "strict")
  }

  @Test func `cookies of a way that breaks are not all of them`() async throws {
    let server = try secure { request in
      if request.path == "/" { return .redirect(302, to: "/de") }
      var broken = Response.html("")
      broken.delivery = .reset
      return broken
    }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host("cookies.session")?.reason == .reset)
    #expect(sight.host("hsts.header")?.isAbsent == true)
  }

  @Test func `behind a proxy that is down tell nothing of the shop`() async throws {
    let closed = try RawServer { _ in [] }
    closed.stop()
    let clock = ContinuousClock()
    let began = clock.now
    let sight = try await Sight(secure: nil, seconds: 30) { options in
      options.connectTo = []
      options.resolve = ["shop.example:443:127.0.0.1", "www.shop.example:443:127.0.0.1"]
      options.proxy = "http://127.0.0.1:\(closed.port)"
    }
    #expect(clock.now - began < .seconds(20))
    for name in ["https.state", "http.state", "http.redirect", "twin.state", "tls.acceptsTLS12"] {
      #expect(sight.host(name)?.reason == .unreachable, "\(name): \(String(describing: sight.host(name)))")
    }
  }

  @Test func `on a port that speaks plain HTTP come with the page over HTTP`() async throws {
    let server = try LocalServer { request in
      request.path == "/" ? .html("<title>Lamps</title>") : .html("No", status: 404)
    }
    defer { server.stop() }
    let options = LookOptions()
    let request = try Prober.request(typed: "http://localhost:\(server.port)", options: options)
    let evidence = try await Prober(options: options, data: PackData.all(), tool: "test").gather(request)
    #expect(evidence.audited == "http://localhost:\(server.port)/")
    let host = evidence.subjects.first { $0.id.kind == .host && $0.roles.contains(.shop) }
    #expect(host?.facts["https.state"]?.value == "plainHTTP")
    let home = evidence.subjects.first { $0.id.kind == .page && $0.roles.contains(.home) }
    #expect(home?.facts["document.status"]?.value == 200)
    #expect(home?.facts["document.scheme"]?.value == "http")
    #expect(home?.parent == host?.id)
  }
}
