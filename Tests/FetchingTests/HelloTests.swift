import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct Hellos {
  private let shop = HostTarget(host: "shop.example")

  private func request(_ version: TLSVersion) throws -> HelloRequest {
    HelloRequest(shop, ClientHello(version, to: try url("https://shop.example/")))
  }

  @Test func `a server of TLS 1.2 and 1.3 accepts those and refuses the others`() async throws {
    let server = try Surroundings.server()
    let visit = try Surroundings.visit(to: server)
    for version in TLSVersion.allCases {
      let hello = await visit.hello(try request(version))
      #expect(hello.id == "hello \(version.name) shop.example:443")
      #expect(hello.address?.text == "127.0.0.1")
      switch (version, hello.answer) {
      case (.tls12..., .accepted(let chosen)): #expect(chosen.version == version)
      case (..<TLSVersion.tls12, .refused(let why)): #expect(!why.isEmpty)
      default: Issue.record("\(version.name): \(hello.answer)")
      }
    }
    #expect(server.requests.isEmpty)
    #expect(visit.looks.allSatisfy { $0.kind == .hello && $0.roundTrips == 2 && $0.failure == nil })
  }

  @Test func `weak suites are refused by a modern server`() async throws {
    let server = try Surroundings.server()
    let visit = try Surroundings.visit(to: server)
    let weak = ClientHello.weak(to: try url("https://shop.example/"))
    let hello = await visit.hello(HelloRequest(shop, weak, label: "weak suites"))
    #expect(hello.answer == .refused("handshake_failure"))
    #expect(hello.id.hasPrefix("hello weak suites shop.example:443 ~"))
  }

  private func answer(_ script: @escaping @Sendable (Int) -> [RawServer.Step]) async throws -> (
    Hello, RawServer, [Look]
  ) {
    let server = try RawServer(script: script)
    let visit = try Surroundings.visit { $0.limits = Limits(firstByte: .milliseconds(300)) }
    let place = HostTarget(host: "127.0.0.1", port: server.port)
    let hello = await visit.hello(HelloRequest(place, ClientHello(.tls12, to: try url("https://127.0.0.1/"))))
    return (hello, server, visit.looks)
  }

  @Test func `an alert and an orderly close are refusals`() async throws {
    let (alert, first, _) = try await answer { _ in [.read, .send([0x15, 3, 3, 0, 2, 2, 70]), .hold] }
    #expect(alert.answer == .refused("protocol_version"))
    #expect(first.connections == 1)
    let (closed, second, _) = try await answer { _ in [.read] }
    #expect(closed.answer == .refused("closed"))
    #expect(second.connections == 1)
  }

  @Test func `a reset is unknown after one repeat`() async throws {
    let (hello, server, looks) = try await answer { _ in [.read, .reset] }
    #expect(hello.answer == .unknown(Unknown(.reset)))
    #expect(server.connections == 2)
    #expect(looks.count == 2)
    #expect(hello.id.hasSuffix(" again"))
  }

  @Test func `silence is unknown after one repeat`() async throws {
    let (hello, server, _) = try await answer { _ in [.read, .hold] }
    guard case .unknown(let reason) = hello.answer else {
      Issue.record("\(hello.answer)")
      return
    }
    #expect(reason.reason == .timedOut)
    #expect(server.connections == 2)
  }

  @Test func `a repeat can still be answered`() async throws {
    let (hello, server, _) = try await answer { number in
      number == 1 ? [.read, .reset] : [.read, .send([0x15, 3, 3, 0, 2, 2, 40]), .hold]
    }
    #expect(hello.answer == .refused("handshake_failure"))
    #expect(server.connections == 2)
  }

  @Test func `what only a repeat could confirm is unknown without one`() async throws {
    let server = try RawServer { number in
      number == 1 ? [.read, .hold] : [.read] + (number == 2 ? [] : [.send([0x15, 3, 3, 0, 2, 2, 40])])
    }
    let visit = try Surroundings.visit { $0.limits = Limits(firstByte: .seconds(5), looks: 2) }
    let address = try url("http://127.0.0.1:\(server.port)/")
    async let other = visit.exchange(ExchangeRequest(.get, address))
    while server.connections == 0 { await Task.yield() }
    let place = HostTarget(host: "127.0.0.1", port: server.port)
    let hello = await visit.hello(HelloRequest(place, ClientHello(.tls12, to: address)))
    #expect(hello.answer == .unknown(Unknown(.limitReached, detail: "2 looks")))
    server.stop()
    _ = await other
  }

  @Test(arguments: [(80, 3), (70, 2)] as [(UInt8, Int)])
  func `an alert that may mean too many connections is asked again alone`(alert: UInt8, connections: Int)
    async throws
  {
    let server = try RawServer { number in
      number == 1
        ? [.read, .awaitConnections(2), .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), .hold]
        : [.read, .send([0x15, 3, 3, 0, 2, 2, alert]), .hold]
    }
    let visit = try Surroundings.visit()
    let address = try url("http://127.0.0.1:\(server.port)/")
    async let other = visit.exchange(ExchangeRequest(.get, address))
    while server.connections == 0 { await Task.yield() }
    let place = HostTarget(host: "127.0.0.1", port: server.port)
    let hello = await visit.hello(HelloRequest(place, ClientHello(.tls12, to: address)))
    guard case .refused = hello.answer else { throw Failure() }
    _ = await other
    #expect(server.connections == connections)
  }

  private struct Failure: Error {}

  @Test func `what is no TLS is told as such`() async throws {
    let (hello, _, _) = try await answer { _ in [.read, .text("HTTP/1.1 400 Bad Request\r\n\r\n")] }
    #expect(hello.answer == .notTLS)
  }

  @Test func `a broken flight is malformed`() async throws {
    let (hello, _, _) = try await answer { _ in [.read, .send([0x16, 3, 3, 0, 4, 2, 0, 0, 0])] }
    guard case .unknown(let reason) = hello.answer else {
      Issue.record("\(hello.answer)")
      return
    }
    #expect(reason.reason == .malformed)
  }

  @Test func `an older version in return is a refusal of the one offered`() async throws {
    // ServerHello of TLS 1.0: version, random, no session id, AES128-SHA, no compression.
    let body: [UInt8] = [3, 1] + Array(repeating: 7, count: 32) + [0, 0x00, 0x2f, 0]
    let flight: [UInt8] = [0x16, 3, 1, 0, UInt8(body.count + 4), 2, 0, 0, UInt8(body.count)] + body
    let (hello, _, _) = try await answer { _ in [.read, .send(flight)] }
    #expect(hello.answer == .refused("TLS 1.0"))
  }

  @Test func `a flight in single bytes is read`() async throws {
    let alert: [UInt8] = [0x15, 3, 3, 0, 2, 2, 40]
    let (hello, _, _) = try await answer { _ in [.read] + alert.map { .send([$0]) } + [.hold] }
    #expect(hello.answer == .refused("handshake_failure"))
  }

  @Test func `a closed port is unknown`() async throws {
    let closed = try BoundPort()
    let visit = try Surroundings.visit()
    let place = HostTarget(host: "127.0.0.1", port: closed.port)
    let hello = await visit.hello(HelloRequest(place, ClientHello(.tls12, to: try url("https://127.0.0.1/"))))
    #expect(hello.answer == .unknown(Unknown(.refused)))
  }
}
