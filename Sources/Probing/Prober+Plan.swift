import Fetching
package import Model
import Reading

/// A look that an audit would make.
package struct PlannedLook: Hashable, Sendable {
  /// What is asked, in a sentence.
  package let what: String
  /// The command line that asks the same.
  package let command: String
  /// On what it depends; `nil` where it is always made.
  package let when: String?

  /// A look from its parts.
  package init(_ what: String, _ command: String, when: String? = nil) {
    self.what = what
    self.command = command
    self.when = when
  }
}

extension Prober {
  /// What an audit would send, without sending it: in the order in which it could begin at the earliest.
  package func plan(_ request: AuditRequest) -> [PlannedLook] {
    guard let shop = WebURL(request.shop), let settings = try? visitSettings(for: request) else { return [] }
    return LookPlan(request: request, shop: shop, commands: PlannedCommands(settings), prober: self).looks
  }
}

/// The looks of one audit, as far as they are known before the first.
private struct LookPlan {
  let request: AuditRequest
  let shop: WebURL
  let commands: PlannedCommands
  let prober: Prober

  var looks: [PlannedLook] {
    hostLooks + tlsLooks + plainLooks + pageLooks + cartLooks + browserLooks + returnLooks + amazonLooks
      + notificationLooks + callLooks
      + otherHostLooks + packLooks
  }

  private func get(_ what: String, _ url: WebURL?, when: String? = nil) -> [PlannedLook] {
    url.map { [PlannedLook(what, commands.exchange(ExchangeRequest(.get, $0)), when: when)] } ?? []
  }

  private func hello(_ what: String, _ hello: ClientHello, when: String? = nil) -> PlannedLook {
    PlannedLook(what, commands.hello(HelloRequest(HostTarget(shop), hello)), when: when)
  }

  private var hostLooks: [PlannedLook] {
    [PlannedLook("look the name up", commands.resolution(shop.hostName))]
      + get("fetch the home page and read the certificate on the way", shop)
      + [
        PlannedLook(
          "shake hands at each IPv6 address, at most four",
          commands.handshake(HandshakeTarget(HostTarget(shop))),
          when: "the name has IPv6 addresses and this machine a route to them"
        )
      ]
  }

  private var tlsLooks: [PlannedLook] {
    TLSVersion.allCases.map {
      hello("offer \($0.name) and nothing else", ClientHello($0, to: shop))
    }
      + [hello("offer all weak and dated suites in one hello", .weak(to: shop))]
      + [
        hello(
          "offer the weak suites of \(InferiorSuites.rareFamilies.map(\.name).joined(separator: ", ")) together",
          .weak(InferiorSuites.rareFamilies.flatMap(CipherSuite.weak), to: shop),
          when: "weak or dated ones were accepted, and none of these was chosen"
        )
      ]
      + CipherSuite.DatedKind.allCases.map {
        hello(
          "offer the dated suites of the kind \($0.name)",
          .weak(CipherSuite.dated($0), to: shop),
          when: "weak or dated ones were accepted"
        )
      }
      + CipherSuite.WeakFamily.allCases.map {
        hello(
          "offer the weak suites of \($0.name) alone",
          .weak(CipherSuite.weak($0), to: shop),
          when: InferiorSuites.rareFamilies.contains($0)
            ? "one of these was accepted" : "weak or dated ones were accepted"
        )
      }
      + [
        hello(
          "offer TLS 1.3 and 1.2 together, as browsers do",
          .usual(to: shop),
          when: "the handshake failed although one of them was accepted; then that one alone again"
        )
      ]
      + (request.ciphers == true ? [.tls12, .tls13] : []).map { (version: TLSVersion) in
        hello(
          "offer all suites of \(version.name), without those already chosen, until none is accepted",
          ClientHello(
            version,
            serverName: ClientHello.serverName(of: shop),
            suites: CipherSuite.everything(in: version)
          ),
          when: "the version was accepted, and so for each other one"
        )
      }
      + [
        hello(
          "offer the suites with forward secrecy",
          ClientHello(
            .tls12,
            serverName: ClientHello.serverName(of: shop),
            suites: CipherSuite.forwardSecrecySuites
          ),
          when: "TLS 1.2 chose one without"
        )
      ]
  }

  private var plainLooks: [PlannedLook] {
    guard shop.port == 443 else { return [] }
    let plain = shop.with(scheme: .http)
    let twin = prober.data.publicSuffixes.twin(of: shop)
    return get("follow plain HTTP from the home page, one redirect at a time", plain)
      + get(
        "see whether a deep path with a query survives the redirect",
        plain.resolving(RedirectProbe.deepPath),
        when: "plain HTTP redirects"
      )
      + (twin.map { [PlannedLook("look the www or apex twin up", commands.resolution($0.hostName))] } ?? [])
      + get("fetch the home page of the twin", twin?.root, when: "it resolves")
      + get(
        "see where plain HTTP of the twin leads, by a deep path with a query",
        twin?.root.with(scheme: .http).resolving(RedirectProbe.deepPath),
        when: "the twin is the shop's too"
      )
      + get(
        "follow plain HTTP from the twin's root",
        twin?.root.with(scheme: .http),
        when: "that path leads nowhere"
      )
  }

  private var pageLooks: [PlannedLook] {
    request.pages.flatMap { get("fetch the page that was named", WebURL($0)) }
      + get(
        "fetch a product, cart, checkout and login page",
        shop.resolving("/PAGE"),
        when:
          "the home page links to them, and the link changes nothing, or its platform has them at a known path"
      )
      + get(
        "fetch each script that these pages reference, at most \(Scene.mostScriptsAPage) a page",
        shop.resolving("/SCRIPT"),
        when: "pages reference scripts, also of other hosts"
      )
      + get(
        "fetch the pages with privacy policy, terms, returns and contact",
        shop.resolving("/POLICY"),
        when: "the home page links to them"
      )
  }

  private var cartLooks: [PlannedLook] {
    guard request.allowCart == true, let form = shop.resolving("/FORM"), let cart = shop.resolving("/CART")
    else {
      return []
    }
    var order = ExchangeRequest(.post, form)
    order.session = ""
    var look = ExchangeRequest(.get, cart)
    look.session = "SESSION"
    return [
      PlannedLook(
        "put one item in the cart of an anonymous visitor, by the shop's own form",
        commands.exchange(order),
        when: "a product page has such a form, and a cart page was found"
      ),
      PlannedLook(
        "fetch the cart again, with the item in it",
        commands.exchange(look),
        when: "the form was sent"
      ),
    ]
  }

  private var returnLooks: [PlannedLook] {
    guard request.visitReturns == true, let url = shop.resolving("/RETURN?\(ReturnProbe.parameter)") else {
      return []
    }
    return [ExchangeRequest.Method.head, .get].map { method in
      PlannedLook(
        "visit each return URL of the buttons by \(method.rawValue), without a session",
        commands.exchange(ExchangeRequest(method, url)),
        when: "a payload stands in the page; at most \(ReturnProbe.most) return URLs"
      )
    }
  }

  private var browserLooks: [PlannedLook] {
    guard let use = request.browser, use != .never else { return [] }
    let when =
      use == .auto
      ? "Chromium is installed, and reading leaves the button undecided" : "Chromium is installed"
    return [Screen.desktop, .phone].map { screen in
      PlannedLook(
        "open at most \(BrowserLooks.most) pages in a browser, \(screen.width) pixels wide",
        commands.page(shop, on: screen),
        when: when
      )
    }
  }

  private var amazonLooks: [PlannedLook] {
    AmazonService.all.compactMap { service in
      guard let url = service.url else { return nil }
      let isScript = service.host.purpose == .script
      return PlannedLook(
        isScript
          ? "see whether this network leaves Amazon's certificates alone"
          : "see whether Amazon's API can be reached from here",
        commands.exchange(ExchangeRequest(isScript ? .get : .head, url)),
        when: "the shop is on the public network"
      )
    }
  }

  private var notificationLooks: [PlannedLook] {
    guard let ipn = request.ipn.flatMap({ WebURL($0) }) else {
      return get(
        "ask the IPN URL that is usual on the platform by GET",
        shop.resolving("/IPN"),
        when: "a platform with such a URL is recognised"
      )
    }
    let posts = request.allowPost ? [1, 2, 3] : []
    return get("ask the IPN URL by GET", ipn)
      + [PlannedLook("ask the IPN URL by OPTIONS", commands.exchange(ExchangeRequest(.options, ipn)))]
      + posts.map { number in
        PlannedLook(
          "send the unsigned test notification \(number) of 3 to the IPN URL",
          commands.exchange(NotificationPostProbe.request(to: ipn, number)),
          when: number == 1 ? nil : "the one before was answered"
        )
      }
      + (request.allowPost ? Array(NotificationPostProbe.Variant.allCases.enumerated()) : []).map {
        number,
        variant in
        let what =
          switch variant {
          case .ownAgent: "from PayReady's own user agent"
          case .json: "as application/json"
          case .empty: "without a body"
          }
        return PlannedLook(
          "send the test notification \(what)",
          commands.exchange(NotificationPostProbe.request(to: ipn, 4 + number, variant: variant)),
          when: "the test notifications were refused"
        )
      }
  }

  private var callLooks: [PlannedLook] {
    let later = sessionLooks
    guard let endpoint = EndpointTarget.requested(request, shop: shop).first(where: { $0.role == .api })
    else {
      return later
    }
    let own =
      endpoint.safeMethod == nil ? "ask leave for the storefront's call" : "make the storefront's call itself"
    var looks = [crossing(own, endpoint, endpoint.storefront)]
    for (kind, origin) in ForeignPreflights.origins(endpoint, prober.data.publicSuffixes) {
      let what =
        kind.map { "for an origin that must not get it (\($0.rawValue))" }
        ?? "for the storefront's other spelling, with or without www"
      looks.append(crossing("ask the same \(what)", endpoint, origin))
    }
    return looks + later
  }

  private var sessionLooks: [PlannedLook] {
    guard let url = shop.resolving("/SESSION") else { return [] }
    let endpoint = EndpointTarget(
      url: url,
      given: false,
      role: .session,
      method: "POST",
      storefront: shop.origin,
      credentials: false
    )
    return [
      PlannedLook(
        "ask leave at each endpoint for checkout sessions, for the shop's origin and for others",
        commands.exchange(.crossing(endpoint, origin: shop.origin)),
        when: "a button names one"
      )
    ]
  }

  private func crossing(_ what: String, _ endpoint: EndpointTarget, _ origin: String) -> PlannedLook {
    PlannedLook(what, commands.exchange(.crossing(endpoint, origin: origin)))
  }

  /// The hosts that come into view on the way.
  private var otherHostLooks: [PlannedLook] {
    let given = EndpointTarget.requested(request, shop: shop).map { $0.url.with(scheme: .https).root }
    let others = Set(given.filter { $0 != shop }).sorted { $0.text < $1.text }.map { root in
      PlannedLook(
        "look at \(root.host) as at the shop's host: its name, its versions, its weak suites, plain HTTP",
        commands.handshake(HandshakeTarget(HostTarget(root)))
      )
    }
    return others + [
      PlannedLook(
        "look in the same way at each further host in use: after redirects, of pages, sessions, returns",
        commands.handshake(HandshakeTarget(HostTarget(host: "HOST"))),
        when: "there are any; at most four of sessions and four of return URLs"
      )
    ]
  }

  private var packLooks: [PlannedLook] {
    prober.packProbes.compactMap { probe in
      shop.resolving(probe.path).map { url in
        let request = ExchangeRequest(probe.method == "HEAD" ? .head : .get, url)
        return PlannedLook("a pack's own look, \(probe.name)", commands.exchange(request))
      }
    }
  }
}
