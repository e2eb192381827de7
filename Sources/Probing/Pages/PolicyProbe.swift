import Fetching
import Model
import Reading

/// What a page's own policies let Amazon Pay do (CSP3; HTML Standard, COOP and COEP).
enum PolicyProbe: Probe {
  static let name = "policy"

  enum SandboxPart: String, FactWord { case scripts, popups, topNavigation }

  /// What a policy is asked about one use: whether it is allowed, by which directive not, and what would mend it.
  struct Question: Sendable {
    let allowed: FactKey<Bool>
    let directive: FactKey<String>
    let blocked: FactKey<[WebAddress]>
    let change: FactKey<PolicyChange>
    var keys: [any AnyFactKey] { [allowed, directive, blocked, change] }

    init(_ use: String, _ what: String) {
      let none = "no policy is enforced"
      allowed = FactKey("csp.\(use).allowed", of: .page, absent: none, "Whether every policy allows \(what).")
      directive = FactKey(
        "csp.\(use).directive",
        of: .page,
        absent: "it is allowed",
        "The directive that forbids \(what)."
      )
      blocked = FactKey("csp.\(use).blocked", of: .page, absent: none, "What is blocked of \(what).")
      change = FactKey(
        "csp.\(use).change",
        of: .page,
        absent: "it is allowed",
        "The least change that allows \(what)."
      )
    }

    func tell(_ decisions: [PolicyDecision], from looks: [Look.ID], _ set: inout FactSet) {
      let violations = decisions.flatMap(\.violations)
      set.set(allowed, violations.isEmpty, from: looks)
      set.set(directive, Observed(violations.first?.decidingDirective), from: looks)
      set.set(blocked, violations.map { WebAddress($0.blocked) }.uniqued(), from: looks)
      set.set(change, Observed(violations.first?.change), from: looks)
    }

    /// The same where no page shows the region: known where all regions fare alike, told by the first.
    func tell(byRegion decisions: [[PolicyDecision]], from looks: [Look.ID], _ set: inout FactSet) {
      let allowed = Set(decisions.map { $0.allSatisfy(\.violations.isEmpty) })
      guard allowed.count == 1, let first = decisions.first else {
        let why = Unknown(
          .notVisible,
          detail: "nothing on the page shows the region, and the policy is not for all"
        )
        return set.fill(keys, with: why, from: looks)
      }
      tell(first, from: looks, &set)
    }

    func absent(from looks: [Look.ID], _ set: inout FactSet) {
      set.set(allowed, .absent, from: looks)
      set.set(directive, .absent, from: looks)
      set.set(blocked, .absent, from: looks)
      set.set(change, .absent, from: looks)
    }
  }

  static let present = FactKey<Bool>(
    "csp.present",
    of: .page,
    "Whether a Content-Security-Policy is enforced."
  )
  static let reportOnly = FactKey<Bool>("csp.reportOnly", of: .page, "Whether a policy only reports.")
  static let script = Question("script", "the region's checkout.js")
  static let inline = Question("inline", "the inline script that configures the button")
  static let connect = Question("connect", "Amazon Pay's own requests")
  static let frame = Question("frame", "Amazon Pay's frames")
  static let form = Question("form", "forms sent to Amazon")
  static let image = Question("image", "Amazon Pay's images")
  static let sandboxForbids = FactKey<[SandboxPart]>(
    "csp.sandboxForbids",
    of: .page,
    "What a sandboxing policy takes from the page."
  )
  static let embedder = FactKey<String>(
    "coep.value",
    of: .page,
    absent: "the header is not sent",
    "Cross-Origin-Embedder-Policy."
  )
  static let scriptEmbeds = FactKey<Bool>(
    "coep.checkoutScriptAllowed",
    of: .page,
    absent: "require-corp is not in force",
    "Whether checkout.js may be embedded under require-corp."
  )
  static let opener = FactKey<String>(
    "coop.value",
    of: .page,
    absent: "the header is not sent",
    "Cross-Origin-Opener-Policy."
  )
  static let notable = FactKey<[String]>(
    "browserPolicy.notable",
    of: .page,
    "Further policies whose effect on Amazon Pay is not known."
  )
  static let keys: [any AnyFactKey] =
    [present, reportOnly, sandboxForbids, embedder, scriptEmbeds, opener, notable]
    + [script, inline, connect, frame, form, image].flatMap(\.keys)

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard page.content != nil, let answer = page.journey.answer else {
      set.fill(keys, with: page.unreadable ?? Unknown(.defect), from: page.looks)
      return set
    }
    let looks = page.journey.looks
    let policies = page.policies.first
    set.set(present, policies?.policies.contains { $0.disposition == .enforce } ?? false, from: looks)
    set.set(reportOnly, policies?.policies.contains { $0.disposition == .report } ?? false, from: looks)
    if let policies, policies.policies.contains(where: { $0.disposition == .enforce }) {
      ask(policies, of: page, &set)
    } else {
      for question in [script, inline, connect, frame, form, image] { question.absent(from: looks, &set) }
    }
    set.set(sandboxForbids, forbidden(by: policies?.sandbox), from: looks)
    set.set(opener, Observed(answer.headers.first("cross-origin-opener-policy")), from: looks)
    set.set(notable, notablePolicies(answer.headers, page), from: looks)
    await embedding(page, answer.headers, in: scene, &set)
    return set
  }

  private static func ask(_ policies: PolicySet, of page: PageVisit, _ set: inout FactSet) {
    let looks = page.journey.looks
    let regions = page.shownRegion.map { [$0] } ?? [.eu, .na, .fe]
    tellScript(policies, regions, page, &set)
    if let content = page.content, let body = inlineConfiguration(of: page, content) {
      inline.tell([policies.inlineScript(nonce: body.nonce, source: Array(body.body))], from: looks, &set)
    } else {
      inline.absent(from: looks, &set)
    }
    func load(_ content: PolicyContent, _ urls: (_ scripts: String, _ domain: String) -> [String])
      -> [[PolicyDecision]]
    {
      regions.map { region in
        let payments = "https://static-\(region.rawValue).payments-amazon.com/"
        let domain = "https://payments.\(Self.domains[region] ?? "amazon.de")/"
        return urls(payments, domain).compactMap { WebURL($0) }.map { policies.load(content, $0) }
      }
    }
    connect.tell(byRegion: load(.connect) { [$0, $1] }, from: looks, &set)
    frame.tell(byRegion: load(.frame) { [$0, $1] }, from: looks, &set)
    form.tell(byRegion: load(.formAction) { [$1] }, from: looks, &set)
    image.tell(
      byRegion: load(.image) { scripts, _ in [scripts, "https://m.media-amazon.com/"] },
      from: looks,
      &set
    )
  }

  /// The region's own Amazon domain.
  private static let domains: [Region: String] = [.na: "amazon.com", .eu: "amazon.de", .fe: "amazon.co.jp"]

  private static func tellScript(
    _ policies: PolicySet,
    _ regions: [Region],
    _ page: PageVisit,
    _ set: inout FactSet
  ) {
    let looks = page.journey.looks
    let tags = page.loadedScripts.filter { $0.kind == .checkoutV2 }
    let addresses =
      tags.first.map { [$0.address] }
      ?? regions.map { "https://static-\($0.rawValue).payments-amazon.com/checkout.js" }
    let inPage = tags.first { $0.form == .sound && $0.scriptURL == nil }
    let decisions = addresses.compactMap { page.finalURL.resolving($0) }.map { url in
      policies.script(
        ScriptRequest(
          url: url,
          nonce: inPage?.nonce,
          integrity: inPage?.integrity,
          isParserInserted: inPage != nil
        )
      )
    }
    guard !decisions.isEmpty else { return script.absent(from: looks, &set) }
    let trustsLoaders = policies.policies.contains { policy in
      policy.disposition == .enforce
        && policy.deciding(for: .script)?.tokens.contains("'strict-dynamic'") ?? false
    }
    if inPage == nil, trustsLoaders {
      // Whatever loads it may or may not be trusted: the policy alone does not tell.
      set.fill(
        script.keys,
        with: Unknown(.notVisible, detail: "'strict-dynamic' trusts loaders, and none was found"),
        from: looks
      )
    } else {
      script.tell(byRegion: decisions.map { [$0] }, from: looks, &set)
    }
  }

  /// The inline script in which the button is configured; `nil` where it is configured elsewhere.
  private static func inlineConfiguration(of page: PageVisit, _ content: PageContent) -> ScriptElement? {
    let places =
      page.amazonPay.calls.filter { $0.scriptURL == nil && $0.runs }.map(\.offset)
      + page.amazonPay.buttons.filter {
        $0.scriptURL == nil && $0.origin != .shopwareOptions && $0.origin != .shopifyMeta
      }
      .map(\.offset)
    return content.scripts.first { script in
      script.runs && script.source == nil
        && places.contains { $0 >= script.offset && $0 <= script.body.endIndex }
    }
  }

  private static func forbidden(by sandbox: Set<String>?) -> [SandboxPart] {
    guard let sandbox else { return [] }
    var parts: [SandboxPart] = []
    if !sandbox.contains("allow-scripts") { parts.append(.scripts) }
    if !sandbox.contains("allow-popups") { parts.append(.popups) }
    if sandbox.isDisjoint(with: ["allow-top-navigation", "allow-top-navigation-by-user-activation"]) {
      parts.append(.topNavigation)
    }
    return parts
  }

  private static func notablePolicies(_ headers: HeaderFields, _ page: PageVisit) -> [String] {
    var found: [String] = []
    if let value = headers.first("referrer-policy"), value.lowercased().contains("no-referrer"),
      !value.lowercased().contains("when-downgrade")
    {
      found.append("Referrer-Policy: \(value)")
    }
    if let value = headers.combined("permissions-policy"),
      value.replacing(" ", with: "").contains("payment=()")
    {
      found.append("Permissions-Policy: payment=()")
    }
    if page.policies.contains(where: { $0.policies.contains { $0["require-trusted-types-for"] != nil } }) {
      found.append("Content-Security-Policy: require-trusted-types-for")
    }
    return found
  }

  /// Under require-corp a script of another origin must say that it may be embedded (Fetch, "cross-origin resource
  /// policy check").
  private static func embedding(
    _ page: PageVisit,
    _ headers: HeaderFields,
    in scene: Scene,
    _ set: inout FactSet
  ) async {
    let value = headers.first("cross-origin-embedder-policy")
    let looks = page.journey.looks
    set.set(embedder, Observed(value), from: looks)
    guard value?.split(separator: ";").first.map({ String($0).trimmed }) == "require-corp" else {
      set.set(scriptEmbeds, .absent, from: looks)
      return
    }
    if page.loadedScripts.contains(where: { $0.kind == .checkoutV2 && $0.crossOrigin != nil }) {
      set.set(scriptEmbeds, true, from: looks)
      return
    }
    guard let region = page.shownRegion else {
      set.set(scriptEmbeds, .unknown(.notVisible, "nothing on the page shows the region"), from: looks)
      return
    }
    guard let exchange = await scene.checkoutScript(region) else {
      set.set(scriptEmbeds, .unknown(.notAsked, needs: .publicNetwork), from: looks)
      return
    }
    guard let answer = exchange.answer else {
      set.set(scriptEmbeds, .unknown(exchange.failure ?? Unknown(.defect)), from: looks + [exchange.id])
      return
    }
    let resource = answer.headers.first("cross-origin-resource-policy")?.lowercased()
    set.set(scriptEmbeds, resource == "cross-origin", from: looks + [exchange.id])
  }
}

extension PageVisit {
  /// The region of the script that the page loads, else the one that a plugin's configuration or a reference of any
  /// other kind names alone; `nil` where nothing shows it.
  var shownRegion: Region? {
    if let loaded = loadedScripts.lazy.compactMap(\.region).first { return loaded }
    if let stated = amazonPay.buttons.lazy.compactMap(\.region.value).first { return stated }
    let named = Set(amazonPay.scripts.compactMap(\.region))
    return named.count == 1 ? named.first : nil
  }

  /// All policies of the page; empty where there is no page to have any.
  var policies: [PolicySet] {
    guard let content, let answer = journey.answer else { return [] }
    return [
      PolicySet(
        document: finalURL,
        enforced: answer.headers.values("content-security-policy"),
        reportOnly: answer.headers.values("content-security-policy-report-only"),
        meta: content.contentSecurityPolicies
      )
    ]
  }
}

extension Array where Element: Hashable {
  /// Without repetition, in their order.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
