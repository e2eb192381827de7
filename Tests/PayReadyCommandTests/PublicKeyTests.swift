import DemoShop
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A public key` {
  private static let derive = "openssl rsa -in private.pem -pubout -out public.pem"

  @Test func `settles the rule, and leaves nothing but its fingerprint in report and evidence`() async throws
  {
    var plan = ShopPlan()
    plan.givesPublicKey = true
    let world = try DemoWorld([plan])
    defer { world.stop() }
    let bench = try Workbench()
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(
      of: shop,
      in: world,
      arguments: ["--format", "evidence=\(bench.folder)/e.json", "--format", "html=\(bench.folder)/r.html"]
    )
    #expect(run.results["api-button-signature-verify"] == "pass")
    let pem = try String(contentsOfFile: world.publicKeyPath, encoding: .utf8)
    let line = try #require(pem.split(separator: "\n").dropFirst().first)
    let evidence = try bench.text("e.json")
    for text in [run.standardOutput, run.standardError, evidence, try bench.text("r.html")] {
      #expect(!text.contains(line) && !text.contains(world.publicKeyPath))
    }
    #expect(evidence.firstMatch(of: /"publicKey" ?: ?"sha256:[0-9a-f]{64}"/) != nil)
  }

  @Test func `that is not given leaves the rule open, with the option that includes it`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let run = try await AuditRun(of: try #require(world.shops.first), in: world)
    #expect(run.results["api-button-signature-verify"] == "open")
    #expect(run.results["url-return-reachable"] == "open")
    #expect(run.standardOutput.contains("--public-key FILE"))
    #expect(run.standardOutput.contains("--visit-returns"))
  }

  @Test func `that is none is refused with a sentence, before anything is asked`() async throws {
    let bench = try Workbench()
    let folder = bench.folder
    openssl(["genrsa", "-out", "\(folder)/private.pem", "2048"])
    openssl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "\(folder)/curve-private.pem"])
    openssl(["pkey", "-in", "\(folder)/curve-private.pem", "-pubout", "-out", "\(folder)/curve.pem"])
    openssl(["genrsa", "-out", "\(folder)/small-private.pem", "1024"])
    openssl(["pkey", "-in", "\(folder)/small-private.pem", "-pubout", "-out", "\(folder)/small.pem"])
    try bench.put("{}", at: "other.json")
    let cases = [
      (
        "private.pem",
        "holds a private key, which nobody but the shop's server needs; give the public one, made from it with '\(Self.derive)'"
      ),
      ("other.json", "holds no public key in PEM; give the one made with '\(Self.derive)'"),
      ("curve.pem", "holds no RSA key; give the public key that was made for Amazon Pay"),
      ("small.pem", "holds a key of fewer than 2048 bits; give the public key that was made for Amazon Pay"),
      ("missing.pem", "cannot be read: no such file or directory; check the path"),
    ]
    let secret = try bench.text("private.pem").split(separator: "\n")[1]
    for (file, sentence) in cases {
      for command in ["audit", "plan"] {
        let run = try await Program.payready([command, "shop.example", "--public-key", "\(folder)/\(file)"])
        #expect(run.exitCode == 64)
        #expect(run.standardError == "payready: --public-key '\(folder)/\(file)' \(sentence)\n")
        #expect(run.standardOutput == "" && !run.standardError.contains(secret))
      }
    }
  }
}

@Suite(.timeLimit(.minutes(2))) struct `Return URLs` {
  private static func visits(_ shop: RunningShop) -> [String] {
    shop.requests.filter { ["/review", "/result"].contains($0.path) }.map { "\($0.method) \($0.target)" }
  }

  @Test func `are not visited without leave`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(of: shop, in: world)
    #expect(run.results["url-return-reachable"] == "open")
    #expect(Self.visits(shop) == [])
  }

  @Test func `are visited once by HEAD and GET with leave, without a session, and by nothing else`()
    async throws
  {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(of: shop, in: world, arguments: ["--visit-returns"])
    #expect(run.results["url-return-reachable"] == "pass")
    // The shop has four buttons, and they name one return URL.
    #expect(Self.visits(shop) == ["HEAD /review?payready=1", "GET /review?payready=1"])
    #expect(Set(shop.requests.map(\.method)).isSubset(of: ["GET", "HEAD"]))
    #expect(run.failures == [])
  }

  @Test func `stand in the plan with leave alone`() async throws {
    let with = try await Program.payready(["plan", "shop.example", "--visit-returns"])
    let without = try await Program.payready(["plan", "shop.example"])
    #expect(with.standardOutput.contains("visit each return URL of the buttons by HEAD"))
    #expect(!without.standardOutput.contains("visit each return URL"))
  }
}
