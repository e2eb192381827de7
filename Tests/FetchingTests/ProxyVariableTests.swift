import Fetching
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Variables that name a proxy` {
  /// Exceptions, and whether they take the host out.
  private static let exceptions: [(String, String, Bool)] = [
    ("*", "pay-api.amazon.eu", true), ("pay-api.amazon.eu", "pay-api.amazon.eu", true),
    ("PAY-API.Amazon.EU", "pay-api.amazon.eu", true), ("amazon.eu", "pay-api.amazon.eu", true),
    (".amazon.eu", "pay-api.amazon.eu", true), ("amazon.eu.", "pay-api.amazon.eu", true),
    ("mazon.eu", "pay-api.amazon.eu", false), ("eu", "pay-api.amazon.eu", true),
    ("x.pay-api.amazon.eu", "pay-api.amazon.eu", false), ("amazon.com", "pay-api.amazon.eu", false),
    ("localhost, amazon.eu", "pay-api.amazon.eu", true), ("localhost amazon.eu", "pay-api.amazon.eu", true),
    ("localhost,,amazon.eu,", "pay-api.amazon.eu", true), (",", "pay-api.amazon.eu", false),
    ("*.amazon.eu", "pay-api.amazon.eu", false), ("127.0.0.1", "pay-api.amazon.eu", false),
  ]

  /// The program is led to a port that answers without TLS, and the proxy is a port where nobody listens.
  @Test func `except hosts as the curl program does`() async throws {
    let server = try RawServer { _ in [.text("no TLS\r\n")] }
    defer { server.stop() }
    let closed = try BoundPort()
    for (list, host, isExcepted) in Self.exceptions {
      #expect(ProxyVariables.excepts(host, list) == isExcepted, "\(list)")
      let run = try await ProgramRunner(program: "/usr/bin/curl").run(
        ["-s", "-m", "5", "--connect-to", "\(host):443:127.0.0.1:\(server.port)", "https://\(host)/"],
        environment: ["https_proxy": "http://127.0.0.1:\(closed.port)", "no_proxy": list, "NO_PROXY": ""]
      )
      // 35: TLS came to nothing, at the server itself; 7, 97: the proxy could not be connected to.
      #expect((run.exitCode == 35) == isExcepted, "curl, \(list): \(run.exitCode)")
    }
  }

  @Test(
    arguments: [
      (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"], "http://a:1"),
      (["HTTPS_PROXY": "http://b:2", "all_proxy": "http://c:3"], "http://b:2"),
      (["all_proxy": "http://c:3", "ALL_PROXY": "http://d:4"], "http://c:3"),
      (["https_proxy": "", "ALL_PROXY": "socks5h://d:4"], "socks5h://d:4"),
      (["http_proxy": "http://a:1"], nil), (["HTTP_PROXY": "http://a:1"], nil), ([:], nil),
    ] as [([String: String], String?)]
  )
  func `count in curl's order`(_ environment: [String: String], _ proxy: String?) {
    #expect(ProxyVariables(environment).secureProxy == proxy)
  }

  @Test(
    arguments: [
      ("http://proxy.example:3128", "http://proxy.example:3128"),
      ("proxy.example:3128", "proxy.example:3128"),
      ("http://me:secret@proxy.example:3128/", "http://proxy.example:3128"),
      ("me:secret@proxy.example", "proxy.example"),
      ("http://me:sec@ret@proxy.example", "http://proxy.example"),
      ("http://me:se/c#r?et@proxy.example:1", "http://proxy.example:1"),
      ("SOCKS5h://[::1]:9050", "socks5h://[::1]:9050"),
      ("http://me:secret", nil), ("me:secret:proxy", nil), ("http://", nil), ("", nil),
      ("http://proxy example:1", nil), ("sec ret://proxy.example", nil), ("http://se\u{1b}cret", nil),
    ] as [(String, String?)]
  )
  func `are shown without users and passwords, or not at all`(_ proxy: String, _ shown: String?) {
    #expect(ProxyVariables.shown(proxy) == shown)
  }
}
