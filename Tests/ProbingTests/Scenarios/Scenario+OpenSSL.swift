import DemoShop
import Model
import TestSupport

extension Scenario {
  /// `openssl s_server` with these words.
  private static func serve(
    _ words: [String],
    dh: String? = nil,
    certificate change: @escaping @Sendable (inout CertificatePlan) -> Void = { _ in }
  ) -> @Sendable (Bench) async throws -> Int {
    { bench in
      let files = try bench.issue(change)
      let port = try Bench.freePort()
      var arguments = [
        "s_server", "-accept", "127.0.0.1:\(port)", "-cert", files.leaf, "-key", files.key, "-www", "-quiet",
      ]
      // Without intermediates there is nothing to name.
      if files.certificates.count > 1 { arguments += ["-cert_chain", files.rest] }
      if let staple = files.staple { arguments += ["-status_file", staple] }
      if let dh { arguments += ["-dhparam", try bench.write(dh, as: "dh.pem")] }
      try await bench.start("openssl", arguments + words, port: port)
      return port
    }
  }

  private static let rsa: @Sendable (inout CertificatePlan) -> Void = { $0.key = .rsa2048 }
  private static let modern = ["-cipher", "ECDHE+AESGCM:ECDHE+CHACHA20"]

  static let openSSL: [Scenario] = versionRows + suiteRows + groupRows + chainRows

  private static let versionRows: [Scenario] = [
    Scenario(
      "s_server: TLS 1.2 and 1.3 with modern suites",
      good: true,
      [
        "https.state": "tls", "tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"], "tls.legacyVersions": [],
        "tls.weakFamilies": [], "tls.datedKinds": [], "tls.dhGroupBits": nil, "tls.suite12AEAD": true,
        "tls.forwardSecrecy12": true, "tls.downgradeSentinel": "tls13", "tls.versionIntolerant": false,
        "tls.group13": "x25519", "tls.helloRetry13": false, "tls.negotiatedVersion": "TLSv1.3",
        "tls.negotiatedProtocol": nil, "certificate.problems": [], "certificate.stapled": false,
      ],
      serve(modern)
    ),
    Scenario(
      "s_server: TLS 1.2 alone",
      good: true,
      [
        "tls.acceptedVersions": ["TLS 1.2"], "tls.acceptsTLS13": false, "tls.downgradeSentinel": nil,
        "tls.group13": nil, "tls.helloRetry13": nil, "tls.negotiatedVersion": "TLSv1.2",
        "tls.versionIntolerant": false, "tls.group12": "x25519",
      ],
      serve(["-tls1_2"] + modern)
    ),
    Scenario(
      "s_server: TLS 1.3 alone",
      good: true,
      [
        "tls.acceptedVersions": ["TLS 1.3"], "tls.suite12": nil, "tls.group12": nil,
        "tls.downgradeSentinel": nil, "tls.weakFamilies": [], "tls.datedKinds": [],
      ],
      serve(["-tls1_3"])
    ),
    Scenario(
      "s_server: TLS 1.0 alone",
      findings: ["tls-12-offered"],
      [
        "tls.acceptedVersions": ["TLS 1.0"], "tls.legacyVersions": ["TLS 1.0"], "tls.suite12": nil,
        "tls.datedKinds": ["cbc", "noForwardSecrecy", "finiteField"], "certificate.trusted": true,
        "tls.negotiatedVersion": "TLSv1",
      ],
      serve(["-tls1", "-cipher", "ALL:@SECLEVEL=0"], certificate: rsa)
    ),
    Scenario(
      "s_server: TLS 1.1 alone",
      findings: ["tls-12-offered"],
      ["tls.acceptedVersions": ["TLS 1.1"], "tls.downgradeSentinel": nil],
      serve(["-tls1_1", "-cipher", "ECDHE:@SECLEVEL=0"])
    ),
    Scenario(
      "s_server: TLS 1.1 to 1.3",
      findings: ["tls-legacy-disabled"],
      ["tls.acceptedVersions": ["TLS 1.1", "TLS 1.2", "TLS 1.3"], "tls.downgradeSentinel": "tls13"],
      serve(["-no_tls1", "-cipher", "ECDHE+AESGCM:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"])
    ),
    Scenario(
      "s_server: TLS 1.0 to 1.2",
      findings: ["tls-legacy-disabled"],
      ["tls.acceptedVersions": ["TLS 1.0", "TLS 1.1", "TLS 1.2"], "tls.negotiatedVersion": "TLSv1.2"],
      serve(["-no_tls1_3", "-cipher", "ECDHE+AESGCM:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"])
    ),
  ]

  private static let suiteRows: [Scenario] = [
    Scenario(
      "s_server: OpenSSL's own choice of suites, RSA",
      [
        "tls.weakFamilies": [], "tls.datedKinds": ["cbc", "noForwardSecrecy", "finiteField"],
        "tls.dhGroupBits": .atLeast(2048), "tls.suite12AEAD": true, "tls.forwardSecrecy12": true,
      ],
      serve([], certificate: rsa)
    ),
    Scenario(
      "s_server: the suites of Mozilla's intermediate configuration",
      good: true,
      ["tls.weakFamilies": [], "tls.datedKinds": ["finiteField"], "tls.dhGroupBits": 2048],
      serve(
        ["-cipher", "ECDHE+AESGCM:ECDHE+CHACHA20:DHE-RSA-AES128-GCM-SHA256"],
        certificate: rsa
      )
    ),
    Scenario(
      "s_server: a Diffie-Hellman group of 1024 bits beside modern suites",
      findings: ["tls-cipher-modern-12"],
      ["tls.dhGroupBits": 1024, "tls.datedKinds": ["finiteField"], "tls.suite12AEAD": true],
      serve(
        ["-cipher", "ECDHE+AESGCM:DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", "-serverpref"],
        dh: DHParameters.bits1024,
        certificate: rsa
      )
    ),
    Scenario(
      "s_server: a Diffie-Hellman group of 1024 bits alone",
      findings: ["tls-cipher-modern-12"],
      ["tls.dhGroupBits": 1024, "tls.acceptsTLS12": true],
      serve(
        ["-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0"],
        dh: DHParameters.bits1024,
        certificate: rsa
      )
    ),
    Scenario(
      "s_server: suites without encryption",
      findings: ["tls-cipher-modern-12"],
      ["tls.weakFamilies": ["null"], "tls.datedKinds": []],
      serve(["-cipher", "ECDHE+AESGCM:eNULL:!aNULL:@SECLEVEL=0"], certificate: rsa)
    ),
    Scenario(
      "s_server: suites without authentication",
      findings: ["tls-cipher-modern-12"],
      ["tls.weakFamilies": ["anonymous"]],
      serve(["-cipher", "ECDHE+AESGCM:AECDH-AES128-SHA:ADH-AES256-GCM-SHA384:@SECLEVEL=0"])
    ),
    Scenario(
      "s_server: no forward secrecy",
      findings: ["tls-cipher-modern-12"],
      [
        "tls.forwardSecrecy12": false, "tls.datedKinds": ["cbc", "noForwardSecrecy"],
        "tls.negotiatedGroup": nil, "tls.group12": nil, "tls.dhGroupBits": nil,
      ],
      serve(["-tls1_2", "-cipher", "kRSA"], certificate: rsa)
    ),
    Scenario(
      "s_server: AEAD without forward secrecy preferred to ECDHE",
      [
        "tls.suite12": "TLS_RSA_WITH_AES_128_GCM_SHA256", "tls.forwardSecrecy12": true,
        "tls.datedKinds": ["noForwardSecrecy"],
      ],
      serve(
        ["-tls1_2", "-serverpref", "-cipher", "AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"],
        certificate: rsa
      )
    ),
    Scenario(
      "s_server: chained blocks alone",
      findings: ["tls-cipher-modern-12"],
      ["tls.suite12AEAD": false, "tls.datedKinds": ["cbc"], "tls.forwardSecrecy12": true],
      serve(["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA"])
    ),
    Scenario(
      "s_server: ChaCha20 alone",
      good: true,
      ["tls.suite12": "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "tls.datedKinds": []],
      serve(["-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"])
    ),
  ]

  private static let groupRows: [Scenario] = [
    Scenario(
      "s_server: P-384 alone, which TLS 1.3 asks for in a retry",
      good: true,
      [
        "tls.group13": "secp384r1", "tls.helloRetry13": true, "tls.group12": "secp384r1",
        "tls.negotiatedGroup": "secp384r1", "tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"],
      ],
      serve(modern + ["-groups", "P-384"])
    ),
    Scenario(
      "s_server: P-256 alone",
      good: true,
      ["tls.group13": "secp256r1", "tls.helloRetry13": true, "tls.group12": "secp256r1"],
      serve(modern + ["-groups", "P-256"])
    ),
    Scenario(
      "s_server: HTTP/1.1 by ALPN",
      good: true,
      ["tls.negotiatedProtocol": "http/1.1"],
      serve(modern + ["-alpn", "http/1.1"])
    ),
    Scenario(
      "s_server: an X448 group that we have no share for",
      ["tls.acceptsTLS13": false, "tls.negotiatedGroup": "X448", "tls.negotiatedVersion": "TLSv1.3"],
      serve(["-tls1_3", "-groups", "X448"])
    ),
  ]

  private static let chainRows: [Scenario] = [
    Scenario(
      "s_server: a key of RSA 2048",
      good: true,
      ["certificate.keyType": "RSA", "certificate.keyBits": 2048, "certificate.validityDays": 91],
      serve(modern, certificate: rsa)
    ),
    Scenario(
      "s_server: a key of P-384",
      good: true,
      ["certificate.keyType": "EC", "certificate.keyBits": 384, "certificate.weakKey": nil],
      serve(modern) { $0.key = .ec384 }
    ),
    Scenario(
      "s_server: a current staple",
      good: true,
      [
        "certificate.stapled": true, "certificate.stapleStatus": "good", "certificate.stapleCurrent": true,
        "certificate.mustStaple": true,
      ],
      serve(modern) {
        $0.staple = .good
        $0.mustStaple = true
      }
    ),
    Scenario(
      "s_server: a staple of last week",
      findings: ["cert-validity"],
      ["certificate.stapled": true, "certificate.stapleCurrent": false, "certificate.stapleStatus": "good"],
      serve(modern) { $0.staple = .outdated }
    ),
    Scenario(
      "s_server: a staple that says revoked",
      findings: ["cert-validity"],
      ["certificate.stapleStatus": "revoked", "certificate.stapleCurrent": true],
      serve(modern) { $0.staple = .revoked }
    ),
    Scenario(
      "s_server: must-staple without a staple",
      findings: ["cert-validity"],
      ["certificate.mustStaple": true, "certificate.stapled": false, "certificate.stapleStatus": nil],
      serve(modern) { $0.mustStaple = true }
    ),
    Scenario(
      "s_server: a wildcard beside the name",
      good: true,
      ["certificate.wildcard": true, "certificate.coversHost": true],
      serve(modern) { $0.names = ["shop.example", "*.shop.example"] }
    ),
    Scenario(
      "s_server: a wildcard that does not reach up to the name",
      findings: ["cert-hostname-match"],
      ["certificate.wildcard": true, "certificate.coversHost": false, "certificate.problems": ["wrongHost"]],
      serve(modern) { $0.names = ["*.shop.example"] }
    ),
    Scenario(
      "s_server: a root before the intermediate",
      findings: ["cert-chain-complete"],
      [
        "certificate.chainOrdered": false, "certificate.chainComplete": true, "certificate.trusted": true,
        "certificate.rootSent": true, "certificate.chainLength": 3, "certificate.strayCount": 0,
      ],
      serve(modern) { $0.form = .disordered }
    ),
    Scenario(
      "s_server: a certificate too many",
      findings: ["cert-chain-complete"],
      ["certificate.strayCount": 1, "certificate.chainOrdered": true, "certificate.trusted": true],
      serve(modern) { $0.form = .withStranger }
    ),
    Scenario(
      "s_server: the root at the end, as it may be",
      good: true,
      ["certificate.rootSent": true, "certificate.strayCount": 0, "certificate.chainLength": 3],
      serve(modern) { $0.form = .withRoot }
    ),
    Scenario(
      "s_server: an authority for other names",
      findings: ["cert-trusted-chain"],
      [
        "certificate.trusted": false, "certificate.trustProblem": "nameConstraints",
        "certificate.problems": ["nameConstraints"], "certificate.chainComplete": true,
      ],
      serve(modern) { $0.permittedBelow = "other.example" }
    ),
    Scenario(
      "s_server: an authority for this name",
      good: true,
      ["certificate.trusted": true, "certificate.problems": []],
      serve(modern) {
        $0.names = ["shop.example"]
        $0.permittedBelow = "shop.example"
      }
    ),
    Scenario(
      "s_server: no intermediate",
      findings: ["cert-chain-complete"],
      [
        "certificate.chainComplete": false, "certificate.trusted": .unknown(.notVisible),
        "certificate.problems": ["missingIntermediate"], "certificate.chainLength": 1,
      ],
      serve(modern) { $0.includesIntermediate = false }
    ),
    Scenario(
      "s_server: valid for ten years",
      findings: ["cert-validity"],
      ["certificate.overlong": true, "certificate.validityDays": 3650],
      serve(modern) { $0.validFor = 3650 * CertificatePlan.day - 1 }
    ),
    Scenario(
      "s_server: valid for exactly as long as may be",
      good: true,
      ["certificate.overlong": false, "certificate.validityDays": 200],
      serve(modern) { $0.validFor = 200 * CertificatePlan.day - 1 }
    ),
  ]
}
