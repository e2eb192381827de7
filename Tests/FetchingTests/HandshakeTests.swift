import DemoShop
import Fetching
import Model
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct Handshakes {
  private func chain(knowsRoot: Bool = true, _ change: ChainCase.Change) async throws -> Chain {
    let server = try Surroundings.server(change: change)
    let visit = try Surroundings.visit(to: server, knowsRoot: knowsRoot)
    let handshake = await visit.handshake(HandshakeTarget(HostTarget(host: "shop.example")))
    #expect(handshake.failure == nil)
    #expect(server.requests.isEmpty)
    return try #require(handshake.session?.chain)
  }

  @Test func `it tells what was negotiated and what was sent`() async throws {
    let server = try Surroundings.server(names: ["shop.example", "www.shop.example", "127.0.0.1"])
    let visit = try Surroundings.visit(to: server)
    let handshake = await visit.handshake(HandshakeTarget(HostTarget(host: "shop.example")))
    let session = try #require(handshake.session)
    #expect(session.version == "TLSv1.3")
    #expect(session.suite.hasPrefix("TLS_"))
    #expect(session.suiteCode & 0xff00 == 0x1300)
    #expect(session.group == "X25519")
    #expect(handshake.address?.text == "127.0.0.1")
    let chain = session.chain
    #expect(chain.problems.isEmpty && chain.verified)
    #expect(chain.trusted == true && chain.chainComplete == true && chain.coversHost)
    #expect(chain.certificates.count == 2)
    let leaf = try #require(chain.certificates.first)
    #expect(leaf.names == ["shop.example", "www.shop.example", "127.0.0.1"])
    #expect(leaf.keyType == "EC" && leaf.keyBits == 256)
    #expect(leaf.sha256.count == 64)
    #expect(!leaf.isCA && !leaf.selfSigned && leaf.serverUse && !leaf.ocspMustStaple)
    let (from, to) = (try #require(leaf.notBefore), try #require(leaf.notAfter))
    #expect((to - from) / 86_400 == 90)
    #expect(chain.certificates[1].isCA && chain.certificates[1].subject == leaf.issuer)
    #expect(visit.session(forHost: "shop.example") == session)
    #expect(visit.looks.map(\.roundTrips) == [2])
  }

  @Test(
    arguments: [
      ChainCase("expired", [.expired]) {
        $0.validFrom = -3 * CertificatePlan.day
        $0.validFor = CertificatePlan.day
      },
      ChainCase("not yet valid", [.notYetValid]) { $0.validFrom = CertificatePlan.day },
      ChainCase("another name", [.wrongHost]) { $0.names = ["other.example"] },
      ChainCase("self-signed", [.selfSigned], trusted: false, complete: nil) { $0.issuer = .itself },
      ChainCase("another root", [.unknownIssuer], trusted: false) { $0.issuer = .otherRoot },
      ChainCase("leaf only", [.missingIntermediate], trusted: nil, complete: false) {
        $0.includesIntermediate = false
      },
      ChainCase("short key", [.weakKey]) { $0.key = .rsa1024 },
      ChainCase("SHA-1", [.weakSignature]) { $0.digest = .sha1 },
      ChainCase("MD5", [.weakSignature]) { $0.digest = .md5 },
      ChainCase("for clients", [.notForServers]) { $0.serverUse = false },
      ChainCase("expired intermediate", [.expired]) { $0.expiredIntermediate = true },
      ChainCase("RSA", []) { $0.key = .rsa2048 },
      ChainCase("Ed25519", []) { $0.key = .ed25519 },
    ])
  func `each fault of a chain is told, and nothing else`(_ fault: ChainCase) async throws {
    let chain = try await chain(fault.change)
    #expect(chain.problems.map(\.flaw) == fault.flaws)
    #expect(chain.trusted == fault.trusted)
    #expect(chain.chainComplete == fault.complete)
    #expect(chain.coversHost == !fault.flaws.contains(.wrongHost))
    #expect(chain.verified == fault.flaws.isEmpty)
  }

  @Test func `all faults of a chain are told at once`() async throws {
    let chain = try await chain {
      $0.names = ["other.example"]
      $0.validFrom = -3 * CertificatePlan.day
      $0.validFor = CertificatePlan.day
      $0.key = .rsa1024
      $0.digest = .sha1
    }
    #expect(Set(chain.problems.map(\.flaw)) == [.expired, .wrongHost, .weakKey, .weakSignature])
    #expect(chain.trusted == true)
  }

  @Test func `an expired intermediate is told by its depth`() async throws {
    #expect(try await chain { $0.expiredIntermediate = true }.problems == [Chain.Problem(.expired, depth: 1)])
  }

  @Test func `without the root of its authority a chain is of an unknown issuer`() async throws {
    let chain = try await chain(knowsRoot: false) { _ in }
    #expect(chain.problems.map(\.flaw) == [.unknownIssuer])
    #expect(chain.trusted == false)
  }

  @Test(arguments: [
    ("TLS 1.0", TLSOptions.Version.tls10, "TLSv1"), ("TLS 1.1", .tls11, "TLSv1.1"),
    ("TLS 1.2", .tls12, "TLSv1.2"),
  ])
  func `an old version does not stop it`(name: String, version: TLSOptions.Version, told: String) async throws
  {
    let server = try Surroundings.server(options: {
      $0.minimum = version
      $0.maximum = version
      $0.suites = "ALL:@SECLEVEL=0"
    })
    let visit = try Surroundings.visit(to: server)
    let handshake = await visit.handshake(HandshakeTarget(HostTarget(host: "shop.example")))
    #expect(handshake.session?.version == told)
    #expect(handshake.session?.chain.verified == true)
    #expect(visit.looks.map(\.roundTrips) == [3])
  }

  @Test func `the newest version that is offered can be bounded`() async throws {
    let server = try Surroundings.server()
    let visit = try Surroundings.visit(to: server)
    let place = HostTarget(host: "shop.example")
    #expect(await visit.handshake(HandshakeTarget(place, newest: .tls12)).session?.version == "TLSv1.2")
    let refused = await visit.handshake(HandshakeTarget(place, newest: .tls11))
    #expect(refused.failure?.detail == "the server sent the alert 'protocol_version'")
    #expect(refused.stage == .tls)
  }

  @Test func `a connection used again still tells its session`() async throws {
    let server = try Surroundings.server()
    let visit = try Surroundings.visit(to: server)
    let first = await visit.exchange(ExchangeRequest(.get, try url("https://shop.example/1")))
    let second = await visit.exchange(ExchangeRequest(.get, try url("https://shop.example/2")))
    #expect(server.connections == 1)
    #expect(first.session != nil)
    #expect(second.session == first.session)
    #expect(first.session?.alpn == second.session?.alpn)
    let timings = first.timings
    let (connect, tls, total) = (
      try #require(timings.connect), try #require(timings.tls), try #require(timings.total)
    )
    #expect(0 < connect && connect < tls && tls < total)
    #expect(second.timings.connect == nil && second.timings.tls == nil)
    #expect(visit.session(forHost: "shop.example", port: 443) == first.session)
    #expect(visit.looks.map(\.roundTrips) == [3, 1])
  }

  @Test func `an address as host is judged as an address`() async throws {
    let server = try Surroundings.server(names: ["127.0.0.1"])
    let path = try Surroundings.rootPath.get()
    let visit = try Surroundings.visit { $0.extraRoots = path }
    let place = HostTarget(host: "127.0.0.1", port: server.port)
    #expect(await visit.handshake(HandshakeTarget(place)).session?.chain.verified == true)
  }

  @Test func `a port without TLS fails and says what it speaks`() async throws {
    let server = try RawServer { _ in [.read, .text("HTTP/1.1 400 Bad Request\r\n\r\n")] }
    let visit = try Surroundings.visit()
    let handshake = await visit.handshake(HandshakeTarget(HostTarget(host: "127.0.0.1", port: server.port)))
    #expect(handshake.failure?.reason == .handshakeFailed)
    #expect(handshake.spokePlainHTTP)
    #expect(handshake.session == nil)
  }
}

/// A chain with a fault, and what is to be told of it.
struct ChainCase: Sendable, CustomTestStringConvertible {
  typealias Change = @Sendable (inout CertificatePlan) -> Void

  let testDescription: String
  let flaws: [Chain.Flaw]
  let trusted: Bool?
  let complete: Bool?
  let change: Change

  init(
    _ name: String,
    _ flaws: [Chain.Flaw],
    trusted: Bool? = true,
    complete: Bool? = true,
    _ change: @escaping Change
  ) {
    testDescription = name
    self.flaws = flaws
    self.trusted = trusted
    self.complete = complete
    self.change = change
  }
}
