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
    guard let shop = WebURL(request.shop) else { return [] }
    var looks = hostLooks(shop)
    for page in request.pages { looks.append(PlannedLook("fetch the page that was named", get(page))) }
    looks += [
      PlannedLook(
        "fetch a product, cart, checkout and login page",
        "curl -sS '\(shop.origin)/…'",
        when: "the home page links to them, and the link changes nothing"
      ),
      PlannedLook(
        "fetch the scripts that these pages reference, at most \(Scene.mostScriptsAPage) a page",
        "curl -sS '…'",
        when: "pages reference scripts"
      ),
      PlannedLook(
        "fetch the pages with privacy policy, terms, returns and contact",
        "curl -sS '\(shop.origin)/…'",
        when: "the home page links to them"
      ),
      PlannedLook(
        "see whether this network leaves Amazon's certificates alone",
        get("https://static-eu.payments-amazon.com/checkout.js"),
        when: "the shop is on the public network"
      ),
    ]
    looks += notificationLooks(request) + callLooks(request, shop)
    for probe in packProbes {
      looks.append(PlannedLook("a pack's own look, \(probe.name)", get(shop.origin + probe.path)))
    }
    return looks
  }

  private func get(_ url: String) -> String { "curl -sS -D - -o /dev/null '\(url)'" }

  private func hostLooks(_ shop: WebURL) -> [PlannedLook] {
    let place = "\(shop.host):\(shop.port)"
    var looks = [PlannedLook("look the name up", "getent ahosts \(shop.hostName)")]
    looks.append(PlannedLook("fetch the home page and read the certificate on the way", get(shop.text)))
    for version in TLSVersion.allCases {
      looks.append(
        PlannedLook(
          "offer \(version.name) and nothing else",
          "openssl s_client -connect \(place) # \(version.name)"
        )
      )
    }
    looks.append(
      PlannedLook(
        "offer all weak suites in one hello",
        "openssl s_client -connect \(place) -cipher ALL:eNULL:@SECLEVEL=0"
      )
    )
    if shop.port == 443 {
      let plain = shop.with(scheme: .http)
      looks.append(
        PlannedLook("follow plain HTTP from the home page, one redirect at a time", get(plain.text))
      )
      looks.append(
        PlannedLook(
          "see whether a deep path with a query survives the redirect",
          get(plain.origin + RedirectProbe.deepPath),
          when: "plain HTTP redirects"
        )
      )
    }
    if let twin = data.publicSuffixes.twin(of: shop) {
      looks.append(
        PlannedLook("fetch the home page of the www or apex twin", get(twin.root.text), when: "it resolves")
      )
    }
    return looks
  }

  private func notificationLooks(_ request: AuditRequest) -> [PlannedLook] {
    guard let ipn = request.ipn else { return [] }
    var looks = [PlannedLook("ask the IPN URL by GET", get(ipn))]
    if request.allowPost {
      looks.append(
        PlannedLook(
          "send three unsigned test notifications to the IPN URL",
          "curl -sS -X POST -H 'x-amz-sns-message-type: Notification' -H 'Content-Type: text/plain; charset=UTF-8' "
            + "--data '{\"Type\":\"Notification\",…}' '\(ipn)'"
        )
      )
    }
    return looks
  }

  private func callLooks(_ request: AuditRequest, _ shop: WebURL) -> [PlannedLook] {
    guard let api = request.api else { return [] }
    let origin = request.storefront ?? shop.origin
    let preflight =
      "curl -sS -X OPTIONS -H 'Access-Control-Request-Method: \(request.apiMethod)' -H 'Origin: "
    var looks = [
      PlannedLook("the preflight for the storefront's call", "\(preflight)\(origin)' '\(api)'"),
      PlannedLook(
        "the same for a foreign, a look-alike, the http and the null origin",
        "\(preflight)https://payready-foreign.example' '\(api)'"
      ),
    ]
    if ["GET", "HEAD"].contains(request.apiMethod) {
      looks.append(
        PlannedLook("the call itself", "curl -sS -X \(request.apiMethod) -H 'Origin: \(origin)' '\(api)'")
      )
    }
    return looks
  }
}
