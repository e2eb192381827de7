import DemoShop
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The good shop` {
  @Test(arguments: [
    "/", "/cart", "/checkout", "/product/lamp", "/login", "/privacy", "/terms", "/returns", "/contact",
    "/review",
    "/result", "/assets/shop.js", "/assets/shop.css",
  ])
  func `answers every page it links to`(_ path: String) async throws {
    try await withShop { (visitor, _) async throws in
      let answer = try await visitor.get("https://good-shop.example\(path)")
      #expect(answer.head.first == "http/1.1 200 ok")
      #expect(answer.head.contains("strict-transport-security: max-age=31536000; includesubdomains"))
      #expect(answer.head.contains("x-content-type-options: nosniff"))
    }
  }

  @Test(arguments: [
    ("/", "Home"), ("/cart", "Cart"), ("/checkout", "Checkout"), ("/product/lamp", "Product"),
  ])
  func `shows a sound button`(_ path: String, _ placement: String) async throws {
    try await withShop { (visitor, _) async throws in
      let page = try await visitor.get("https://good-shop.example\(path)").output
      for text in [
        #"<script src="https://static-eu.payments-amazon.com/checkout.js"></script>"#,
        #"<div id="AmazonPayButton"></div>"#, "amazon.Pay.renderButton('#AmazonPayButton', {",
        "ledgerCurrency: 'EUR'", "checkoutLanguage: 'de_DE'", "placement: '\(placement)'",
        "algorithm: 'AMZN-PAY-RSASSA-PSS-V2'",
      ] {
        #expect(page.contains(text), "\(text)")
      }
      #expect(page.contains(/merchantId: 'A[A-Z0-9]{11,14}'/))
      #expect(page.contains(/publicKeyId: 'LIVE-[A-Z0-9]{24}'/))
      let payload = try #require(page.firstMatch(of: /payloadJSON: '(.*)'/)?.1)
      let object = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
      let store = try #require(object?["storeId"] as? String)
      #expect(store.contains(/^amzn1\.application-oa2-client\.[0-9a-f]{32}$/))
      let details = object?["webCheckoutDetails"] as? [String: String]
      #expect(details?["checkoutReviewReturnUrl"] == "https://good-shop.example/review")
    }
  }

  @Test(
    arguments: [
      (Set<Fault>(), "AMZN-PAY-RSASSA-PSS-V2", "32"), ([.algorithmInvalid], "RSA-SHA256", "20"),
    ] as [(Set<Fault>, String, String)]
  )
  func `signs its button with the merchant's key`(
    _ faults: Set<Fault>,
    _ algorithm: String,
    _ salt: String
  ) async throws {
    try await withShop(faults) { (visitor, _) async throws in
      let page = try await visitor.get("https://good-shop.example/cart").output
      let payload = try #require(page.firstMatch(of: /payloadJSON: '(.*)'/)?.1)
      let signature = try #require(page.firstMatch(of: /signature: '(.*)'/)?.1)
      let bytes = try #require(Data(base64Encoded: String(signature)))
      #expect(bytes.count == 256)
      let directory = URL(filePath: visitor.world.rootPath).deletingLastPathComponent()
      let files = ["payload", "signed", "signature"].map { directory.appending(component: $0).path() }
      defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
      try Data(payload.utf8).write(to: URL(filePath: files[0]))
      let digest = try await run("openssl", ["dgst", "-sha256", "-r", files[0]]).output.prefix(64)
      try Data("\(algorithm)\n\(digest)".utf8).write(to: URL(filePath: files[1]))
      try bytes.write(to: URL(filePath: files[2]))
      let verified = try await run(
        "openssl",
        [
          "dgst", "-sha256", "-verify", visitor.world.publicKeyPath, "-signature", files[2], "-sigopt",
          "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)", files[1],
        ]
      )
      #expect(verified.output == "Verified OK\n")
    }
  }

  @Test func `leads from http and from www to its one address`() async throws {
    try await withShop { (visitor, _) async throws in
      let plain = try await visitor.get("http://good-shop.example/cart?a=b")
      #expect(plain.head.first == "http/1.1 301 moved permanently")
      #expect(plain.head.contains("location: https://good-shop.example/cart?a=b"))
      let twin = try await visitor.get("https://www.good-shop.example/cart?a=b")
      #expect(twin.head.contains("location: https://good-shop.example/cart?a=b"))
    }
  }

  @Test func `offers TLS 1.2 and 1.3 with modern suites and nothing else`() async throws {
    try await withShop { (visitor, _) async throws in
      for flag in ["-tls1_2", "-tls1_3"] { #expect(try await visitor.handshake(flag).status == 0) }
      for flag in ["-tls1", "-tls1_1"] {
        #expect(try await visitor.handshake(flag, "-cipher", "ALL:@SECLEVEL=0").status != 0)
      }
      let weak = "ALL:COMPLEMENTOFALL:!ECDHE+AESGCM:!ECDHE+CHACHA20:@SECLEVEL=0"
      #expect(try await visitor.handshake("-tls1_2", "-cipher", weak).status != 0)
    }
  }

  @Test func `takes a forged notification in silence and shows nothing else there`() async throws {
    try await withShop { (visitor, shop) async throws in
      let url = "https://good-shop.example/amazon-pay/ipn"
      let post = try await visitor.get(url, "-H", "Content-Type: text/plain; charset=UTF-8", "-d", "{}")
      #expect(post.head.first == "http/1.1 200 ok")
      #expect(post.head.contains("content-length: 0"))
      #expect(try await visitor.get(url).head.first == "http/1.1 405 method not allowed")
      #expect(shop.actingRequests.isEmpty)
    }
  }

  @Test func `counts what acts`() async throws {
    try await withShop { (visitor, shop) async throws in
      for path in ["/cart/add?id=1", "/logout", "/wishlist/add/1", "/cart"] {
        _ = try await visitor.get("https://good-shop.example\(path)")
      }
      #expect(shop.actingRequests.map(\.path) == ["/cart/add", "/logout", "/wishlist/add/1"])
      #expect(shop.requests.count == 4)
      #expect(shop.connections == 4)
    }
  }

  @Test func `lets its storefront call the API, and nobody else`() async throws {
    try await withShop(variants: [.headless]) { (visitor, shop) async throws in
      let api = try #require(shop.options.api)
      #expect(api == "https://api.good-shop.example/checkout/session")
      let preflight = try await visitor.get(
        api,
        "-X",
        "OPTIONS",
        "-H",
        "Origin: https://good-shop.example",
        "-H",
        "Access-Control-Request-Method: POST",
        "-H",
        "Access-Control-Request-Headers: content-type"
      )
      #expect(preflight.head.first == "http/1.1 204 no content")
      for field in [
        "access-control-allow-origin: https://good-shop.example", "access-control-allow-credentials: true",
        "access-control-allow-methods: get, post", "access-control-allow-headers: content-type",
        "vary: origin",
      ] {
        #expect(preflight.head.contains(field), "\(field)")
      }
      let session = try await visitor.get(api, "-H", "Origin: https://good-shop.example")
      #expect(session.head.contains("content-type: application/json"))
      #expect(session.head.contains("cache-control: no-store"))
      let body = try #require(session.output.components(separatedBy: "\r\n\r\n").last)
      let object = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: String]
      #expect(Set(try #require(object).keys) == ["payloadJSON", "signature", "publicKeyId", "algorithm"])
      let foreign = try await visitor.get(api, "-H", "Origin: https://evil.example")
      #expect(!foreign.head.contains { $0.hasPrefix("access-control") })
      #expect(foreign.head.contains("vary: origin"))
    }
  }

  @Test func `answers later where the world says so`() async throws {
    let world = try DemoWorld([ShopPlan()], delay: { $0.path == "/cart" ? .milliseconds(300) : .zero })
    defer { world.stop() }
    let clock = ContinuousClock()
    let slow = try await clock.measure {
      _ = try await Visitor(world: world).get("https://good-shop.example/cart")
    }
    #expect(slow >= .milliseconds(300))
  }

  @Test func `stands beside a stand-in for Amazon's hosts`() async throws {
    let world = try DemoWorld([ShopPlan()], amazon: AmazonStandIn())
    defer { world.stop() }
    for region in ["na", "eu", "fe"] {
      let answer = try await Visitor(world: world).get(
        "https://static-\(region).payments-amazon.com/checkout.js"
      )
      #expect(answer.head.first == "http/1.1 200 ok")
      #expect(answer.head.contains("content-type: application/javascript"))
      #expect(answer.head.contains("cross-origin-resource-policy: cross-origin"))
    }
  }

  @Test func `is served at the address that is asked for`() async throws {
    let world = try DemoWorld([ShopPlan()], listen: "127.0.0.3", amazon: AmazonStandIn())
    defer { world.stop() }
    #expect(world.connectTo.allSatisfy { $0.contains(":127.0.0.3:") })
    #expect(try await Visitor(world: world).get("https://good-shop.example/").head.first == "http/1.1 200 ok")
  }

  @Test func `speaks HTTP/2 where it is asked to, over one connection`() async throws {
    let world = try DemoWorld([ShopPlan(variants: [.speaksHTTP2])])
    defer { world.stop() }
    let shop = try #require(world.shops.first)
    let visitor = Visitor(world: world)
    let home = try await visitor.get("https://good-shop.example/")
    #expect(home.head.first?.hasPrefix("http/2 200") == true)
    #expect(home.output.hasSuffix("</html>\n") || home.output.contains("</html>"))
    let before = shop.connections
    let posted = try await visitor.get(
      "https://good-shop.example/amazon-pay/ipn",
      "--data-binary",
      String(repeating: "x", count: 50_000),
      "https://good-shop.example/cart"
    )
    #expect(posted.head.first?.hasPrefix("http/2 200") == true)
    #expect(shop.connections == before + 1)
    #expect(shop.requests.contains { $0.method == "POST" && $0.body.count == 50_000 })
    let plain = try await visitor.get("https://good-shop.example/", "--http1.1")
    #expect(plain.head.first == "http/1.1 200 ok")
  }

  @Test func `leaves nothing behind`() async throws {
    let world = try DemoWorld(DemoCast.plans)
    let words = world.connectTo
    #expect(words.contains { $0.hasPrefix("good-shop.example:443:127.0.0.1:") })
    #expect(words.contains { $0.hasPrefix("www.dark-shop.example:80:127.0.0.1:") })
    #expect(FileManager.default.fileExists(atPath: world.rootPath))
    world.stop()
    #expect(!FileManager.default.fileExists(atPath: world.rootPath))
    #expect(try await Visitor(world: world).get("http://good-shop.example/").status == 7)
  }
}
