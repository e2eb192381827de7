import DemoShop
import Model
import Probing
import Testing

@Suite(.timeLimit(.minutes(1))) struct `An item in the cart` {
  /// A shop whose cart is empty at first, and what was seen of it with or without leave.
  private func look(allowed: Bool, faults: [Fault] = []) async throws -> (sight: Sight, shop: RunningShop) {
    var plan = ShopPlan(host: "lamp-shop.example", faults: Set(faults))
    plan.variants = [.emptyCart]
    let world = try DemoWorld([plan])
    defer { world.stop() }
    var shop = try #require(world.shops.first)
    shop.options.needsBrowser = false
    shop.options.allowCart = allowed
    return (try await Sight(of: shop, in: world), shop)
  }

  @Test func `is put there once, by the shop's own form, for one visitor`() async throws {
    let (sight, shop) = try await look(allowed: true)
    #expect(sight.shop("amazonPay.level")?.value == "seen")
    #expect(sight.fact("cart.isEmpty", of: .page, .cart)?.value == false)
    #expect(shop.actingRequests.map(\.target) == ["/cart/add"])
    let order = try #require(shop.actingRequests.first)
    #expect(order.method == "POST")
    #expect(order.body == Array("id=1".utf8))
    #expect(order.headers.first("Content-Type") == "application/x-www-form-urlencoded")
    #expect(order.headers.first("Origin") == "https://lamp-shop.example")
    // The session of the page with the form goes along, and after that the cart's.
    #expect(order.headers.first("Cookie") == "session=5f0e7c1d9a")
    let carts = shop.requests.filter { $0.path == "/cart" }.compactMap { $0.headers.first("Cookie") }
    #expect(carts == ["session=5f0e7c1d9a; items=1"])
  }

  @Test func `stays out of the cart without leave`() async throws {
    let (sight, shop) = try await look(allowed: false)
    let level = try #require(sight.shop("amazonPay.level"))
    guard case .unknown(let why, _) = level else {
      Issue.record("\(level)")
      return
    }
    #expect(why.needs == .allowCart)
    #expect(shop.actingRequests.isEmpty)
    #expect(!shop.requests.contains { $0.headers.first("Cookie") != nil })
  }

  @Test func `leaves the same names of looks and no session in the evidence`() async throws {
    let first = try await look(allowed: true).sight.evidence
    let second = try await look(allowed: true).sight.evidence
    #expect(first.looks.map(\.id).sorted() == second.looks.map(\.id).sorted())
    let commands = first.looks.map(\.command).filter {
      $0.contains("--cookie") || $0.contains("--data-binary")
    }
    #expect(commands.count == 2)
    #expect(
      commands.allSatisfy { $0.contains("'***'") && !$0.contains("5f0e7c1d9a") && !$0.contains("id=1") }
    )
  }

  /// A shop over http with those pages.
  private func sight(_ pages: [String: String], _ order: Response) async throws -> Fact? {
    let server = try LocalServer { request in
      if request.method == "POST" { return order }
      return pages[request.path].map { .html("<meta charset=utf-8><title>Lamps</title>\($0)") }
        ?? Response(404)
    }
    defer { server.stop() }
    return try await Sight(secure: nil, plain: server.port, allowCart: true).shop("amazonPay.level")
  }

  private static let home = "<a href=/cart>Cart</a> <a href=/product/lamp>Lamp</a>"
  private static let form = "<form action=/cart/add method=post><input name=id value=1 type=hidden></form>"

  @Test(
    arguments: [
      (["/": home, "/cart": "Your cart is empty"], 303, "no page has a form that puts an item in the cart"),
      (
        ["/": "<a href=/product/lamp>Lamp</a>", "/product/lamp": form], 303,
        "no cart page was found to put an item in"
      ),
      (
        ["/": home, "/cart": "Your cart is empty", "/product/lamp": form], 303,
        "the shop did not put the item in the cart"
      ),
      (
        ["/": home, "/cart": "Your cart is empty", "/product/lamp": form], 403,
        "the shop did not put the item in the cart"
      ),
      (
        [
          "/": home, "/cart": "Your cart is empty",
          "/product/lamp": "<form action=https://cart.example/cart/add method=post></form>",
        ], 303, "no page has a form that puts an item in the cart"
      ),
      (
        [
          "/": home, "/cart": "Your cart is empty",
          "/product/lamp": "<form action=/cart/add/wishlist method=post></form>",
        ],
        303, "no page has a form that puts an item in the cart"
      ),
      (
        ["/": home, "/cart": "Je winkelwagen is leeg", "/product/lamp": form], 303,
        "nothing on the page shows whether something is in the cart"
      ),
      (
        [
          "/": home, "/cart": "Your cart is empty",
          "/product/lamp": "<form action=/cart/add><input name=id value=1></form>",
        ], 303, "no page has a form that puts an item in the cart"
      ),
    ] as [([String: String], Int, String)]
  )
  func `that could not be put there is told with its cause`(
    _ pages: [String: String],
    _ status: Int,
    _ cause: String
  )
    async throws
  {
    let fact = try await sight(pages, Response(status, headers: [HeaderField("Location", "/cart")]))
    guard case .unknown(let why, _)? = fact else {
      Issue.record("\(String(describing: fact))")
      return
    }
    #expect(why.detail == cause)
    #expect(why.needs == nil)
  }
}
