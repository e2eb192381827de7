import DemoShop
import Fetching
import Model
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Look as evidence` {
  @Test func `an exchange says what was asked, how long it took and how to repeat it`() async throws {
    let server = try LocalServer { _ in .html("<p>fine") }
    let visit = try Surroundings.visit { $0.startedAt = .now - .seconds(2) }
    let page = try page(server.port, "/a?b=1&c='x'")
    let exchange = await visit.exchange(
      ExchangeRequest(.get, page, headers: [("Origin", "https://a.example")]),
      after: ["resolve shop.example"]
    )
    let look = try #require(visit.looks.first)
    #expect(look.id == exchange.id)
    #expect(look.kind == .exchange)
    #expect(look.startedAfter >= 2000)
    #expect(look.status == 200)
    #expect(look.bodyBytes == 7)
    #expect(look.address == "127.0.0.1")
    #expect(look.roundTrips == 2)
    #expect(look.waitedFor == ["resolve shop.example"])
    #expect(look.failure == nil)
    #expect(look.headers.first { $0.name == "Content-Type" }?.value == "text/html; charset=utf-8")
    let timings = look.timings
    let (connect, firstByte, total) = (
      try #require(timings.connect), try #require(timings.firstByte), try #require(timings.total)
    )
    #expect(0 < connect && connect <= firstByte && firstByte <= total)
    #expect(timings.tls == nil)
    #expect(
      look.command
        == "curl -sS -o /dev/null -D - --compressed -A PayReady-Test/1 -H 'Origin: https://a.example' "
        + "'http://127.0.0.1:\(server.port)/a?b=1&c=%27x%27'"
    )
  }

  @Test func `the command lines carry the operator's words`() async throws {
    let server = try Surroundings.server()
    let path = try Surroundings.rootPath.get()
    let visit = try Surroundings.visit(to: server)
    let place = try url("https://shop.example/")
    _ = await visit.exchange(ExchangeRequest(.options, place))
    _ = await visit.handshake(HandshakeTarget(HostTarget(place)))
    _ = await visit.hello(HelloRequest(HostTarget(place), ClientHello(.tls11, to: place)))
    #expect(
      visit.looks.map(\.command) == [
        "curl -sS -o /dev/null -D - -X OPTIONS --compressed -A PayReady-Test/1 "
          + "--connect-to shop.example:443:127.0.0.1:\(server.port) --cacert \(path) https://shop.example/",
        "openssl s_client -connect 127.0.0.1:\(server.port) -servername shop.example -alpn h2,http/1.1 -status "
          + "-showcerts </dev/null",
        "openssl s_client -connect 127.0.0.1:\(server.port) -servername shop.example -tls1_1 </dev/null",
      ]
    )
    #expect(
      visit.looks.map(\.id) == [
        "OPTIONS https://shop.example/", "handshake shop.example:443", "hello TLS 1.1 shop.example:443",
      ]
    )
  }

  @Test func `a failed look has its reason and no status`() async throws {
    let closed = try BoundPort()
    let visit = try Surroundings.visit()
    _ = await visit.exchange(ExchangeRequest(.get, try page(closed.port)))
    let look = try #require(visit.looks.first)
    #expect(look.failure?.reason == .refused)
    #expect(look.status == nil && look.bodyBytes == nil && look.headers.isEmpty)
    #expect(look.roundTrips == 1)
  }

  @Test func `a lookup of a name is a look of its own, made once`() async throws {
    let visit = try Surroundings.visit { $0.limits = Limits(lookup: .seconds(2)) }
    let name = String(repeating: "a", count: 64) + ".invalid"
    let first = await visit.resolve(name)
    let second = await visit.resolve(name)
    #expect(first == second)
    #expect(first.addresses.isEmpty && first.failure != nil)
    #expect(visit.looks.map(\.id) == ["resolve \(name)"])
    #expect(visit.looks.first?.kind == .resolution)
    #expect(visit.looks.first?.command == "getent ahosts \(name)")
  }

  @Test(arguments: ["localhost", "shop.localhost", "127.0.0.1", "::1"])
  func `this machine's names need no lookup`(name: String) async throws {
    let visit = try Surroundings.visit()
    let resolution = await visit.resolve(name)
    #expect(resolution.failure == nil && resolution.id == nil)
    #expect(resolution.addresses.allSatisfy { $0.kind == .loopback })
    #expect(visit.looks.isEmpty)
  }
}
