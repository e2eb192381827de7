import DemoShop
import Model
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Sound variants` {
  @Test(arguments: Variant.allCases)
  func `a variant is served and still deserves to be called ready`(_ variant: Variant) async throws {
    try await withShop(variants: [variant]) { (visitor, shop) async throws in
      #expect(shop.expectedVerdict == .ready)
      let cart = try await visitor.get("https://good-shop.example/cart")
      #expect(cart.head.first == (variant == .speaksHTTP2 ? "http/2 200 " : "http/1.1 200 ok"))
      let plain = try await visitor.get("http://good-shop.example/")
      #expect((plain.status == 7) == (variant == .portEightyClosed))
      let twin = try await visitor.get("https://www.good-shop.example/", "--noproxy", "*")
      switch variant {
      case .bareHeaders: #expect(!cart.head.contains { $0.hasPrefix("strict-transport") })
      case .wwwAbsent: #expect(!shop.connectTo.contains { $0.hasPrefix("www.") })
      case .wwwOtherSite: #expect(twin.output.contains("for sale"))
      case .hostPolicy: #expect(cart.head.contains { $0.hasPrefix("content-security-policy: default-src") })
      case .noncePolicy:
        let nonce = try #require(cart.output.firstMatch(of: /'nonce-([^']+)'/)?.1)
        #expect(cart.output.matches(of: /nonce="([^"]+)"/).map(\.1) == [nonce, nonce])
      case .reportOnlyPolicy:
        #expect(cart.head.contains("content-security-policy-report-only: default-src 'self'"))
      case .buttonInCartOnly:
        #expect(try await !visitor.get("https://good-shop.example/checkout").output.contains("renderButton"))
      case .hiddenUntilFilled: #expect(!cart.output.contains("renderButton"))
      case .processOrder: #expect(cart.output.contains(#""checkoutMode":"ProcessOrder""#))
      case .headless, .headlessWithoutMethods:
        #expect(cart.output.contains("button.initCheckout") && !cart.output.contains("payloadJSON"))
      case .openerAllowsPopups:
        #expect(cart.head.contains("cross-origin-opener-policy: same-origin-allow-popups"))
      case .buttonLate: #expect(cart.output.contains("setTimeout(showAmazonPay, 2000)"))
      case .emptyCart:
        #expect(cart.output.contains("Your cart is empty") && !cart.output.contains("renderButton"))
      case .rsaCertificate:
        #expect(try await visitor.handshake().output.contains("Server public key is 2048 bit"))
      case .portEightyClosed, .speaksHTTP2: break
      }
    }
  }

  @Test(arguments: [
    (
      ShopPlan.Platform.woocommerce,
      [#"content="WooCommerce"#, "woocommerce-gateway-amazon-payments-advanced", "api.w.org", "?ver=2.6.1"]
    ),
    (
      .magento,
      ["x-magento-vary", "registry.set('amazonpay'", "requirejs-config.js", "amazon_pay/js/amazon-button"]
    ),
    (
      .shopware,
      ["sw-version-id", "window.features", "data-amazon-pay-button", #""amazonpaypluginversion":"10.2.4""#]
    ),
  ])
  func `a platform leaves its marks`(_ platform: ShopPlan.Platform, _ marks: [String]) async throws {
    try await withShop(variants: [.hiddenUntilFilled], platform: platform) { (visitor, _) async throws in
      let cart = try await visitor.get("https://good-shop.example/cart").output
      for mark in marks { #expect(cart.lowercased().contains(mark.lowercased()), "\(mark)") }
      #expect(!cart.contains("amazon.Pay.renderButton"))
      for path in cart.matches(of: /(?:src|href)="(\/[^"]+\.(?:js|css)[^"]*)"/).map(\.1) {
        let asset = try await visitor.get("https://good-shop.example\(path)")
        #expect(asset.head.first == "http/1.1 200 ok", "\(path)")
      }
    }
  }
}
