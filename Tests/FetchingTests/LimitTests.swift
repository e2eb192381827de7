import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Limits of a look` {
  private func exchange(
    with limits: Limits,
    _ script: @escaping @Sendable (Int) -> [RawServer.Step]
  ) async throws -> Exchange {
    let server = try RawServer(script: script)
    let visit = try Surroundings.visit { $0.limits = limits }
    return await visit.exchange(ExchangeRequest(.get, try page(server.port)))
  }

  @Test func `endless header fields end at the limit`() async throws {
    let exchange = try await exchange(with: Limits(headerBytes: 4096, headerCount: 10_000)) { _ in
      [.read, .text("HTTP/1.1 200 OK\r\n"), .sendForever("X: y\r\n", every: .zero)]
    }
    #expect(exchange.answer == nil)
    #expect(exchange.failure == Unknown(.limitReached, detail: "bytes of header fields"))
  }

  @Test func `too many header fields end at the limit`() async throws {
    let exchange = try await exchange(with: Limits(headerCount: 50)) { _ in
      [.read, .text("HTTP/1.1 200 OK\r\n"), .sendForever("X: y\r\n", every: .zero)]
    }
    #expect(exchange.failure == Unknown(.limitReached, detail: "number of header fields"))
  }

  @Test func `endless interim answers end at the limit`() async throws {
    let exchange = try await exchange(with: Limits()) { _ in
      [.read, .sendForever("HTTP/1.1 103 Early Hints\r\n\r\n", every: .zero)]
    }
    #expect(exchange.failure?.reason == .limitReached)
  }

  @Test func `an endless body is cut and the part before it kept`() async throws {
    let exchange = try await exchange(with: Limits(bodyBytes: 10_000)) { _ in
      [.read, .text("HTTP/1.1 200 OK\r\n\r\n"), .sendForever("0123456789", every: .zero)]
    }
    let answer = try #require(exchange.answer)
    #expect(answer.body.count == 10_000)
    #expect(!answer.whole)
    #expect(answer.cut == Unknown(.limitReached, detail: "bytes of the body"))
    #expect(exchange.failure == nil)
  }

  @Test func `a body that unpacks to very much is cut`() async throws {
    let bomb = Self.zeros(megabytes: 100)
    #expect(bomb.count < 1_000_000)
    let server = try LocalServer { _ in
      Response(200, headers: [HeaderField("Content-Encoding", "gzip")], body: bomb)
    }
    let visit = try Surroundings.visit { $0.limits = Limits(bodyBytes: 1 << 20) }
    let exchange = await visit.exchange(ExchangeRequest(.get, try page(server.port)))
    #expect(exchange.answer?.body.count == 1 << 20)
    #expect(exchange.answer?.cut?.reason == .limitReached)
  }

  @Test func `bytes on the wire that unpack to nothing are cut`() async throws {
    // Stored blocks of no bytes, again and again.
    let empty = [1, 8].flatMap { _ in [0, 0, 0, 0xff, 0xff] as [UInt8] }
    let server = try RawServer { _ in
      [.read, .text("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n"), .send([0x78, 0x9c])]
        + Array(repeating: .send(Array(repeating: empty, count: 1000).flatMap { $0 }), count: 50)
    }
    let visit = try Surroundings.visit { $0.limits = Limits(wireBytes: 100_000) }
    let exchange = await visit.exchange(ExchangeRequest(.get, try page(server.port)))
    #expect(exchange.answer?.cut == Unknown(.limitReached, detail: "bytes on the wire"))
  }

  @Test func `a request may want less of a body`() async throws {
    let server = try LocalServer { _ in Response(200, delivery: .filler(bytes: 5000)) }
    let visit = try Surroundings.visit()
    let exchange = await visit.exchange(ExchangeRequest(.get, try page(server.port), bodyLimit: 100))
    #expect(exchange.answer?.body.count == 100)
    #expect(exchange.answer?.cut?.reason == .limitReached)
  }

  @Test func `silence ends at the time for the first byte`() async throws {
    let exchange = try await exchange(with: Limits(firstByte: .milliseconds(200))) { _ in [.read, .hold] }
    #expect(exchange.failure == Unknown(.timedOut, detail: "no answer"))
    #expect(exchange.stage == .transfer)
  }

  @Test func `a dripping body ends at the total time and is kept as far as it came`() async throws {
    let limits = Limits(firstByte: .milliseconds(400), total: .milliseconds(600))
    let exchange = try await exchange(with: limits) { _ in
      [.read, .text("HTTP/1.1 200 OK\r\n\r\n"), .sendForever("x", every: .milliseconds(20))]
    }
    #expect(exchange.answer?.cut?.reason == .timedOut)
    #expect((exchange.answer?.body.count ?? 0) > 0)
  }

  @Test func `a silent handshake ends at the time to connect`() async throws {
    let server = try RawServer { _ in [.hold] }
    let visit = try Surroundings.visit { $0.limits = Limits(connect: .milliseconds(200)) }
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("https://127.0.0.1:\(server.port)/")))
    #expect(exchange.failure == Unknown(.timedOut, detail: "no end of the handshake"))
    #expect(exchange.stage == .tls)
  }

  @Test func `the visit's time ends every look, those in the queue as well`() async throws {
    let server = try RawServer { _ in [.read, .hold] }
    let visit = try Surroundings.visit { $0.deadline = .milliseconds(300) }
    let pages = try (1...8).map { try page(server.port, "/\($0)") }
    let ends = await withTaskGroup(of: Unknown?.self) { group in
      for page in pages { group.addTask { await visit.exchange(ExchangeRequest(.get, page)).failure } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(
      ends == Array(repeating: Unknown(.limitReached, detail: "the audit's time was used up"), count: 8)
    )
    let late = await visit.exchange(ExchangeRequest(.get, try page(server.port, "/late")))
    #expect(late.failure?.reason == .limitReached)
  }

  @Test func `more looks than allowed are not made`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit { $0.limits = Limits(looks: 2) }
    for number in 1...2 {
      #expect(await visit.exchange(ExchangeRequest(.get, try page(server.port, "/\(number)"))).answer != nil)
    }
    let third = await visit.exchange(ExchangeRequest(.get, try page(server.port, "/3")))
    #expect(third.failure == Unknown(.limitReached, detail: "2 looks"))
    #expect(server.requests.count == 2)
  }

  @Test func `bodies of a visit together end at their limit`() async throws {
    let server = try LocalServer { _ in Response(200, delivery: .filler(bytes: 5000)) }
    let visit = try Surroundings.visit { $0.limits = Limits(visitBytes: 12_000) }
    var cuts: [Unknown?] = []
    for number in 1...4 {
      let exchange = await visit.exchange(ExchangeRequest(.get, try page(server.port, "/\(number)")))
      #expect(exchange.answer?.status == 200)
      cuts.append(exchange.answer?.cut)
    }
    let reached = Unknown(.limitReached, detail: "bytes of all bodies together")
    #expect(cuts == [nil, nil, reached, reached])
  }

  @Test func `a header field of many kilobytes is not sent`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let long = ("Origin", "https://" + String(repeating: "a", count: 9000))
    let request = ExchangeRequest(.options, try page(server.port), headers: [long])
    let visit = try Surroundings.visit()
    #expect(await visit.exchange(request).failure?.reason == .limitReached)
    #expect(server.connections == 0)
    #expect(visit.looks.allSatisfy { $0.command.unicodeScalars.count <= 16_384 })
  }

  @Test func `an address of many kilobytes is not asked for`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let long = try page(server.port, "/" + String(repeating: "a", count: 9000))
    let exchange = try await Surroundings.visit().exchange(ExchangeRequest(.get, long))
    #expect(exchange.failure?.reason == .limitReached)
    #expect(exchange.id.utf8.count < 600)
    #expect(server.connections == 0)
  }

  /// Zeros packed by hand: a literal 0, then copies of 258 bytes from one before, in fixed Huffman codes (RFC 1951).
  private static func zeros(megabytes: Int) -> [UInt8] {
    var bits: [UInt8] = [1, 1, 0]
    bits += [0, 0, 1, 1, 0, 0, 0, 0]
    var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    var current: UInt8 = 0
    var filled: UInt8 = 0
    func flush(_ bit: UInt8) {
      current |= bit << filled
      filled += 1
      if filled == 8 {
        bytes.append(current)
        current = 0
        filled = 0
      }
    }
    for bit in bits { flush(bit) }
    for _ in 0..<(megabytes << 20) / 258 {
      for bit in [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] as [UInt8] { flush(bit) }
    }
    for _ in 0..<7 { flush(0) }
    flush(0)
    return bytes
  }
}
