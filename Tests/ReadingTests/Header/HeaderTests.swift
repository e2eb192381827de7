import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Strict transport security` {
  @Test(arguments: [
    (["max-age=31536000"], 31_536_000, false, "RFC 6797 6.2"),
    (["max-age=15768000 ; includeSubDomains"], 15_768_000, true, "RFC 6797 6.2"),
    (["max-age=\"31536000\""], 31_536_000, false, "RFC 6797 6.2"),
    (["max-age=0"], 0, false, "RFC 6797 6.1.1"),
    (["max-age=0; includeSubDomains"], 0, true, "RFC 6797 6.2"),
    (["MAX-AGE=1; INCLUDESUBDOMAINS"], 1, true, "6.1: names are case-insensitive"),
    (["includeSubDomains; max-age=1"], 1, true, "6.1: order does not matter"),
    ([";;max-age=1;;"], 1, false, "6.1: empty directives"),
    (["max-age = 1"], 1, false, "6.1: implied white space"),
    (["max-age=1; preload; foo=\"a;b\"; bar=x"], 1, false, "6.1: unknown directives"),
    (["max-age=1", "max-age=2; includeSubDomains"], 1, false, "8.1: only the first field"),
    (["max-age=99999999999999999999"], 1 << 53, false, "6.1.1: a number too large"),
  ])
  func `a sound field is read`(_ values: [String], _ age: Int, _ sub: Bool, _ clause: String) throws {
    let value = try #require(StrictTransportSecurity.read(values).value, "\(clause)")
    #expect(value.maxAge == age)
    #expect(value.includesSubDomains == sub)
  }

  @Test(arguments: [
    "", "includeSubDomains", "max-age", "max-age=", "max-age=x", "max-age=-1", "max-age=1.5", "max-age=1 2",
    "max-age=1; max-age=1", "max-age=1; MAX-AGE=2", "max-age=1; includeSubDomains; includeSubDomains",
    "max-age=1, max-age=2", "max-age=\"1", "max-age=1\"", "max-age='1'", "max-age=1; =x", "max-age=1; a b",
    "max-age=1; includeSubDomains=true", "max-age:1", "max-age=\"1\"2",
  ])
  func `a broken field counts as none, and says why`(_ value: String) {
    guard case .malformed(let reason) = StrictTransportSecurity.read([value]) else {
      Issue.record("\(StrictTransportSecurity.read([value]))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `a field that was not sent is absent, not broken`() {
    #expect(StrictTransportSecurity.read([String]()) == .absent)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Set-Cookie` {
  @Test(arguments: [
    ("sid=abc", "sid", "abc"), (" sid = abc ; Path=/", "sid", "abc"), ("sid=a=b", "sid", "a=b"),
    ("sid=", "sid", ""), ("=abc", "", "abc"), ("abc", "", "abc"), ("sid=\"a b\"", "sid", "\"a b\""),
    ("sid=a\tb", "sid", "a\tb"),
  ])
  func `name and value are read`(_ text: String, _ name: String, _ value: String) throws {
    let cookie = try #require(SetCookie.read(text))
    #expect(cookie.name == name)
    #expect(cookie.value == value)
  }

  @Test(arguments: ["", ";Secure", "=;Secure", "  ", "a=\0", "a=b\u{7F}", "a=b; Path=\u{1}"])
  func `what a browser ignores is none`(_ text: String) {
    #expect(SetCookie.read(text) == nil)
  }

  @Test func `a cookie above 4096 bytes is ignored`() {
    #expect(SetCookie.read("a=" + String(repeating: "b", count: 4095)) != nil)
    #expect(SetCookie.read("a=" + String(repeating: "b", count: 4096)) == nil)
  }

  @Test func `attributes are read without regard to case`() throws {
    let cookie = try #require(
      SetCookie.read(
        "a=b; SECURE; httponly; samesite=LAX; path=/shop; domain=.Shop.example; max-age=60; Partitioned"
      )
    )
    #expect(cookie.isSecure && cookie.isHTTPOnly && cookie.isPartitioned && cookie.isPersistent)
    #expect(cookie.sameSite == .lax)
    #expect(cookie.path == "/shop")
    #expect(cookie.domain == "shop.example")
    #expect(cookie.maxAge == 60)
  }

  @Test func `what is not said is absent`() throws {
    let cookie = try #require(SetCookie.read("a=b"))
    #expect(!cookie.isSecure && !cookie.isHTTPOnly && !cookie.isPartitioned && !cookie.isPersistent)
    #expect(cookie.sameSite == nil && cookie.path == nil && cookie.domain == nil && cookie.maxAge == nil)
  }

  @Test(
    arguments: [
      ("SameSite=Strict", .strict), ("SameSite=none", SetCookie.SameSite.none), ("SameSite", nil),
      ("SameSite=maybe", nil),
      ("SameSite=Lax; SameSite=Strict", .strict), ("SameSite=Strict; SameSite=x", nil),
      ("SameSite = Lax", .lax),
      ("SameSite=\"Lax\"", nil),
    ] as [(String, SetCookie.SameSite?)]
  )
  func `the last SameSite counts, an unknown word as none`(
    _ attribute: String,
    _ expected: SetCookie.SameSite?
  ) {
    #expect(SetCookie.read("a=b; \(attribute)")?.sameSite == expected)
  }

  @Test(
    arguments: [
      ("Max-Age=-1", -1), ("Max-Age=x", nil), ("Max-Age=5; Max-Age=x", 5), ("Max-Age=", nil),
      ("Max-Age=1; Max-Age=2", 2),
      ("Max-Age=99999999999999999999", 1 << 53),
    ] as [(String, Int?)]
  )
  func `Max-Age is a number or nothing`(_ attribute: String, _ expected: Int?) {
    #expect(SetCookie.read("a=b; \(attribute)")?.maxAge == expected)
  }

  @Test func `an attribute above 1024 bytes is ignored`() {
    let long = String(repeating: "x", count: 1025)
    #expect(SetCookie.read("a=b; Path=/\(long)")?.path == nil)
  }

  @Test(
    arguments: [
      ("a=b; Secure", WebURL.Scheme.https, nil), ("a=b; Secure", .http, .secureOverHTTP), ("a=b", .http, nil),
      ("__Secure-a=b; Secure", .https, nil), ("__secure-a=b", .https, .securePrefix),
      ("__Host-a=b; Secure; Path=/", .https, nil), ("__Host-a=b; Secure", .https, .hostPrefix),
      ("__Host-a=b; Secure; Path=/; Domain=shop.example", .https, .hostPrefix),
      ("__HOST-a=b; Path=/", .https, .hostPrefix), ("__Host-a", .https, .hostPrefix),
      ("a=b; SameSite=None", .https, .sameSiteNoneWithoutSecure), ("a=b; SameSite=None; Secure", .https, nil),
    ] as [(String, WebURL.Scheme, SetCookie.Refusal?)]
  )
  func `a browser's refusal is told`(_ text: String, _ scheme: WebURL.Scheme, _ expected: SetCookie.Refusal?)
    throws
  {
    #expect(try #require(SetCookie.read(text)).refusal(over: scheme) == expected)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Other header fields` {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Wed, 31 Dec 1969 23:59:59 GMT", -1), ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
    ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ("Mon, 23 Nov 2026 07:01:00 GMT", 1_795_417_260), ("Tue, 01 Mar 1904 00:00:00 GMT", -2_077_660_800),
  ])
  func `a date is read in all three forms`(_ text: String, _ epoch: Int) {
    #expect(HTTPDate.read(text) == epoch)
  }

  @Test(arguments: [
    "", "now", "1994", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 19940 08:49:37 GMT", "Xxx, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49 GMT", "Sun, 99999999999999999999 Nov 1994 08:49:37 GMT",
  ])
  func `what is no date is none`(_ text: String) {
    #expect(HTTPDate.read(text) == nil)
  }

  @Test(
    arguments: [
      ("text/html", "text/html", nil), (" Text/HTML ; Charset=UTF-8", "text/html", "utf-8"),
      ("text/html;charset=\"iso-8859-1\"", "text/html", "iso-8859-1"),
      ("text/html;charset", "text/html", nil),
      ("text/html; a=b; charset=x; charset=y", "text/html", "x"), ("text/html;charset=", "text/html", nil),
      ("text/html; a=\"; charset=x\"", "text/html", nil), ("text/html;;;charset=x", "text/html", "x"),
      ("application/problem+json", "application/problem+json", nil),
    ] as [(String, String, String?)]
  )
  func `a content type is read`(_ text: String, _ essence: String, _ charset: String?) throws {
    let type = try #require(ContentType.read(text))
    #expect(type.essence == essence)
    #expect(type.charset == charset)
  }

  @Test(arguments: [
    "", "html", "text/", "/html", "text html", "te xt/html", "text/ht ml", "text/html/x", "*/*;",
  ])
  func `what is no content type is none`(_ text: String) {
    #expect(ContentType.read(text).map { $0.essence == "*/*" } != false)
    if text != "*/*;" { #expect(ContentType.read(text) == nil) }
  }

  @Test(arguments: [
    ("application/json", true, false, false), ("text/json", true, false, false),
    ("a/b+json", true, false, false),
    ("application/x-json", false, false, false), ("text/html", false, true, false),
    ("application/xhtml+xml", false, true, false), ("text/javascript", false, false, true),
    ("application/x-javascript", false, false, true), ("image/javascript", false, false, false),
  ])
  func `kinds of content are known by name`(_ text: String, _ json: Bool, _ html: Bool, _ script: Bool) throws
  {
    let type = try #require(ContentType.read(text))
    #expect((type.isJSON, type.isHTML, type.isJavaScript) == (json, html, script))
  }

  @Test func `cache control is read over several fields`() throws {
    let control = try #require(CacheControl.read(["no-store, Private", "max-age=60, max-age=5; s-maxage=x"]))
    #expect(control.noStore && control.isPrivate)
    #expect(!control.noCache && !control.isPublic)
    #expect(control.maxAge == 60)
    #expect(CacheControl.read([]) == nil)
    #expect(CacheControl.read(["max-age=\"60\", s-maxage=99999999999999999999"])?.sharedMaxAge == 1 << 53)
    #expect(CacheControl.read(["private=\"a, no-store\""])?.noStore == false)
    #expect(CacheControl.read(["max-age=-1"])?.maxAge == nil)
  }

  @Test(
    arguments: [
      ("5", 5, "https://shop.example/a"), ("0; url=/b", 0, "https://shop.example/b"),
      ("0;URL='https://x.example/'", 0, "https://x.example/"),
      ("3, url = \"/b\" trailing", 3, "https://shop.example/b"),
      ("0 /b", 0, "https://shop.example/b"), ("1.9; url=b", 1, "https://shop.example/b"),
      (".5;/b", 0, "https://shop.example/b"),
      ("0; urlx", 0, "https://shop.example/urlx"), ("0;", 0, "https://shop.example/a"),
      ("0; url=javascript:alert(1)", 0, nil), ("0; url='/b", 0, "https://shop.example/b"),
      ("99999999999999999999; /b", 1 << 53, "https://shop.example/b"),
    ] as [(String, Int, String?)]
  )
  func `a refresh is a redirect`(_ text: String, _ seconds: Int, _ target: String?) throws {
    let page = try #require(WebURL("https://shop.example/a"))
    let refresh = try #require(Refresh.read(text, document: page))
    #expect(refresh.seconds == seconds)
    #expect(refresh.target?.text == target)
  }

  @Test(arguments: ["", "x", "-1", "url=/b", "; url=/b", "5x", "5:/b"])
  func `what is no refresh is none`(_ text: String) throws {
    let page = try #require(WebURL("https://shop.example/a"))
    #expect(Refresh.read(text, document: page) == nil)
  }

  @Test(
    arguments: [
      ("120", 120), (" 5 ", 5), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
      ("soon", nil), ("", nil), ("-5", nil), ("1.5", nil),
    ] as [(String, Int?)]
  )
  func `retry-after is told in seconds from now`(_ text: String, _ expected: Int?) {
    #expect(RetryAfter.read(text, now: 784_111_740) == expected)
  }

  @Test func `fields are found without regard to case, in order`() {
    let fields = HeaderFields([("Set-Cookie", "a"), ("SET-COOKIE", " b\t"), ("Vary", "Accept, ,Origin")])
    #expect(fields.values("set-cookie") == ["a", "b"])
    #expect(fields.combined("set-cookie") == "a, b")
    #expect(fields.list("vary") == ["Accept", "Origin"])
    #expect(fields.list("age") == nil)
    #expect(HeaderFields([("X", "\"a,b\", c")]).list("x") == ["\"a,b\"", "c"])
  }

  @Test func `every reader takes any bytes`() throws {
    let source = SeededBytes([
      "max-age=31536000; includeSubDomains; preload",
      "sid=\"abc\"; Path=/; SameSite=None; Secure; Max-Age=60",
      "Sun, 06 Nov 1994 08:49:37 GMT", "text/html; charset=\"utf-8\"", "no-store, private=\"a\", max-age=5",
      "0; url='https://shop.example/a'", "\"a\\\"b\",c",
    ])
    let page = try #require(WebURL("https://shop.example/"))
    var counts = [Int](repeating: 0, count: 6)
    for seed in 0..<10_000 {
      let bytes = source.bytes(seed)
      let text = String(decoding: bytes, as: UTF8.self)
      if let value = StrictTransportSecurity.read(bytes).value {
        counts[0] += 1
        #expect(value.maxAge >= 0, "seed \(seed)")
      }
      if let cookie = SetCookie.read(bytes) {
        counts[1] += 1
        #expect(cookie.name.utf8.count + cookie.value.utf8.count <= 3 * 4096, "seed \(seed)")
      }
      if HTTPDate.read(text) != nil { counts[2] += 1 }
      if ContentType.read(text) != nil { counts[3] += 1 }
      if CacheControl.read([text])?.noStore == true { counts[4] += 1 }
      if Refresh.read(text, document: page) != nil { counts[5] += 1 }
    }
    #expect(counts.allSatisfy { $0 > 100 }, "\(counts)")
  }

  @Test func `long values are read in linear time`() throws {
    let page = try #require(WebURL("https://shop.example/"))
    for unit in ["a;", "\"\\", "a=b,", "; ", "max-age=1;", ",", "\"", "0 "] {
      let growth = growth(from: 15_000 / unit.utf8.count) { count in
        let text = String(repeating: unit, count: count)
        _ = StrictTransportSecurity.read([text])
        _ = SetCookie.read(text)
        _ = CacheControl.read([text])
        _ = ContentType.read(text)
        _ = HTTPDate.read(text)
        _ = Refresh.read(text, document: page)
        _ = HeaderFields([("vary", text)]).list("vary")
      }
      #expect(growth < linearGrowth, "\(unit)")
    }
  }
}
