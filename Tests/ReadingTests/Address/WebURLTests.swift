import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Web URLs` {
  struct Row: CustomTestStringConvertible {
    var input: String
    var expected: String?
    var clause: String
    var testDescription: String { "\(clause): \(input.debugDescription)" }

    init(_ input: String, _ expected: String?, _ clause: String) {
      self.input = input
      self.expected = expected
      self.clause = clause
    }
  }

  static let absolute: [Row] = [
    Row("https://shop.example", "https://shop.example/", "4.4 path start"),
    Row("HTTPS://Shop.EXAMPLE/Cart", "https://shop.example/Cart", "4.4 scheme state"),
    Row("  \u{1}https://shop.example/ \n", "https://shop.example/", "4.4 step 1, C0 and space"),
    Row("https://sh\top.ex\nample/\r", "https://shop.example/", "4.4 step 3, tab and newline"),
    Row("https:shop.example", "https://shop.example/", "4.4 special authority slashes"),
    Row("https:/shop.example", "https://shop.example/", "4.4 special authority slashes"),
    Row("https:////shop.example/a", "https://shop.example/a", "4.4 special authority ignore slashes"),
    Row("https:\\\\shop.example\\a\\b", "https://shop.example/a/b", "4.4 backslash"),
    Row(
      "https://shop.example\\@evil.example/",
      "https://shop.example/@evil.example/",
      "4.4 host ends at backslash"
    ),
    Row("https://user:secret@shop.example/a", "https://shop.example/a", "4.4 authority state"),
    Row("https://a@b@shop.example/", "https://shop.example/", "4.4 authority state, last at"),
    Row("https://user@/a", nil, "4.4 authority without host"),
    Row("https://shop.example:443/", "https://shop.example/", "4.4 port state, default"),
    Row("http://shop.example:80/", "http://shop.example/", "4.4 port state, default"),
    Row("http://shop.example:443/", "http://shop.example:443/", "4.4 port state"),
    Row("https://shop.example:/", "https://shop.example/", "4.4 port state, empty"),
    Row("https://shop.example:00000000443/", "https://shop.example/", "4.4 port state, zeros"),
    Row("https://shop.example:65535/", "https://shop.example:65535/", "4.4 port state"),
    Row("https://shop.example:65536/", nil, "4.4 port state, range"),
    Row("https://shop.example:8x/", nil, "4.4 port state, digits"),
    Row("https://shop.example:80:80/", nil, "4.4 port state, digits"),
    Row("https://:443/", nil, "4.4 host state, empty"),
    Row("https://", nil, "4.4 host state, empty"),
    Row("https://?a", nil, "4.4 host state, empty"),
    Row("https://shop.example/a/./b/../c", "https://shop.example/a/c", "4.4 path state"),
    Row("https://shop.example/a/..", "https://shop.example/", "4.4 path state"),
    Row("https://shop.example/a/.", "https://shop.example/a/", "4.4 path state"),
    Row("https://shop.example/../../a", "https://shop.example/a", "4.4 path state"),
    Row("https://shop.example/a/%2E%2e/b", "https://shop.example/b", "4.4 double-dot segment"),
    Row("https://shop.example/a/.%2e/%2E/b", "https://shop.example/b", "4.4 double-dot segment"),
    Row("https://shop.example/.../a", "https://shop.example/.../a", "4.4 path state"),
    Row("https://shop.example//a//b", "https://shop.example//a//b", "4.4 path state"),
    Row("https://shop.example/ü ä", "https://shop.example/%C3%BC%20%C3%A4", "1.3 path set"),
    Row("https://shop.example/a\"<>^`{}|'", "https://shop.example/a%22%3C%3E%5E%60%7B%7D|'", "1.3 path set"),
    Row("https://shop.example/%41%zz%", "https://shop.example/%41%zz%", "1.3 percent stays"),
    Row("https://shop.example?x", "https://shop.example/?x", "4.4 query state"),
    Row("https://shop.example/a?b?c=d'e\"f", "https://shop.example/a?b?c=d%27e%22f", "1.3 special-query set"),
    Row("https://shop.example/a?", "https://shop.example/a?", "4.4 query state, empty"),
    Row("https://shop.example/#a?b/..", "https://shop.example/", "4.4 fragment state"),
    Row("ftp://shop.example/", nil, "scheme not read"),
    Row("javascript:alert(1)", nil, "scheme not read"),
    Row("mailto:a@shop.example", nil, "scheme not read"),
    Row("shop.example", nil, "4.4 no scheme"),
    Row("//shop.example", nil, "4.4 no scheme"),
    Row("", nil, "4.4 no scheme"),
    Row("httpsx://shop.example", nil, "scheme not read"),
  ]

  @Test(arguments: absolute)
  func `an address is read as a browser reads it`(_ row: Row) {
    #expect(WebURL(row.input)?.text == row.expected)
  }

  static let hosts: [Row] = [
    Row("SHOP.Example", "shop.example", "3.5 lower case"),
    Row("shop.example.", "shop.example.", "3.5 trailing dot stays"),
    Row("sh%6Fp.example", "shop.example", "3.5 percent-decode"),
    Row("sh%2Fop.example", nil, "3.5 forbidden domain code point"),
    Row("sh%00op.example", nil, "3.5 forbidden domain code point"),
    Row("sh op.example", nil, "3.5 forbidden domain code point"),
    Row("sh<op.example", nil, "3.5 forbidden domain code point"),
    Row("sh^op.example", nil, "3.5 forbidden domain code point"),
    Row("sh|op.example", nil, "3.5 forbidden domain code point"),
    Row("sh%op.example", nil, "3.5 forbidden domain code point"),
    Row("shop_1.example", "shop_1.example", "3.5 underscore is allowed"),
    Row("müller.example", "xn--mller-kva.example", "3.3 domain to ASCII"),
    Row("MÜLLER.example", "xn--mller-kva.example", "3.3 domain to ASCII, case"),
    Row("mu\u{308}ller.example", "xn--mller-kva.example", "3.3 domain to ASCII, composed"),
    Row("m%C3%BCller.example", "xn--mller-kva.example", "3.5 percent-decode, then IDN"),
    Row("faß.example", "xn--fa-hia.example", "UTS 46 nontransitional"),
    Row("bücher.例え.jp", "xn--bcher-kva.xn--r8jz45g.jp", "RFC 3492"),
    Row("ｓｈｏｐ.example", "shop.example", "UTS 46 width"),
    Row("shop。example", "shop.example", "UTS 46 full stop"),
    Row("sh\u{AD}op.example", "shop.example", "UTS 46 ignored"),
    Row("xn--mller-kva.example", "xn--mller-kva.example", "RFC 3492 decode"),
    Row("xn--a.example", nil, "UTS 46 invalid Punycode"),
    Row("xn--.example", nil, "UTS 46 empty Punycode"),
    Row("ﬁsh.example", nil, "UTS 46 mapping that is refused"),
    Row("\u{FFFD}.example", nil, "3.3 domain to ASCII"),
    Row("%ff.example", nil, "3.5 invalid UTF-8"),
    Row("127.0.0.1", "127.0.0.1", "3.5 IPv4"),
    Row("127.1", "127.0.0.1", "3.5 IPv4, short"),
    Row("2130706433", "127.0.0.1", "3.5 IPv4, one number"),
    Row("0x7f.0.0.1", "127.0.0.1", "3.5 IPv4, hexadecimal"),
    Row("0177.0.0.01", "127.0.0.1", "3.5 IPv4, octal"),
    Row("0x7F000001", "127.0.0.1", "3.5 IPv4, hexadecimal"),
    Row("127.0.0.1.", "127.0.0.1", "3.5 IPv4, trailing dot"),
    Row("0x", "0.0.0.0", "3.5 IPv4, empty hexadecimal"),
    Row("1.2.3.256", nil, "3.5 IPv4, range"),
    Row("256.0.0.1", nil, "3.5 IPv4, range"),
    Row("4294967296", nil, "3.5 IPv4, range"),
    Row("99999999999999999999999999", nil, "3.5 IPv4, overflow"),
    Row("1.2.3.4.5", nil, "3.5 IPv4, parts"),
    Row("1.2.3.08", nil, "3.5 ends in a number"),
    Row("shop.1", nil, "3.5 ends in a number"),
    Row("1..2", nil, "3.5 IPv4, empty part"),
    Row("１２７.0.0.1", "127.0.0.1", "3.5 IPv4, after mapping"),
    Row("1.example", "1.example", "3.5 does not end in a number"),
    Row("[::1]", "[::1]", "3.5 IPv6"),
    Row("[2001:DB8:0:0:0:0:0:1]", "[2001:db8::1]", "3.5 IPv6 serializer"),
    Row("[2001:0:0:1:0:0:0:1]", "[2001:0:0:1::1]", "3.5 IPv6 longest run"),
    Row("[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7:8]", "3.5 IPv6"),
    Row("[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]", "3.5 IPv6, one zero is not compressed"),
    Row("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "3.5 IPv6 with IPv4"),
    Row("[::]", "[::]", "3.5 IPv6"),
    Row("[1:2:3:4:5:6:7:8:9]", nil, "3.5 IPv6, too many"),
    Row("[1:2:3:4:5:6:7]", nil, "3.5 IPv6, too few"),
    Row("[1::2::3]", nil, "3.5 IPv6, two gaps"),
    Row("[:1]", nil, "3.5 IPv6, single colon"),
    Row("[1:]", nil, "3.5 IPv6, single colon"),
    Row("[::12345]", nil, "3.5 IPv6, digits"),
    Row("[::1.2.3]", nil, "3.5 IPv6 with IPv4, parts"),
    Row("[::1.2.3.256]", nil, "3.5 IPv6 with IPv4, range"),
    Row("[::1.2.3.04]", nil, "3.5 IPv6 with IPv4, zero"),
    Row("[1:2:3:4:5:6:7:1.2.3.4]", nil, "3.5 IPv6 with IPv4, place"),
    Row("[::1%eth0]", nil, "3.5 IPv6, zone"),
    Row("[::1", nil, "3.5 unclosed bracket"),
    Row("[]", nil, "3.5 IPv6, empty"),
  ]

  @Test(arguments: hosts)
  func `a host is brought to its one form`(_ row: Row) {
    #expect(WebURL("https://\(row.input)/")?.host == row.expected)
  }

  static let references: [Row] = [
    Row("", "https://shop.example:8443/a/b?q", "4.4 no scheme, end of text"),
    Row("c", "https://shop.example:8443/a/c", "4.4 relative state"),
    Row("c/d/", "https://shop.example:8443/a/c/d/", "4.4 relative state"),
    Row("../c", "https://shop.example:8443/c", "4.4 relative state"),
    Row("../../../c", "https://shop.example:8443/c", "4.4 relative state"),
    Row(".", "https://shop.example:8443/a/", "4.4 relative state"),
    Row("..", "https://shop.example:8443/", "4.4 relative state"),
    Row("/c", "https://shop.example:8443/c", "4.4 relative slash state"),
    Row("\\c", "https://shop.example:8443/c", "4.4 relative slash state"),
    Row("//other.example/c", "https://other.example/c", "4.4 relative slash state"),
    Row("\\\\other.example", "https://other.example/", "4.4 relative slash state"),
    Row("///other.example", "https://other.example/", "4.4 relative slash state"),
    Row("?r", "https://shop.example:8443/a/b?r", "4.4 relative state, query"),
    Row("#f", "https://shop.example:8443/a/b?q", "4.4 relative state, fragment"),
    Row("https:c", "https://shop.example:8443/a/c", "4.4 special relative state"),
    Row("http:c", "http://c/", "4.4 scheme state, other special scheme"),
    Row("http://other.example", "http://other.example/", "4.4 scheme state"),
    Row("https://other.example", "https://other.example/", "4.4 special relative or authority state"),
    Row(":c", "https://shop.example:8443/a/:c", "4.4 scheme start state"),
    Row("1:c", "https://shop.example:8443/a/1:c", "4.4 scheme start state"),
    Row("data:text/plain,x", nil, "scheme not read"),
    Row("javascript:void(0)", nil, "scheme not read"),
    Row("//", nil, "4.4 host state, empty"),
    Row("//shop.example:x", nil, "4.4 port state"),
  ]

  @Test(arguments: references)
  func `a reference is resolved against the page it stands in`(_ row: Row) throws {
    let page = try #require(WebURL("https://shop.example:8443/a/b?q#f"))
    #expect(page.resolving(row.input)?.text == row.expected)
  }

  @Test func `the parts of an address can be taken singly`() throws {
    let url = try #require(WebURL("http://u:p@Shop.example:8080/a%20b?q=1#top"))
    #expect(url.scheme == .http)
    #expect(url.host == "shop.example")
    #expect(url.port == 8080)
    #expect(url.path == "/a%20b")
    #expect(url.query == "q=1")
    #expect(url.fragment == "top")
    #expect(url.hadUserInfo)
    #expect(url.origin == "http://shop.example:8080")
    #expect(url.pathAndQuery == "/a%20b?q=1")
    #expect(url.root.text == "http://shop.example:8080/")
    #expect(!url.isHTTPS)
  }

  @Test func `the fragment does not tell two addresses apart`() {
    #expect(WebURL("https://shop.example/#a") == WebURL("https://shop.example/#b"))
    #expect(WebURL("https://shop.example/?a") != WebURL("https://shop.example/?b"))
  }

  @Test func `another scheme brings its own port`() throws {
    #expect(
      try #require(WebURL("http://shop.example/a")).with(scheme: .https).text == "https://shop.example/a"
    )
    #expect(
      try #require(WebURL("http://shop.example:81/a")).with(scheme: .https).text
        == "https://shop.example:81/a"
    )
  }

  @Test(arguments: [
    ("http://localhost/", true), ("http://localhost./", true), ("https://a.localhost:1/", true),
    ("http://127.8.9.1/", true), ("http://[::1]/", true), ("http://[::2]/", false),
    ("http://localhost.example/", false), ("http://mylocalhost/", false), ("http://10.0.0.1/", false),
    ("http://127.example/", false),
  ])
  func `this machine is known by name and address`(_ text: String, _ expected: Bool) throws {
    #expect(try #require(WebURL(text)).isLocalhost == expected)
  }

  @Test func `a resolver gets an IPv6 address without brackets`() throws {
    let url = try #require(WebURL("https://[2001:db8::1]:8443/"))
    #expect(url.hostName == "2001:db8::1")
    #expect(url.origin == "https://[2001:db8::1]:8443")
    #expect(url.hostKind == .ipv6)
  }

  @Test func `a text above the bound is no address`() {
    let path = String(repeating: "a", count: WebURL.longestText)
    #expect(WebURL("https://shop.example/" + path) == nil)
    #expect(WebURL("https://shop.example/" + path.dropLast(100)) != nil)
  }

  @Test(arguments: ["/..", "@", "a.", "ü", "%2e%2e/", ":", "ü.", "xn--"])
  func `long texts are read in linear time`(_ unit: String) {
    let growth = growth(from: 8_000 / unit.utf8.count) { count in
      _ = WebURL("https://" + String(repeating: unit, count: count))
    }
    #expect(growth < linearGrowth)
  }

  @Test func `every address that was read is read again as itself`() {
    let source = SeededBytes([
      "https://user:secret@shop.example:8443/a/../b?c=d#e", "http://0x7f.1/%2e%2e/", "https://[2001:db8::1]/",
      "https://müller.example/ä?ö#ü", "https:\\\\xn--mller-kva.example\\", "http://[::ffff:1.2.3.4]:80/",
    ])
    var count = 0
    for seed in 0..<10_000 {
      guard let url = WebURL.read(source.bytes(seed)) else { continue }
      count += 1
      let again = WebURL(url.text)
      #expect(again == url, "seed \(seed)")
      #expect(again?.text == url.text, "seed \(seed)")
      #expect(url.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "seed \(seed)")
      #expect(url.path.hasPrefix("/"), "seed \(seed)")
    }
    #expect(count > 3_000)
  }
}
