import Model

extension Fault {
  static let policyFaults: [FaultEntry] = [
    FaultEntry(
      .cspWithoutAmazon,
      "csp-script-src/blocked",
      .fails(.blocker),
      "policy without Amazon's script host"
    ) {
      $0.policy = [Directive].sound.with("script-src", "'self' 'unsafe-inline'")
    },
    FaultEntry(
      .cspStrictDynamicBare,
      "csp-script-src/blocked",
      .fails(.blocker),
      "'strict-dynamic' and a script without nonce"
    ) {
      let nonce = "ZGVtbyBub25jZSAxMjM0NTY"
      $0.policy = [Directive].sound.with("script-src", "'nonce-\(nonce)' 'strict-dynamic'")
      $0.button.inlineAttributes = #" nonce="\#(nonce)""#
    },
    FaultEntry(
      .cspSandbox,
      "csp-script-src/sandbox-scripts",
      .fails(.blocker),
      "policy that allows no scripts at all"
    ) {
      $0.policy = [Directive].sound.with(
        "sandbox",
        "allow-same-origin allow-forms allow-popups allow-top-navigation"
      )
    },
    FaultEntry(
      .cspNoInline,
      "csp-inline-config/blocked",
      .fails(.major),
      "policy that forbids the inline configuration"
    ) {
      $0.policy = [Directive].sound.with("script-src", "'self' https://static-eu.payments-amazon.com")
    },
    FaultEntry(.cspConnect, "csp-connect-src/blocked", .fails(.minor), "policy without connections to Amazon")
    {
      $0.policy = [Directive].sound.with("connect-src", "'self'")
    },
    FaultEntry(.cspFrame, "csp-frame-src/blocked", .fails(.minor), "policy without frames of Amazon") {
      $0.policy = [Directive].sound.with("frame-src", "'self'")
    },
    FaultEntry(.cspFormAction, "csp-form-action/blocked", .fails(.minor), "policy without forms to Amazon") {
      $0.policy = [Directive].sound.with("form-action", "'self'")
    },
    FaultEntry(.cspImage, "csp-img-style-src/blocked", .fails(.minor), "policy without Amazon's images") {
      $0.policy = [Directive].sound.with("img-src", "'self' data:")
    },
    FaultEntry(
      .coepRequireCORP,
      "coep-require-corp/blocked",
      .fails(.major),
      "embeds only what says it may be embedded"
    ) {
      $0.pageHeaders.append(HeaderField("Cross-Origin-Embedder-Policy", "require-corp"))
      $0.amazon = AmazonStandIn(resourcePolicy: nil)
    },
    FaultEntry(
      .coopSameOrigin,
      "coop-same-origin/same-origin",
      .fails(.minor),
      "cuts the tie to the windows it opens"
    ) {
      $0.pageHeaders.append(HeaderField("Cross-Origin-Opener-Policy", "same-origin"))
    },
  ]

  static let apiFaults: [FaultEntry] = [
    FaultEntry(
      .sessionNotJSON,
      "api-session-endpoint/not-json",
      .fails(.major),
      also: ["button-payload-v1-fields"],
      "session endpoint answers no JSON"
    ) {
      $0.button.form = .version1(url: Site.sessionPath, method: "GET")
      $0.session = { _, _ in
        var response = Response.html("<!DOCTYPE html><title>Log in</title><h1>Log in first</h1>")
        response.headers.set("Cache-Control", "no-store")
        return response
      }
    },
    FaultEntry(
      .sessionCacheable,
      "api-session-endpoint/cacheable",
      .fails(.major),
      also: ["button-payload-v1-fields"],
      "session endpoint lets its answer be cached"
    ) {
      $0.button.form = .version1(url: Site.sessionPath, method: "GET")
      $0.session = { _, site in
        var response = Response.json(site.button.sessionJSON)
        response.headers.set("Cache-Control", "public, max-age=3600")
        return response
      }
    },
    FaultEntry(
      .clockOff,
      "api-server-clock/far-off",
      .fails(.minor),
      "the server's clock is ten minutes ahead"
    ) {
      $0.clockOffset = 600
    },
    FaultEntry(
      .payloadCached,
      "api-payload-cached/cached",
      .fails(.minor),
      "pages with a buyer's payload come from a cache"
    ) {
      $0.pageHeaders.append(HeaderField("Age", "240"))
      $0.pageHeaders.append(HeaderField("X-Cache", "HIT"))
    },
    FaultEntry(.cv1Only, "legacy-cv1-only/old-only", .fails(.major), "the widgets of the first checkout") {
      $0.button.tag =
        #"<script src="https://static-eu.payments-amazon.com/OffAmazonPayments/eur/lpa/js/Widgets.js"></script>"#
      $0.button.form = .script(
        """
        window.onAmazonPaymentsReady = function () {
          OffAmazonPayments.Button('AmazonPayButton', '\($0.button.merchantID)', {type: 'PwA', color: 'Gold', \
        authorization: function () { amazon.Login.authorize({scope: 'profile'}, 'https://\($0.host)/review'); }});
        };
        """
      )
      $0.button.tagComesFirst = false
    },
    FaultEntry(
      .payfort,
      "platform-unsupported-route/other-product",
      .fails(.major),
      also: ["button-script-present"],
      verdict: .notReady,
      "Amazon Payment Services, another product"
    ) {
      $0.button.removeAll()
      $0.serveScript("/checkout.js", of: "checkout.payfort.com")
      $0.extras += """
        <script src="https://checkout.payfort.com/checkout.js"></script>
        <form action="https://checkout.payfort.com/FortAPI/paymentPage" method="post"><button>Pay</button></form>
        """
    },
    FaultEntry(
      .pluginInsecure,
      "platform-plugin-version/insecure",
      .fails(.major),
      "the plugin for WooCommerce before its security fix"
    ) {
      $0.lookLikeWooCommerce(plugin: "2.5.0")
    },
    FaultEntry(.coreTooOld, "platform-core-version/too-old", .fails(.minor), "WooCommerce 3") {
      $0.lookLikeWooCommerce("3.9.5")
    },
    FaultEntry(.wordPressTooOld, "platform-core-version/too-old", .fails(.minor), "WordPress 5.2") {
      $0.lookLikeWooCommerce()
      $0.look.head = $0.look.head.replacing("WordPress 6.8.3", with: "WordPress 5.2.21")
    },
    FaultEntry(.phpTooOld, "platform-core-version/too-old", .fails(.minor), "PHP 5.4") {
      $0.pageHeaders.append(HeaderField("X-Powered-By", "PHP/5.4.45"))
    },
    FaultEntry(.magento1, "platform-unsupported-route/magento-1", .fails(.minor), "Magento 1") {
      $0.look.head = #"<script src="/skin/frontend/base/default/js/opcheckout.js"></script>"# + "\n"
      $0.look.assets["/skin/frontend/base/default/js/opcheckout.js"] = .init(
        "var Checkout = Class.create();\n"
      )
      $0.look.foot = "<script>Mage.Cookies.path = '/'; Mage.Cookies.domain = '.\($0.host)';</script>\n"
      $0.cookies = ["frontend=5f0e7c1d9a; Path=/; Secure; HttpOnly; SameSite=Lax"]
    },
    FaultEntry(
      .magentoModuleOff,
      "platform-magento-module-off/off",
      .fails(.major),
      "Magento's module is installed and switched off"
    ) {
      $0.look(like: .magento)
      $0.look.beforeButton = ""
      $0.button.removeAll()
    },
    cors(.corsPreflight403, "cors-preflight/status", .fails(.blocker), "preflight is forbidden") {
      $0.preflightStatus = 403
    },
    cors(.corsPreflightRedirect, "cors-preflight/redirect", .fails(.blocker), "preflight is redirected") {
      $0.preflightLocation = "/checkout/session/"
    },
    cors(
      .corsHeaderMissing,
      "cors-preflight/header",
      .fails(.blocker),
      "preflight does not allow content-type"
    ) {
      $0.headers = "x-requested-with"
    },
    cors(.corsOriginMissing, "cors-acao-storefront/missing", .fails(.blocker), "API names no origin") {
      $0.origins = []
    },
    cors(.corsOtherOrigin, "cors-acao-storefront/other-origin", .fails(.blocker), "API names another origin")
    {
      $0.fixedOrigins = ["https://old-storefront.example"]
    },
    cors(.corsTwoOrigins, "cors-acao-storefront/several", .fails(.blocker), "API names two origins at once") {
      $0.fixedOrigins = $0.origins.sorted()
    },
    cors(.corsNoCredentials, "cors-credentials/not-allowed", .fails(.blocker), "API lets no cookies through")
    {
      $0.credentials = nil
    },
    cors(
      .corsWildcardCredentials,
      "cors-credentials/wildcard",
      .fails(.blocker),
      "API names every origin, with cookies"
    ) {
      $0.fixedOrigins = ["*"]
    },
    FaultEntry(
      .corsWWWApex,
      "cors-www-apex/redirected",
      .fails(.major),
      also: ["api-session-endpoint", "button-payload-v1-fields"],
      "session endpoint is called at www. and leads to the apex"
    ) {
      $0.button.form = .version1(url: "https://www.\($0.host)\(Site.sessionPath)", method: "GET")
      $0.session = { _, site in .redirect(301, to: "https://\(site.host)\(Site.sessionPath)") }
    },
    cors(.corsReflectAny, "cors-reflect-any/with-cookies", .fails(.major), "API names back whoever asks") {
      $0.reflectsAny = true
    },
    cors(
      .corsNoVary,
      "cors-vary-origin/no-vary",
      .fails(.minor),
      "API's answers differ by origin without saying so"
    ) { $0.varies = false },
    FaultEntry(
      .privateKeyInPage,
      "security-secrets-in-page/private-key",
      .fails(.blocker),
      "a private key in the page"
    ) {
      let body = (0..<6).map { line in base64([UInt8](repeating: UInt8(line * 37), count: 48)) }.joined(
        separator: "\n"
      )
      $0.extras += """
        <script>window.payKey = `-----BEGIN PRIVATE KEY-----
        \(body)
        -----END PRIVATE KEY-----`;</script>
        """
    },
    FaultEntry(.phpWarning, "security-debug-output/shown", .fails(.minor), "a PHP warning in the page") {
      $0.extras +=
        "<br />\n<b>Warning</b>:  Undefined variable $cart in <b>/var/www/shop/checkout.php</b> on line <b>42</b><br />\n"
    },
    FaultEntry(
      .noSecurityHeaders,
      "security-headers/missing",
      .notes,
      "no headers for security, and a banner"
    ) {
      $0.headers.set("X-Content-Type-Options", nil)
      $0.headers.set("X-Frame-Options", nil)
      $0.headers.set("Server", "Apache/2.4.58 (Ubuntu)")
    },
  ]

  /// A fault of a headless shop's API towards other origins.
  private static func cors(
    _ fault: Fault,
    _ rule: String,
    _ result: FaultEntry.Result,
    _ says: String,
    _ change: @escaping @Sendable (inout CORS) -> Void
  ) -> FaultEntry {
    FaultEntry(fault, rule, result, says) {
      $0.goHeadless()
      change(&$0.cors)
    }
  }
}
