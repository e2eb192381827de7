import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Shop addresses` {
  @Test(arguments: [
    ("shop.example", "https://shop.example/", nil),
    ("  shop.example\n", "https://shop.example/", nil),
    ("Shop.Example/", "https://shop.example/", nil),
    ("https://Shop.example/cart?x", "https://shop.example/", "https://shop.example/cart?x"),
    ("shop.example/cart#top", "https://shop.example/", "https://shop.example/cart"),
    ("shop.example?x=1", "https://shop.example/", "https://shop.example/?x=1"),
    ("http://shop.example", "https://shop.example/", nil),
    ("http://shop.example/cart", "https://shop.example/", "http://shop.example/cart"),
    ("HTTP://shop.example:8080/cart", "https://shop.example:8080/", "http://shop.example:8080/cart"),
    ("müller.example", "https://xn--mller-kva.example/", nil),
    ("shop.example:8443", "https://shop.example:8443/", nil),
    ("shop.example:443/a", "https://shop.example/", "https://shop.example/a"),
    ("localhost", "https://localhost/", nil),
    ("localhost:8443", "https://localhost:8443/", nil),
    ("localhost:8443/cart", "https://localhost:8443/", "https://localhost:8443/cart"),
    ("staging:8443", "https://staging:8443/", nil),
    ("192.0.2.7", "https://192.0.2.7/", nil),
    ("192.0.2.7:8443/a", "https://192.0.2.7:8443/", "https://192.0.2.7:8443/a"),
    ("[2001:db8::1]", "https://[2001:db8::1]/", nil),
    ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/", nil),
    ("2001:db8::1", "https://[2001:db8::1]/", nil),
    ("::1", "https://[::1]/", nil),
    ("https://[::1]:8443/cart", "https://[::1]:8443/", "https://[::1]:8443/cart"),
    ("//shop.example/cart", "https://shop.example/", "https://shop.example/cart"),
    ("https:shop.example", "https://shop.example/", nil),
  ])
  func `what names a shop is understood`(_ typed: String, _ shop: String, _ page: String?) throws {
    let address = try ShopAddress.parse(typed)
    #expect(address.shop.text == shop)
    #expect(address.page?.text == page)
  }

  @Test func `the typed scheme is kept`() throws {
    #expect(try ShopAddress.parse("shop.example").typedScheme == nil)
    #expect(try ShopAddress.parse("http://shop.example").typedScheme == .http)
    #expect(try ShopAddress.parse("http://shop.example").typed.text == "http://shop.example/")
    #expect(try ShopAddress.parse("https://shop.example").typedScheme == .https)
  }

  @Test(arguments: [
    ("", AddressError.empty),
    (" \n\t", .empty),
    ("shop example", .spaces("shop example")),
    ("shop.example\tother.example", .spaces("shop.example\tother.example")),
    ("shop.example\u{A0}/", .spaces("shop.example\u{A0}/")),
    ("ftp://shop.example", .unsupportedScheme("ftp")),
    ("mailto:me@shop.example", .unsupportedScheme("mailto")),
    ("javascript:alert(1)", .unsupportedScheme("javascript")),
    ("file:///etc/passwd", .unsupportedScheme("file")),
    ("httpss://shop.example", .unsupportedScheme("httpss")),
    ("https://", .noHost("")),
    ("https:///cart", .noHost("/cart")),
    ("/cart", .noHost("/cart")),
    ("?x", .noHost("?x")),
    (":8443", .noHost(":8443")),
    ("shop.example:0", .badPort("0")),
    ("shop.example:65536", .badPort("65536")),
    ("shop.example:99999999999999999999", .badPort("99999999999999999999")),
    ("shop.example:https", .badPort("https")),
    ("shop.example:", .badPort("")),
    ("localhost:x", .badPort("x")),
    ("https://me:secret@shop.example/", .userInfo(host: "shop.example")),
    ("info@shop.example", .userInfo(host: "shop.example")),
    ("sh<op.example", .badHost("sh<op.example")),
    ("1.2.3.999", .badHost("1.2.3.999")),
    ("shop..example", .badHost("shop..example")),
    (".example", .badHost(".example")),
    ("[::1", .badHost("[::1")),
    ("xn--a.example", .badHost("xn--a.example")),
  ])
  func `what names none is refused with its reason`(_ typed: String, _ error: AddressError) {
    #expect(throws: error) { try ShopAddress.parse(typed) }
  }

  @Test(arguments: [
    AddressError.empty, .spaces("a b"), .unsupportedScheme("ftp"), .noHost("/"), .badHost("a<"),
    .badPort("x"),
    .userInfo(host: "shop.example"),
  ])
  func `an error ends in what to do`(_ error: AddressError) {
    #expect(error.message.contains("; "))
    #expect(!error.message.hasSuffix("."))
  }

  @Test func `a message shows no secret and no endless text`() {
    #expect(!AddressError.userInfo(host: "shop.example").message.contains("secret"))
    let long = String(repeating: "a", count: 10_000) + " b"
    #expect {
      try ShopAddress.parse(long)
    } throws: { error in
      (error as? AddressError).map { $0.message.count < 200 } == true
    }
  }

  @Test func `anything typed is either a shop or an error`() {
    let source = SeededBytes([
      "https://shop.example:8443/cart?x#y", "müller.example", "[2001:db8::1]:8443", "me@shop.example:1",
      "http:/shop.example", "::1",
    ])
    var shops = 0
    for seed in 0..<10_000 {
      let text = String(decoding: source.bytes(seed), as: UTF8.self)
      guard let address = try? ShopAddress.parse(text) else { continue }
      shops += 1
      #expect(address.shop.isHTTPS && address.shop.path == "/", "seed \(seed)")
    }
    #expect(shops > 1_000)
  }
}
