import DemoShop
import Model
import TestSupport

extension Scenario {
  /// HAProxy with these words at its one `bind`.
  private static func serve(
    _ words: String,
    global: String = "",
    certificate change: @escaping @Sendable (inout CertificatePlan) -> Void = { _ in }
  ) -> @Sendable (Bench) async throws -> Int {
    { bench in
      let files = try bench.issue(change)
      let port = try Bench.freePort()
      let chain = try readText(files.chain) + readText(files.key)
      let certificate = try bench.write(chain, as: "haproxy.pem")
      let text = """
        global
          maxconn 64
          \(global)
        defaults
          mode http
          timeout connect 5s
          timeout client 20s
          timeout server 20s
        frontend shop
          bind 127.0.0.1:\(port) \(words.isEmpty ? "" : "ssl crt \(certificate) \(words)")
          http-request return status 200 content-type text/html string "<title>Lamps</title>"

        """
      let path = try bench.write(text, as: "haproxy.cfg")
      try await bench.start("haproxy", ["-db", "-f", path], port: port)
      return port
    }
  }

  private static let modern = "ciphers ECDHE+AESGCM:ECDHE+CHACHA20"

  static let haProxy: [Scenario] = [
    Scenario(
      "HAProxy: modern suites",
      good: true,
      ["tls.acceptedVersions": ["TLS 1.2", "TLS 1.3"], "tls.datedKinds": [], "certificate.problems": []],
      serve(modern)
    ),
    Scenario(
      "HAProxy: HTTP/2",
      good: true,
      ["tls.negotiatedProtocol": "h2"],
      serve(modern + " alpn h2,http/1.1")
    ),
    Scenario(
      "HAProxy: its own choice of suites, RSA",
      ["tls.weakFamilies": [], "tls.forwardSecrecy12": true, "tls.suite12AEAD": true],
      serve("ssl-min-ver TLSv1.2") { $0.key = .rsa2048 }
    ),
    Scenario(
      "HAProxy: TLS 1.0 to 1.2",
      findings: ["tls-legacy-disabled"],
      ["tls.acceptedVersions": ["TLS 1.0", "TLS 1.1", "TLS 1.2"]],
      serve("ssl-min-ver TLSv1.0 ssl-max-ver TLSv1.2 ciphers ECDHE:!NULL:@SECLEVEL=0")
    ),
    Scenario(
      "HAProxy: TLS 1.3 alone",
      good: true,
      ["tls.acceptedVersions": ["TLS 1.3"]],
      serve("ssl-min-ver TLSv1.3")
    ),
    Scenario(
      "HAProxy: chained blocks alone",
      findings: ["tls-cipher-modern-12"],
      ["tls.suite12AEAD": false, "tls.datedKinds": ["cbc"]],
      serve("ssl-max-ver TLSv1.2 ciphers ECDHE-ECDSA-AES128-SHA256")
    ),
    Scenario(
      "HAProxy: a Diffie-Hellman group of 2048 bits",
      good: true,
      ["tls.dhGroupBits": 2048, "tls.datedKinds": ["finiteField"]],
      serve(
        "ciphers ECDHE+AESGCM:DHE-RSA-AES128-GCM-SHA256",
        global: "tune.ssl.default-dh-param 2048"
      ) { $0.key = .rsa2048 }
    ),
    Scenario(
      "HAProxy: names that it has no certificate for refused",
      ["https.state": "tls", "tls.acceptedVersions": [], "certificate.daysLeft": .unknown(.handshakeFailed)],
      serve(modern + " strict-sni") { $0.names = ["hoster.example"] }
    ),
    Scenario(
      "HAProxy: plain HTTP in the place of HTTPS",
      ["https.state": "plainHTTP", "tls.versionIntolerant": .unknown(.handshakeFailed)],
      serve("")
    ),
  ]
}
