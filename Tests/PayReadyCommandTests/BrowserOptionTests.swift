import DemoShop
import TestSupport
import Testing

/// What an operator says of browsers and carts.
@Suite(.timeLimit(.minutes(1))) struct `Browser and cart` {
  private func plan(_ words: String...) async throws -> String {
    try await Program.payready(["plan", "shop.example"] + words).standardOutput
  }

  @Test func `stand in the plan as they were asked for`() async throws {
    let usual = try await plan()
    #expect(usual.contains("open at most 4 pages in a browser, 390 pixels wide"))
    #expect(usual.contains("reading leaves the button undecided"))
    #expect(!usual.contains("put one item in the cart"))
    let always = try await plan("--browser", "always", "--allow-cart")
    #expect(!always.contains("reading leaves the button undecided"))
    #expect(always.contains("put one item in the cart of an anonymous visitor"))
    #expect(try await !plan("--browser", "never").contains("in a browser"))
  }

  @Test(
    arguments: [
      (["--browser", "sometimes"], "Please provide one of 'auto', 'always' or 'never'"),
      (["--allow-cart", "--cookie", "id=1"], "--allow-cart is for an anonymous visitor; leave --cookie out"),
      (
        ["--checkout-script", "/nowhere"],
        "--checkout-script '/nowhere' cannot be read: no such file or directory"
      ),
    ]
  )
  func `are refused where they cannot be meant`(_ words: [String], _ says: String) async throws {
    let run = try await Program.payready(["audit", "shop.example", "--no-save"] + words)
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains(says))
  }

  @Test func `name what is missing where no Chromium is installed`() async throws {
    let world = try DemoWorld([ShopPlan()])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let run = try await AuditRun(
      of: shop,
      in: world,
      arguments: ["--browser", "always"],
      environment: ["PATH": "/nowhere"]
    )
    #expect(run.results["button-visible"] == "open")
    #expect(run.standardOutput.contains("no Chromium is installed here"))
    #expect(run.verdict == "ready")
  }
}
