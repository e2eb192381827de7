import DemoShop
import Judging
import Model
import Probing
import Testing

@Suite struct `Faults of the demo` {
  /// Rules that fail by where names lead; the demo's names are mapped, so a shop on a network of its own has them
  /// (`A public shop` in PayReadyCommandTests).
  static let ofNames: Set = ["dns-ipv6-reachable", "dns-resolves-public"]

  @Test func `cover every rule of the built-in pack that can fail`() throws {
    let faults = Set(Fault.table.compactMap(\.rule))
    let uncovered = try Catalogue.builtIn(facts: Prober.facts).rules.filter { rule in
      rule.outcomes.contains { if case .fail = $0.effect { true } else { false } }
        && !faults.contains(rule.id)
        // A demo shop has no server that a doctor could stand on; those rules have tests of their own.
        && rule.about != .server
    }
    #expect(Set(uncovered.map(\.id)) == Self.ofNames)
  }
}
