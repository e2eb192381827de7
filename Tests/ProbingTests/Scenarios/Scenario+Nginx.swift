import DemoShop
import Model
import TestSupport

extension Scenario {
  /// nginx with these directives in its one server; `{…}` stands for the certificate's files.
  private static func serve(
    _ directives: String,
    listen: String = "ssl",
    more: String = "",
    certificate change: @escaping @Sendable (inout CertificatePlan) -> Void = { _ in }
  ) -> @Sendable (Bench) async throws -> Int {
    { bench in
      let files = try bench.issue(change)
      let other = try bench.issue(as: "rsa") { $0.key = .rsa2048 }
      let port = try Bench.freePort()
      var text = """
        daemon off; master_process off; worker_processes 1; error_log \(bench.folder)/error.log; pid \(bench.folder)/pid;
        events { worker_connections 64; }
        http {
          access_log off;
          client_body_temp_path \(bench.folder)/a; proxy_temp_path \(bench.folder)/b;
          fastcgi_temp_path \(bench.folder)/c; uwsgi_temp_path \(bench.folder)/d; scgi_temp_path \(bench.folder)/e;
          server {
            listen 127.0.0.1:\(port) \(listen);
            server_name shop.example www.shop.example;
            ssl_certificate {chain}; ssl_certificate_key {key};
            \(directives)
            location / { default_type text/html; return 200 "<title>Lamps</title>"; }
          }
          \(more)
        }
        """
      let names = [
        "{chain}": files.chain, "{leaf}": files.leaf, "{key}": files.key, "{rsaChain}": other.chain,
        "{rsaKey}": other.key, "{staple}": files.staple ?? "", "{root}": bench.rootPath,
        "{group}": "\(bench.folder)/dh.pem",
      ]
      for (name, value) in names { text.replace(name, with: value) }
      try bench.write(DHParameters.bits1024, as: "dh.pem")
      let path = try bench.write(text, as: "nginx.conf")
      try await bench.start(
        "nginx",
        ["-p", bench.folder, "-c", path, "-e", "\(bench.folder)/error.log"],
        port: port
      )
      return port
    }
  }

  private static let intermediate =
    "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;"

  static let nginx: [Scenario] = [
    Scenario(
      "nginx: a current configuration",
      good: true,
      [
        "tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"], "tls.weakFamilies": [], "tls.datedKinds": [],
        "certificate.problems": [], "tls.negotiatedProtocol": "http/1.1", "certificate.chainLength": 2,
      ],
      serve(intermediate)
    ),
    Scenario(
      "nginx: HTTP/2",
      good: true,
      ["tls.negotiatedProtocol": "h2", "tls.negotiatedVersion": "TLSv1.3"],
      serve(intermediate, listen: "ssl http2")
    ),
    Scenario(
      "nginx: its own choice of suites, RSA",
      [
        "tls.weakFamilies": [], "tls.datedKinds": ["cbc", "noForwardSecrecy"], "tls.dhGroupBits": nil,
        "tls.forwardSecrecy12": true,
      ],
      serve("ssl_protocols TLSv1.2 TLSv1.3;") { $0.key = .rsa2048 }
    ),
    Scenario(
      "nginx: everything back to TLS 1.0",
      findings: ["tls-legacy-disabled"],
      ["tls.acceptedVersions": ["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"]],
      serve("ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ECDHE:!NULL:@SECLEVEL=0;")
    ),
    Scenario(
      "nginx: a Diffie-Hellman group of 1024 bits",
      findings: ["tls-cipher-modern-12"],
      ["tls.dhGroupBits": 1024, "tls.datedKinds": ["finiteField"]],
      serve(
        "ssl_ciphers ECDHE+AESGCM:DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0; ssl_dhparam {group};"
      ) { $0.key = .rsa2048 }
    ),
    Scenario(
      "nginx: suites without encryption slipped in with ECDHE",
      findings: ["tls-cipher-modern-12"],
      ["tls.weakFamilies": ["null"], "tls.legacyVersions": []],
      serve("ssl_protocols TLSv1.2; ssl_ciphers ECDHE:@SECLEVEL=0;")
    ),
    Scenario(
      "nginx: the certificate without its chain",
      findings: ["cert-chain-complete"],
      ["certificate.chainComplete": false, "certificate.chainLength": 1],
      serve(intermediate) { $0.includesIntermediate = false }
    ),
    Scenario(
      "nginx: a staple from a file",
      good: true,
      ["certificate.stapled": true, "certificate.stapleStatus": "good", "certificate.stapleCurrent": true],
      serve(intermediate + "ssl_stapling on; ssl_stapling_file {staple};") { $0.staple = .good }
    ),
    Scenario(
      "nginx: a certificate of each kind",
      good: true,
      [
        "certificate.keyType": "EC", "tls.datedKinds": [],
        "tls.suite12": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      ],
      serve(
        intermediate
          + "ssl_certificate {rsaChain}; ssl_certificate_key {rsaKey}; ssl_prefer_server_ciphers on;"
      )
    ),
    Scenario(
      "nginx: P-521 alone",
      good: true,
      ["tls.group13": "secp521r1", "tls.helloRetry13": true],
      serve(intermediate + "ssl_ecdh_curve secp521r1;")
    ),
    Scenario(
      "nginx: plain HTTP in the place of HTTPS",
      [
        "https.state": "plainHTTP", "tls.acceptsTLS12": .unknown(.handshakeFailed),
        "certificate.trusted": .unknown(.handshakeFailed),
      ],
      serve("", listen: "")
    ),
    Scenario(
      "nginx: handshakes rejected",
      [
        "https.state": "tls", "tls.acceptedVersions": [], "certificate.trusted": .unknown(.handshakeFailed),
        "tls.suite12": nil,
      ],
      serve(intermediate + "ssl_reject_handshake on;")
    ),
    Scenario(
      "nginx: a client's certificate wanted, and answered with 400 without",
      good: true,
      ["tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"], "certificate.trusted": true],
      serve(intermediate + "ssl_verify_client on; ssl_client_certificate {root};")
    ),
    Scenario(
      "nginx: the default server's certificate for every name",
      findings: ["cert-hostname-match"],
      ["certificate.coversHost": false, "certificate.names": ["hoster.example"]],
      serve(intermediate) { $0.names = ["hoster.example"] }
    ),
  ]
}
