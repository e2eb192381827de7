import Fetching
import Model
import Reading

/// What a page should not show, and what its answer says of caches.
enum HygieneProbe: Probe {
  static let name = "hygiene"

  static let privateKey = FactKey<Bool>(
    "secrets.privateKey",
    of: .page,
    "Whether a private key stands in the page or a script of it."
  )
  static let mwsToken = FactKey<Bool>(
    "secrets.mwsToken",
    of: .page,
    "Whether what looks like an MWS token stands in the page or a script of it."
  )
  static let debugOutput = FactKey<[String]>(
    "debugOutput.found",
    of: .page,
    "Error messages and traces that are meant for developers."
  )
  static let cacheHit = FactKey<Bool>("cache.hit", of: .page, "Whether the page came from a shared cache.")
  static let cacheEvidence = FactKey<String>(
    "cache.evidence",
    of: .page,
    absent: "it did not come from a cache",
    "The header field that says so."
  )
  static let thirdParties = FactKey<[String]>(
    "thirdPartyScripts.hosts",
    of: .page,
    "Hosts other than the page's and Amazon's that its scripts come from."
  )
  static let misspelt = FactKey<[String]>(
    "brand.misspelt",
    of: .page,
    "Spellings of Amazon Pay's name in the text that are not Amazon's."
  )
  static let currency = FactKey<String>(
    "currency.displayed",
    of: .page,
    absent: "it is not declared",
    "The currency that the page declares for prices."
  )
  static let keys: [any AnyFactKey] = [
    privateKey, mwsToken, debugOutput, cacheHit, cacheEvidence, thirdParties, misspelt, currency,
  ]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let content = page.content, let answer = page.journey.answer else {
      set.fill(keys, with: page.unreadable ?? Unknown(.defect), from: page.looks)
      return set
    }
    let (amazon, looks) = (page.amazonPay, page.looks)
    func secret(_ kind: PageSecret.Kind) -> Observed<Bool> {
      // The shop's secrets stand in what the shop wrote: a script of another site that does not answer hides none.
      .seen(amazon.secrets.contains { $0.kind == kind }, unless: page.siteIncomplete)
    }
    set.set(privateKey, secret(.privateKey), from: looks)
    set.set(mwsToken, secret(.mwsToken), from: looks)
    set.set(debugOutput, amazon.debugOutput.map(\.excerpt), missing: page.cut, from: page.journey.looks)
    let evidence = cacheSign(answer.headers)
    set.set(cacheHit, evidence != nil, from: page.journey.looks)
    set.set(cacheEvidence, Observed(evidence), from: page.journey.looks)
    let hosts = Set(page.scripts.map(\.url.host)).subtracting([page.finalURL.host])
    set.set(thirdParties, hosts.sorted(), atMost: 50, missing: page.cut, from: looks)
    let isTextCut = content.cut.contains(.visibleText)
    set.set(
      misspelt,
      amazon.brandSpellings.filter { $0 != "Amazon Pay" },
      missing: page.cut
        ?? (isTextCut ? Unknown(.limitReached, detail: "the page has too much text to read whole") : nil),
      from: page.journey.looks
    )
    let declared =
      content.meta("og:price:currency") ?? content.meta("product:price:currency")
      ?? structuredCurrency(content)
    set.set(currency, .seen(declared, unless: page.cut), from: page.journey.looks)
    return set
  }

  private static func cacheSign(_ headers: HeaderFields) -> String? {
    if let age = headers.first("age"), let seconds = Int(age.trimmed), seconds > 0 { return "Age: \(age)" }
    for name in ["x-cache", "cf-cache-status", "x-varnish-cache", "x-proxy-cache"] {
      guard let value = headers.first(name), value.lowercased().contains("hit") else { continue }
      return "\(name): \(value)"
    }
    return nil
  }

  /// `priceCurrency` of the page's JSON-LD.
  private static func structuredCurrency(_ content: PageContent) -> String? {
    for island in content.islands("application/ld+json") {
      guard let json = try? JSONReader.read(Array(island.body)), let found = currency(in: json, depth: 0)
      else {
        continue
      }
      return found
    }
    return nil
  }

  private static func currency(in json: JSONValue, depth: Int) -> String? {
    guard depth < 8 else { return nil }
    switch json {
    case .object(let members):
      if let found = members["priceCurrency"]?.string { return found }
      return members.sorted { $0.key < $1.key }.lazy.compactMap { currency(in: $0.value, depth: depth + 1) }
        .first
    case .array(let values): return values.lazy.compactMap { currency(in: $0, depth: depth + 1) }.first
    case .null, .bool, .number, .string: return nil
    }
  }
}
