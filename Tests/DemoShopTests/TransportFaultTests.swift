import DemoShop
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `TLS faults` {
  /// curl's exit status for the home page of a shop with `fault`: 0 sound, 7 refused, 35 no handshake, 60 not trusted.
  @Test(
    arguments: [
      (.tls11Only, 35), (.tls13Only, 0), (.privateRoot, 60), (.selfSigned, 60), (.notForServers, 60),
      (.leafOnly, 60),
      (.intermediateExpired, 60), (.wrongHost, 60), (.twinNotCovered, 0), (.certificateExpired, 60),
      (.certificateNotYetValid, 60), (.certificateTenDays, 0), (.certificateTwentyDays, 0), (.cbcOnly, 0),
      (.nullSuites, 0), (.anonymousSuites, 0), (.dh1024, 35), (.tls10Accepted, 0), (.tls11Accepted, 0),
      (.noForwardSecrecy, 0), (.keyRSA1024, 60), (.keyEd25519, 0), (.httpsRefused, 7), (.plainHTTPOn443, 35),
      (.dark, 7),

    ] as [(Fault, Int32)]
  )
  func `a browser-like client sees the fault`(_ fault: Fault, _ status: Int32) async throws {
    try await withShop([fault]) { (visitor, _) async throws in
      let answer = try await visitor.get("https://good-shop.example/")
      #expect(answer.status == status, "\(answer.errors)")
    }
  }

  @Test(
    arguments: [
      (.tls11Only, "-tls1_1", "ALL"), (.tls10Accepted, "-tls1", "ALL"), (.tls11Accepted, "-tls1_1", "ALL"),
      (.noForwardSecrecy, "-tls1_2", "AES128-SHA"), (.cbcOnly, "-tls1_2", "ECDHE-ECDSA-AES128-SHA"),
      (.nullSuites, "-tls1_2", "NULL-SHA256"), (.anonymousSuites, "-tls1_2", "AECDH-AES128-SHA"),
      (.dh1024, "-tls1_2", "DHE-RSA-AES128-GCM-SHA256"),
    ] as [(Fault, String, String)]
  )
  func `an old client is welcome`(_ fault: Fault, _ version: String, _ suites: String) async throws {
    try await withShop([fault]) { (visitor, _) async throws in
      #expect(try await visitor.handshake(version, "-cipher", "\(suites):@SECLEVEL=0").status == 0)
    }
    try await withShop { (visitor, _) async throws in
      #expect(
        try await visitor.handshake(version, "-cipher", "\(suites):@SECLEVEL=0").status != 0
          || suites == "ALL"
      )
    }
  }

  @Test(
    arguments: [(.noForwardSecrecy, "ECDHE:DHE"), (.cbcOnly, "AESGCM:CHACHA20"), (.dh1024, "ECDHE:kRSA")]
      as [(Fault, String)]
  )
  func `a modern client is not`(_ fault: Fault, _ suites: String) async throws {
    try await withShop([fault]) { (visitor, _) async throws in
      #expect(try await visitor.handshake("-cipher", "\(suites):@SECLEVEL=0").status != 0)
    }
  }

  @Test(
    arguments: [
      (.signatureSHA1, "sha1WithRSAEncryption"), (.signatureMD5, "md5WithRSAEncryption"),
      (.keyEd25519, "ED25519"),
      (.keyRSA1024, "1024 bit"),
    ] as [(Fault, String)]
  )
  func `the certificate says so`(_ fault: Fault, _ mark: String) async throws {
    try await withShop([fault]) { (visitor, _) async throws in
      let seen = try await visitor.handshake("-cipher", "ALL:@SECLEVEL=0")
      let text = try await withFile(seen.output) {
        try await run("openssl", ["x509", "-in", $0, "-noout", "-text"])
      }
      #expect(text.output.contains(mark))
    }
  }

  @Test func `the other address shows another certificate`() async throws {
    try await withShop([.otherCertificateElsewhere]) { (visitor, shop) async throws in
      #expect(shop.secureAddresses.map { $0.split(separator: ":")[0] } == ["127.0.0.1", "127.0.0.2"])
      let first = try await visitor.handshake(at: shop.secureAddresses[0])
      let second = try await visitor.handshake(at: shop.secureAddresses[1])
      let certificate = /-----BEGIN CERTIFICATE-----[^-]+/
      let one = try #require(first.output.firstMatch(of: certificate)?.0)
      let two = try #require(second.output.firstMatch(of: certificate)?.0)
      #expect(one != two)
    }
  }

  @Test func `a client without a certificate is turned away`() async throws {
    try await withShop([.clientCertificate]) { (visitor, _) async throws in
      // TLS 1.3 would let it begin a request before it learns of the refusal.
      #expect(try await visitor.get("https://good-shop.example/", "--tls-max", "1.2").status == 35)
    }
  }

  @Test func `the twin's name is not covered`() async throws {
    try await withShop([.twinNotCovered]) { (visitor, _) async throws in
      #expect(try await visitor.get("https://www.good-shop.example/").status == 60)
    }
  }
}
