import DemoShop
import Model
import TestSupport
import Testing

/// Shops that cannot be ready, or of which nothing can be said.
@Suite(.serialized) struct `Bad shops` {
  private func run(_ plan: ShopPlan, _ arguments: [String] = []) async throws -> AuditRun {
    let world = try DemoWorld([plan])
    defer { world.stop() }
    return try await AuditRun(of: try #require(world.shops.first), in: world, arguments: arguments)
  }

  @Test(.timeLimit(.minutes(1))) func `a shop that speaks only HTTP is not ready`() async throws {
    let run = try await run(ShopPlan(faults: [.httpsRefused]))
    #expect(run.verdict == "notReady")
    #expect(run.exitCode == 1)
    #expect(run.failures.contains { $0.rule == "https-answers" })
  }

  @Test(.timeLimit(.minutes(1)), arguments: [Fault.dark, .challenge])
  func `where nothing can be seen there is no verdict and no score`(_ fault: Fault) async throws {
    let run = try await run(ShopPlan(faults: [fault]))
    #expect(run.verdict == "cannotTell")
    #expect(run.exitCode == 2)
    #expect(run.score == nil)
    #expect(run.failures.filter { $0.severity == "blocker" } == [])
  }

  @Test(.timeLimit(.minutes(1))) func `a silent 443 beside a closed 80 says nothing of the shop`()
    async throws
  {
    let silent = try RawServer { _ in [.hold] }
    defer { silent.stop() }
    let closed = try RawServer { _ in [] }
    closed.stop()
    let result = try await Program.payready([
      "audit", "silent-shop.example", "--no-save", "--format", "json", "--timeout", "20",
      "--connect-to", "silent-shop.example:443:127.0.0.1:\(silent.port)",
      "--connect-to", "silent-shop.example:80:127.0.0.1:\(closed.port)",
    ])
    #expect(result.exitCode == 2)
    #expect(result.standardOutput.contains(#""verdict" : "cannotTell""#))
  }

  @Test(.timeLimit(.minutes(1))) func `Ready is printed only when every blocker question is answered`()
    async throws
  {
    let cast = try #require(DemoCast.plans.first)
    let world = try DemoWorld([cast])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let answered = try await AuditRun(of: shop, in: world)
    #expect(answered.verdict == "ready")
    #expect(answered.standardOutput.contains(#""headline" : "Ready""#))
    var open = cast
    open.answers = []
    let asking = try await run(open)
    #expect(asking.verdict == "ready")
    #expect(!asking.standardOutput.contains(#""headline" : "Ready""#))
    let gated = try await run(open, ["--require-answers"])
    #expect(gated.exitCode == 2)
  }
}
