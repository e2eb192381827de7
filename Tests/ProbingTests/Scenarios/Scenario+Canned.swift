import DemoShop
import Foundation
import Model
import TestSupport

/// The text of a file.
func readText(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

extension Scenario {
  private typealias Suite = CannedFlights.Suite

  /// A server of canned flights, which may know the certificates of `change`.
  private static func serve(
    certificate change: (@Sendable (inout CertificatePlan) -> Void)? = nil,
    _ answer: @escaping @Sendable (SeenHello, [[UInt8]]) -> [UInt8]?
  ) -> @Sendable (Bench) async throws -> Int {
    { bench in
      let certificates = try change.map { try bench.issue($0).certificates } ?? []
      let server = try FlightServer { answer($0, certificates) }
      bench.keep { server.stop() }
      return server.port
    }
  }

  private static func serve(_ versions: Set<UInt16>, _ suites: [UInt16])
    -> @Sendable (Bench) async throws -> Int
  {
    { bench in
      let server = try FlightServer(versions: versions, suites: suites)
      bench.keep { server.stop() }
      return server.port
    }
  }

  private static func raw(_ steps: [RawServer.Step]) -> @Sendable (Bench) async throws -> Int {
    { bench in
      let server = try RawServer { _ in steps }
      bench.keep { server.stop() }
      return server.port
    }
  }

  /// A server of TLS 1.2 with one suite and a whole flight.
  private static func whole(_ suite: UInt16, _ change: @escaping @Sendable (inout CannedFlights.Rest) -> Void)
    -> @Sendable (Bench) async throws -> Int
  {
    serve(certificate: withRSA) { hello, certificates in
      guard hello.offers(0x0303), hello.suites.contains(suite) else { return CannedFlights.handshakeFailure }
      var rest = CannedFlights.Rest()
      rest.certificates = certificates
      change(&rest)
      return CannedFlights.serverHello(version: 0x0303, suite: suite) + rest.records(version: 0x0303)
    }
  }

  /// Answers TLS 1.2 alone, and does `answer` where TLS 1.3 is offered with it.
  private static func intolerant(_ answer: [UInt8]?) -> @Sendable (Bench) async throws -> Int {
    serve { hello, _ in
      if let versions = hello.supportedVersions, versions.contains(0x0304) { return answer }
      guard hello.legacyVersion == 0x0303, hello.suites.contains(Suite.ecdheRSAAES128GCM) else {
        return CannedFlights.protocolVersion
      }
      return CannedFlights.serverHello(version: 0x0303, suite: Suite.ecdheRSAAES128GCM)
    }
  }

  /// Answers TLS 1.2, until it has seen TLS 1.3 and 1.2 together in one of our own hellos.
  private static let tired: @Sendable (Bench) async throws -> Int = { bench in
    let lock = NSLock()
    // Touched under the lock alone.
    nonisolated(unsafe) var isTired = false
    let server = try FlightServer { hello in
      lock.withLock {
        let versions = hello.supportedVersions ?? []
        // OpenSSL's hellos offer suites for renegotiation, ours do not.
        let isOurs = !hello.suites.contains(0x00ff)
        if isOurs, versions.contains(0x0304), versions.contains(0x0303) { isTired = true }
        guard !isTired, versions.isEmpty, hello.legacyVersion == 0x0303,
          hello.suites.contains(Suite.ecdheRSAAES128GCM)
        else { return isTired ? nil : CannedFlights.protocolVersion }
        return CannedFlights.serverHello(version: 0x0303, suite: Suite.ecdheRSAAES128GCM)
      }
    }
    bench.keep { server.stop() }
    return server.port
  }

  private static let withRSA: @Sendable (inout CertificatePlan) -> Void = { $0.key = .rsa2048 }

  private static let forAnotherName: @Sendable (inout CertificatePlan) -> Void = {
    $0.key = .rsa2048
    $0.names = ["hoster.example"]
  }

  static let canned: [Scenario] = [
    Scenario(
      "canned: SSL 3 with 3DES",
      ["tls.acceptedVersions": ["SSL 3"], "tls.weakFamilies": ["tripleDES"], "tls.datedKinds": []],
      serve([0x0300], [Suite.rsa3DES])
    ),
    Scenario(
      "canned: RC4 alone, with its certificate in clear",
      [
        "tls.weakFamilies": ["rc4"], "tls.suite12": "TLS_RSA_WITH_RC4_128_SHA", "https.state": "tls",
        "certificate.trusted": true, "certificate.coversHost": true, "certificate.daysLeft": 90,
        "certificate.keyBits": 2048, "tls.negotiatedVersion": .unknown(.handshakeFailed),
      ],
      whole(Suite.rsaRC4SHA) { _ in }
    ),
    Scenario(
      "canned: 3DES alone, with a certificate for another name",
      ["tls.weakFamilies": ["tripleDES"], "certificate.coversHost": false, "certificate.trusted": true],
      serve(certificate: forAnotherName) { hello, certificates in
        guard hello.offers(0x0303), hello.suites.contains(Suite.rsa3DES) else {
          return CannedFlights.handshakeFailure
        }
        var rest = CannedFlights.Rest()
        rest.certificates = certificates
        return CannedFlights.tripleDES + rest.records(version: 0x0303)
      }
    ),
    Scenario(
      "canned: a certificate that is none",
      ["certificate.trusted": .unknown(.handshakeFailed), "tls.weakFamilies": ["rc4"]],
      whole(Suite.rsaRC4SHA) { $0.certificates = [[1, 2, 3]] }
    ),
    Scenario(
      "canned: EXPORT suites beside 3DES at TLS 1.0",
      ["tls.weakFamilies": ["export", "tripleDES"], "tls.acceptedVersions": ["TLS 1.0"]],
      serve([0x0301], [Suite.rsaExportRC4MD5, Suite.rsa3DES])
    ),
    Scenario(
      "canned: each weak family",
      ["tls.weakFamilies": ["anonymous", "null", "export", "rc4", "des", "tripleDES"]],
      serve(
        [0x0303],
        [
          Suite.anonymousAES128, Suite.rsaNullSHA, Suite.rsaExportRC4MD5, Suite.rsaRC4SHA, 0x0009,
          Suite.rsa3DES, Suite.ecdheRSAAES128GCM,
        ]
      )
    ),
    Scenario(
      "canned: each weak family behind chained blocks",
      [
        "tls.weakFamilies": ["anonymous", "null", "export", "rc4", "des", "tripleDES"],
        "tls.datedKinds": ["cbc", "noForwardSecrecy"],
      ],
      serve(
        [0x0303],
        [
          0x002f, Suite.anonymousAES128, Suite.rsaNullSHA, Suite.rsaExportRC4MD5, Suite.rsaRC4SHA, 0x0009,
          Suite.rsa3DES,
        ]
      )
    ),
    Scenario(
      "canned: a group of 768 bits",
      ["tls.dhGroupBits": 768, "tls.datedKinds": ["finiteField"]],
      whole(0x009e) { $0.primeBits = 768 }
    ),
    Scenario(
      "canned: a group that was cut off",
      ["tls.dhGroupBits": .unknown(.notVisible), "tls.datedKinds": ["finiteField"]],
      whole(0x009e) { $0.isDone = false }
    ),
    Scenario(
      "canned: a retry at TLS 1.3",
      ["tls.acceptsTLS13": true, "tls.helloRetry13": true, "tls.group13": "secp256r1"],
      serve { hello, _ in
        hello.offers(0x0304) ? CannedFlights.helloRetryRequest : CannedFlights.protocolVersion
      }
    ),
    Scenario(
      "canned: TLS 1.3 beside 1.2 answered with an alert",
      findings: ["tls-12-offered"],
      ["tls.versionIntolerant": true, "tls.acceptedVersions": ["TLS 1.2"]],
      intolerant(CannedFlights.alert(50))
    ),
    Scenario(
      "canned: TLS 1.3 beside 1.2 answered by closing",
      findings: ["tls-12-offered"],
      ["tls.versionIntolerant": true, "tls.acceptsTLS12": true],
      intolerant(nil)
    ),
    Scenario(
      "canned: everything closed from the first hello of a browser's kind on",
      ["tls.versionIntolerant": .unknown(.blocked), "tls.acceptsTLS12": true],
      tired
    ),
    Scenario(
      "canned: a suite that nobody offered",
      ["tls.acceptsTLS12": .unknown(.malformed), "tls.acceptsTLS13": .unknown(.malformed)],
      serve { hello, _ in CannedFlights.serverHello(version: 0x0303, suite: 0x1234) }
    ),
    Scenario(
      "canned: a newer version than was offered",
      ["tls.acceptsTLS10": .unknown(.malformed), "tls.acceptsTLS12": true],
      serve { hello, _ in
        guard let suite = hello.suites.first else { return nil }
        if hello.offers(0x0304) { return CannedFlights.protocolVersion }
        return CannedFlights.serverHello(version: 0x0303, suite: suite)
      }
    ),
    Scenario(
      "canned: every hello answered with handshake_failure",
      ["https.state": "tls", "tls.acceptedVersions": [], "tls.versionIntolerant": nil],
      serve { _, _ in CannedFlights.handshakeFailure }
    ),
    Scenario(
      "canned: every hello answered with an alert that has no name",
      ["https.state": "tls", "tls.acceptedVersions": []],
      serve { _, _ in CannedFlights.alert(201) }
    ),
    Scenario(
      "canned: every connection reset",
      ["tls.acceptsTLS12": .unknown(.reset), "certificate.trusted": .unknown(.reset)],
      raw([.read, .reset])
    ),
    Scenario(
      "canned: SSH",
      ["https.state": "notTLS", "tls.acceptsTLS12": .unknown(.handshakeFailed)],
      raw([.read, .text("SSH-2.0-OpenSSH_9.9\r\n"), .hold])
    ),
    Scenario(
      "canned: SMTP",
      ["https.state": "notTLS"],
      raw([.text("220 mail.example ESMTP\r\n"), .hold])
    ),
    Scenario(
      "canned: plain HTTP on the port of HTTPS",
      ["https.state": "plainHTTP", "tls.weakFamilies": .unknown(.handshakeFailed)],
      raw([.read, .text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")])
    ),
    Scenario(
      "canned: a warning before the hello, in records of one byte",
      ["tls.acceptsTLS12": true, "tls.suite12": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
      serve { hello, _ in
        guard !hello.offers(0x0304), hello.suites.contains(Suite.ecdheRSAAES128GCM) else {
          return CannedFlights.handshakeFailure
        }
        let flight = CannedFlights.serverHello(
          version: hello.legacyVersion,
          suite: Suite.ecdheRSAAES128GCM
        )
        return CannedFlights.unrecognizedNameWarning + CannedFlights.fragmented(flight)
      }
    ),
  ]
}
