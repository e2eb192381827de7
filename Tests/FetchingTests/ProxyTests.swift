import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Looks through a proxy` {
  private let shop = HostTarget(host: "shop.example")
  private static let opened = "HTTP/1.1 200 Connection established\r\n\r\n"

  /// A visit through `proxy`, in which the shop has an address that only the proxy reaches.
  private func visit(_ proxy: Int) throws -> Visit {
    let address = try #require(Address("127.0.0.9"))
    return try Surroundings.visit { settings in
      settings.proxy = "http://127.0.0.1:\(proxy)"
      settings.resolve = [ResolveWord(host: "shop.example", addresses: [address])]
      settings.deadline = .seconds(5)
    }
  }

  @Test func `a hello goes through its tunnel`() async throws {
    let proxy = try RawServer { _ in
      [.read, .text(Self.opened), .read, .send(CannedFlights.handshakeFailure), .hold]
    }
    let request = HelloRequest(shop, ClientHello(.tls10, to: try url("https://shop.example/")))
    let hello = try await visit(proxy.port).hello(request)
    #expect(hello.answer == .refused("handshake_failure"))
    #expect(proxy.received.first?.hasPrefix("CONNECT shop.example:443 ") == true)
  }

  @Test func `a handshake of the server's is told as the server's`() async throws {
    let proxy = try RawServer { _ in
      [.read, .text(Self.opened), .read, .send(CannedFlights.handshakeFailure), .hold]
    }
    let handshake = try await visit(proxy.port).handshake(HandshakeTarget(shop))
    #expect(handshake.failure?.reason == .handshakeFailed)
    #expect(handshake.stage == .tls)
  }

  @Test(arguments: ["http://shop.example/", "https://shop.example/"])
  func `a proxy that refuses connections is not the shop's refusal`(address: String) async throws {
    let closed = try BoundPort()
    let exchange = try await visit(closed.port).exchange(ExchangeRequest(.get, url(address)))
    #expect(exchange.failure == Unknown(.unreachable, detail: "the proxy took no connection"))
    let hello = HelloRequest(shop, ClientHello(.tls12, to: try url("https://shop.example/")))
    let answer = try await visit(closed.port).hello(hello).answer
    #expect(answer == .unknown(Unknown(.unreachable, detail: "the proxy took no connection")))
  }

  @Test(
    arguments: [
      ([.read, .text("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")], "the proxy answered 403"),
      ([.read], "the proxy gave no way to the server"),
      ([.read, .reset], "the proxy gave no way to the server"),
    ] as [([RawServer.Step], String)]
  )
  func `a proxy that opens no tunnel is told as such`(_ steps: [RawServer.Step], _ detail: String)
    async throws
  {
    let proxy = try RawServer { _ in steps }
    let exchange = try await visit(proxy.port).exchange(ExchangeRequest(.get, url("https://shop.example/")))
    #expect(exchange.failure == Unknown(.unreachable, detail: detail))
  }

  @Test(arguments: ["https://127.0.0.1:1", "HTTPS://proxy.example", "ftp://127.0.0.1:1"])
  func `a proxy with TLS of its own is refused before the first look`(proxy: String) throws {
    #expect(throws: EngineError.self) { try Surroundings.visit { $0.proxy = proxy } }
  }

  @Test(arguments: ["127.0.0.1:1", "http://127.0.0.1:1", "socks5h://127.0.0.1:1"])
  func `a proxy without is taken`(proxy: String) throws {
    _ = try Surroundings.visit { $0.proxy = proxy }
  }
}
