import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Versions of TLS` {
  /// What a server speaks, and what is told of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let versions: Set<UInt16>
    var suites = [CannedFlights.Suite.rsa3DES]
    let accepted: [Value]
    let legacy: [Value]
    let weak: [Value]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "SSL 3 with 3DES",
      versions: [0x0300],
      accepted: ["SSL 3"],
      legacy: ["SSL 3"],
      weak: ["tripleDES"]
    ),
    Case(
      testDescription: "TLS 1.0 with an EXPORT suite",
      versions: [0x0301],
      suites: [CannedFlights.Suite.rsaExportRC4MD5, CannedFlights.Suite.rsa3DES],
      accepted: ["TLS 1.0"],
      legacy: ["TLS 1.0"],
      weak: ["export", "tripleDES"]
    ),
    Case(
      testDescription: "everything from SSL 3 to TLS 1.2 with RC4",
      versions: [0x0300, 0x0301, 0x0302, 0x0303],
      suites: [CannedFlights.Suite.ecdheRSAAES128GCM, CannedFlights.Suite.rsaRC4SHA],
      accepted: ["SSL 3", "TLS 1.0", "TLS 1.1", "TLS 1.2"],
      legacy: ["SSL 3", "TLS 1.0", "TLS 1.1"],
      weak: ["rc4"]
    ),
    Case(
      testDescription: "TLS 1.2 with suites without encryption or certificate",
      versions: [0x0303],
      suites: [
        CannedFlights.Suite.ecdheRSAAES128GCM, CannedFlights.Suite.rsaNullSHA,
        CannedFlights.Suite.anonymousAES128,
      ],
      accepted: ["TLS 1.2"],
      legacy: [],
      weak: ["anonymous", "null"]
    ),
    Case(
      testDescription: "TLS 1.2 and 1.3",
      versions: [0x0303, 0x0304],
      suites: [CannedFlights.Suite.aes128GCM13, CannedFlights.Suite.ecdheRSAAES128GCM],
      accepted: ["TLS 1.2", "TLS 1.3"],
      legacy: [],
      weak: []
    ),
    Case(
      testDescription: "TLS 1.3 alone",
      versions: [0x0304],
      suites: [CannedFlights.Suite.aes128GCM13],
      accepted: ["TLS 1.3"],
      legacy: [],
      weak: []
    ),
    Case(testDescription: "none that anybody offers", versions: [], accepted: [], legacy: [], weak: []),
  ]

  @Test(arguments: cases)
  func `are accepted exactly as the server accepts them`(_ example: Case) async throws {
    let server = try FlightServer(versions: example.versions, suites: example.suites)
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host("https.state")?.value == "tls")
    #expect(sight.host("tls.acceptedVersions")?.value == .list(example.accepted))
    #expect(sight.host("tls.legacyVersions")?.value == .list(example.legacy))
    #expect(sight.host("tls.weakFamilies")?.value == .list(example.weak))
    let names: [(String, Value)] = [
      ("SSL30", "SSL 3"), ("TLS10", "TLS 1.0"), ("TLS11", "TLS 1.1"), ("TLS12", "TLS 1.2"),
      ("TLS13", "TLS 1.3"),
    ]
    for (name, version) in names {
      #expect(sight.host("tls.accepts\(name)")?.value == .bool(example.accepted.contains(version)), "\(name)")
    }
  }

  @Test func `are asked with the shop's name, each once`() async throws {
    let server = try FlightServer { _ in CannedFlights.handshakeFailure }
    defer { server.stop() }
    _ = try await Sight(secure: server.port)
    let ours = server.hellos.filter { $0.suites.count != 0 }
    #expect(ours.allSatisfy { $0.serverName == "shop.example" || $0.legacyVersion == 0x0300 })
    #expect(ours.filter { $0.legacyVersion == 0x0300 }.count == 1)
    #expect(ours.filter { $0.legacyVersion == 0x0301 }.count == 1)
    #expect(ours.filter { $0.legacyVersion == 0x0302 }.count == 1)
  }

  @Test func `without forward secrecy are told, when nothing better is accepted`() async throws {
    let server = try FlightServer(versions: [0x0303], suites: [0x009c])
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host("tls.suite12")?.value == "TLS_RSA_WITH_AES_128_GCM_SHA256")
    #expect(sight.host("tls.suite12AEAD")?.value == true)
    #expect(sight.host("tls.forwardSecrecy12")?.value == false)
  }

  @Test func `with forward secrecy behind a worse choice have it`() async throws {
    let server = try FlightServer(
      versions: [0x0303],
      suites: [0x009c, CannedFlights.Suite.ecdheRSAAES128GCM]
    )
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host("tls.suite12")?.value == "TLS_RSA_WITH_AES_128_GCM_SHA256")
    #expect(sight.host("tls.forwardSecrecy12")?.value == true)
  }

  @Test(arguments: ["tls.acceptsTLS10", "tls.acceptsTLS12", "tls.acceptsTLS13"])
  func `are read through warnings, small records and a retry`(_ name: String) async throws {
    let server = try FlightServer { hello in
      if hello.offers(0x0304) { return CannedFlights.helloRetryRequest }
      let flight = CannedFlights.serverHello(
        version: hello.legacyVersion,
        suite: hello.suites.first ?? CannedFlights.Suite.rsa3DES
      )
      return CannedFlights.unrecognizedNameWarning + CannedFlights.fragmented(flight)
    }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host(name)?.value == true)
  }

  @Test func `are unknown, not refused, where a server resets`() async throws {
    let server = try RawServer { _ in [.read, .reset] }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port, seconds: 20)
    for name in ["tls.acceptsTLS10", "tls.acceptsTLS12", "tls.acceptsTLS13", "tls.acceptedVersions"] {
      #expect(sight.host(name)?.reason == .reset, "\(name)")
    }
    #expect(sight.host("certificate.daysLeft")?.reason == .reset)
  }

  @Test func `are unknown where a server says nothing`() async throws {
    let server = try RawServer { _ in [.hold] }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port, seconds: 3)
    for name in ["tls.acceptsTLS10", "tls.acceptsTLS12", "tls.acceptsTLS13", "tls.weakFamilies"] {
      #expect(sight.host(name)?.reason == .limitReached, "\(name)")
    }
    #expect(sight.host("https.state")?.reason == .limitReached)
    #expect(sight.evidence.durationMilliseconds < 6000)
  }

  @Test func `are unknown where plain HTTP answers, which is told`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.plainHTTPOn443]))
    #expect(sight.host("https.state")?.value == "plainHTTP")
    #expect(sight.host("tls.acceptsTLS12")?.reason == .handshakeFailed)
    #expect(sight.host("certificate.trusted")?.reason == .handshakeFailed)
    #expect(sight.fact("document.scheme", of: .page)?.value == "http", "the shop is read over http")
  }

  @Test func `are unknown where nothing speaks TLS`() async throws {
    let server = try RawServer { _ in [.read, .text("SSH-2.0-OpenSSH_9.9\r\n"), .hold] }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port, seconds: 20)
    #expect(sight.host("https.state")?.value == "notTLS")
    #expect(sight.host("tls.acceptsTLS12")?.reason == .handshakeFailed)
    #expect(sight.host("tls.legacyVersions")?.reason == .handshakeFailed)
  }

  @Test func `are unknown where the port refuses, which is told`() async throws {
    let sight = try await Sight(secure: nil)
    #expect(sight.host("https.state")?.value == "refused")
    #expect(sight.host("http.state")?.value == "refused")
    #expect(sight.host("tls.acceptsTLS10")?.reason == .refused)
    #expect(sight.host("tls.acceptedVersions")?.reason == .refused)
  }
}
