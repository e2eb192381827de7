import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Canned flights` {
  @Test func `a hello is read with its versions, suites and name`() async throws {
    let server = try FlightServer { _ in CannedFlights.handshakeFailure }
    let run = try await run(
      "openssl",
      [
        "s_client", "-connect", "127.0.0.1:\(server.port)", "-servername", "shop.example", "-tls1_2",
        "-cipher",
        "ECDHE-RSA-AES128-GCM-SHA256",
      ]
    )
    #expect(run.errors.contains("handshake failure"))
    let hello = try #require(server.hellos.first)
    #expect(hello.serverName == "shop.example")
    #expect(hello.suites.contains(CannedFlights.Suite.ecdheRSAAES128GCM))
    #expect(hello.highestVersion == 0x0303)
    #expect(hello.offers(0x0301) == (hello.supportedVersions == nil))
  }

  @Test(
    arguments: [([0x0300], "protocol version"), ([0x0303, 0x0304], "handshake failure")]
      as [(Set<UInt16>, String)]
  )
  func `OpenSSL understands the refusals`(_ versions: Set<UInt16>, _ message: String) async throws {
    let server = try FlightServer(versions: versions, suites: [CannedFlights.Suite.rsa3DES])
    let run = try await run("openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)", "-tls1_3"])
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test(arguments: [
    (CannedFlights.tls13, "-tls1_3", "TLS 1.3, Handshake [length 005a], ServerHello"),
    (CannedFlights.helloRetryRequest, "-tls1_3", "Handshake [length 0038], ServerHello"),
    (CannedFlights.fragmented(CannedFlights.tls13), "-tls1_3", "ServerHello"),
    (
      CannedFlights.serverHello(version: 0x0303, suite: CannedFlights.Suite.ecdheRSAAES128GCM), "-tls1_2",
      "Handshake [length 002a], ServerHello"
    ),
  ])
  func `OpenSSL reads the flight as a ServerHello`(_ flight: [UInt8], _ flag: String, _ message: String)
    async throws
  {
    let server = try FlightServer { _ in flight }
    let run = try await run(
      "timeout",
      ["1", "openssl", "s_client", "-connect", "127.0.0.1:\(server.port)", flag, "-msg"]
    )
    #expect(run.output.contains(message), "\(run.output)")
  }

  @Test(
    arguments: [
      (CannedFlights.ssl30, [0x03, 0x00], [0x00, 0x0a]),
      (CannedFlights.tripleDES, [0x03, 0x03], [0x00, 0x0a]),
      (CannedFlights.rc4, [0x03, 0x03], [0x00, 0x05]), (CannedFlights.export, [0x03, 0x01], [0x00, 0x03]),
    ] as [([UInt8], [UInt8], [UInt8])]
  )
  func `an old flight names its version and suite`(_ flight: [UInt8], _ version: [UInt8], _ suite: [UInt8]) {
    #expect(flight.count == 5 + 4 + 38)
    #expect(Array(flight[1...2]) == version)
    #expect(Int(flight[3]) << 8 | Int(flight[4]) == flight.count - 5)
    #expect(Array(flight[9...10]) == version)
    #expect(Array(flight[44...45]) == suite)
  }

  @Test(arguments: [
    [], [22], [22, 3, 1, 0, 0], [23, 3, 1, 0, 4, 1, 0, 0, 0], [22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff],
  ])
  func `what is no hello is none`(_ bytes: [UInt8]) {
    #expect(SeenHello(bytes) == nil)
  }
}
