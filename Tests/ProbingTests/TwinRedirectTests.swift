import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Where plain HTTP leads at the twin` {
  /// Faults and variants, and what is seen of the twin's way; `nil` for absent.
  static let rows: [(faults: Set<Fault>, variants: Set<Variant>, ending: String?, hops: Int?, keeps: Bool?)] =
    [
      ([], [], "https", 2, true), ([.twinOverHTTP], [], "stays", nil, nil),
      ([.twinPathLost], [], "https", 1, false), ([.twinDetour], [], "https", 3, true),
      ([.wwwAnswersToo], [], "https", nil, true), ([], [.wwwAbsent], nil, nil, nil),
      ([], [.wwwOtherSite], nil, nil, nil), ([], [.portEightyClosed], nil, nil, nil),
      ([.httpLoop], [], "loop", nil, nil),
    ]

  @Test func `is seen hop by hop, for the root and for a deep path with a query`() async throws {
    for row in Self.rows {
      let sight = try await Sight(ShopPlan(faults: row.faults, variants: row.variants))
      let name = "\(row.faults) \(row.variants)"
      func expect(_ fact: String, _ value: Value?) {
        let seen = sight.host(fact)
        if let value {
          #expect(seen?.value == value, "\(name): \(fact)")
        } else {
          #expect(seen?.isAbsent == true, "\(name): \(fact) is \(String(describing: seen))")
        }
      }
      expect("twin.httpRedirect", row.ending.map { .text($0) })
      expect("twin.httpHopsToShop", row.hops.map { .int($0) })
      if row.ending != "loop" { expect("twin.httpPathKept", row.keeps.map { .bool($0) }) }
    }
  }

  @Test func `asks the twin's port 80 for one deep path, and for the root where that leads nowhere`()
    async throws
  {
    for (faults, paths) in [
      ([], ["/payready/path?amazonCheckoutSessionId=payready"]),
      ([.twinOverHTTP], ["/payready/path?amazonCheckoutSessionId=payready", "/"]),
    ] as [(Set<Fault>, [String])] {
      let world = try DemoWorld([ShopPlan(faults: faults)])
      defer { world.stop() }
      let shop = try #require(world.shops.first)
      _ = try await Sight(of: shop, in: world)
      let asked = shop.requests.filter { $0.host == "www.good-shop.example" && !$0.isSecure }.map(\.target)
      #expect(asked == paths)
    }
  }
}
