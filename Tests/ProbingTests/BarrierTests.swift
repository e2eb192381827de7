import Fetching
import Probing
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Barriers` {
  /// An answer, and what it is.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let status: Int
    var headers: [(String, String)] = []
    var body = ""
    /// Where a redirect led; `nil` where none did.
    var redirectedTo: String?
    let kind: Barrier?
    var name: String?

    init(
      _ description: String,
      _ status: Int,
      headers: [(String, String)] = [],
      body: String = "",
      redirectedTo: String? = nil,
      is kind: Barrier?,
      by name: String? = nil
    ) {
      testDescription = description
      self.status = status
      self.headers = headers
      self.body = body
      self.redirectedTo = redirectedTo
      self.kind = kind
      self.name = name
    }
  }

  static let cases: [Case] = [
    Case("a page", 200, body: "<title>Lamps</title>", is: nil),
    Case("a missing page", 404, is: nil),
    Case("a broken page", 500, is: nil),
    Case(
      "Cloudflare by its field",
      403,
      headers: [("CF-Mitigated", "challenge")],
      is: .challenge,
      by: "Cloudflare"
    ),
    Case(
      "Cloudflare by its page",
      503,
      body: "<TITLE>Just a moment...</TITLE>",
      is: .challenge,
      by: "Cloudflare"
    ),
    Case("a page that speaks of Cloudflare", 200, body: "Attention Required! | Cloudflare", is: nil),
    Case("Cloudflare's firewall", 403, body: "<div id='cf-error-details'>", is: .firewall, by: "Cloudflare"),
    Case(
      "Cloudflare's rate limit",
      429,
      headers: [("Server", "cloudflare")],
      is: .rateLimit,
      by: "Cloudflare"
    ),
    Case(
      "Sucuri's script",
      200,
      body: "<script>sucuri_cloudproxy_js=''</script>",
      is: .challenge,
      by: "Sucuri"
    ),
    Case("DataDome", 403, body: "//geo.captcha-delivery.com/", is: .challenge, by: "DataDome"),
    Case("AWS WAF", 202, headers: [("x-amzn-waf-action", "captcha")], is: .challenge, by: "AWS WAF"),
    Case("Akamai", 403, headers: [("Server", "AkamaiGHost")], is: .firewall, by: "Akamai"),
    Case("Imperva", 403, body: "Incapsula incident ID: 1", is: .firewall, by: "Imperva"),
    Case("any firewall", 403, body: "<h1>Forbidden</h1>", is: .firewall),
    Case("any rate limit", 429, is: .rateLimit, by: "the server"),
    Case(
      "a password prompt",
      401,
      headers: [("WWW-Authenticate", "Basic realm=\"x\"")],
      is: .login,
      by: "a password prompt"
    ),
    Case("a refusal without a prompt", 401, is: .login),
    Case(
      "Cloudflare Access",
      200,
      redirectedTo: "https://team.cloudflareaccess.com/cdn-cgi/access/login",
      is: .login,
      by: "Cloudflare Access"
    ),
    Case(
      "a client certificate",
      400,
      body: "<center>No required SSL certificate was sent</center>",
      is: .clientCertificate,
      by: "the server"
    ),
    Case(
      "Shopify's password page",
      200,
      body: "<meta name='shopify-digital-wallet'>",
      redirectedTo: "https://shop.example/password",
      is: .shopPassword,
      by: "Shopify"
    ),
    Case("a Shopify shop", 200, body: "<meta name='shopify-digital-wallet'>", is: nil),
    Case(
      "WooCommerce coming soon",
      200,
      body: "<body class='woocommerce-coming-soon'>",
      is: .comingSoon,
      by: "WooCommerce"
    ),
    Case(
      "WordPress in maintenance",
      503,
      body: "Briefly unavailable for scheduled maintenance.",
      is: .maintenance,
      by: "WordPress"
    ),
    Case("a German shop in maintenance", 503, body: "Wartungsarbeiten", is: .maintenance, by: "the shop"),
    Case("any 503", 503, is: .maintenance),
  ]

  @Test(arguments: cases)
  func `are told by status, header fields, page and address`(_ example: Case) throws {
    let answer = Answer(
      status: example.status,
      headers: HeaderFields(example.headers),
      body: Array(example.body.utf8)
    )
    let url = try WebURL.of(example.redirectedTo ?? "https://shop.example/password")
    let met = BarrierReader(data: try PackData.all())
      .barrier(in: answer, at: url, redirected: example.redirectedTo != nil)
    #expect(met?.kind == example.kind)
    #expect(met?.name == example.name)
  }

  @Test func `are looked for in a page of megabytes in time`() throws {
    let almost = String(repeating: "<title>just a moment..", count: 200_000)
    let answer = Answer(status: 403, body: Array(almost.utf8))
    let met = BarrierReader(data: try PackData.all())
      .barrier(in: answer, at: try .of("https://shop.example/"), redirected: false)
    #expect(met?.kind == .firewall)
    #expect(met?.name == nil)
  }
}
