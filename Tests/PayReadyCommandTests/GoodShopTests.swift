import DemoShop
import Glibc
import Model
import TestSupport
import Testing

/// Sound shops, each on a real local server: none may draw a failing blocker or major.
@Suite(.serialized) struct `Good shops` {
  /// A sound way to run a shop.
  struct Case: CustomTestStringConvertible, Sendable {
    let plan: ShopPlan
    var testDescription: String {
      ([plan.platform.rawValue] + plan.variants.map(\.rawValue).sorted()).joined(separator: " ")
    }
  }

  static let cases: [Case] =
    // Every one of them speaks HTTP/1.1 alone.
    Variant.allCases.filter { $0 != .hiddenUntilFilled }.map { variant in
      Case(plan: ShopPlan(host: "sound-shop.example", variants: [variant]))
    }
    + [ShopPlan.Platform.woocommerce, .magento, .shopware].flatMap { platform in
      [
        Case(plan: ShopPlan(host: "sound-shop.example", platform: platform)),
        Case(plan: ShopPlan(host: "sound-shop.example", platform: platform, variants: [.hiddenUntilFilled])),
      ]
    }
    + [
      Case(plan: ShopPlan(host: "sound-shop.example", faults: [.redirectTemporary])),
      Case(plan: ShopPlan(host: "sound-shop.example", faults: [.scriptParked])),
      Case(
        plan: ShopPlan(host: "sound-shop.example", variants: [.bareHeaders, .portEightyClosed, .wwwAbsent])
      ),
    ]

  @Test(.timeLimit(.minutes(1)), arguments: cases)
  func `a sound shop draws no failing blocker or major`(_ sound: Case) async throws {
    let world = try DemoWorld([sound.plan])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(of: shop, in: world)
    #expect(run.failures.filter { $0.severity != "minor" } == [])
    #expect(run.verdict != "notReady")
    let allowed = shop.options.allowCart ? ["POST /cart/add"] : []
    #expect(
      shop.actingRequests.map { "\($0.method) \($0.target)" } == allowed,
      "a link that acts was followed"
    )
  }

  @Test(.timeLimit(.minutes(1))) func `a good shop of which nothing more is given is technically ready`()
    async throws
  {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let run = try await AuditRun(of: try #require(world.shops.first), in: world)
    #expect(run.verdict == "ready")
    #expect(run.told.contains { $0.result == "ask" && $0.severity == "blocker" })
    #expect(run.standardOutput.contains("Technically ready, "))
    #expect(run.exitCode == 0)
  }

  @Test(.timeLimit(.minutes(1))) func `a dead IPv6 address hides nothing of a shop that answers over IPv4`()
    async throws
  {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    // fd00::/8 is nobody's network here: connecting fails or is silent, as a dead AAAA does.
    let words = shop.connectTo.compactMap { word -> String? in
      let fields = word.split(separator: ":").map(String.init)
      guard fields.count == 4 else { return nil }
      return "\(fields[0]):\(fields[3]):[fd00::dead],127.0.0.1"
    }
    let connect = shop.connectTo.map { word -> String in
      let fields = word.split(separator: ":").map(String.init)
      return "\(fields[0]):\(fields[1]):\(fields[0]):\(fields[3])"
    }
    let run = try await AuditRun(
      of: shop,
      in: world,
      arguments: connect.flatMap { ["--connect-to", $0] },
      resolve: words
    )
    #expect(run.failures.filter { $0.severity != "minor" } == [])
    let unknown = run.results.filter { $0.value == "unknown" }.keys.sorted()
    #expect(run.verdict == "ready", "unknown: \(unknown)")
  }
  /// A network of its own, whose loopback interface has IPv4 alone; only root may make one.
  private static let canMakeNetworks =
    geteuid() == 0
    && ["/usr/bin/unshare", "/usr/sbin/ip"].allSatisfy { (path: String) in access(path, X_OK) == 0 }

  @Test(.enabled(if: canMakeNetworks), .timeLimit(.minutes(1)))
  func `a machine without IPv6 finds the same shop ready`() async throws {
    let program = try ProgramRunner().program
    let script = """
      echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 && /usr/sbin/ip link set lo up && \
      exec '\(program)' demo --shop good-shop.example
      """
    let run = try await ProgramRunner(program: "/usr/bin/unshare").run(["--net", "sh", "-c", script])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("\nReady\n"), "\(run.standardOutput)")
    #expect(!run.standardOutput.contains("IPv6"))
  }
}
