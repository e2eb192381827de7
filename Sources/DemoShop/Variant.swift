/// A sound way for a shop to differ from the reference shop; none may draw a failing blocker or major.
package enum Variant: String, CaseIterable, Sendable {
  /// Neither HSTS nor any other header for security.
  case bareHeaders = "bare-headers"
  /// Nothing listens on port 80.
  case portEightyClosed = "port-80-closed"
  /// `www.` does not lead here.
  case wwwAbsent = "www-absent"
  /// `www.` is somebody else's page.
  case wwwOtherSite = "www-other-site"
  /// A sound policy that names every host.
  case hostPolicy = "host-policy"
  /// A strict policy of nonces, which the tags bear.
  case noncePolicy = "nonce-policy"
  /// A policy without Amazon that is only reported.
  case reportOnlyPolicy = "report-only-policy"
  /// The button stands in the cart and nowhere else.
  case buttonInCartOnly = "button-in-cart-only"
  /// An RSA certificate.
  case rsaCertificate = "rsa-certificate"
  /// The plugin is there and hides its button until something is in the cart; needs a platform.
  case hiddenUntilFilled = "hidden-until-filled"
  /// The button gets its payload from another host, by CORS.
  case headless
  /// The same, and the preflight names no methods: POST needs no leave (Fetch standard, CORS-safelisted
  /// method).
  case headlessWithoutMethods = "headless-without-methods"
  /// The last step of the shop's own checkout: ProcessOrder with amount and address.
  case processOrder = "process-order"
  /// Clients that offer HTTP/2 get it.
  case speaksHTTP2 = "speaks-http2"
  /// Amazon's script is loaded two seconds after the page.
  case buttonLate = "button-late"
  /// The cart is empty at first, and shows its button with an item alone.
  case emptyCart = "empty-cart"
  /// The policies of opener and embedder that leave Amazon's window alone.
  case openerAllowsPopups = "opener-allows-popups"

  /// Makes a sound site vary.
  func change(_ site: inout Site) {
    switch self {
    case .bareHeaders: site.headers = []
    case .portEightyClosed: site.plainDoor = .closed
    case .wwwAbsent: site.twin = .absent
    case .wwwOtherSite: site.twin = .otherSite
    case .hostPolicy: site.policy = .sound
    case .noncePolicy:
      let nonce = "ZGVtbyBub25jZSAxMjM0NTY"
      site.policy = [Directive].sound.with(
        "script-src",
        "'nonce-\(nonce)' 'strict-dynamic' https: 'unsafe-inline'"
      )
      site.button.tag = #"<script nonce="\#(nonce)" src="\#(ButtonMarkup.source)"></script>"#
      site.button.inlineAttributes = #" nonce="\#(nonce)""#
    case .reportOnlyPolicy:
      site.policy = [Directive("default-src", "'self'")]
      site.policyIsReportOnly = true
    case .buttonInCartOnly: site.buttonPaths = ["/cart"]
    case .speaksHTTP2: site.tls.speaksHTTP2 = true
    case .rsaCertificate: site.certificate.key = .rsa2048
    case .hiddenUntilFilled:
      site.button.form = .none
      site.button.tag = ""
      site.button.container = ""
    case .headless: site.goHeadless()
    case .headlessWithoutMethods:
      site.goHeadless()
      site.cors.methods = "GET"
    case .processOrder:
      site.button.checkoutDetails = [
        ("checkoutMode", "ProcessOrder"), ("checkoutResultReturnUrl", "https://\(site.host)/result"),
      ]
      site.button.payloadExtras =
        #","paymentDetails":{"paymentIntent":"AuthorizeWithCapture","chargeAmount":{"amount":"49.00","#
        + #""currencyCode":"EUR"}},"addressDetails":{"name":"A. Buyer","addressLine1":"Street 1","#
        + #""postalCode":"10115","city":"Berlin","countryCode":"DE","phoneNumber":"030123456"}"#
    case .buttonLate:
      site.openInBrowser()
      site.button.loading = .late
    case .emptyCart: site.beginWithAnEmptyCart()
    case .openerAllowsPopups:
      site.pageHeaders.append(HeaderField("Cross-Origin-Opener-Policy", "same-origin-allow-popups"))
    }
  }
}

extension Site {
  /// The cart shows its button once the form on the product page was sent, and to that visitor alone.
  fileprivate mutating func beginWithAnEmptyCart() {
    openInBrowser()
    options.pages = []
    options.allowCart = true
    buttonPaths = []
    overrides["/cart/add"] = { request, _ in
      guard request.method == "POST", String(decoding: request.body, as: UTF8.self).contains("id=1") else {
        return Response(400)
      }
      var response = Response.redirect(303, to: "/cart")
      response.headers.append(HeaderField("Set-Cookie", "items=1; Path=/; Secure; HttpOnly; SameSite=Lax"))
      return response
    }
    overrides["/cart"] = { request, site in
      var site = site
      guard request.headers.first("Cookie")?.contains("items=1") == true else {
        let empty = Page(
          title: "Your cart",
          placement: "Cart",
          body: "<h1>Your cart</h1><p>Your cart is empty.</p>"
        )
        return site.dress(.html(site.html(empty, at: "/cart")))
      }
      site.buttonPaths = ["/cart"]
      guard let page = Page.all["/cart"] else { return Response(404) }
      return site.dress(.html(site.html(page, at: "/cart")))
    }
    overrides["/checkout"] = { _, _ in .redirect(302, to: "/cart") }
  }
}

extension [Directive] {
  /// A policy that lets Amazon Pay in Europe work, by names of hosts.
  static var sound: [Directive] {
    let amazon = ["com", "co.uk", "de", "fr", "it", "es"].map { "https://*.amazon.\($0)" }.joined(
      separator: " "
    )
    let payments = "https://*.payments-amazon.com"
    return [
      Directive("default-src", "'self'"),
      Directive("script-src", "'self' 'unsafe-inline' https://static-eu.payments-amazon.com"),
      Directive("connect-src", "'self' \(payments) \(amazon)"),
      Directive("frame-src", "'self' \(payments) \(amazon)"),
      Directive("form-action", "'self' \(amazon)"),
      Directive(
        "img-src",
        "'self' data: \(payments) https://*.media-amazon.com https://*.ssl-images-amazon.com"
      ),
      Directive("style-src", "'self' 'unsafe-inline'"),
      Directive("frame-ancestors", "'self'"),
      Directive("base-uri", "'self'"),
    ]
  }

  /// The policy with `sources` in the directive `name`, which is added where it is missing.
  func with(_ name: String, _ sources: String) -> [Directive] {
    var changed = self
    changed.removeAll { $0.name == name }
    changed.append(Directive(name, sources))
    return changed
  }
}
