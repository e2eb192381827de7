import DemoShop
import Model
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `A cart` {
  /// A shop over http whose cart page answers so.
  private func sight(_ cart: Response) async throws -> Sight {
    let server = try LocalServer { request in
      request.path == "/cart" ? cart : .html("<title>Lamps</title><a href='/cart'>Cart</a>")
    }
    defer { server.stop() }
    return try await Sight(secure: nil, plain: server.port)
  }

  @Test(
    arguments: [
      ("<h1>Your cart is currently empty.</h1>", true), ("<p>Ihr Warenkorb ist leer!</p>", true),
      ("<p>Tu cesta está  VACÍA</p>", true), ("<h1>Your cart</h1><a href='/cart/remove?id=1'>×</a>", false),
      ("<script>say('your cart is empty')</script><form action='cart/?remove_item=1'></form>", false),
    ] as [(String, Value)]
  )
  func `is empty where its page says so`(_ page: String, _ isEmpty: Value) async throws {
    let sight = try await sight(.html("<meta charset=utf-8>\(page)"))
    #expect(sight.fact("cart.isEmpty", of: .page, .cart)?.value == isEmpty)
  }

  @Test(arguments: [
    "<h1>Koszyk</h1><p>Twój koszyk jest pusty.</p>", "<a href='/cart/add?id=1'>Desk lamp</a>",
  ])
  func `is unknown where its page says nothing that is understood`(_ page: String) async throws {
    let sight = try await sight(.html("<meta charset=utf-8>\(page)"))
    #expect(sight.fact("cart.isEmpty", of: .page, .cart)?.reason == .notVisible)
  }

  @Test func `is unknown on pages that show none`() async throws {
    let sight = try await sight(.html("<p>Your cart is empty.</p>"))
    #expect(sight.fact("cart.isEmpty", of: .page, .home)?.reason == .notVisible)
  }

  @Test func `is unknown where its page cannot be read`() async throws {
    let sight = try await sight(.html("<h1>Forbidden</h1>", status: 403))
    #expect(sight.fact("cart.isEmpty", of: .page, .cart)?.reason == .blocked)
  }

  @Test func `is unknown where its page has too much text`() async throws {
    let sight = try await sight(.html(String(repeating: "<p>Lamps and more lamps.</p>", count: 2000)))
    #expect(sight.fact("cart.isEmpty", of: .page, .cart)?.reason == .limitReached)
  }
}
