import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct Exchanges {
  @Test func `an answer has status, fields and body`() async throws {
    let server = try LocalServer { _ in
      Response(
        404,
        headers: [HeaderField("X-Shop", "a"), HeaderField("x-shop", "b")],
        body: Array("gone".utf8)
      )
    }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, page(server.port, "/a?b=c")))
    let answer = try #require(exchange.answer)
    #expect(answer.status == 404)
    #expect(answer.httpVersion == "1.1")
    #expect(answer.headers.values("X-SHOP") == ["a", "b"])
    #expect(String(decoding: answer.body, as: UTF8.self) == "gone")
    #expect(answer.whole)
    #expect(exchange.failure == nil && exchange.stage == nil && exchange.session == nil)
    #expect(exchange.address?.text == "127.0.0.1")
    #expect(server.requests.map(\.target) == ["/a?b=c"])
  }

  @Test func `a redirect is an answer and is not followed`() async throws {
    let server = try LocalServer { _ in .redirect(301, to: "/next") }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, page(server.port)))
    #expect(exchange.answer?.status == 301)
    #expect(exchange.answer?.headers.first("Location") == "/next")
    #expect(server.requests.count == 1)
  }

  @Test func `the request carries what was asked for and nothing of the library's own`() async throws {
    let server = try RawServer { _ in [.read, .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }
    let request = ExchangeRequest(
      .post,
      try page(server.port, "/ipn"),
      headers: [("X-B", "2"), ("X-A", ""), ("Content-Type", "text/plain")],
      body: Array("hello".utf8)
    )
    _ = try await Surroundings.visit().exchange(request)
    let lines = try #require(server.received.first).split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.first == "POST /ipn HTTP/1.1")
    #expect(lines.contains("User-Agent: PayReady-Test/1"))
    #expect(lines.contains("Content-Length: 5"))
    #expect(lines.last == "hello")
    #expect(!lines.contains { $0.hasPrefix("Expect") })
    let own = lines.filter { $0.hasPrefix("X-") || $0.hasPrefix("Content-Type") }
    #expect(own == ["X-B: 2", "X-A:", "Content-Type: text/plain"])
  }

  @Test func `a POST without a type states none`() async throws {
    let server = try RawServer { _ in [.read, .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }
    _ = try await Surroundings.visit().exchange(ExchangeRequest(.post, page(server.port), body: []))
    #expect(server.received.first?.contains("Content-Type") == false)
    #expect(server.received.first?.contains("Content-Length: 0") == true)
  }

  @Test(arguments: ExchangeRequest.Method.allCases)
  func `each method is sent as such`(method: ExchangeRequest.Method) async throws {
    let server = try LocalServer { _ in .text("body") }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(method, page(server.port)))
    #expect(server.requests.map(\.method) == [method.rawValue])
    #expect(exchange.answer?.body.count == (method == .head ? 0 : 4))
  }

  @Test func `interim answers do not count as the answer`() async throws {
    let server = try RawServer { _ in
      [
        .read,
        .text("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
      ]
    }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, page(server.port)))
    #expect(exchange.answer?.status == 200)
    #expect(exchange.answer?.headers.first("Link") == nil)
  }

  @Test func `a header with a line break is not sent`() async throws {
    let server = try LocalServer { _ in .text("") }
    let request = ExchangeRequest(.get, try page(server.port), headers: [("X", "a\r\nY: b")])
    let exchange = try await Surroundings.visit().exchange(request)
    #expect(exchange.failure?.reason == .malformed)
    #expect(server.connections == 0)
  }

  @Test func `one connection serves one question after the other and is measured once`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit()
    let first = await visit.exchange(ExchangeRequest(.get, try page(server.port, "/1")))
    let second = await visit.exchange(ExchangeRequest(.get, try page(server.port, "/2")), after: [first.id])
    #expect(server.connections == 1)
    #expect(first.timings.connect != nil)
    #expect(second.timings.connect == nil)
    #expect(visit.looks.map(\.roundTrips) == [2, 1])
    #expect(visit.looks.last?.waitedFor == [first.id])
  }

  @Test func `visits do not share connections`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let engine = try Surroundings.engine()
    for _ in 1...2 {
      let visit = try Surroundings.visit(engine)
      #expect(await visit.exchange(ExchangeRequest(.get, try page(server.port))).answer?.status == 200)
    }
    #expect(server.connections == 2)
  }

  @Test func `a compressed body is unpacked`() async throws {
    // "hello" as a stored block: gzip header, block, CRC-32, length.
    let packed: [UInt8] =
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 5, 0, 0xfa, 0xff] + Array("hello".utf8)
      + [0x86, 0xa6, 0x10, 0x36, 5, 0, 0, 0]
    let server = try LocalServer { _ in
      Response(200, headers: [HeaderField("Content-Encoding", "gzip")], body: packed)
    }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, page(server.port)))
    #expect(exchange.answer.map { String(decoding: $0.body, as: UTF8.self) } == "hello")
    #expect(exchange.answer?.whole == true)
    #expect(server.requests.first?.headers.first("Accept-Encoding")?.contains("gzip") == true)
  }

  @Test func `a broken compressed body is no whole answer`() async throws {
    let server = try LocalServer { _ in
      Response(200, headers: [HeaderField("Content-Encoding", "gzip")], body: Array("not gzip".utf8))
    }
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, page(server.port)))
    #expect(exchange.answer?.status == 200)
    #expect(exchange.answer?.cut?.reason == .malformed)
  }
}
