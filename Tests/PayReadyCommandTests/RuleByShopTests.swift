import DemoShop
import Model
import TestSupport
import Testing

/// The table rule × shop: each fault on a real local server, audited by the built program.
@Suite struct `Rule by shop` {
  /// Every fault that a rule speaks of.
  static let entries = Fault.table.filter { entry in
    entry.rule != nil && !hidden.contains(entry.fault)
  }
  /// Faults that connections mapped by the operator hide by design.
  static let hidden: Set<Fault> = [.otherCertificateElsewhere]

  @Test(.timeLimit(.minutes(2)), arguments: entries.map(\.fault))
  func `a fault fails its rule and nothing else`(_ fault: Fault) async throws {
    let entry = fault.entry
    var plan = ShopPlan(host: "shop-under-test.example", faults: [fault])
    plan.ipnDelay = .milliseconds(5200)
    let world = try DemoWorld([plan])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(of: shop, in: world)
    let rule = try #require(entry.rule)
    let allowed = Set([rule] + entry.also)
    let expected: String =
      switch entry.result {
      case .fails: "fail"
      case .asks: "ask"
      case .notes: "note"
      case .unreadable: "none"
      }
    let own = run.told.filter { $0.rule == rule && $0.result == expected }
    #expect(!own.isEmpty, "\(rule) is \(run.results[rule] ?? "missing"); told: \(run.told)")
    if let outcome = entry.outcome { #expect(own.contains { $0.outcome == outcome }, "\(own)") }
    switch entry.result {
    case .fails(let severity), .asks(let severity):
      #expect(own.contains { $0.severity == severity.rawValue }, "\(own)")
    case .notes, .unreadable: break
    }
    #expect(run.failures.filter { !allowed.contains($0.rule) } == [], "nothing else fails")
    #expect(shop.actingRequests.isEmpty, "a link that acts was followed")
  }

  @Test(.timeLimit(.minutes(1))) func `the good shop passes every rule that a fault is meant for`()
    async throws
  {
    var plan = ShopPlan()
    plan.givesIPN = true
    plan.givesPublicKey = true
    let world = try DemoWorld([plan])
    defer { world.stop() }
    let run = try await AuditRun(of: try #require(world.shops.first), in: world)
    #expect(run.failures == [])
  }
}

extension Fault: CustomTestStringConvertible {
  package var testDescription: String { "\(rawValue) → \(rule ?? "–")" }
}
