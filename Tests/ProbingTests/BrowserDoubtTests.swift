import DemoShop
import Fetching
import FoundationEssentials
import Model
import Probing
import TestSupport
import Testing

extension `A browser's sight` {
  /// Shops whose button is sound, or may be, and does not show in a browser at once.
  @Suite struct `Of a button that does not show` {
    private static let loader = "<script src=https://static-eu.payments-amazon.com/checkout.js></script>"
    private static let container = "<div id=b></div>"
    private static let call = "amazon.Pay.renderButton('#b', {})"
    private static let script = """
      window.amazon = {Pay: {
        renderButton(selector) {
          document.querySelector(selector).attachShadow({mode: 'open'}).innerHTML
            = '<div class="amazonpay-button-enabled" style="width: 200px; height: 45px">Amazon Pay</div>';
        },
        initCheckout() {}
      }};
      """

    /// What is told of the button on a page at `/cart` with that markup.
    private func button(
      _ markup: String,
      seconds: Int = 150,
      _ answer: @escaping @Sendable (Request) -> Response? = { _ in nil }
    )
      async throws -> Fact
    {
      let server = try LocalServer { request in
        if let other = answer(request) { return other }
        guard request.path == "/cart" else { return .html("<title>Lamps</title><h1>Lamps</h1>") }
        return .html("<!doctype html><meta charset=utf-8><title>Cart</title><body>\(markup)")
      }
      defer { server.stop() }
      let folder = try ProgramRunner.makeFolder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let file = "\(folder)/checkout.js"
      try Self.script.write(toFile: file, atomically: true, encoding: .utf8)
      let sight = try await Sight(
        secure: nil,
        plain: server.port,
        pages: ["http://shop.example/cart"],
        seconds: seconds,
        browser: .always
      ) { $0.checkoutScriptFile = file }
      return try #require(sight.fact("browser.button", of: .page, .named))
    }

    private func expect(
      _ fact: Fact,
      _ reason: Reason,
      needs: Need? = nil,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      guard case .unknown(let why, _) = fact else {
        Issue.record("\(fact)", sourceLocation: sourceLocation)
        return
      }
      #expect(why.reason == reason && why.needs == needs, "\(why)", sourceLocation: sourceLocation)
    }

    @Test func `is absent where a call should have drawn it`() async throws {
      let markup = "\(Self.container)<script>document.querySelector('#b').remove()</script>\(Self.loader)"
      #expect(try await button("\(markup)<script>\(Self.call)</script>").value == "absent")
    }

    @Test(
      arguments: [
        "fetch('/slow').then(() => \(call))",
        "new IntersectionObserver((all) => { if (all[0].isIntersecting) \(call) }).observe(document.querySelector('#b'))",
        "addEventListener('mousemove', () => \(call), {once: true})",
      ]
    )
    func `is waited for, and looked for`(_ script: String) async throws {
      let far = "<div style='height: 3000px'></div>"
      let fact = try await button("\(far)\(Self.container)\(Self.loader)<script>\(script)</script>") {
        request in
        guard request.path == "/slow" else { return nil }
        var response = Response.text("done")
        response.delay = .milliseconds(4500)
        return response
      }
      #expect(fact.value == "shown")
    }

    @Test func `says nothing where the browser is refused`() async throws {
      let fact = try await button("\(Self.container)\(Self.loader)<script>\(Self.call)</script>") { request in
        request.headers.first("User-Agent")?.contains("Chrome/") == true
          ? .html("Forbidden", status: 403) : nil
      }
      expect(fact, .unavailable)
    }

    @Test func `says nothing where the page leads elsewhere`() async throws {
      expect(
        try await button("\(Self.container)\(Self.loader)<script>location = '/elsewhere'</script>"),
        .unavailable
      )
    }

    @Test func `says nothing where the browser's cart is empty`() async throws {
      let said = "<script>document.body.append('Your cart is empty')</script>"
      expect(try await button("\(Self.container)\(Self.loader)\(said)"), .notAsked, needs: .allowCart)
    }

    @Test func `says nothing where the script was not asked for`() async throws {
      let later = "<script>addEventListener('keydown', () => { const s = document.createElement('script');"
      expect(
        try await button(
          "\(Self.container)\(later) s.src = 'https://static-eu.payments-amazon.com/checkout.js'; document.head.append(s); })</script>"
        ),
        .notVisible
      )
    }

    @Test func `says nothing where the page has a button of its own`() async throws {
      let own =
        "<button>Pay</button>\(Self.loader)<script>amazon.Pay.initCheckout({productType: 'PayAndShip'})</script>"
      expect(try await button(own), .notAsked, needs: .person)
    }

    @Test func `says nothing where it waits for a request that was held back`() async throws {
      let waiting =
        "fetch('https://api.example/session', {method: 'POST'}).then(() => \(Self.call)).catch(() => {})"
      expect(
        try await button("\(Self.container)\(Self.loader)<script>\(waiting)</script>"),
        .notAsked,
        needs: .post
      )
    }

    @Test func `says nothing where the page keeps its tab from answering, and takes no more than its time`()
      async throws
    {
      let start = ContinuousClock.now
      let fact = try await button(
        "\(Self.container)\(Self.loader)<script>setTimeout(() => { while (true); }, 1500)</script>",
        seconds: 60
      )
      expect(fact, .timedOut)
      #expect(start.duration(to: .now) < .seconds(58))
    }
  }
}
