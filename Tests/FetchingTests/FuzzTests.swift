import DemoShop
import Fetching
import Reading
import TestSupport
import Testing

/// Any bytes are read without a trap; `scripts/fuzz.sh` prints which lines they reach.
@Suite(.timeLimit(.minutes(FuzzBudget.minutes + 1))) struct `Fuzzed parsers` {
  private static func flights() -> [[UInt8]] {
    var rest = CannedFlights.Rest()
    rest.certificates = [[UInt8](repeating: 0x30, count: 120), [0x30, 1]]
    rest.staple = [1, 2, 3]
    rest.asksCertificate = true
    var field = rest
    field.primeBits = 1024
    var curve = rest
    curve.curve = 29
    var export = CannedFlights.Rest()
    export.curve = 23
    let suites: [(UInt16, UInt16, CannedFlights.Rest)] = [
      (0x0303, 0xc02f, curve), (0x0303, 0x009e, field), (0x0300, 0x0033, field), (0x0301, 0x0003, export),
      (0x0302, 0x0034, field), (0x0303, 0xc018, curve),
    ]
    let whole = suites.map {
      CannedFlights.serverHello(version: $0.0, suite: $0.1) + $0.2.records(version: $0.0)
    }
    let sentinels: [[UInt8]] = ([0, 1, 7] as [UInt8]).map { last in
      var flight = CannedFlights.serverHello(version: 0x0303, suite: 0xc02f)
      // The random stands behind record, message and version, and ends with the sentinel.
      flight.replaceSubrange(35..<43, with: Array("DOWNGRD".utf8) + [last])
      return flight
    }
    // Version, random, no session, suite, no compression, and ALPN.
    let body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0xc0, 0x2f, 0]
    let named = body + [0, 9, 0, 16, 0, 5, 0, 3, 2, 0x68, 0x32]
    let alpn = [22, 3, 3, 0, UInt8(named.count + 4), 2, 0, 0, UInt8(named.count)] + named
    let explicit =
      CannedFlights.serverHello(version: 0x0303, suite: 0xc02f) + [22, 3, 3, 0, 6, 12, 0, 0, 2, 1, 0]
    return whole + sentinels + [
      CannedFlights.ssl30, CannedFlights.export, CannedFlights.tls13, CannedFlights.helloRetryRequest,
      CannedFlights.handshakeFailure, CannedFlights.unrecognizedNameWarning + whole[0],
      CannedFlights.fragmented(whole[0]), [22, 3, 3, 0, 4, 0, 0, 0, 0] + whole[1], alpn, explicit,
      Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), CannedFlights.alert(0, level: 1),
      [UInt8](repeating: 0, count: 3) + whole[0], whole[0] + CannedFlights.alert(80),
    ]
  }

  @Test func `read any flight`() {
    let source = SeededBytes(bytes: Self.flights())
    var hellos = 0
    var done = 0
    FuzzBudget.run(20_000) { seed in
      var reader = FlightReader()
      reader.read(source.bytes(seed))
      if reader.isOver, reader.flight?.end == .done { done += 1 }
      if case .serverHello(let hello) = reader.finish() {
        hellos += 1
        _ = (hello.suite.name, hello.keyShareGroup.map(NamedGroup.name))
      }
      if case .alert(let alert) = reader.state { _ = alert.name }
    }
    #expect(hellos > 5_000)
    #expect(done > 1_000)
    // A stream without an end.
    var reader = FlightReader()
    for _ in 0..<2_000 { reader.read([21, 3, 3, 0, 2, 1, 112] + [UInt8](repeating: 22, count: 40)) }
    #expect(reader.isOver)
    var endless = FlightReader()
    for _ in 0..<20_000 { endless.read([21, 3, 3, 0, 2, 1, 112]) }
    #expect(endless.state == .malformed)
  }

  private struct Corpus {
    var certificates: [[UInt8]] = []
    var staples: [[UInt8]] = []
    var chain: [[UInt8]] = []
  }

  private static let corpus = Swift.Result { () throws -> Corpus in
    let authority = try Surroundings.authority.get()
    var corpus = Corpus()
    let changes: [(inout CertificatePlan) -> Void] = [
      { _ in }, { $0.key = .rsa2048 }, { $0.key = .ed25519 }, { $0.mustStaple = true },
      { $0.names = ["*.shop.example", "192.0.2.7", "2001:db8::1", "shop.example"] },
      { $0.serverUse = false }, { $0.permittedBelow = "shop.example" }, { $0.issuer = .itself },
      { $0.digest = .sha1 },
    ]
    for change in changes {
      var plan = CertificatePlan(names: ["shop.example"])
      change(&plan)
      plan.staple = plan.issuer == .itself ? .none : .good
      let identity = try authority.issue(plan)
      corpus.certificates += PEMText.blocks(identity.chainPEM)
      if let staple = identity.staple {
        corpus.staples.append(staple)
        corpus.chain = PEMText.blocks(identity.chainPEM)
      }
    }
    for answer in [CertificatePlan.StapledAnswer.revoked, .outdated, .garbage] {
      var plan = CertificatePlan(names: ["shop.example"])
      plan.staple = answer
      if let staple = try authority.issue(plan).staple { corpus.staples.append(staple) }
    }
    // `tryLater`, without an answer inside. Source: RFC 6960, 4.2.1.
    corpus.staples.append([0x30, 0x03, 0x0a, 0x01, 0x03])
    return corpus
  }

  @Test func `read any certificate`() throws {
    let corpus = try Self.corpus.get()
    let source = SeededBytes(bytes: corpus.certificates)
    var read = 0
    FuzzBudget.run(6_000) { seed in
      guard let certificate = Certificate.read(source.bytes(seed)) else { return }
      read += 1
      _ = (certificate.validityDays, certificate.isWildcard)
    }
    #expect(read > 500)
    #expect(corpus.certificates.allSatisfy { Certificate.read($0) != nil })
    #expect(Certificate.read([]) == nil)
  }

  @Test func `read any stapled answer`() throws {
    let corpus = try Self.corpus.get()
    let source = SeededBytes(bytes: corpus.staples)
    var readable = 0
    FuzzBudget.run(4_000) { seed in
      let staple = Staple.read(source.bytes(seed), certificates: corpus.chain)
      if staple?.isReadable == true { readable += 1 }
    }
    #expect(readable > 300)
    let sound = try #require(corpus.staples.dropLast(4).last)
    let staple = try #require(Staple.read(sound, certificates: corpus.chain))
    #expect(staple.status == .good && staple.isSigned && staple.isReadable)
    #expect(Staple.read(sound, certificates: [])?.status == nil)
  }
}
