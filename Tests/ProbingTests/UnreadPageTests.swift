import DemoShop
import Model
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Pages that cannot be read whole` {
  private static let button = """
    <div id="AmazonPayButton"></div>
    <script src="https://static-eu.payments-amazon.com/checkout.js"></script>
    <script>amazon.Pay.renderButton('#AmazonPayButton', {merchantId: 'A3DEMOSHOP0001'});</script>
    """

  /// A shop over http that answers so at each path; every page links to cart and product.
  private func sight(_ pages: [String: Response], named: [String] = []) async throws -> Sight {
    let server = try LocalServer { request in
      pages[request.path] ?? .html("<title>Not found</title>", status: 404)
    }
    defer { server.stop() }
    return try await Sight(secure: nil, plain: server.port, pages: named)
  }

  private func home(_ text: String = "") -> Response {
    .html("<title>Lamps</title><a href='/cart'>Cart</a><a href='/product/lamp'>Lamp</a>\(text)")
  }

  @Test func `leave nothing unknown that a dead script of another site cannot change`() async throws {
    let foreign = "<script src='http://dead.invalid/tracker.js'></script>"
    let sight = try await sight(["/": home(Self.button + foreign)])
    func fact(_ name: String) -> Fact? { sight.fact(name, of: .page, .home) }
    #expect(fact("amazonPay.present")?.value == true)
    #expect(fact("amazonPay.call")?.value == "call")
    #expect(fact("amazonPay.unmatchedContainers")?.value == [])
    #expect(fact("amazonPay.regions")?.value == ["eu"])
    #expect(fact("amazonPay.loaderCount")?.value == 1)
    #expect(fact("secrets.privateKey")?.value == false)
    #expect(fact("thirdPartyScripts.hosts")?.value == ["dead.invalid"])
    #expect(fact("document.readWhole")?.value == false)
  }

  @Test func `may hide Amazon Pay in any script where nothing shows it`() async throws {
    let sight = try await sight(["/": home("<script src='http://127.0.0.2:1/loader.js'></script>")])
    #expect(sight.fact("amazonPay.present", of: .page, .home)?.reason == .refused)
    #expect(sight.fact("amazonPay.call", of: .page, .home)?.reason == .notVisible)
  }

  @Test func `may hide a secret in a script of the shop itself`() async throws {
    let pages = ["/": home(Self.button + "<script src='/shop.js'></script>"), "/shop.js": Response(500)]
    let sight = try await sight(pages)
    #expect(sight.fact("secrets.privateKey", of: .page, .home)?.reason == .unavailable)
  }

  @Test(arguments: [404, 500]) func `are no pages where they answer with an error`(_ status: Int) async throws
  {
    let sight = try await sight(["/": .html("<title>Lamps</title>\(Self.button)", status: status)])
    #expect(sight.shop("access.status")?.value == .int(status))
    guard case .unknown(let why, _)? = sight.fact("amazonPay.present", of: .page, .home) else {
      Issue.record("an error page was read")
      return
    }
    #expect(why.reason == .unavailable)
    #expect(why.detail == "http://shop.example/ answered with status \(status)")
  }

  @Test func `are no pages where they are empty`() async throws {
    let sight = try await sight(["/": .html(" \n ")])
    #expect(sight.fact("amazonPay.present", of: .page, .home)?.reason == .malformed)
  }

  @Test func `leave a button that is not known, by the page that the operator named`() async throws {
    let pages = ["/": home(Self.button)]
    let sight = try await sight(pages, named: ["http://shop.example/pay"])
    let buttons = sight.evidence.subjects.filter { $0.id.kind == .button }
    #expect(buttons.count == 2)
    let unseen = try #require(buttons.first { $0.roles == [.named] })
    #expect(unseen.facts["config.merchantId"]?.reason == .unavailable)
    #expect(Set(unseen.facts.keys) == Set(buttons.flatMap(\.facts.keys)))
  }

  @Test func `make no empty list of buttons where one may be hidden`() async throws {
    let pages = ["/": home(), "/cart": .html("<title>Down</title>", status: 500)]
    let sight = try await sight(pages)
    #expect(sight.shop("amazonPay.level")?.reason == .unavailable)
    #expect(sight.fact("config.source", of: .button, .cart)?.reason == .unavailable)
  }

  @Test(
    arguments: [
      ("<h1>Koszyk</h1><p>Twój koszyk jest pusty.</p>", nil),
      ("<h1>Koszyk</h1><a href='/cart/remove?id=1'>Usuń</a>", "absent"),
    ] as [(String, Value?)]
  )
  func `show that Amazon Pay is absent only with something in the cart`(_ cart: String, _ level: Value?)
    async throws
  {
    let sight = try await sight(["/": home(), "/cart": .html("<meta charset=utf-8>\(cart)")])
    let fact = try #require(sight.shop("amazonPay.level"))
    #expect(fact.value == level)
    guard case .unknown(let why, _) = fact else { return }
    #expect(why.reason == .notAsked)
    #expect(why.needs == .allowCart)
  }

  @Test func `show that it is absent where the operator named them`() async throws {
    let pages = ["/": home(), "/pay": Response.html("<title>Pay</title><p>By invoice</p>")]
    let sight = try await sight(pages, named: ["http://shop.example/pay"])
    #expect(sight.shop("amazonPay.level")?.value == "absent")
    #expect(!sight.evidence.subjects.contains { $0.id.kind == .button })
  }

  @Test func `are two where two addresses lead to one`() async throws {
    let pages = [
      "/": home("<a href='/checkout'>Checkout</a>"), "/cart": .redirect(302, to: "/login"),
      "/checkout": .redirect(302, to: "/login"), "/login": .html("<title>Sign in</title>\(Self.button)"),
    ]
    let subjects = try await sight(pages).evidence.subjects
    let ids = subjects.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(subjects.count { $0.id.kind == .button } == 2)
    for subject in subjects {
      if let parent = subject.parent { #expect(ids.contains(parent), "\(parent.description)") }
    }
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `A page of ten thousand buttons` {
  @Test func `is told by fifty, and by that there are more`() async throws {
    let calls = (1...10_000).map { number in
      "<script>amazon.Pay.renderButton('#b\(number)', {createCheckoutSession: {url: '/s\(number)'}});</script>"
    }
    let page = "<title>Lamps</title>" + calls.joined()
    let server = try LocalServer { _ in .html(page) }
    defer { server.stop() }
    let evidence = try await Sight(secure: nil, plain: server.port).evidence
    let buttons = evidence.subjects.filter { $0.id.kind == .button }
    #expect(buttons.count == 51)
    let unseen = try #require(buttons.first { $0.facts["config.source"]?.reason == .limitReached })
    #expect(unseen.roles.contains(.home))
    let endpoints = evidence.subjects.filter { $0.id.kind == .endpoint }
    #expect(endpoints.count == 5)
    #expect(endpoints.count { $0.facts["session.status"]?.reason == .limitReached } == 1)
    let ids = Set(evidence.subjects.map(\.id))
    #expect(ids.count == evidence.subjects.count)
    #expect(evidence.subjects.allSatisfy { $0.parent.map(ids.contains) ?? true })
    #expect(evidence.looks.count < 100)
    let home = evidence.subjects.first { $0.roles.contains(.home) && $0.id.kind == .page }
    #expect(home?.facts["amazonPay.unmatchedContainers"]?.reason == .limitReached)
  }

  @Test(arguments: ["GET /x HTTP/1.1\\r\\nX: y", "AVERYLONGMETHODTHATISNONE"])
  func `names no method that is none`(_ method: String) async throws {
    let page = """
      <title>Lamps</title><script>
      amazon.Pay.renderButton('#b', {createCheckoutSession: {url: '/session', method: '\(method)'}});</script>
      """
    let server = try LocalServer { _ in .html(page) }
    defer { server.stop() }
    let sight = try await Sight(secure: nil, plain: server.port)
    #expect(sight.fact("cors.method", of: .endpoint)?.reason == .malformed)
    #expect(server.requests.allSatisfy { $0.path != "/session" })
  }
}
