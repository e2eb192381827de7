import Reading
import Testing

private func page(_ html: String, contentType: String? = "text/html; charset=utf-8") -> PageContent {
  PageReader.read(Array(html.utf8), contentType: contentType, url: "https://shop.example/cart")
}

@Suite(.timeLimit(.minutes(1))) struct `Page reader` {
  @Test func `the head is read`() {
    let content = page(
      """
      <!doctype html><html lang=de-DE><head><base href="/shop/"><title> A
       &amp; B </title><meta name=Generator content="WooCommerce 9.1"><meta name="generator" content="WordPress 6.6">
      <meta property="og:price:currency" content="EUR">
      <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
      <meta http-equiv=refresh content="5; URL='/next'"></head><body>
      <meta http-equiv="Content-Security-Policy" content="ignored">
      """
    )
    #expect(content.language == "de-DE")
    #expect(content.base == "/shop/")
    #expect(content.title == "A & B")
    #expect(content.generators == ["WooCommerce 9.1", "WordPress 6.6"])
    #expect(content.meta("og:price:currency") == "EUR")
    #expect(content.contentSecurityPolicies == ["default-src 'self'"])
    #expect(content.refresh == "/next")
    #expect(content.isWhole)
  }

  @Test(arguments: [
    ("0;url=https://a.example/", "https://a.example/"), ("3", ""), ("3; /x", "/x"),
    ("0;URL = \"/y\" z", "/y"),
  ])
  func `a refresh leads somewhere`(_ content: String, _ target: String) {
    let text = content.split(separator: "\"").joined(separator: "&quot;")
    #expect(page("<meta http-equiv=refresh content=\"\(text)\">").refresh == target)
  }

  @Test func `a script keeps what its tag says`() throws {
    let content = page(
      "<script src=' /a.js ' async defer nonce=n integrity=sha256-x crossorigin id=s data-x=1></script><script>let a</script>"
    )
    try #require(content.scripts.count == 2)
    let script = content.scripts[0]
    #expect(script.source == "/a.js")
    #expect(script.isAsync && script.isDeferred && script.runs && script.kind == .classic)
    #expect(script.nonce == "n" && script.integrity == "sha256-x" && script.crossOrigin?.isEmpty == true)
    #expect(script.attribute("id") == "s" && script.attribute("data-x") == "1")
    #expect(content.scripts[1].text == "let a" && content.scripts[1].source == nil)
  }

  @Test(arguments: [
    "data:text/javascript;base64,YW1hem9uLlBheQ==", "data:text/javascript,amazon%2EPay",
    "data:application/javascript;charset=utf-8,amazon.Pay",
  ])
  func `a script in a data address is an inline script`(_ address: String) {
    let script = page("<script src=\"\(address)\" defer></script>").scripts.first
    #expect(script?.text == "amazon.Pay" && script?.source == nil && script?.runs == true)
  }

  @Test(arguments: [
    ("", ScriptElement.Kind.classic), ("type=''", .classic), ("type=text/javascript", .classic),
    ("type='Text/JavaScript '", .classic), ("type='text/javascript; charset=utf-8'", .data),
    ("language=JavaScript", .classic), ("language=vbscript", .data), ("type=module", .module),
    ("type=importmap", .browserData), ("type=application/ld+json", .data), ("type=text/template", .data),
    ("type=' '", .data), ("type=a1b2c3d4e5f6a1b2c3d4e5f6-text/javascript", .classic),
    ("type=rocketlazyloadscript", .classic),
  ])
  func `the type decides whether a browser runs a script`(_ attribute: String, _ kind: ScriptElement.Kind)
    throws
  {
    let script = try #require(page("<script \(attribute)>x</script>").scripts.first)
    #expect(script.kind == kind)
  }

  @Test func `scripts know where they stand`() {
    let content = page(
      """
      <script id=a></script><template><div><script id=b></script></div></template><script id=c></script>
      <noscript><p><script id=d></script></noscript><!-- <script id=e></script> -->
      <iframe srcdoc="&lt;script id=f&gt;&lt;/script&gt;"></iframe><textarea><script id=g></script></textarea>
      <svg><script id=h href=/h.js></script></svg><script id=i>never closed
      """
    )
    let places = content.scripts.map { ($0.attribute("id") ?? "") + " " + $0.place.rawValue }
    #expect(
      places == [
        "a document", "b template", "c document", "d noscript", "e comment", "f frame", "h document",
        "i document",
      ]
    )
    #expect(content.scripts.first { $0.attribute("id") == "h" }?.source == "/h.js")
    #expect(content.scripts.last?.runs == false)
  }

  @Test(arguments: [
    ("type=text/plain data-cookieconsent=marketing src=/a.js", "Cookiebot"),
    ("type=text/plain data-usercentrics='Amazon Pay' src=/a.js", "Usercentrics"),
    ("type=text/plain class=optanon-category-C0004 src=/a.js", "OneTrust"),
    ("type=text/plain class=cmplazyload data-cmp-vendor=1 data-cmp-src=/a.js", "consentmanager"),
    ("type=text/plain data-category=marketing data-service=amazon src=/a.js", "Complianz"),
    ("type=text/plain src=/a.js", "unnamed"), ("data-src=/a.js", "unnamed"),
    ("type=javascript/blocked src=/a.js", "unnamed"),
  ])
  func `a script held back for consent names who holds it`(_ attributes: String, _ manager: String) throws {
    let script = try #require(page("<script \(attributes)></script>").scripts.first)
    #expect(script.parkedBy == manager)
    #expect((script.source ?? script.parkedSource) == "/a.js")
    #expect(!script.runs)
  }

  @Test(arguments: [
    "src=/a.js", "data-cookieconsent=ignore src=/a.js", "type=application/json",
    "type=text/template data-category=x",
    "src=/a.js data-src=/b.js",
  ])
  func `a script that nobody holds back is not parked`(_ attributes: String) throws {
    #expect(try #require(page("<script \(attributes)></script>").scripts.first).parkedBy == nil)
  }

  @Test func `links keep what they show`() {
    let content = page(
      """
      <a href=" /privacy " rel="NoFollow">Privacy <b>policy</b>
      &nbsp; now</a><a href=/x><img src=/i.png alt="Our logo"></a><a name=y>no</a><a href=/z aria-label="Cart"></a><a href=/last>end
      """
    )
    #expect(content.links.map(\.href) == ["/privacy", "/x", "/z", "/last"])
    #expect(content.links.map(\.text) == ["Privacy policy now", "Our logo", "Cart", "end"])
    #expect(content.links[0].rel == "nofollow")
  }

  @Test func `what a browser loads is listed with its kind`() {
    let content = page(
      """
      <link rel=stylesheet href=http://a.example/s.css><link rel="preload" as=script href=/p.js><link rel=dns-prefetch href=//d.example>
      <link rel=icon href=/i.ico><img src=/1.png srcset="/2.png 2x, /3.png 3x,/4.png"><iframe src=/f></iframe>
      <video src=/v poster=/5.png></video><picture><source srcset=/6.png></picture><object data=/o></object>
      """
    )
    #expect(
      content.resources.map { "\($0.kind.rawValue) \($0.address)" } == [
        "stylesheet http://a.example/s.css", "preload /p.js", "hint //d.example", "link /i.ico",
        "image /1.png",
        "image /2.png", "image /3.png", "image /4.png", "frame /f", "media /v", "image /5.png",
        "image /6.png", "object /o",
      ]
    )
  }

  @Test func `forms, names and elements are kept`() {
    let content = page(
      """
      <body class="woocommerce cart"><form action=" /login " method=post id=f><input type=Password></form>
      <div id=AmazonPayButton class="a b"></div><p data-mage-init='{"Amazon_Pay/js/x":1}'></p><shopify-accelerated-checkout></shopify-accelerated-checkout>
      """
    )
    #expect(content.forms.first?.action == "/login" && content.forms.first?.method == "POST")
    #expect(content.forms.first?.hasPassword == true && content.asksForPassword)
    #expect(content.identifiers == ["f", "AmazonPayButton"])
    #expect(content.classes == ["woocommerce", "cart", "a", "b"])
    #expect(content.elements.map(\.tag) == ["div", "p"])
    #expect(content.elements[1]["data-mage-init"] == "{\"Amazon_Pay/js/x\":1}")
    #expect(content.customElements == ["shopify-accelerated-checkout"])
  }

  @Test func `bytes that are no UTF-8 make no text longer than it may be`() {
    let broken = [UInt8](repeating: 0xFF, count: 30_000)
    let bytes = Array("<title>".utf8) + broken + Array("</title><a href=/>".utf8) + broken
    let content = PageReader.read(
      bytes,
      contentType: "text/html; charset=utf-8",
      url: "https://shop.example/"
    )
    #expect((1...300).contains(content.title?.utf8.count ?? 0))
    #expect((1...80).contains(content.links.first?.text.utf8.count ?? 0))
    #expect((1...20_000).contains(content.visibleText.utf8.count))
  }

  @Test func `visible text leaves out scripts, styles and templates`() {
    let content = page(
      "<title>t</title><style>s</style><p>One<p>t&amp;w<b>o</b><script>x</script><template>no</template><noscript>no</noscript> three"
    )
    #expect(content.visibleText == "One t&wo three")
    #expect(page("<p>Amazon<b>Pay</b></p>").visibleText == "AmazonPay")
  }

  @Test func `a list that was cut says so`() {
    let content = page(String(repeating: "<a href=/x>y</a>", count: 5000))
    #expect(content.links.count == 4000 && content.cut.contains(.links))
    #expect(page(String(repeating: "word ", count: 5000)).cut == [.visibleText])
    let cut = PageReader.read(Array("<p>".utf8), url: "https://shop.example/", truncated: true)
    #expect(!cut.isWhole)
  }

  @Test func `comments and islands are kept`() {
    let content = page(
      """
      <!-- OXID eShop Community Edition, Version 7 --><!---->
      <script type="application/ld+json">{"a":1}</script><template><script type="application/ld+json">no</script></template>
      """
    )
    #expect(content.comments.map(\.text) == [" OXID eShop Community Edition, Version 7 "])
    #expect(content.islands("application/ld+json").map(\.text) == ["{\"a\":1}"])
  }

  @Test func `a global is a name, not a word in a string or comment`() {
    let content = page(
      "<script>var Shopify = {}; 'wc_params'; // prestashop\n</script><script type=text/plain>oxMiniBasket</script>"
    )
    #expect(content.hasGlobal("Shopify"))
    #expect(
      !content.hasGlobal("wc_params") && !content.hasGlobal("prestashop")
        && !content.hasGlobal("oxMiniBasket")
    )
    #expect(content.mentions("WC_PARAMS") && !content.mentions("nothing"))
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Page encoding` {
  private func read(_ bytes: [UInt8], _ contentType: String? = nil) -> PageContent {
    PageReader.read(bytes, contentType: contentType, url: "https://shop.example/")
  }

  @Test func `a byte order mark wins`() {
    let content = read([0xEF, 0xBB, 0xBF] + Array("<p>ä".utf8), "text/html; charset=iso-8859-1")
    #expect(content.visibleText == "ä" && content.encoding.source == .byteOrderMark)
    #expect(read([0xFF, 0xFE, 0x3C, 0, 0x70, 0, 0x3E, 0, 0xE4, 0]).visibleText == "ä")
    #expect(read([0xFE, 0xFF, 0, 0x3C, 0, 0x70, 0, 0x3E, 0, 0xE4, 7]).visibleText == "ä")
  }

  @Test(arguments: [
    "text/html; charset=ISO-8859-1", "text/html;charset=\"windows-1252\"", "text/html; x=1; Charset = latin1",
  ])
  func `the header names the encoding`(_ contentType: String) {
    let content = read([0x3C, 0x70, 0x3E, 0xE4, 0x80], contentType)
    #expect(content.visibleText == "ä€")
    #expect(content.encoding == TextEncoding(label: "windows-1252", source: .contentType, isExact: true))
  }

  @Test(arguments: [
    "<meta charset=iso-8859-15>", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'>",
  ])
  func `a meta element names the encoding`(_ meta: String) {
    let content = read(Array(meta.utf8) + [0x3C, 0x70, 0x3E, 0xA4])
    #expect(content.visibleText == "€")
    #expect(content.encoding.source == .meta)
  }

  @Test func `without a word it is UTF-8 if it can be, else windows-1252`() {
    #expect(
      read(Array("<p>ä".utf8)).encoding == TextEncoding(label: "utf-8", source: .assumed, isExact: true)
    )
    #expect(read([0x3C, 0x70, 0x3E, 0xE4]).visibleText == "ä")
  }

  @Test func `of other encodings only ASCII is read, and it is said`() {
    let content = read(Array("<p>a".utf8) + [0x83, 0x41], "text/html; charset=Shift_JIS")
    #expect(content.encoding == TextEncoding(label: "shift_jis", source: .contentType, isExact: false))
    #expect(content.visibleText.hasPrefix("a"))
  }
}
