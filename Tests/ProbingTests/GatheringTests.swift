import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct `Evidence of whole shops` {
  /// Shops from sound to dark; between them every probe meets what it looks at.
  static let plans: [(String, ShopPlan)] = {
    var good = ShopPlan()
    good.givesIPN = true
    var broken = DemoCast.plans.first { $0.host == "broken-shop.example" } ?? ShopPlan()
    broken.ipnDelay = .zero
    var dark = ShopPlan(faults: [.dark])
    dark.givesIPN = true
    return [
      ("good", good), ("broken", broken), ("dark", dark),
      ("headless", ShopPlan(variants: [.headless])), ("challenged", ShopPlan(faults: [.challenge])),
      ("plain", ShopPlan(faults: [.plainHTTPOn443])),
      ("woocommerce", ShopPlan(platform: .woocommerce, variants: [.hiddenUntilFilled])),
      ("magento", ShopPlan(platform: .magento)), ("shopware", ShopPlan(platform: .shopware)),
      ("strict", ShopPlan(faults: [.coepRequireCORP, .cspSandbox], variants: [.noncePolicy])),
    ]
  }()

  @Test(arguments: plans.map(\.0))
  func `has every declared fact, and none for want of a better word`(_ name: String) async throws {
    let plan = try #require(Self.plans.first { $0.0 == name }?.1)
    let evidence = try await Sight(plan).evidence
    let looks = Set(evidence.looks.map(\.id))
    for subject in evidence.subjects {
      let declared = Dictionary(
        uniqueKeysWithValues: Prober.facts.filter { $0.subject == subject.id.kind && tells($0, of: subject) }
          .map { ($0.name, $0) }
      )
      #expect(Set(subject.facts.keys) == Set(declared.keys), "\(subject.id.description)")
      for (name, fact) in subject.facts {
        let description = try #require(declared[name])
        let place = "\(subject.id.description) \(name): \(fact)"
        #expect(fact.reason != .defect, "\(place)")
        #expect(description.type.takes(fact), "\(place)")
        if fact.isAbsent { #expect(description.absent != nil, "\(place)") }
        #expect(looks.isSuperset(of: fact.looks), "\(place) is from looks that nobody made")
      }
    }
  }

  /// Which facts a subject has, beyond its kind: by its role.
  private func tells(_ fact: FactDescription, of subject: Subject) -> Bool {
    let isIPN = subject.roles.contains(.ipn)
    switch subject.id.kind {
    case .host:
      return subject.roles.contains(.shop)
        || !["redirect", "twin", "twinRedirect", "headers"].contains(fact.probe)
    case .endpoint: return ["notification", "notificationPost"].contains(fact.probe) == isIPN
    case .shop, .page, .button, .service, .server: return true
    }
  }

  @Test func `forms one tree of subjects`() async throws {
    let evidence = try await Sight(ShopPlan(variants: [.headless])).evidence
    let ids = evidence.subjects.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == ids.sorted())
    for subject in evidence.subjects {
      #expect((subject.parent == nil) == (subject.id.kind == .shop))
      if let parent = subject.parent { #expect(ids.contains(parent), "\(parent.description)") }
    }
  }

  @Test func `knows a host by what is at it, and by an IPN URL only where the operator gave it`() async throws
  {
    func roles(_ plan: ShopPlan) async throws -> [String: [Role]] {
      let hosts = try await Sight(plan).evidence.subjects.filter { $0.id.kind == .host }
      return Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0.roles) })
    }
    let pages: [Role] = [.cart, .checkout, .home, .login, .product, .shop]
    let derived = try await roles(ShopPlan(platform: .magento))
    #expect(derived["good-shop.example"]?.filter { $0 != .returnURL } == pages)
    var plan = ShopPlan()
    plan.givesIPN = true
    let given = try await roles(plan)
    #expect(given["good-shop.example"]?.contains(.ipn) == true)
    let called = try await roles(ShopPlan(variants: [.headless]))
    #expect(called["api.good-shop.example"] == [.api])
    let old = try await roles(ShopPlan(faults: [.buttonV1]))
    #expect(old["good-shop.example"]?.contains(.session) == true)
  }

  @Test func `has the shop's own host where no page could be read`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.dark]))
    let host = try #require(sight.evidence.subjects.first { $0.id.kind == .host })
    #expect(host.roles.contains(.shop))
    #expect(sight.host("https.state")?.value == "refused")
    #expect(sight.host("dns.resolves") != nil)
  }

  @Test func `does not hold against a shop that this machine has no IPv6`() async throws {
    let request = try Prober.request(typed: "https://[::1]:1/")
    let evidence = try await Prober(options: LookOptions(), data: PackData.all(), tool: "test").gather(
      request
    )
    let host = try #require(evidence.subjects.first { $0.id.kind == .host })
    let fact = try #require(host.facts["dns.ipv6"])
    if evidence.vantage.ipv6 {
      #expect(fact.value == [["address": "::1", "connects": false]])
    } else if case .unknown(let unknown, _) = fact {
      #expect(unknown == Unknown(.notAsked, needs: .ipv6, detail: "this machine has no IPv6"))
    } else {
      Issue.record("\(fact)")
    }
  }

  @Test func `has no IPN URL where the operator gave none, and the given one`() async throws {
    let without = try await Sight(ShopPlan(platform: .magento))
    #expect(without.shop("ipn.url")?.isAbsent == true)
    #expect(without.shop("ipn.proposedUrl")?.value == "https://good-shop.example/amazon_pay/payment/ipn/")
    var plan = ShopPlan()
    plan.givesIPN = true
    #expect(try await Sight(plan).shop("ipn.url")?.value != nil)
  }

  @Test func `asks a shop nothing that acts, and each question once`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    _ = try await Sight(of: shop, in: world)
    #expect(shop.actingRequests == [])
    #expect(Set(shop.requests.map(\.method)).isSubset(of: ["GET", "HEAD", "OPTIONS"]))
    let asked = shop.requests.map { "\($0.method) \($0.isSecure) \($0.host) \($0.target) \($0.headers)" }
    #expect(Set(asked).count == asked.count)
    #expect(shop.requests.allSatisfy { $0.headers.first("User-Agent")?.hasPrefix("PayReady/test (") == true })
    #expect(shop.requests.allSatisfy { $0.headers.first("User-Agent")?.contains("://") == false })
  }

  @Test func `has the same subjects and facts each time`() async throws {
    let world = try DemoWorld([ShopPlan(platform: .woocommerce)])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let first = try await Sight(of: shop, in: world).evidence
    let second = try await Sight(of: shop, in: world).evidence
    #expect(first.subjects.map(\.id) == second.subjects.map(\.id))
    #expect(first.looks.map(\.id) == second.looks.map(\.id))
  }

  @Test func `keeps a page that the operator named, on another site as well`() async throws {
    let world = try DemoWorld([ShopPlan(), ShopPlan(host: "payments.example")])
    defer { world.stop() }
    var options = LookOptions()
    options.connectTo = world.connectTo
    options.caFile = world.rootPath
    let request = try Prober.request(
      typed: "good-shop.example",
      pages: ["https://payments.example/checkout", "/"],
      options: options
    )
    let evidence = try await Prober(options: options, data: PackData.all(), tool: "test").gather(request)
    let pages = evidence.subjects.filter { $0.id.kind == .page }
    let named = try #require(pages.first { $0.url == "https://payments.example/checkout" })
    #expect(named.roles == [.named])
    #expect(evidence.subjects.contains { $0.id == named.parent })
    #expect(pages.first { $0.url == "https://good-shop.example/" }?.roles == [.home, .named])
  }

  @Test func `has what a pack's own probe saw`() async throws {
    let probes = [
      PackProbeRequest(name: "imprint", method: "GET", path: "/contact"),
      PackProbeRequest(name: "gone", method: "HEAD", path: "/no-such-page"),
      PackProbeRequest(name: "elsewhere", method: "GET", path: "https://evil.example/"),
      PackProbeRequest(name: "sneaky", method: "GET", path: "//evil.example/"),
    ]
    let sight = try await Sight(ShopPlan(), packProbes: probes)
    #expect(sight.shop("probes.imprint.status")?.value == 200)
    #expect(sight.shop("probes.imprint.finalUrl")?.value == "https://good-shop.example/contact")
    #expect(sight.shop("probes.gone.status")?.value == 404)
    #expect(sight.shop("probes.elsewhere.status")?.reason == .forbidden)
    #expect(sight.shop("probes.sneaky.body")?.reason == .forbidden)
    guard case .text(let body)? = sight.shop("probes.imprint.body")?.value else {
      Issue.record("there is no body")
      return
    }
    #expect(body.contains("<h1>Contact and imprint</h1>"))
  }

  @Test func `is unknown, not wrong, when it was cancelled`() async throws {
    let silent = try RawServer { _ in [.hold] }
    defer { silent.stop() }
    var options = LookOptions()
    options.connectTo = [
      "shop.example:443:127.0.0.1:\(silent.port)", "shop.example:80:127.0.0.1:\(silent.port)",
    ]
    let request = try Prober.request(typed: "shop.example", options: options)
    let prober = try Prober(options: options, data: PackData.all(), tool: "test")
    let task = Task { await prober.gather(request) }
    while silent.connections == 0 { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let evidence = await task.value
    let host = try #require(evidence.subjects.first { $0.id.kind == .host })
    #expect(host.facts["https.state"]?.reason == .cancelled)
    #expect(host.facts["tls.acceptsTLS12"]?.reason == .cancelled)
  }
}

extension FactType {
  /// Whether a fact's value has this shape; what is not known has every shape.
  func takes(_ fact: Fact) -> Bool {
    switch (fact, self) {
    case (.known(let value, _), _): takes(value)
    case (.partial(let values, _, _), .list(let element)): values.allSatisfy(element.takes)
    case (.partial, _): false
    case (.absent, _), (.unknown, _): true
    }
  }

  private func takes(_ value: Value) -> Bool {
    switch (self, value) {
    case (.bool, .bool), (.int, .int), (.text, .text), (.version, .text): true
    case (.word(let words), .text(let text)): words.contains(text)
    case (.date, .text(let text)): text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
    case (.url, .text(let text)): text.contains("://") || text.hasPrefix("/") || text.hasPrefix("//")
    case (.list(let element), .list(let values)): values.allSatisfy(element.takes)
    case (.record(let fields), .record(let values)):
      values.allSatisfy { name, value in fields[name]?.takes(value) ?? false }
    default: false
    }
  }
}
