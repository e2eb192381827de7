import DemoShop
import Fetching
import Model
import Probing
import Testing

/// What a browser shows of shops that this machine serves.
@Suite(
  .serialized,
  .timeLimit(.minutes(3)),
  .enabled(if: Chromium.executable() != nil, "Chromium is not installed")
) struct `A browser's sight` {
  /// The cart page of a shop with that fault or variant, opened in a browser.
  private func cart(_ faults: [Fault] = [], _ variants: [Variant] = []) async throws -> Sight {
    var plan = ShopPlan(host: "lamp-shop.example", faults: Set(faults))
    plan.variants = Set(variants)
    let world = try DemoWorld([plan], amazon: AmazonStandIn())
    defer { world.stop() }
    var shop = try #require(world.shops.first)
    shop.options.needsBrowser = true
    if !shop.options.allowCart { shop.options.pages = ["https://lamp-shop.example/cart"] }
    return try await Sight(of: shop, in: world)
  }

  private func value(_ sight: Sight, _ name: String) -> Value? { sight.fact(name, of: .page, .cart)?.value }

  @Test func `is a button that can be pressed, and a picture of it on each screen`() async throws {
    let sight = try await cart()
    #expect(value(sight, "browser.button") == "shown")
    #expect(value(sight, "browser.phoneButton") == "shown")
    #expect(value(sight, "browser.phoneButtonHeight") == 45)
    #expect(value(sight, "browser.script") == "loaded")
    #expect(value(sight, "browser.violations") == [])
    #expect(value(sight, "browser.calls") == ["renderButton #AmazonPayButton"])
    let asked = sight.fact("browser.requests", of: .page, .cart)?.value
    #expect(
      asked
        == .list(
          ["answer.json", "checkout.js", "frame.html", "logo.svg"].map {
            .text("GET https://static-eu.payments-amazon.com/\($0) 200")
          }
        )
    )
    #expect(value(sight, "browser.messages") == [])
    #expect(value(sight, "consent.gate") == "none")
    #expect(sight.fact("browser.banner", of: .page, .cart)?.isAbsent == true)
    #expect(Set(sight.pictures.map(\.width)) == [1280, 390])
    #expect(sight.pictures.allSatisfy { $0.page == "https://lamp-shop.example/cart" })
    #expect(sight.pictures.allSatisfy { $0.bytes.starts(with: [0xFF, 0xD8, 0xFF]) && $0.bytes.count > 1000 })
    let looks = sight.evidence.looks.filter { $0.kind == .page }
    #expect(looks.count == 2 && looks.allSatisfy { $0.failure == nil })
  }

  @Test func `is a button that styles hide from telephones`() async throws {
    let sight = try await cart([.buttonHiddenOnPhones])
    #expect(value(sight, "browser.button") == "shown")
    #expect(value(sight, "browser.phoneButton") == "hidden")
    #expect(sight.fact("browser.phoneButtonHeight", of: .page, .cart)?.isAbsent == true)
  }

  @Test func `is a policy that keeps Amazon's script out`() async throws {
    let sight = try await cart([.cspWithoutAmazon])
    #expect(value(sight, "browser.script") == "blocked")
    #expect(value(sight, "browser.button") == "absent")
    #expect(value(sight, "browser.violations") == ["script-src-elem"])
  }

  @Test func `is a button whose script comes long after the page`() async throws {
    let sight = try await cart([], [.buttonLate])
    #expect(value(sight, "browser.button") == "shown")
    #expect(value(sight, "browser.phoneButton") == "shown")
  }

  @Test func `is what a buyer gets who accepts the banner, and one who declines it`() async throws {
    let sight = try await cart([.buttonBehindConsent])
    #expect(value(sight, "browser.banner") == "OneTrust")
    #expect(value(sight, "browser.button") == "shown")
    #expect(value(sight, "consent.gate") == "consent")
  }

  @Test func `is a cart with an item, where that is allowed`() async throws {
    let sight = try await cart([], [.emptyCart])
    #expect(value(sight, "cart.isEmpty") == false)
    #expect(value(sight, "browser.button") == "shown")
    #expect(value(sight, "browser.phoneButton") == "shown")
  }
}
