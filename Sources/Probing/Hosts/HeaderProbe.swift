import Fetching
import Model
import Reading

/// What the shop's own host says in the header fields of its home page.
enum HeaderProbe: Probe {
  static let name = "headers"

  enum SameSite: String, FactWord { case strict, lax, none, unset }
  /// Why browsers refuse a cookie, in Reading's words.
  enum Refusal: String, FactWord {
    case secureOverHTTP, securePrefix, hostPrefix, sameSiteNoneWithoutSecure
  }
  enum Missing: String, FactWord { case nosniff, frameProtection }

  /// A session cookie as rules see it.
  struct Cookie: FactValue {
    static let factType = FactType.record([
      "name": .text, "sameSite": SameSite.factType, "secure": .bool, "httpOnly": .bool,
      "refusal": Refusal.factType,
    ])
    let cookie: SetCookie
    let scheme: WebURL.Scheme
    var factValue: Value {
      let sameSite: SameSite =
        switch cookie.sameSite {
        case .strict: .strict
        case .lax: .lax
        case .none?: .none
        case nil: .unset
        }
      var record: [String: Value] = [
        "name": .text(excerpt(cookie.name)), "sameSite": .text(sameSite.rawValue),
        "secure": .bool(cookie.isSecure),
        "httpOnly": .bool(cookie.isHTTPOnly),
      ]
      if let refusal = cookie.refusal(over: scheme) { record["refusal"] = .text(refusal.rawValue) }
      return .record(record)
    }
  }

  static let hsts = FactKey<String>(
    "hsts.header",
    of: .host,
    absent: "none is sent",
    "Strict-Transport-Security as sent."
  )
  static let hstsAge = FactKey<Int>(
    "hsts.maxAgeSeconds",
    of: .host,
    unit: .seconds,
    absent: "none is sent, or it is invalid",
    "Its max-age."
  )
  static let hstsValid = FactKey<Bool>(
    "hsts.valid",
    of: .host,
    absent: "none is sent",
    "Whether it is valid after RFC 6797, 6.1."
  )
  static let hstsSubDomains = FactKey<Bool>(
    "hsts.includesSubDomains",
    of: .host,
    absent: "none is sent, or it is invalid",
    "Whether it holds for names below as well."
  )
  static let hstsPreload = FactKey<Bool>(
    "hsts.preload",
    of: .host,
    absent: "none is sent, or it is invalid",
    "Whether it asks to be built into browsers."
  )
  static let hstsFields = FactKey<Int>(
    "hsts.fieldCount",
    of: .host,
    unit: .count,
    "How many such header fields are sent; only the first counts (RFC 6797, 8.1)."
  )
  static let cookies = FactKey<[Cookie]>(
    "cookies.session",
    of: .host,
    "Cookies that are known by name as a platform's session cookie."
  )
  static let skew = FactKey<Int>(
    "clock.skewSeconds",
    of: .host,
    unit: .seconds,
    absent: "no Date is sent",
    "How far the server's clock is ahead of ours."
  )
  static let offBy = FactKey<Int>(
    "clock.offBySeconds",
    of: .host,
    unit: .seconds,
    absent: "no Date is sent",
    "How far the server's clock is from ours, either way."
  )
  static let behindCDN = FactKey<Bool>(
    "clock.behindCDN",
    of: .host,
    "Whether a cache or CDN answers, whose clock it then is."
  )
  static let missing = FactKey<[Missing]>(
    "headers.missing",
    of: .host,
    "Protective header fields that are not sent."
  )
  static let banners = FactKey<[String]>(
    "headers.banners",
    of: .host,
    "Header fields that name a software version."
  )
  static let keys: [any AnyFactKey] = [
    hsts, hstsAge, hstsValid, hstsSubDomains, hstsPreload, hstsFields, cookies, skew, offBy, behindCDN,
    missing, banners,
  ]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let exchange = await scene.visit.exchange(ExchangeRequest(.get, host.url))
    let looks = [exchange.id]
    let observed = scene.observedAnswer(exchange)
    guard let answer = observed.answer else {
      set.fill(keys, with: observed.unknown ?? Unknown(.defect), from: looks)
      return set
    }
    let headers = answer.headers
    tellHSTS(headers, looks, &set)
    await tellCookies(of: host, in: scene, &set)
    let skew = headers.first("date").flatMap { HTTPDate.read($0) }.map { $0 - exchange.endedAt }
    set.set(Self.skew, Observed(skew), from: looks)
    set.set(offBy, Observed(skew.map(abs)), from: looks)
    let signs = ["age", "via", "x-cache", "cf-ray", "x-served-by", "x-amz-cf-id", "x-varnish"]
    set.set(behindCDN, signs.contains { headers.first($0) != nil }, from: looks)
    let policy = headers.combined("content-security-policy") ?? ""
    var missing: [Missing] = []
    if headers.first("x-content-type-options")?.lowercased() != "nosniff" { missing.append(.nosniff) }
    if headers.first("x-frame-options") == nil, !policy.contains("frame-ancestors") {
      missing.append(.frameProtection)
    }
    set.set(Self.missing, missing, from: looks)
    let named = ["server", "x-powered-by", "x-generator", "x-aspnet-version"].compactMap { name -> String? in
      guard let value = headers.first(name), value.contains(where: \.isNumber) else { return nil }
      return "\(name): \(value)"
    }
    set.set(banners, named, from: looks)
    return set
  }

  /// The session cookies of every hop to the home page that is on this host: a shop may set them at any.
  private static func tellCookies(of host: AuditedHost, in scene: Scene, _ set: inout FactSet) async {
    let journey = await scene.journey(host.url)
    let own = journey.hops.filter { $0.url.host == host.url.host }
    // A later one replaces an earlier one of its name.
    var cookies: [Cookie] = []
    for hop in own {
      for field in hop.exchange.answer?.headers.values("set-cookie") ?? [] {
        guard let cookie = SetCookie.read(field) else { continue }
        cookies.removeAll { $0.cookie.name == cookie.name }
        cookies.append(Cookie(cookie: cookie, scheme: hop.url.isHTTPS ? .https : .http))
      }
    }
    let pairs = Set(cookies.map { "\($0.cookie.name)=\($0.cookie.value)" })
    let known = cookies.map { ($0, $0.cookie) }.filter { _, cookie in
      scene.data.sessionCookies.contains { session in
        let isNamed = session.isPrefix ? cookie.name.hasPrefix(session.name) : cookie.name == session.name
        return isNamed && (session.with.map(pairs.contains) ?? true)
      }
    }
    let missing = own.lazy.compactMap { scene.observedAnswer($0.exchange).unknown }.first
    set.set(Self.cookies, known.map(\.0), missing: missing, from: own.map(\.exchange.id))
  }

  private static func tellHSTS(_ headers: HeaderFields, _ looks: [Look.ID], _ set: inout FactSet) {
    let values = headers.values("strict-transport-security")
    set.set(hsts, Observed(values.first), from: looks)
    set.set(hstsFields, values.count, from: looks)
    switch StrictTransportSecurity.read(values) {
    case .absent:
      set.set(hstsAge, .absent, from: looks)
      set.set(hstsValid, .absent, from: looks)
      set.set(hstsSubDomains, .absent, from: looks)
      set.set(hstsPreload, .absent, from: looks)
    case .value(let policy):
      set.set(hstsAge, policy.maxAge, from: looks)
      set.set(hstsValid, true, from: looks)
      set.set(hstsSubDomains, policy.includesSubDomains, from: looks)
      set.set(hstsPreload, policy.preload, from: looks)
    case .malformed:
      set.set(hstsAge, .absent, from: looks)
      set.set(hstsValid, false, from: looks)
      set.set(hstsSubDomains, .absent, from: looks)
      set.set(hstsPreload, .absent, from: looks)
    }
  }
}
