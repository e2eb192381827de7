import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct Visits {
  @Test func `equal looks at the same time are made once`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let statuses = await withTaskGroup(of: Int?.self) { group in
      for _ in 1...20 { group.addTask { await visit.exchange(ExchangeRequest(.get, page)).answer?.status } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 20))
    #expect(await visit.exchange(ExchangeRequest(.get, page)).answer?.status == 200)
    #expect(server.requests.count == 1)
    #expect(visit.looks.count == 1)
  }

  @Test func `different questions are different looks`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let requests = [
      ExchangeRequest(.get, page), ExchangeRequest(.head, page),
      ExchangeRequest(.get, page, headers: [("A", "b")]),
      ExchangeRequest(.get, page, headers: [("A", "c")]), ExchangeRequest(.get, page, bodyLimit: 2),
      ExchangeRequest(.get, page, address: Address("127.0.0.1")), ExchangeRequest(.get, page, attempt: 2),
      ExchangeRequest(.post, page, body: [1]), ExchangeRequest(.post, page, body: [2]),
    ]
    var ids: Set<Look.ID> = []
    for request in requests { ids.insert(await visit.exchange(request).id) }
    #expect(ids.count == requests.count)
    #expect(server.requests.count == requests.count)
    #expect(Set(visit.looks.map(\.id)) == ids)
    #expect(ids.contains("GET \(page.text)"))
    #expect(ids.contains("GET \(page.text) @127.0.0.1"))
    #expect(ids.contains("GET \(page.text) #2"))
  }

  @Test func `a cancelled caller stops waiting, and the look goes on for the other`() async throws {
    let server = try RawServer { _ in
      [.read, .awaitConnections(2), .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let impatient = Task { await visit.exchange(ExchangeRequest(.get, page)) }
    let patient = Task { await visit.exchange(ExchangeRequest(.get, page)) }
    impatient.cancel()
    #expect(await impatient.value.failure?.reason == .cancelled)
    let release = Task { await visit.exchange(ExchangeRequest(.head, page)) }
    #expect(await patient.value.answer?.status == 200)
    release.cancel()
    _ = await release.value
  }

  @Test func `a look that nobody waits for is cancelled and can be made again`() async throws {
    let server = try RawServer { number in
      number == 1 ? [.read, .hold] : [.read, .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let task = Task { await visit.exchange(ExchangeRequest(.get, page)) }
    while server.received.first?.isEmpty != false { await Task.yield() }
    task.cancel()
    #expect(await task.value.failure?.reason == .cancelled)
    #expect(await visit.exchange(ExchangeRequest(.get, page)).answer?.status == 200)
  }

  @Test func `a task that was cancelled before asks nothing for long`() async throws {
    let server = try RawServer { _ in [.read, .hold] }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let tasks = (1...50).map { number in
      Task { await visit.exchange(ExchangeRequest(.get, page, headers: [("N", "\(number)")])) }
    }
    for task in tasks { task.cancel() }
    for task in tasks { #expect(await task.value.failure?.reason == .cancelled) }
  }

  @Test func `cancelling a visit ends its looks and those to come`() async throws {
    let server = try RawServer { _ in [.read, .hold] }
    let visit = try Surroundings.visit()
    let page = try page(server.port)
    let tasks = [
      Task { await visit.exchange(ExchangeRequest(.get, page)).failure },
      Task { await visit.handshake(HandshakeTarget(HostTarget(page))).failure },
    ]
    while server.connections < 2 { await Task.yield() }
    visit.cancel()
    for task in tasks { #expect(await task.value?.reason == .cancelled) }
    #expect(await visit.exchange(ExchangeRequest(.head, page)).failure?.reason == .cancelled)
  }

  @Test func `an engine that is shut down ends every look`() async throws {
    let server = try RawServer { _ in [.read, .hold] }
    let engine = try Surroundings.engine()
    let visit = try Surroundings.visit(engine)
    let page = try page(server.port)
    let task = Task { await visit.exchange(ExchangeRequest(.get, page)) }
    while server.connections < 1 { await Task.yield() }
    await engine.shutdown()
    #expect(await task.value.failure?.reason == .cancelled)
    #expect(await visit.exchange(ExchangeRequest(.head, page)).failure?.reason == .cancelled)
    await engine.shutdown()
  }

  @Test func `no more than six connections go to one address at once, over all visits`() async throws {
    let server = try RawServer { _ in
      [
        .read, .awaitConnections(6),
        .text("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
      ]
    }
    let engine = try Surroundings.engine()
    let visits = try (1...3).map { _ in try Surroundings.visit(engine) }
    let pages = try (1...10).map { try page(server.port, "/\($0)") }
    await withTaskGroup(of: Int?.self) { group in
      for visit in visits {
        for page in pages {
          group.addTask { await visit.exchange(ExchangeRequest(.get, page)).answer?.status }
        }
      }
      for await status in group { #expect(status == 200) }
    }
    #expect(server.connections == 30)
    #expect(server.mostConnections == 6)
  }

  @Test func `connections kept for later make room for others`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let engine = try Surroundings.engine()
    let visits = try (1...10).map { _ in try Surroundings.visit(engine) }
    for visit in visits {
      #expect(await visit.exchange(ExchangeRequest(.get, try page(server.port))).answer?.status == 200)
    }
    for visit in visits {
      #expect(await visit.exchange(ExchangeRequest(.get, try page(server.port, "/2"))).answer?.status == 200)
    }
    // The server sees the end of a connection a little later than we make it.
    while server.openConnections > 6 { await Task.yield() }
    #expect(server.connections > 10)
  }

  @Test func `a reset beside other connections is asked again alone`() async throws {
    let server = try RawServer { number in
      switch number {
      case 1:
        [
          .read, .awaitConnections(2),
          .text("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
        ]
      case 2: [.read, .reset]
      default: [.read, .text("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
      }
    }
    let visit = try Surroundings.visit()
    let pages = try (1...2).map { try page(server.port, "/\($0)") }
    let first = Task { await visit.exchange(ExchangeRequest(.get, pages[0])) }
    while server.connections < 1 { await Task.yield() }
    let second = await visit.exchange(ExchangeRequest(.get, pages[1]))
    #expect(await first.value.answer?.status == 200)
    #expect(second.answer?.status == 200)
    #expect(second.id == "GET \(pages[1].text) again")
    #expect(server.connections == 3)
    let look = visit.looks.first { $0.id == "GET \(pages[1].text)" }
    #expect(look?.failure?.reason == .reset)
    #expect(visit.looks.first { $0.id == second.id }?.waitedFor == ["GET \(pages[1].text)"])
  }

  @Test func `a reset without other connections is final`() async throws {
    let server = try RawServer { _ in [.read, .reset] }
    let visit = try Surroundings.visit()
    #expect(await visit.exchange(ExchangeRequest(.get, try page(server.port))).failure?.reason == .reset)
    #expect(server.connections == 1)
  }

  @Test func `a pinned address is the one that is asked`() async throws {
    let one = try LocalServer { _ in .text("one") }
    let two = try LocalServer(address: "127.0.0.2", port: one.port) { _ in .text("two") }
    let visit = try Surroundings.visit {
      $0.resolve = [
        ResolveWord(host: "shop.example", addresses: ["127.0.0.1", "127.0.0.2"].compactMap { Address($0) })
      ]
    }
    let place = try url("http://shop.example:\(one.port)/")
    for (address, body) in [("127.0.0.1", "one"), ("127.0.0.2", "two")] {
      let exchange = await visit.exchange(ExchangeRequest(.get, place, address: Address(address)))
      #expect(exchange.answer.map { String(decoding: $0.body, as: UTF8.self) } == body)
      #expect(exchange.address?.text == address)
    }
    #expect(two.requests.first?.host == "shop.example")
    #expect(await visit.resolve("shop.example").addresses.map(\.text) == ["127.0.0.1", "127.0.0.2"])
  }

  @Test func `an address that refuses gives way to the next one`() async throws {
    let server = try LocalServer(address: "127.0.0.2") { _ in .text("two") }
    let visit = try Surroundings.visit {
      $0.resolve = [
        ResolveWord(host: "shop.example", addresses: ["127.0.0.3", "127.0.0.2"].compactMap { Address($0) })
      ]
    }
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("http://shop.example:\(server.port)/")))
    #expect(exchange.answer?.status == 200)
    #expect(exchange.address?.text == "127.0.0.2")
  }

  @Test func `connect-to leads elsewhere and keeps the host`() async throws {
    let server = try LocalServer { _ in .text("fine") }
    let visit = try Surroundings.visit {
      $0.connectTo = [ConnectToWord(host: "shop.example", port: 80, toHost: "localhost", toPort: server.port)]
    }
    let exchange = await visit.exchange(ExchangeRequest(.get, try url("http://shop.example/")))
    #expect(exchange.answer?.status == 200)
    #expect(server.requests.first?.host == "shop.example")
    #expect(visit.looks.allSatisfy { $0.kind == .exchange })
  }

  @Test func `a shop is local when the operator's own target is`() async throws {
    func scope(_ change: @escaping (inout VisitSettings) -> Void) async throws -> AddressScope {
      let visit = try Surroundings.visit {
        $0.scope = nil
        change(&$0)
      }
      #expect(visit.scope == .publicOnly)
      let scope = await visit.settleScope(target: try url("https://shop.example/"))
      #expect(visit.scope == scope)
      return scope
    }
    let word = ConnectToWord(host: "shop.example", port: 443, toHost: "127.0.0.1", toPort: 8443)
    #expect(try await scope { $0.connectTo = [word] } == .local)
    let addresses = [Address("10.1.2.3")].compactMap { $0 }
    #expect(
      try await scope { $0.resolve = [ResolveWord(host: "shop.example", addresses: addresses)] } == .local
    )
    let both = ["10.1.2.3", "8.8.8.8"].compactMap { Address($0) }
    #expect(
      try await scope { $0.resolve = [ResolveWord(host: "shop.example", addresses: both)] } == .publicOnly
    )
  }

  @Test func `roots that cannot be read are refused with what to do`() throws {
    let engine = try Surroundings.engine()
    let error = #expect(throws: EngineError.self) {
      try Surroundings.visit(engine) { $0.extraRoots = "/nowhere.pem" }
    }
    #expect(error?.description.contains("/nowhere.pem") == true)
    #expect(throws: EngineError.self) { try Engine(EngineSettings(roots: "/etc/hostname")) }
  }

  @Test func `the system's roots are read unless others are given`() async throws {
    let engine = try Engine()
    #expect(engine.addressFamilies() == engine.addressFamilies())
    await engine.shutdown()
  }

  @Test func `versions are told`() {
    #expect(Engine.curlVersion.contains("."))
    #expect(Engine.openSSLVersion.hasPrefix("OpenSSL 3"))
  }
}
