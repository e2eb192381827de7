import DemoShop
import Fetching
import Glibc
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Failures of a look` {
  private func exchange(
    scheme: String = "http",
    _ script: @escaping @Sendable (Int) -> [RawServer.Step]
  ) async throws -> Exchange {
    let server = try RawServer(script: script)
    let visit = try Surroundings.visit()
    return await visit.exchange(ExchangeRequest(.get, try url("\(scheme)://127.0.0.1:\(server.port)/")))
  }

  @Test(arguments: ["http", "https"])
  func `a closed port is refused`(scheme: String) async throws {
    let closed = try BoundPort()
    let exchange = try await Surroundings.visit().exchange(
      ExchangeRequest(.get, url("\(scheme)://127.0.0.1:\(closed.port)/"))
    )
    #expect(exchange.failure?.reason == .refused)
    #expect(exchange.stage == .connect)
    #expect(exchange.answer == nil)
  }

  /// fd00::/8 is nobody's network here: connecting fails at once, later, or never.
  @Test func `a closed port beside a dead IPv6 address is refused`() async throws {
    let closed = try BoundPort()
    let word = try ResolveWord(curl: "both.example:\(closed.port):[fd00::dead],127.0.0.1")
    let visit = try Surroundings.visit { $0.resolve = [word] }
    let exchange = await visit.exchange(
      ExchangeRequest(.get, try url("http://both.example:\(closed.port)/"))
    )
    #expect(exchange.failure?.reason == .refused)
    #expect(exchange.address?.text == "127.0.0.1")
    #expect(visit.looks.first { $0.id == exchange.id }?.command.contains("--ipv4") == true)
  }

  @Test func `a reset connection is told from a closed one`() async throws {
    let reset = try await exchange { _ in [.read, .reset] }
    #expect(reset.failure == Unknown(.reset))
    let closed = try await exchange { _ in [.read] }
    #expect(closed.failure == Unknown(.reset, detail: "closed without an answer"))
    #expect(closed.stage == .transfer)
  }

  @Test func `a body that ends too early is an answer that is not whole`() async throws {
    let exchange = try await exchange { _ in
      [.read, .text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")]
    }
    #expect(exchange.answer?.status == 200)
    #expect(exchange.answer?.body.count == 4)
    #expect(exchange.answer?.cut == Unknown(.reset, detail: "closed before the body ended"))
    #expect(exchange.failure == nil)
  }

  @Test func `what is no HTTP is malformed`() async throws {
    let exchange = try await exchange { _ in [.read, .text("SSH-2.0-OpenSSH_9.2\r\n")] }
    #expect(exchange.failure?.reason == .malformed)
    #expect(exchange.answer == nil)
  }

  @Test func `plain HTTP on a TLS port shows itself`() async throws {
    let exchange = try await exchange(scheme: "https") { _ in
      [.read, .text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    }
    #expect(exchange.failure?.reason == .handshakeFailed)
    #expect(exchange.stage == .tls)
    #expect(exchange.spokePlainHTTP)
  }

  @Test func `an alert names itself`() async throws {
    // TLS 1.2 record, fatal handshake_failure.
    let exchange = try await exchange(scheme: "https") { _ in
      [.read, .send([0x15, 3, 3, 0, 2, 2, 40]), .hold]
    }
    #expect(
      exchange.failure == Unknown(.handshakeFailed, detail: "the server sent the alert 'handshake_failure'")
    )
    #expect(!exchange.spokePlainHTTP)
  }

  @Test func `a handshake that is reset or closed is told as such`() async throws {
    let reset = try await exchange(scheme: "https") { _ in [.read, .reset] }
    #expect(
      reset.failure == Unknown(.handshakeFailed, detail: "the connection was reset during the handshake")
    )
    let closed = try await exchange(scheme: "https") { _ in [.read] }
    #expect(
      closed.failure
        == Unknown(.handshakeFailed, detail: "the server closed the connection during the handshake")
    )
    #expect(closed.stage == .tls)
  }

  @Test func `a name without an address is unresolved`() async throws {
    let visit = try Surroundings.visit { $0.deadline = .seconds(20) }
    // A label of more than 63 characters is refused without asking anyone.
    let name = String(repeating: "a", count: 64) + ".invalid"
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("http://\(name)/")))
    #expect(exchange.stage == .resolve)
    #expect(exchange.failure != nil && exchange.answer == nil)
    #expect(visit.looks.map(\.kind).contains(.resolution))
  }

  @Test(arguments: ["http://169.254.169.254/", "http://[fe80::1]/", "http://8.8.8.8/", "http://0.0.0.0/"])
  func `a local visit does not leave its network`(address: String) async throws {
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, url(address)))
    #expect(exchange.failure?.reason == .forbidden)
    #expect(exchange.stage == .plan)
    #expect(exchange.address == nil)
  }

  @Test(
    arguments: [
      "127.0.0.1", "localhost", "[::1]", "10.0.0.1", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0x7f.1",
    ])
  func `a public visit does not reach into a private network`(host: String) async throws {
    let server = try LocalServer { _ in .text("secret") }
    let visit = try Surroundings.visit { $0.scope = .publicOnly }
    let place = try url("http://\(host):\(server.port)/")
    #expect(await visit.exchange(ExchangeRequest(.get, place)).failure?.reason == .forbidden)
    #expect(await visit.handshake(HandshakeTarget(HostTarget(place))).failure?.reason == .forbidden)
    let hello = await visit.hello(HelloRequest(HostTarget(place), ClientHello(.tls12, to: place)))
    guard case .unknown(let reason) = hello.answer else {
      Issue.record("\(hello.answer)")
      return
    }
    #expect(reason.reason == .forbidden)
    #expect(server.connections == 0)
  }
}

/// A port of this machine that refuses connections, and that nobody else gets while this lives.
final class BoundPort: Sendable {
  let port: Int
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(descriptor, plain, length) == 0 && getsockname(descriptor, plain, &length) == 0
      }
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: name.sin_port))
    try #require(isBound)
  }

  deinit { close(descriptor) }
}
