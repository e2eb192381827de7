package import Model

/// The facts that the built-in rules are written against, for tests that judge without probing.
package enum FactTable {
  /// Every fact, by kind of subject.
  package static let all: [FactDescription] = SubjectKind.allCases.flatMap { kind in
    facts(of: kind).map { $0(kind) }
  }

  struct Row {
    var name: String
    var type: FactType
    var unit: Unit?
    var absent: String?

    func callAsFunction(_ kind: SubjectKind) -> FactDescription {
      FactDescription(
        name: name,
        subject: kind,
        type: type,
        unit: unit,
        absent: absent,
        summary: name,
        probe: "table"
      )
    }
  }

  private static func facts(of kind: SubjectKind) -> [Row] {
    switch kind {
    case .shop: shop
    case .host: host
    case .page: page
    case .button: button
    case .endpoint: endpoint
    case .service: service
    }
  }

  static func fact(
    _ name: String,
    _ type: FactType,
    unit: Unit? = nil,
    absent: String? = nil
  ) -> Row {
    Row(name: name, type: type, unit: unit, absent: absent)
  }

  private static let shop: [Row] = [
    fact("platform.name", .text, absent: "none recognised"),
    fact("platform.markers", .list(.text)),
    fact("platform.controls", .list(.word(["tls", "http", "csp", "ipn", "checkout"]))),
    fact("platform.version", .version, absent: "not shown"),
    fact("platform.obsolete", .word(["magento1"]), absent: "none"),
    fact("amazonPay.level", .word(["seen", "installed", "hosted", "faulty", "absent"])),
    fact(
      "amazonPay.faults",
      .list(.word(["commentedOut", "lookAlike", "insecure", "selfHosted", "noLoader"]))
    ),
    fact("amazonPay.faultUrl", .url, absent: "no fault"),
    fact("amazonPay.pages", .list(.url)),
    fact("amazonPay.generations", .list(.word(["checkoutV2", "checkoutV1"]))),
    fact("amazonPay.regions", .list(.word(["na", "eu", "fe"]))),
    fact("amazonPay.plugin", .text, absent: "none recognised"),
    fact("amazonPay.pluginVersion", .version, absent: "not shown"),
    fact("amazonPay.moduleOff", .bool),
    fact("amazonPay.origins", .list(.text)),
    fact("amazonPay.foreignReturnOrigins", .list(.text)),
    fact("amazonPay.pendingAuthorizations", .bool, absent: "no payload was seen"),
    fact("otherProducts", .list(.word(["adyenDropIn", "payfort", "amazonPayIndia", "amazonSimplePay"]))),
    fact("policyPages.missing", .list(.word(["privacy", "terms", "returns", "contact"]))),
    fact("policyPages.found", .list(.url)),
    fact(
      "access.barrier",
      .word([
        "challenge", "firewall", "rateLimit", "login", "clientCertificate", "shopPassword", "comingSoon",
        "maintenance",
      ]),
      absent: "none"
    ),
    fact("access.barrierName", .text, absent: "not recognised"),
    fact("access.status", .int),
    fact("ipn.url", .url, absent: "never; not given is unknown"),
    fact("ipn.proposedUrl", .url, absent: "none known"),
    fact("cors.situation", .word(["classic", "crossOrigin", "headless"])),
    fact("cors.headlessMarkers", .list(.text)),
  ]

  private static let host: [Row] = [
    fact("dns.resolves", .bool),
    fact(
      "dns.addresses",
      .list(
        .record([
          "address": .text, "family": .word(["ipv4", "ipv6"]),
          "scope": .word(["public", "private", "loopback", "linkLocal", "reserved"]),
        ])
      )
    ),
    fact("dns.ipv6", .list(.record(["address": .text, "connects": .bool])), absent: "no AAAA"),
    fact("https.state", .word(["tls", "plainHTTP", "notTLS", "refused"])),
    fact("http.state", .word(["http", "refused", "silent", "notHTTP"])),
    fact(
      "http.redirect",
      .word(["https", "stays", "loop", "tooMany", "downgrade", "otherHost", "noLocation", "errorStatus"]),
      absent: "port 80 answers no HTTP"
    ),
    fact("http.redirectStatus", .int, absent: "no redirect"),
    fact("http.hopsToHTTPS", .int, absent: "no redirect to https"),
    fact("http.redirectTarget", .url, absent: "no redirect"),
    fact("http.hops", .list(.record(["url": .url, "status": .int, "location": .text]))),
    fact("http.pathKept", .bool, absent: "no redirect"),
    fact("tls.acceptsSSL30", .bool),
    fact("tls.acceptsTLS10", .bool),
    fact("tls.acceptsTLS11", .bool),
    fact("tls.acceptsTLS12", .bool),
    fact("tls.acceptsTLS13", .bool),
    fact("tls.acceptedVersions", .list(.text)),
    fact("tls.legacyVersions", .list(.text)),
    fact("tls.weakFamilies", .list(.word(["null", "anonymous", "export", "rc4", "des", "tripleDES"]))),
    fact("tls.suite12", .text, absent: "no TLS 1.2"),
    fact("tls.suite12AEAD", .bool, absent: "no TLS 1.2"),
    fact("tls.forwardSecrecy12", .bool, absent: "no TLS 1.2"),
    fact("tls.negotiatedVersion", .text),
    fact("tls.negotiatedSuite", .text),
    fact("certificate.trusted", .bool),
    fact(
      "certificate.trustProblem",
      .word(["selfSigned", "privateAuthority", "notForServers", "other"]),
      absent: "trusted"
    ),
    fact("certificate.chainComplete", .bool, absent: "self-signed leaf"),
    fact("certificate.expiredIntermediate", .bool),
    fact("certificate.coversHost", .bool),
    fact("certificate.names", .list(.text)),
    fact("certificate.issuer", .text),
    fact("certificate.selfSigned", .bool),
    fact("certificate.daysLeft", .int, unit: .days),
    fact("certificate.notAfter", .date),
    fact("certificate.notBefore", .date),
    fact("certificate.daysUntilValid", .int, unit: .days),
    fact("certificate.weakKey", .text, absent: "strong"),
    fact("certificate.weakSignature", .word(["md5", "sha1"]), absent: "fine"),
    fact("certificate.unusualKey", .text, absent: "usual"),
    fact(
      "certificate.differingAddresses",
      .list(.text),
      absent: "one address only, or mapped by the operator"
    ),
    fact("twin.name", .text, absent: "none"),
    fact(
      "twin.state",
      .word(["convergesHere", "separate", "otherSite", "unresolved", "unreachable"]),
      absent: "no twin"
    ),
    fact("twin.covered", .bool, absent: "twin not in use"),
    fact("hsts.header", .text, absent: "none sent"),
    fact("hsts.maxAgeSeconds", .int, absent: "no header"),
    fact("hsts.valid", .bool, absent: "no header"),
    fact(
      "cookies.session",
      .list(
        .record([
          "name": .text, "sameSite": .word(["strict", "lax", "none", "unset"]), "secure": .bool,
          "httpOnly": .bool,
        ])
      )
    ),
    fact("clock.skewSeconds", .int, unit: .seconds, absent: "no Date"),
    fact("clock.offBySeconds", .int, unit: .seconds, absent: "no Date"),
    fact("clock.behindCDN", .bool),
    fact("headers.missing", .list(.word(["nosniff", "frameProtection"]))),
    fact("headers.banners", .list(.text)),
  ]
}
