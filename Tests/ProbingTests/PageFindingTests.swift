import DemoShop
import Model
import Probing
import Reading
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Pages of a shop` {
  /// The pages that were read of a shop over http that answers so, by path, with their roles.
  private func roles(_ pages: [String: String], named: [String] = [], most: Int? = nil) async throws
    -> [String: Set<Role>]
  {
    let server = try LocalServer { request in
      guard let page = pages[request.target] else { return .html("<title>Not found</title>", status: 404) }
      return page.hasPrefix("/") ? .redirect(302, to: page) : .html("<title>Shop</title>\(page)")
    }
    defer { server.stop() }
    let sight = try await Sight(secure: nil, plain: server.port, pages: named, maxPages: most)
    var found: [String: Set<Role>] = [:]
    for subject in sight.evidence.subjects where subject.id.kind == .page {
      found[subject.id.key.replacing("http://shop.example", with: ""), default: []].formUnion(subject.roles)
    }
    return found
  }

  private static let woo =
    "<meta name=generator content='WooCommerce 10.3.4'><body class='woocommerce woocommerce-no-js'>"

  @Test func `are found by links`() async throws {
    let found = try await roles([
      "/": "<a href=/warenkorb>Warenkorb</a><a href=/kasse>Kasse</a><a href=/produkt/lampe>Lampe</a>",
      "/warenkorb": "x", "/kasse": "x", "/produkt/lampe": "x",
    ])
    #expect(
      found == ["/": [.home], "/warenkorb": [.cart], "/kasse": [.checkout], "/produkt/lampe": [.product]]
    )
  }

  @Test func `are found by structured data`() async throws {
    let data = """
      {"@context": "https://schema.org", "@graph": [{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "item": "/lampen"}]},
      {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": ["Product"], "name": "L", "offers": {"url": "/lampe-7"}}}]}]}
      """
    let found = try await roles([
      "/": "<script type='application/ld+json'>\(data)</script>", "/lampe-7": "x", "/lampen": "x",
    ])
    #expect(found == ["/": [.home], "/lampe-7": [.product]])
  }

  @Test func `are looked for where a known platform has them`() async throws {
    let found = try await roles(["/": Self.woo, "/cart/": "x", "/checkout/": "/cart/", "/my-account/": "x"])
    // The checkout leads to the cart: nothing is said of it.
    #expect(found == ["/": [.home], "/cart/": [.cart], "/my-account/": [.login]])
  }

  @Test func `are not guessed where no platform is known, or a link leads to them`() async throws {
    #expect(try await roles(["/": "x", "/cart/": "x", "/checkout/": "x"]).keys.sorted() == ["/"])
    let linked = try await roles([
      "/": Self.woo + "<a href=/basket>Basket</a>", "/basket": "x", "/cart/": "x",
    ])
    #expect(linked == ["/": [.home], "/basket": [.cart]])
  }

  @Test func `are at most as many as were asked for, the named ones first`() async throws {
    let shop = [
      "/": "<a href=/cart>Cart</a><a href=/checkout>Checkout</a><a href=/product/1>Lamp</a>", "/cart": "x",
      "/checkout": "x", "/product/1": "x", "/pay": "x",
    ]
    #expect(
      try await roles(shop, named: ["http://shop.example/pay"], most: 2).keys.sorted() == ["/", "/pay"]
    )
    #expect(try await roles(shop, most: 1).keys.sorted() == ["/"])
    #expect(try await roles(shop).count == 4)
  }

  @Test func `are replaced by those that the operator names for them`() async throws {
    let found = try await roles(
      ["/": "<a href=/cart>Cart</a>", "/cart": "x", "/mein-korb": "x"],
      named: ["cart=http://shop.example/mein-korb"]
    )
    #expect(found == ["/": [.home], "/mein-korb": [.named, .cart]])
  }

  @Test func `are never reached by links that act`() async throws {
    let found = try await roles([
      "/": Self.woo + "<a href='/cart/?add-to-cart=5'>Cart</a><a href='/checkout/pay'>Checkout</a>",
      "/cart/?add-to-cart=5": "x", "/checkout/pay": "x",
    ])
    #expect(found == ["/": [.home]])
  }

  @Test(arguments: [0, -1, 51, 1_000_000])
  func `cannot be any number`(_ number: Int) {
    #expect(throws: OptionsError.self) { try Prober.request(typed: "shop.example", maxPages: number) }
  }
}
