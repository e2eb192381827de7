import DemoShop
import Foundation
import Model
import TestSupport
import Testing

/// The same shop gets the same answer, whatever the network's mood.
@Suite(.serialized) struct `Stability` {
  @Test(.timeLimit(.minutes(4))) func `twenty audits with shuffled delays tell the same`() async throws {
    var plan = ShopPlan(faults: [.certificateTenDays, .hstsMissing, .mixedImage])
    plan.givesIPN = true
    let world = try DemoWorld([plan]) { _ in .milliseconds(Int.random(in: 0...60)) }
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    var first: AuditRun?
    for _ in 0..<20 {
      let run = try await AuditRun(of: shop, in: world)
      guard let expected = first else {
        first = run
        continue
      }
      #expect(run.told == expected.told)
      #expect(run.results == expected.results)
      #expect(run.verdict == expected.verdict)
      #expect(run.score == expected.score)
    }
    #expect(first?.told.isEmpty == false)
  }

  @Test(.timeLimit(.minutes(1))) func `judging stored evidence again gives the same bytes`() async throws {
    let world = try DemoWorld([ShopPlan(faults: [.certificateTenDays])])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let folder = FileManager.default.temporaryDirectory.appending(path: "payready-judge-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let audit = try await AuditRun(
      of: shop,
      in: world,
      arguments: ["--output", folder.path, "--format", "evidence=\(folder.path)/e.json"]
    )
    let evidence = folder.appending(path: "e.json").path
    let again = try await Program.payready(["judge", evidence, "--format", "json"])
    let third = try await Program.payready(["judge", evidence, "--format", "json"])
    #expect(again.standardOutput == third.standardOutput)
    #expect(again.standardOutput == audit.standardOutput)
  }
}
