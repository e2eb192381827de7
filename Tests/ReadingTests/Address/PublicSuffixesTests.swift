import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Public suffixes` {
  let suffixes = PublicSuffixes(
    """
    // ===BEGIN ICANN DOMAINS===
    com
    de
    uk
    co.uk
    jp
    *.kawasaki.jp
    !city.kawasaki.jp
    *.ck
    !www.ck
    公司.cn
    cn\u{20}// a comment behind a rule
    // ===END ICANN DOMAINS===
    // ===BEGIN PRIVATE DOMAINS===
    myshopify.com
    // ===END PRIVATE DOMAINS===
    """
  )

  @Test(arguments: [
    ("shop.com", "shop.com"), ("www.shop.com", "shop.com"), ("a.b.shop.com", "shop.com"), ("com", nil),
    ("shop.co.uk", "shop.co.uk"), ("www.shop.co.uk", "shop.co.uk"), ("co.uk", nil), ("shop.uk", "shop.uk"),
    ("SHOP.com.", "shop.com"), ("a.myshopify.com", "a.myshopify.com"), ("myshopify.com", nil),
    ("a.b.kawasaki.jp", "a.b.kawasaki.jp"), ("b.kawasaki.jp", nil), ("kawasaki.jp", "kawasaki.jp"),
    ("www.city.kawasaki.jp", "city.kawasaki.jp"), ("city.kawasaki.jp", "city.kawasaki.jp"),
    ("www.ck", "www.ck"), ("a.www.ck", "www.ck"), ("shop.a.ck", "shop.a.ck"), ("a.ck", nil),
    ("shop.unlisted", "shop.unlisted"), ("unlisted", nil), ("a.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"),
    ("127.0.0.1", nil), ("[::1]", nil), ("", nil), ("..", nil), ("a..com", nil), (".com", nil),
  ])
  func `the registrable domain is one label below the suffix`(_ host: String, _ expected: String?) {
    #expect(suffixes.registrableDomain(of: host) == expected)
  }

  @Test(arguments: [
    ("shop.com", "www.shop.com"), ("www.shop.com", "shop.com"), ("www.shop.co.uk", "shop.co.uk"),
    ("blog.shop.com", nil), ("www.blog.shop.com", nil), ("a.myshopify.com", nil), ("com", nil),
    ("localhost", nil), ("10.0.0.1", nil), ("www.com", "www.www.com"),
  ])
  func `only www and the registrable domain are twins`(_ host: String, _ expected: String?) {
    #expect(suffixes.twin(of: host) == expected)
  }

  @Test func `the twin of an address keeps the rest of it`() throws {
    let url = try #require(WebURL("https://www.shop.com:8443/a?b"))
    #expect(suffixes.twin(of: url)?.text == "https://shop.com:8443/a?b")
  }

  @Test(arguments: [
    ("https://a.shop.com/", "https://www.shop.com/", true), ("https://shop.com/", "http://shop.com/", false),
    ("https://shop.com:1/", "https://shop.com:2/", true),
    ("https://a.myshopify.com/", "https://b.myshopify.com/", false),
    ("https://127.0.0.1/", "https://127.0.0.1/", true), ("https://127.0.0.1/", "https://127.0.0.2/", false),
    ("https://localhost/", "https://localhost/", true), ("https://com/", "https://com/", true),
  ])
  func `a site is scheme and registrable domain`(_ one: String, _ other: String, _ expected: Bool) throws {
    #expect(suffixes.areSameSite(try #require(WebURL(one)), try #require(WebURL(other))) == expected)
  }

  @Test func `endless names are refused`() {
    #expect(suffixes.registrableDomain(of: String(repeating: "a.", count: 100_000) + "com") == nil)
  }
}
