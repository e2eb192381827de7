import Model

extension Fault {
  static let liveFaults: [FaultEntry] = [
    FaultEntry(.sandboxFlag, "env-sandbox-flag-live/sandbox-on", .fails(.blocker), "test mode is on") {
      $0.button.sandbox = true
      $0.button.publicKeyID = "AFDEMOSHOP0123456789ABCD"
    },
    FaultEntry(
      .sandboxKey,
      "env-sandbox-key-live/sandbox-key",
      .fails(.blocker),
      "key of the test environment"
    ) {
      $0.button.publicKeyID = "SANDBOX-AFDEMOSHOP0123456789ABCD"
    },
    FaultEntry(
      .sandboxFlagLiveKey,
      "env-sandbox-key-live/contradiction",
      .fails(.minor),
      "test mode with a live key"
    ) {
      $0.button.sandbox = true
    },
    FaultEntry(.returnURLOverHTTP, "url-return-https/insecure", .fails(.blocker), "return URL over http") {
      $0.button.checkoutDetails = [("checkoutReviewReturnUrl", "http://\($0.host)/review")]
    },
    FaultEntry(
      .returnURLLocalhost,
      "url-no-staging-hosts/private",
      .fails(.blocker),
      also: ["url-return-same-site"],
      "return URL at localhost"
    ) {
      $0.button.checkoutDetails = [("checkoutReviewReturnUrl", "https://localhost/review")]
    },
    FaultEntry(
      .returnURLTest,
      "url-no-staging-hosts/staging",
      .fails(.minor),
      also: ["url-return-same-site"],
      "return URL at a test host"
    ) {
      $0.button.checkoutDetails = [("checkoutReviewReturnUrl", "https://lamps.test/review")]
    },
    FaultEntry(
      .returnURLOtherHost,
      "url-return-same-site/other-host",
      .fails(.minor),
      "return URL at another host"
    ) {
      $0.button.checkoutDetails = [("checkoutReviewReturnUrl", "https://pay.lamps.example/review")]
    },
    FaultEntry(
      .returnURLTwin,
      "url-return-same-site/twin",
      .fails(.minor),
      "return URL at the www. twin"
    ) {
      $0.button.checkoutDetails = [("checkoutReviewReturnUrl", "https://www.\($0.host)/review")]
    },
    returning(.returnURLNotFound, "not-found", .fails(.major), "return URL leads nowhere") { _, _ in
      .html("<h1>Not found</h1>", status: 404)
    },
    returning(.returnURLLogin, "login", .fails(.major), "return URL asks for a password") { _, _ in
      Response(401, headers: [HeaderField("WWW-Authenticate", #"Basic realm="Staging""#)])
    },
    returning(
      .returnURLQueryLost,
      "query-lost",
      .fails(.major),
      "return URL leads to the www. twin and drops its query"
    ) { _, site in
      .redirect(302, to: "https://www.\(site.host)/result")
    },
    returning(.returnURLBreaks, "server-error", .fails(.minor), "return URL breaks") { _, _ in
      .html("<h1>Internal Server Error</h1>", status: 500)
    },
    FaultEntry(.password401, "golive-not-password-protected/login", .fails(.blocker), "asks for a password") {
      $0.gate = { _, _ in
        var response = Response.html("<h1>Authorization required</h1>", status: 401)
        response.headers.append(HeaderField("WWW-Authenticate", #"Basic realm="Staging""#))
        return response
      }
    },
    FaultEntry(
      .clientCertificate,
      "golive-not-password-protected/client-certificate",
      .fails(.blocker),
      "asks for a client's certificate"
    ) {
      $0.tls.asksClientCertificate = true
    },
    FaultEntry(
      .passwordPage,
      "golive-not-password-protected/shop-password",
      .fails(.blocker),
      "opening soon, enter with a password"
    ) {
      $0.gate = { request, _ in
        request.path == "/password" ? .html(passwordHTML) : .redirect(302, to: "/password")
      }
    },
    FaultEntry(
      .maintenance,
      "golive-not-password-protected/maintenance",
      .fails(.blocker),
      "closed for maintenance"
    ) {
      $0.gate = { _, _ in
        var response = Response.html(
          "<!DOCTYPE html><title>Maintenance</title><h1>Briefly unavailable for scheduled maintenance</h1>",
          status: 503
        )
        response.headers.append(HeaderField("Retry-After", "3600"))
        return response
      }
    },
    FaultEntry(.noPrivacyLink, "golive-policy-pages/not-found", .asks(.minor), "no privacy policy") {
      $0.hasPrivacyLink = false
    },
  ]

  /// A fault at the return URL, which the operator lets be visited.
  private static func returning(
    _ fault: Fault,
    _ outcome: String,
    _ result: FaultEntry.Result,
    _ says: String,
    _ answer: @escaping Site.Answering
  ) -> FaultEntry {
    FaultEntry(fault, "url-return-reachable/\(outcome)", result, says) {
      $0.options.visitReturns = true
      $0.overrides["/review"] = answer
    }
  }

  static let ipnFaults: [FaultEntry] = [
    FaultEntry(
      .ipn401,
      "ipn-reachable-post/authentication",
      .fails(.blocker),
      "IPN endpoint asks for a password"
    ) {
      $0.answersIPN {
        Response(401, headers: [HeaderField("WWW-Authenticate", #"Basic realm="Shop""#)])
      }
    },
    FaultEntry(.ipn403, "ipn-reachable-post/forbidden", .fails(.blocker), "IPN endpoint forbids") {
      $0.answersIPN { .html("<h1>403 Forbidden</h1><hr>nginx", status: 403) }
    },
    FaultEntry(.ipn404, "ipn-reachable-post/not-there", .fails(.blocker), "nothing at the IPN URL") {
      $0.answersIPN { .html("<h1>404 Not Found</h1>", status: 404) }
    },
    FaultEntry(.ipn405, "ipn-reachable-post/method-refused", .fails(.blocker), "IPN endpoint takes no POST") {
      $0.answersIPN { Response(405, headers: [HeaderField("Allow", "GET")]) }
    },
    FaultEntry(.ipn500, "ipn-reachable-post/server-error", .fails(.major), "IPN endpoint breaks") {
      $0.answersIPN { .html("<h1>Internal Server Error</h1>", status: 500) }
    },
    FaultEntry(.ipn503, "ipn-reachable-post/unavailable", .fails(.blocker), "IPN endpoint is unavailable") {
      $0.answersIPN { .html("<h1>Service Unavailable</h1>", status: 503) }
    },
    FaultEntry(
      .ipnOverHTTP,
      "ipn-https-valid/http-url",
      .fails(.blocker),
      also: ["ipn-no-redirect"],
      "IPN URL over http"
    ) {
      $0.giveIPN()
      $0.options.ipn = "http://\($0.host)\(Site.ipnPath)"
    },
    FaultEntry(.ipnRedirect, "ipn-no-redirect/redirects", .fails(.blocker), "IPN URL leads on") {
      $0.giveIPN()
      $0.ipn = { request, site in .redirect(301, to: "https://\(site.host)\(request.path)/") }
    },
    FaultEntry(
      .ipnChallenge,
      "ipn-waf-challenge/challenged",
      .fails(.blocker),
      "a firewall challenges at the IPN URL"
    ) {
      $0.giveIPN()
      $0.ipn = { _, _ in challengePage }
    },
    FaultEntry(.ipnSlow, "ipn-latency/slow", .fails(.minor), "IPN endpoint answers after six seconds") {
      $0.giveIPN()
      $0.ipn = { request, site in
        request.method == "POST" ? Response(200, delay: site.plan.ipnDelay) : Response(405)
      }
    },
    FaultEntry(.ipnPort, "ipn-host-port/port", .fails(.minor), "IPN URL with port 8443") {
      $0.ipnPort = 8443
      $0.giveIPN()
    },
    FaultEntry(
      .ipnRefusesText,
      "ipn-content-type-accepted",
      .fails(.major),
      also: ["ipn-reachable-post"],
      "IPN endpoint takes no text/plain"
    ) {
      $0.giveIPN()
      $0.ipn = { request, _ in
        request.headers.first("Content-Type")?.hasPrefix("text/plain") == true ? Response(415) : Response(200)
      }
    },
    FaultEntry(.ipnAgentBlocked, "ipn-ua-blocked", .fails(.major), "IPN endpoint blocks Amazon's user agent")
    {
      $0.giveIPN()
      $0.ipn = { request, _ in
        request.headers.first("User-Agent")?.contains("Amazon Simple Notification") == true
          ? .html("<h1>403 Forbidden</h1>", status: 403) : Response(200)
      }
    },
    FaultEntry(
      .ipnOtherAnswer,
      "ipn-platform-answer/other",
      .fails(.major),
      "a page answers at the IPN URL of a Magento shop"
    ) {
      $0.look(like: .magento)
      $0.answersIPN { .html("<!DOCTYPE html><html><title>Lamps</title><p>Welcome</p></html>") }
    },
  ]

  static let shopFaults: [FaultEntry] = [
    FaultEntry(.challenge, nil, .unreadable, "a firewall challenges everybody") {
      $0.gate = { _, _ in challengePage }
      $0.ipn = { _, _ in challengePage }
      $0.session = { _, _ in challengePage }
    },
    FaultEntry(.dark, nil, .unreadable, "nothing listens") {
      $0.secureDoor = .closed
      $0.plainDoor = .closed
    },
  ]

  /// What Cloudflare shows to a client that it takes for a robot.
  static let challengePage: Response = {
    var response = Response.html(
      """
      <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
      <meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
      <body class="no-js"><noscript>Enable JavaScript and cookies to continue</noscript>
      <script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=0000000000000000"></script></body></html>
      """,
      status: 403
    )
    response.headers += [
      HeaderField("Server", "cloudflare"), HeaderField("cf-mitigated", "challenge"),
      HeaderField("CF-RAY", "0000000000000000-FRA"),
    ]
    return response
  }()

  private static let passwordHTML = """
    <!DOCTYPE html><html><head><title>Opening soon</title>\
    <meta id="shopify-digital-wallet" name="shopify-digital-wallet" content="/1/digital_wallets/dialog"></head>
    <body class="template-password"><h1>Opening soon</h1><form method="post" action="/password" id="login_form" \
    accept-charset="UTF-8" class="storefront-password-form"><label for="password">Enter store using password</label>\
    <input type="password" name="password"><button>Enter</button></form></body></html>
    """
}

extension Site {
  /// Names the IPN endpoint, which answers every request so.
  fileprivate mutating func answersIPN(_ answer: @escaping @Sendable () -> Response) {
    giveIPN()
    ipn = { _, _ in answer() }
  }
}
