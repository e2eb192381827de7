import DemoShop
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A local server` {
  private func plain(_ response: Response) throws -> LocalServer {
    try LocalServer { _ in response }
  }

  private func url(_ server: LocalServer, _ path: String = "/") -> String {
    "http://\(server.address):\(server.port)\(path)"
  }

  @Test func `keeps a connection and logs what was asked, in order`() async throws {
    let server = try LocalServer { .text("\($0.method) \($0.path) \($0.query ?? "-")") }
    let answer = try await curl(
      "-X",
      "POST",
      "-d",
      "body",
      "-H",
      "X-A: b",
      url(server, "/one?x=1"),
      "--next",
      "-sS",
      url(server, "/two")
    )
    #expect(answer.output.contains("POST /one x=1"))
    #expect(answer.output.hasSuffix("GET /two -"))
    #expect(server.requests.map(\.target) == ["/one?x=1", "/two"])
    #expect(server.requests.first?.body == Array("body".utf8))
    #expect(server.requests.first?.headers.first("x-a") == "b")
    #expect(server.requests.first?.host == "127.0.0.1")
    #expect(server.connections == 1)
    server.forgetRequests()
    #expect(server.requests.isEmpty)
  }

  @Test func `answers HEAD with the length and no body`() async throws {
    let server = try plain(.html("<p>four</p>"))
    let answer = try await curl("--head", url(server))
    #expect(answer.head.contains("content-length: 11"))
    #expect(answer.output.hasSuffix("\r\n\r\n"))
  }

  @Test func `sends no length with 204`() async throws {
    let server = try plain(Response(204))
    let answer = try await curl(url(server))
    #expect(answer.status == 0)
    #expect(answer.head.first == "http/1.1 204 no content")
    #expect(!answer.head.contains { $0.hasPrefix("content-length") })
  }

  @Test func `drips a body to its end`() async throws {
    var response = Response.text("slowly")
    response.delivery = .drip(bytes: 2, every: .milliseconds(5))
    let server = try plain(response)
    #expect(try await curl(url(server)).output.hasSuffix("\r\n\r\nslowly"))
  }

  @Test func `floods without end until the client has enough`() async throws {
    let server = try plain(Response(200, body: Array("more ".utf8), delivery: .endless))
    let answer = try await curl("-o", "/dev/null", "--max-time", "0.3", url(server))
    #expect(answer.status == 28)
  }

  @Test func `sends a hundred megabytes of filler`() async throws {
    let server = try plain(Response(200, delivery: .filler(bytes: 100_000_000)))
    let answer = try await run(
      "curl",
      ["-sS", "--noproxy", "*", "-o", "/dev/null", "-w", "%{size_download}", url(server)]
    )
    #expect(answer.output == "100000000")
  }

  /// 18: the body ended early, 52: nothing came, 56: reset, 28: the client's patience ended.
  @Test(arguments: [
    (Response.Delivery.wrongLength(99), Int32(18)), (.reset, 56), (.close, 52), (.silence, 28),
  ])
  func `breaks an answer as asked`(_ delivery: Response.Delivery, _ status: Int32) async throws {
    let server = try plain(Response(200, body: Array("text".utf8), delivery: delivery))
    #expect(try await curl("--max-time", "0.5", url(server)).status == status)
  }

  @Test func `sends raw bytes in place of an answer`() async throws {
    let server = try plain(Response(200, delivery: .raw([0x00, 0xff, 0x0a])))
    #expect(try await curl(url(server)).status == 1)
  }

  @Test func `refuses what is not HTTP`() async throws {
    let server = try plain(.text("never"))
    let answer = try await curl("-X", "A B", url(server))
    #expect(answer.head.first == "http/1.1 400 bad request")
    #expect(server.requests.isEmpty)
  }

  @Test func `stops at once though an answer waits for a minute`() async throws {
    let server = try plain(Response(200, delay: .seconds(60)))
    async let answer = curl(url(server))
    while server.requests.isEmpty { await Task.yield() }
    let elapsed = ContinuousClock().measure { server.stop() }
    #expect(elapsed < .seconds(5))
    #expect(server.openConnections == 0)
    #expect(try await answer.status == 52)
    #expect(try await curl(url(server)).status == 7)
  }

  @Test func `serves fifty clients at once`() async throws {
    let server = try LocalServer { _ in Response(200, body: Array("x".utf8), delay: .milliseconds(300)) }
    let urls = (1...50).flatMap { ["-o", "/dev/null", url(server, "/\($0)")] }
    let answer = try await run(
      "curl",
      ["-sS", "--noproxy", "*", "--fail-early", "--parallel", "--parallel-immediate", "--parallel-max", "50"]
        + urls
    )
    #expect(answer.status == 0)
    #expect(Set(server.requests.map(\.target)).count == 50)
    #expect(server.mostConnections > 25)
  }

  @Test func `says where it cannot listen`() throws {
    let server = try plain(.text(""))
    #expect(throws: LocalServer.Failure.self) {
      _ = try LocalServer(port: server.port) { _ in .text("") }
    }
    #expect(throws: LocalServer.Failure.self) { _ = try LocalServer(address: "shop") { _ in .text("") } }
  }
}
