import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Facts of signatures` {
  private static func shop(
    _ faults: Set<Fault> = [],
    _ variants: Set<Variant> = [],
    givesKey: Bool = true
  ) async throws -> Sight {
    var plan = ShopPlan(faults: faults, variants: variants)
    plan.givesPublicKey = givesKey
    return try await Sight(plan)
  }

  @Test func `of a sound shop say by which algorithm its key signed`() async throws {
    let sight = try await Self.shop()
    #expect(sight.fact("payload.signatureVerifies", of: .button)?.value == .bool(true))
    #expect(
      sight.fact("payload.signedAs", of: .button)?.value
        == .record([
          "algorithm": .text("AMZN-PAY-RSASSA-PSS-V2"), "saltBytes": .int(32), "spelling": .text("asShown"),
        ])
    )
    let key = try #require(sight.evidence.request.publicKey)
    #expect(key.hasPrefix("sha256:") && key.count == 71)
  }

  @Test func `are not asked for without a key`() async throws {
    let sight = try await Self.shop(givesKey: false)
    for name in ["payload.signatureVerifies", "payload.signedAs"] {
      guard case .unknown(let why, _)? = sight.fact(name, of: .button) else {
        Issue.record("\(name) is known")
        continue
      }
      #expect(why.reason == .notAsked && why.needs == .publicKey)
    }
    #expect(sight.evidence.request.publicKey == nil)
  }

  @Test func `are absent where no payload stands in the page, and unknown where a script fetches it`()
    async throws
  {
    let first = try await Self.shop([.buttonV1])
    #expect(first.fact("payload.signatureVerifies", of: .button)?.isAbsent == true)
    #expect(first.fact("payload.signedAs", of: .button)?.isAbsent == true)
    let headless = try await Self.shop([], [.headless])
    #expect(headless.fact("payload.signatureVerifies", of: .button)?.reason == .notVisible)
  }

  @Test(
    arguments: [
      (.signatureOtherKey, nil), (.payloadChanged, nil), (.signatureEmpty, nil),
      (.payloadReencoded, ("AMZN-PAY-RSASSA-PSS-V2", 32, "slashesPlain")),
      (.signatureOtherSalt, ("AMZN-PAY-RSASSA-PSS-V2", 20, "asShown")),
      (.signatureUnnamed, ("AMZN-PAY-RSASSA-PSS-V2", 32, "asShown")),
      (.signatureOtherAlgorithm, ("AMZN-PAY-RSASSA-PSS", 20, "asShown")),
    ] as [(Fault, (String, Int, String)?)]
  )
  func `of a faulty shop say what was signed instead`(_ fault: Fault, _ made: (String, Int, String)?)
    async throws
  {
    let sight = try await Self.shop([fault])
    #expect(sight.fact("payload.signatureVerifies", of: .button)?.value == .bool(false))
    let signedAs = sight.fact("payload.signedAs", of: .button)
    guard let (algorithm, salt, spelling) = made else {
      #expect(signedAs?.isAbsent == true)
      return
    }
    #expect(
      signedAs?.value
        == .record([
          "algorithm": .text(algorithm), "saltBytes": .int(salt), "spelling": .text(spelling),
        ])
    )
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Amazon's API, seen from outside,` {
  private static func services(of sight: Sight) -> [Subject] {
    sight.evidence.subjects.filter { $0.id.kind == .service && $0.name.hasPrefix("pay-api.") }
  }

  @Test func `is reached where something answers in its place, whatever it answers`() async throws {
    let world = try DemoWorld([ShopPlan()], amazon: AmazonStandIn())
    defer { world.stop() }
    let sight = try await Sight(of: try #require(world.shops.first), in: world)
    let services = Self.services(of: sight)
    #expect(services.map(\.name) == ["pay-api.amazon.com", "pay-api.amazon.eu", "pay-api.amazon.jp"])
    for service in services {
      #expect(service.facts["api.reached"]?.value == .bool(true))
      #expect(service.facts["api.problem"]?.isAbsent == true)
      #expect(service.facts["script.status"]?.isAbsent == true)
    }
    let looks = sight.evidence.looks.filter { $0.id.contains("pay-api.") && $0.kind == .exchange }
    #expect(looks.count == 3 && looks.allSatisfy { $0.id.hasPrefix("HEAD ") })
  }

  @Test func `is left alone for a local shop whose operator put nothing in its place`() async throws {
    let sight = try await Sight(ShopPlan())
    for service in Self.services(of: sight) {
      guard case .unknown(let why, _)? = service.facts["api.reached"] else {
        Issue.record("\(service.name) was looked at")
        continue
      }
      #expect(why.reason == .notAsked && why.needs == .publicNetwork)
    }
    #expect(!sight.evidence.looks.contains { $0.id.contains("pay-api.") })
  }

  @Test func `is told as out of reach with the reason, of the shop's own region`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let closed = try RawServer { _ in [] }
    closed.stop()
    let silent = try RawServer { _ in [.text("not TLS at all\r\n")] }
    defer { silent.stop() }
    let shop = try #require(world.shops.first)
    let words = [
      "pay-api.amazon.eu:443:127.0.0.1:\(closed.port)", "pay-api.amazon.com:443:127.0.0.1:\(silent.port)",
    ]
    let sight = try await Sight(of: shop, in: world, connectTo: words)
    func fact(_ name: String, _ host: String) -> Fact? {
      Self.services(of: sight).first { $0.name == host }?.facts[name]
    }
    #expect(fact("api.reached", "pay-api.amazon.eu")?.value == .bool(false))
    #expect(fact("api.problem", "pay-api.amazon.eu")?.value == .text("refused"))
    #expect(fact("api.problem", "pay-api.amazon.com")?.value == .text("tls"))
    let assessment = try sight.assessment()
    let rule = try #require(assessment.rules.first { $0.rule == "vantage-api-reachable" })
    let told = rule.results.map { "\($0.subject.key) \($0.result.rawValue) \($0.outcome ?? "-")" }
    #expect(
      told.sorted() == [
        "pay-api.amazon.com notApplicable -", "pay-api.amazon.eu pass unreached",
        "pay-api.amazon.jp notApplicable -", "static-eu.payments-amazon.com notApplicable -",
        "static-fe.payments-amazon.com notApplicable -", "static-na.payments-amazon.com notApplicable -",
      ]
    )
    #expect(assessment.verdict != .notReady && assessment.score.points != nil)
  }
}
