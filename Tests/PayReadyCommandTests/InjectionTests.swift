import DemoShop
import Foundation
import Model
import TestSupport
import Testing

/// What a shop says is shown, and acts on nothing.
@Suite(.serialized, .timeLimit(.minutes(1))) struct `Texts of a hostile shop` {
  /// Sets a terminal's title and colour, by C0 and by C1, and turns the reading direction.
  private static let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}<b>evil</b>\u{2066}\u{200F}"

  private static func shop() throws -> HostileShop {
    let page = """
      <!DOCTYPE html><html><head><title>\(evil)</title>
      <meta name="generator" content="WooCommerce \(evil)9.9"><meta name="generator" content="WordPress \(evil)">
      </head><body class="woocommerce-no-js">
      <h1>\(evil)</h1>
      <b>Warning</b>: \(evil) Undefined variable in <b>/var/www/\(evil).php</b> on line <b>7</b>
      <script src="http://cdn.lamps.example/\(evil).js"></script>
      <script src="https://static-eu.payments-amazon.com/checkout.js"></script>
      <div id="AmazonPayButton"></div>
      <script>
      amazon.Pay.renderButton('#\(evil)', {
        merchantId: '\(evil)', publicKeyId: 'LIVE-\(evil)', ledgerCurrency: '\(evil)', sandbox: false,
        checkoutLanguage: '\(evil)', productType: '\(evil)', placement: '\(evil)', buttonColor: '\(evil)',
        createCheckoutSessionConfig: {
          payloadJSON: '{"storeId":"\(evil)","webCheckoutDetails":{"checkoutReviewReturnUrl":"http://\(evil)/"}}',
          signature: '\(evil)', algorithm: '\(evil)'
        }
      });
      </script></body></html>
      """
    var home = Response.html(page)
    home.headers += [
      HeaderField("Server", "nginx/1 \(evil)"),
      HeaderField("Set-Cookie", "OCSESSID=\(evil); SameSite=\(evil)"),
      HeaderField("Strict-Transport-Security", evil), HeaderField("X-Cache", "HIT \(evil)"),
      HeaderField("Content-Security-Policy", "script-src \(evil) 'self'; frame-src \(evil)"),
      HeaderField("Cross-Origin-Opener-Policy", evil), HeaderField("Referrer-Policy", "no-referrer \(evil)"),
    ]
    let served = home
    return try HostileShop(certificate: CertificatePlan(names: ["\(evil).example"])) { request in
      guard request.isSecure else { return .redirect(301, to: "http://\(evil)/\(evil)?\(evil)") }
      return request.path == "/" ? served : .html(evil, status: 404)
    }
  }

  @Test func `do nothing to a terminal, and are seen for what they are`() async throws {
    let run = try await Self.shop().audit(["--verbose"])
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.actingScalars == [])
    #expect(run.standardError.actingScalars == [])
    #expect(run.standardOutput.contains(#"\u{1B}"#), "\(run.standardOutput)")
    #expect(run.standardError.contains("GET https://shop.example/"))
  }

  @Test func `do nothing to a terminal when a report is printed as JSON`() async throws {
    let run = try await Self.shop().audit(["--format", "json", "--format", "evidence"])
    #expect(run.standardOutput.actingScalars == [])
    #expect(run.standardOutput.contains("evil"))
  }

  @Test func `do nothing to a terminal when they come out of a file`() async throws {
    let bench = try Workbench()
    _ = try await Self.shop().audit(["--format", "evidence=\(bench.folder)/evil.json"])
    for arguments in [
      ["judge", "\(bench.folder)/evil.json"],
      ["judge", "\(bench.folder)/evil.json", "--explain", "cert-hostname-match"],
      ["judge", "\(bench.folder)/evil.json", "--explain", "hygiene-debug-output"],
    ] {
      let run = try await Program.payready(arguments)
      #expect((run.standardOutput + run.standardError).actingScalars == [], "\(arguments)")
    }
  }

  @Test(arguments: [
    ["audit", "shop\(evil).example"], ["audit", "https://shop.example/\(evil)", "--page", evil],
    ["judge", "/nowhere/\(evil)"], ["explain", evil], ["audit", "shop.example", "--answer", "\(evil)=yes"],
    ["audit", "shop.example", "--connect-to", evil], ["audit", "shop.example", "--header", evil],
    ["rules", "check", "/nowhere/\(evil)"], ["plan", "shop.example", "--ipn", evil],
    ["plan", "shop.example/\(evil)"],
  ])
  func `do nothing to a terminal when an operator pasted them`(_ arguments: [String]) async throws {
    let run = try await Program.payready(arguments)
    #expect(
      (run.standardOutput + run.standardError).actingScalars == [],
      "\(run.standardError.debugDescription)"
    )
  }
}

/// Addresses that a shop leads to and that no audit may reach.
@Suite(.serialized, .timeLimit(.minutes(1))) struct `Links into other networks` {
  private static let places = [
    "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/x", "http://2852039166/y",
    "http://0xA9.0xFE.0xA9.0xFE/z", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://0.0.0.0/",
    "http://8.8.8.8/", "http://[2001:4860:4860::8888]/", "http://192.0.2.1/", "http://metadata.example/",
    "https://metadata.example/s",
  ]
  private let resolve = [
    "--resolve", "metadata.example:80:169.254.169.254", "--resolve", "metadata.example:443:169.254.169.254",
  ]

  /// No look reached such an address, and those that wanted to were forbidden.
  private func expectForbidden(_ run: HostileRun, atLeast count: Int) {
    for look in run.evidence.looks where look.kind != .resolution {
      let address = look.address ?? "127.0.0.1"
      #expect(address == "127.0.0.1", "\(look.id) reached \(address)")
    }
    #expect(run.evidence.looks.count { $0.failure?.reason == .forbidden } >= count)
  }

  @Test func `are not fetched as scripts, and leave the page half known`() async throws {
    let scripts = Self.places.map { "<script src='\($0)'></script>" }.joined()
    let shop = try HostileShop(home: .html("<title>Lamps</title>" + scripts))
    let run = try await shop.audit(resolve)
    expectForbidden(run, atLeast: Self.places.count)
    #expect(run.unknown("amazonPay.present", of: .page, .home)?.reason == .forbidden)
    #expect(run.words.contains("the address policy or an option forbids the look"))
  }

  @Test(arguments: places) func `are not followed as redirects`(_ place: String) async throws {
    let shop = try HostileShop(home: .redirect(302, to: place))
    let run = try await shop.audit(resolve)
    expectForbidden(run, atLeast: 1)
    #expect(run.exitCode == 2)
    #expect(run.unknown("amazonPay.present", of: .page, .home)?.reason == .forbidden)
    #expect(run.unknown("access.status", of: .shop)?.reason == .forbidden)
  }

  @Test func `are not asked as endpoints, return URLs or notification URLs`() async throws {
    let button = """
      <title>Lamps</title><script src="https://static-eu.payments-amazon.com/checkout.js"></script><div id=a></div>
      <script>amazon.Pay.renderButton('#a', {merchantId: 'A1', createCheckoutSession: {
      url: 'http://169.254.169.254/session', method: 'GET'}});
      amazon.Pay.renderButton('#b', {merchantId: 'A1', createCheckoutSessionConfig: {payloadJSON:
      '{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://metadata.example/review"}}'}});</script>
      """
    let shop = try HostileShop(home: .html(button))
    let run = try await shop.audit(resolve + ["--ipn", "http://169.254.169.254/ipn", "--allow-post"])
    expectForbidden(run, atLeast: 4)
    #expect(run.unknown("session.status", of: .endpoint, .session)?.reason == .forbidden)
    #expect(run.unknown("ipn.postAnswer", of: .endpoint, .ipn)?.reason == .forbidden)
    #expect(run.unknown("https.state", of: .host, .returnURL)?.reason == .forbidden)
  }

  @Test func `are not reached by a name of the shop's own`() async throws {
    let bench = try Workbench()
    let file = "\(bench.folder)/seen.json"
    let run = try await Program.payready(
      [
        "audit", "metadata.example", "--no-save", "--timeout", "20", "--format", "evidence=\(file)",
      ] + resolve
    )
    #expect(run.exitCode == 2)
    let evidence = try JSONDecoder().decode(Evidence.self, from: Data(bench.text("seen.json").utf8))
    #expect(evidence.looks.allSatisfy { $0.address == nil || $0.kind == .resolution })
    #expect(run.standardOutput.contains("forbids the look"))
  }
}
