import DemoShop
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `TLS of a local server` {
  private let authority: Authority

  init() throws {
    authority = try Authority()
  }

  private func serve(
    _ plan: CertificatePlan = CertificatePlan(names: ["shop.example", "127.0.0.1"]),
    _ change: (inout TLSOptions) -> Void = { _ in }
  ) throws -> LocalServer {
    var options = TLSOptions(identity: try authority.issue(plan))
    change(&options)
    return try LocalServer(tls: options) { .text($0.isSecure ? "secure" : "plain") }
  }

  /// curl's exit status for a request that trusts the authority, sent to `name`.
  private func verify(_ server: LocalServer, name: String = "shop.example", _ extra: String...) async throws
    -> ToolRun
  {
    try await withFile(authority.rootPEM) { root in
      try await run(
        "curl",
        ["-sS", "-v", "--noproxy", "*", "--max-time", "20", "--cacert", root] + extra + [
          "--connect-to", "::127.0.0.1:\(server.port)", "https://\(name)/",
        ]
      )
    }
  }

  /// What `openssl s_client` saw, with everything allowed.
  private func handshake(_ server: LocalServer, _ extra: String...) async throws -> ToolRun {
    try await run(
      "openssl",
      ["s_client", "-connect", "127.0.0.1:\(server.port)", "-showcerts"] + extra
    )
  }

  @Test func `a sound chain verifies, by name and by address`() async throws {
    let server = try serve()
    let answer = try await verify(server)
    #expect(answer.status == 0)
    #expect(answer.output == "secure")
    #expect(answer.errors.contains("TLSv1.3"))
    #expect(try await verify(server, name: "127.0.0.1").status == 0)
    #expect(server.handshakes == 2)
  }

  /// 60: the chain or the name does not verify.
  @Test(arguments: [
    FaultyCertificate("issuer unknown", "unable to get local issuer") { $0.issuer = .otherRoot },
    FaultyCertificate("self-signed", "self-signed certificate") { $0.issuer = .itself },
    FaultyCertificate("intermediate left out", "unable to get local issuer") {
      $0.includesIntermediate = false
    },
    FaultyCertificate("intermediate ended", "certificate has expired") { $0.expiredIntermediate = true },
    FaultyCertificate("ended", "certificate has expired") {
      $0.validFrom = -40 * CertificatePlan.day
      $0.validFor = 39 * CertificatePlan.day
    },
    FaultyCertificate("not begun", "not yet valid") { $0.validFrom = CertificatePlan.day },
    FaultyCertificate("another name", "no alternative certificate subject name") {
      $0.names = ["other.example"]
    },
    FaultyCertificate("for clients only", "unsuitable certificate purpose") { $0.serverUse = false },
    FaultyCertificate("RSA 1024", "key too weak") { $0.key = .rsa1024 },
  ])
  func `a faulty certificate is refused`(_ fault: FaultyCertificate) async throws {
    var plan = CertificatePlan(names: ["shop.example"])
    fault.change(&plan)
    let server = try serve(plan)
    let answer = try await verify(server)
    #expect(answer.status == 60, "\(answer.errors)")
    #expect(answer.errors.contains(fault.message), "\(answer.errors)")
  }

  @Test(arguments: [
    (CertificatePlan.Key.ec256, CertificatePlan.Digest.sha256, "id-ecPublicKey", "ecdsa-with-SHA256"),
    (.rsa2048, .sha256, "2048 bit", "ecdsa-with-SHA256"),
    (.rsa1024, .sha256, "1024 bit", "ecdsa-with-SHA256"),
    (.ed25519, .sha256, "ED25519", "ecdsa-with-SHA256"), (.ec256, .sha1, "256 bit", "sha1WithRSA"),
    (.rsa2048, .md5, "2048 bit", "md5WithRSA"),
  ])
  func `keys and digests are those of the plan`(
    _ key: CertificatePlan.Key,
    _ digest: CertificatePlan.Digest,
    _ keyText: String,
    _ signature: String
  ) async throws {
    var plan = CertificatePlan(names: ["shop.example"])
    plan.key = key
    plan.digest = digest
    let identity = try authority.issue(plan)
    let text = try await withFile(identity.chainPEM) { file in
      try await run("openssl", ["x509", "-in", file, "-noout", "-text"])
    }
    #expect(text.output.contains(keyText))
    #expect(text.output.lowercased().contains(signature.lowercased()))
    let server = try serve(plan)
    let seen = try await handshake(server, "-cipher", "ALL:@SECLEVEL=0")
    #expect(seen.output.contains("BEGIN CERTIFICATE"))
    #expect(server.handshakes == 1)
  }

  @Test(arguments: TLSOptions.Version.allCases, TLSOptions.Version.allCases)
  func `speaks the versions asked for and no other`(
    _ offered: TLSOptions.Version,
    _ spoken: TLSOptions.Version
  ) async throws {
    let server = try serve {
      $0.minimum = spoken
      $0.maximum = spoken
      $0.suites = "ALL"
    }
    let flag: [TLSOptions.Version: String] = [
      .tls10: "-tls1", .tls11: "-tls1_1", .tls12: "-tls1_2", .tls13: "-tls1_3",
    ]
    let seen = try await handshake(server, flag[offered] ?? "", "-cipher", "ALL:@SECLEVEL=0")
    #expect((seen.status == 0) == (offered == spoken))
    #expect(server.handshakes == (offered == spoken ? 1 : 0))
  }

  @Test(arguments: [
    ("AES128-SHA", CertificatePlan.Key.rsa2048), ("AES128-GCM-SHA256", .rsa2048),
    ("ECDHE-RSA-AES128-SHA", .rsa2048),
    ("NULL-SHA256", .rsa2048), ("AECDH-AES128-SHA", .ec256), ("ADH-AES128-GCM-SHA256", .ec256),
    ("DHE-RSA-AES128-GCM-SHA256", .rsa2048),
  ])
  func `accepts a suite that no shop should`(_ suite: String, _ key: CertificatePlan.Key) async throws {
    var plan = CertificatePlan(names: ["shop.example"])
    plan.key = key
    let server = try serve(plan) {
      $0.maximum = .tls12
      $0.suites = suite
      $0.dhBits = 1024
    }
    let seen = try await handshake(server, "-tls1_2", "-cipher", "\(suite):@SECLEVEL=0")
    #expect(seen.output.contains("Cipher is \(suite)"))
    if suite.hasPrefix("DHE") { #expect(seen.output.contains("DH, 1024 bits")) }
    let modern = try await handshake(server, "-tls1_2", "-cipher", "ECDHE+AESGCM")
    #expect(modern.status != 0)
  }

  @Test func `shows each name its own certificate`() async throws {
    let other = try authority.issue(CertificatePlan(names: ["other.example"]))
    let server = try serve { $0.named = ["other.example": other] }
    #expect(try await verify(server).status == 0)
    #expect(try await verify(server, name: "other.example").status == 0)
    #expect(try await verify(server, name: "third.example").status == 60)
  }

  @Test func `refuses a client without a certificate where one is asked`() async throws {
    let server = try serve {
      $0.maximum = .tls12
      $0.asksClientCertificate = true
    }
    #expect(try await verify(server).status != 0)
    #expect(server.handshakes == 0)
  }
}

/// A change to a sound certificate, and what curl says of the outcome.
struct FaultyCertificate: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let message: String
  let change: @Sendable (inout CertificatePlan) -> Void

  init(_ name: String, _ message: String, _ change: @escaping @Sendable (inout CertificatePlan) -> Void) {
    testDescription = name
    self.message = message
    self.change = change
  }
}
