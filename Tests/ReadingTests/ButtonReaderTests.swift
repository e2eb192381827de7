import Model
import Reading
import Testing

private func read(
  _ html: String,
  scripts: [(url: String, text: String)] = [],
  url: String = "https://shop.example/cart"
) -> AmazonPayOnPage {
  let page = PageReader.read(Array(html.utf8), contentType: "text/html; charset=utf-8", url: url)
  return ButtonReader.read(
    page,
    scripts: scripts.map { ScriptSource(url: $0.url, bytes: Array($0.text.utf8)) }
  )
}

private let checkout = "https://static-eu.payments-amazon.com/checkout.js"

@Suite(.timeLimit(.minutes(1))) struct `References to Amazon's scripts` {
  @Test(
    arguments: [
      (checkout, ButtonScript.Kind.checkoutV2, Region?.some(.eu)),
      ("https://static-na.payments-amazon.com/checkout.js?ver=2.6.1", .checkoutV2, .na),
      (" //static-fe.payments-amazon.com/checkout.js ", .checkoutV2, .fe),
      ("HTTPS://Static-EU.Payments-Amazon.com:443/checkout.js#x", .checkoutV2, .eu),
      (
        "https://static-eu.payments-amazon.com/OffAmazonPayments/de/sandbox/lpa/js/Widgets.js", .checkoutV1,
        .eu
      ),
      (
        "https://origin-na.ssl-images-amazon.com/images/G/09/EP/offAmazonPayments/live/prod/lpa/js/Widgets.js",
        .checkoutV1, .fe
      ),
      ("https://static-eu.payments-amazon.com/v2/login.js", .login, .eu),
      ("https://api-cdn.amazon.com/sdk/login1.js", .login, nil),
      ("https://static-na.payments-amazon.com/cPSPcheckout.js", .paymentServiceProvider, .na),
      ("https://static-eu.payments-amazon.com/other.js", .other, .eu),
      ("https://static-uk.payments-amazon.com/checkout.js", .lookAlike, nil),
      ("https://static-eu.payments-amazon.example/checkout.js", .lookAlike, nil),
      ("https://static-eu.payments-amazon.com.evil.example/checkout.js", .lookAlike, nil),
      ("https://static-eu.payments-amazon.com@evil.example/checkout.js", .lookAlike, nil),
      ("https://cdn.example/static-eu.payments-amazon.com/checkout.js", .selfHosted, nil),
      ("/js/amazon/checkout.js", .selfHosted, nil),
    ] as [(String, ButtonScript.Kind, Region?)]
  )
  func `an address tells which script it is`(_ address: String, _ kind: ButtonScript.Kind, _ region: Region?)
    throws
  {
    let script = try #require(read("<script src='\(address)'></script>").scripts.first)
    #expect(script.kind == kind)
    #expect(script.region == region)
    #expect(script.form == .sound)
    #expect(script.isSandbox == address.contains("/sandbox/"))
    #expect(script.version == (address.contains("ver=") ? "2.6.1" : nil))
  }

  @Test(arguments: [
    "https://shop.example/checkout.js", "/modules/amazonpay/views/js/checkout.js",
    "https://s3.amazonaws.com/x/app.js",
    "https://www.amazon.com/x.js",
    "/wp-content/plugins/woocommerce-gateway-amazon-payments-advanced/build/js/checkout.js",
  ])
  func `other scripts are none of Amazon Pay's`(_ address: String) {
    #expect(read("<script src='\(address)'></script>").scripts.isEmpty)
  }

  @Test(arguments: [
    ("<script src=\(checkout)></script>", ButtonScript.Form.sound),
    ("<script src=http://static-eu.payments-amazon.com/checkout.js></script>", .insecure),
    ("<!-- <script src=\(checkout)></script> -->", .commentedOut),
    ("<script>// s.src='\(checkout)'\n</script>", .commentedOut),
    ("<!-- <script>s.src='\(checkout)'</script> -->", .commentedOut),
    (
      "<script type=text/plain data-cookieconsent=marketing src=\(checkout)></script>",
      .parked(by: "Cookiebot")
    ),
    ("<script type=text/plain data-usercentrics=A>s.src='\(checkout)'</script>", .parked(by: "Usercentrics")),
    ("<script type=text/plain data-category=x data-src=\(checkout)></script>", .parked(by: "Cookie Consent")),
    ("<script type=module src=\(checkout)></script>", .module),
    ("<script nomodule src=\(checkout)></script>", .noModule),
    ("<template><script src=\(checkout)></script></template>", .inTemplate),
    ("<noscript><script src=\(checkout)></script></noscript>", .inNoscript),
    ("<iframe srcdoc='<script src=\(checkout)></script>'></iframe>", .inFrame),
    ("<script type=text/template src=\(checkout)></script>", .otherType("text/template")),
    ("<link rel=preload as=script href=\(checkout)>", .hint),
    ("<p>Use <code>&lt;script src=\"\(checkout)\"></code></p>", .textMention),
    (
      "<script>var s=document.createElement('script');s.src=\"https:\\/\\/static-eu.payments-amazon.com\\/checkout.js\"</script>",
      .scriptText
    ),
    ("<script>document.write('<script src=\"\(checkout)\"><\\/script>')</script>", .scriptText),
    (
      "<script>require.config({paths:{amazonPayCheckoutDE:'https://static-eu.payments-amazon.com/checkout'}})</script>",
      .requireJSPath
    ),
    (
      "<div data-amazon-pay-button-options='{\"libraryUrl\":\"https:\\/\\/static-eu.payments-amazon.com\\/checkout.js\"}'></div>",
      .options
    ),
    ("<script type=text/x-magento-init>{\"a\":\"\(checkout)\"}</script>", .options),
  ])
  func `how it stands there decides whether it loads`(_ html: String, _ form: ButtonScript.Form) throws {
    let found = read(html)
    let script = try #require(found.scripts.first)
    #expect(found.scripts.count == 1)
    #expect(script.form == form && script.kind == .checkoutV2 && script.region == .eu)
    #expect(found.namesAmazonPay)
  }

  @Test(arguments: [
    "'https://static-' + region + '.payments-amazon.com/checkout.js'",
    "`https://static-${region}.payments-amazon.com/checkout.js`",
  ])
  func `an address that is put together has no region`(_ expression: String) {
    let found = read("<script>load(\(expression))</script>")
    #expect(
      found.scripts.map(\.kind) == [.checkoutV2] && found.scripts.map(\.form) == [.scriptText]
        && found.scripts[0].region == nil
    )
  }

  @Test func `a plain address is insecure on an insecure page`() {
    let script = read(
      "<script src=//static-eu.payments-amazon.com/checkout.js></script>",
      url: "http://shop.example/"
    ).scripts.first
    #expect(script?.form == .insecure)
  }

  @Test func `attributes of the tag are kept, and the order of the page`() {
    let found = read(
      "<script src=\(checkout) async defer integrity=sha384-x crossorigin=anonymous nonce=n></script><script src=\(checkout)></script>"
    )
    #expect(found.scripts.count == 2 && found.scripts[0].offset < found.scripts[1].offset)
    #expect(
      found.scripts[0].isAsync && found.scripts[0].isDeferred && found.scripts[0].integrity == "sha384-x"
    )
    #expect(found.scripts[0].crossOrigin == "anonymous" && found.scripts[0].nonce == "n")
    #expect(!found.scripts[1].isAsync && found.scripts[1].integrity == nil)
  }

  @Test func `a referenced script may load it`() {
    let found = read(
      "<script src=/app.js></script>",
      scripts: [("https://shop.example/app.js", "load(`\(checkout)`)")]
    )
    #expect(
      found.scripts.map(\.form) == [.scriptText]
        && found.scripts[0].scriptURL == "https://shop.example/app.js"
    )
  }

  @Test func `a copy under the shop's own name is told by its content`() {
    let copy =
      "(function(){var a={};a.renderButton=function(){};a.initCheckout=a.bindChangeAction=1;window.amazon={Pay:a};'amazonpay'})()"
    let found = read(
      "<script src=/js/checkout.js></script>",
      scripts: [("https://shop.example/js/checkout.js", copy)]
    )
    #expect(found.scripts.map(\.kind) == [.selfHosted])
    let own = "amazon.Pay.renderButton('#a',{});b.initCheckout({});amazon.Pay.bindChangeAction('#c',{})"
    let shop = read(
      "<script src=/js/checkout.js></script>",
      scripts: [("https://shop.example/js/checkout.js", own)]
    )
    #expect(shop.scripts.isEmpty && shop.calls.count == 3)
  }

  @Test func `a page without Amazon Pay names nothing`() {
    let found = read("<p>Pay with a card at amazon.com</p><script>var a = 'amazonaws'</script>")
    #expect(
      !found.namesAmazonPay && found.scripts.isEmpty && found.buttons.isEmpty && found.pluginMarkers.isEmpty
    )
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Calls and configurations` {
  @Test func `a complete button is read`() throws {
    let found = read(
      """
      <div id="AmazonPayButton"></div><script src="\(checkout)"></script><script>
      amazon.Pay.renderButton('#AmazonPayButton', {
        merchantId: 'A1B2C3D4E5F6G7', publicKeyId: "SANDBOX-AFVX7ULWSGBZ5535PCUQOY7B", ledgerCurrency: 'EUR',
        checkoutLanguage: 'de_DE', productType: 'PayAndShip', placement: 'Cart', buttonColor: 'Gold', sandbox: true,
        estimatedOrderAmount: { amount: "109.99", currencyCode: "EUR" },
        createCheckoutSessionConfig: {
          payloadJSON: '{"storeId":"amzn1.application-oa2-client.x","platformId":"A1O8CIV1A24A6X"}', // signed
          signature: 'c2ln', algorithm: 'AMZN-PAY-RSASSA-PSS-V2'
        }
      });</script>
      """
    )
    let button = try #require(found.buttons.first)
    #expect(
      found.buttons.count == 1 && button.origin == .inlineCall && button.api == .renderButton && button.runs
    )
    #expect(button.container == .known("#AmazonPayButton") && button.containerExists == .known(true))
    #expect(button.merchantId == .known("A1B2C3D4E5F6G7"))
    #expect(button.publicKeyId == .known("SANDBOX-AFVX7ULWSGBZ5535PCUQOY7B"))
    #expect(button.ledgerCurrency == .known("EUR") && button.checkoutLanguage == .known("de_DE"))
    #expect(
      button.placement == .known("Cart") && button.productType == .known("PayAndShip")
        && button.buttonColor == .known("Gold")
    )
    #expect(button.sandbox == .known(true) && button.isDecoupled == .known(false) && !button.signsIn)
    #expect(button.estimatedOrderAmount.value?.amount == .known("109.99"))
    #expect(button.payloadJSON.value?.hasPrefix("{\"storeId\"") == true)
    #expect(button.signature == .known("c2ln") && button.algorithm == .known("AMZN-PAY-RSASSA-PSS-V2"))
    #expect(button.createCheckoutSession.isAbsent)
    #expect(found.pluginMarkers.map(\.kind) == [.platformId] && found.pluginMarkers.map(\.plugin) == [.oxid])
  }

  @Test func `what comes from elsewhere is unknown, what is not there is absent`() throws {
    let button = try #require(
      read(
        "<script>amazon.Pay.renderButton('#x', {merchantId: cfg.id, ledgerCurrency: 'EUR', createCheckoutSessionConfig: session})</script>"
      ).buttons.first
    )
    #expect(button.merchantId == .unknown("cfg.id") && button.payloadJSON == .unknown("session"))
    #expect(button.placement.isAbsent && button.sandbox.isAbsent && button.isDecoupled == .known(false))
    #expect(button.containerExists == .known(false) && button.publicKeyId == .unknown("session"))
    let whole = try #require(read("<script>amazon.Pay.renderButton(el, make())</script>").buttons.first)
    #expect(
      whole.merchantId == .unknown("make()") && whole.container == .unknown("el")
        && whole.isDecoupled == .unknown("make()")
    )
  }

  @Test(arguments: [
    "amazon.Pay.renderButton('#x', {merchantId: 'A'})",
    "window.amazon.Pay.renderButton('#x', {merchantId: 'A'})",
    "amazon?.Pay?.renderButton('#x', {merchantId: 'A'})",
    "const p = window.amazon.Pay; p.renderButton('#x', {merchantId: 'A'})",
    "const c = {merchantId: 'A'}; const b = amazon.Pay.renderButton('#x', c)",
    "function f() { return amazon.Pay.renderButton(\"#x\", {'merchantId': `A`}) }",
    "amazon.Pay.renderButton('#x', JSON.parse('{\"merchantId\":\"A\"}'))",
  ])
  func `a call is found however it is written`(_ script: String) {
    let found = read("<script>\(script)</script>")
    #expect(found.calls.map(\.api) == [.renderButton] && found.calls.first?.selector == .known("#x"))
    #expect(found.buttons.first?.merchantId == .known("A"))
  }

  @Test(arguments: [
    "// amazon.Pay.renderButton('#x', {})", "/* amazon.Pay.renderButton('#x', {}) */",
    "var a = \"amazon.Pay.renderButton('#x', {})\"",
    "google.accounts.id.renderButton('#amazonpay', {})", "amazon.Pay.renderButton",
    "`amazon.Pay.renderButton('#x', {})`",
  ])
  func `a call in a comment or string does not count`(_ script: String) {
    #expect(read("<script>\(script)</script>").calls.isEmpty)
  }

  @Test(arguments: [
    "<!-- <script>amazon.Pay.renderButton('#x', {})</script> -->",
    "<noscript><script>amazon.Pay.renderButton('#x', {})</script></noscript>",
    "<script type=text/template>amazon.Pay.renderButton('#x', {})</script>",
    "<pre>amazon.Pay.renderButton('#x', {})</pre>",
  ])
  func `a call that no browser runs does not count`(_ html: String) {
    #expect(read(html).calls.isEmpty)
  }

  @Test func `a call parked for consent counts, and says so`() {
    let found = read(
      "<script type=text/plain data-cookieconsent=marketing>amazon.Pay.renderButton('#x', {})</script>"
    )
    #expect(found.calls.map(\.runs) == [false] && found.buttons.map(\.runs) == [false])
  }

  @Test func `a decoupled button gets its session with the click`() throws {
    let found = read(
      """
      <script>const b = amazon.Pay.renderButton('#x', {merchantId: 'A', publicKeyId: 'LIVE-K'});
      b.onClick(() => b.initCheckout({createCheckoutSessionConfig: {payloadJSON: '{}', signature: 's'}}));</script>
      """
    )
    #expect(found.calls.map(\.api) == [.renderButton, .buttonInitCheckout])
    let button = try #require(found.buttons.first)
    #expect(found.calls[0].isDecoupled && button.isDecoupled == .known(true) && found.buttons.count == 1)
    #expect(button.payloadJSON == .known("{}") && button.publicKeyId == .known("LIVE-K"))
    let later = read(
      "<script>b = amazon.Pay.renderButton('#x', {merchantId: 'A'}); b.initCheckout({createCheckoutSessionConfig: r})</script>"
    )
    #expect(later.buttons.first?.payloadJSON == .unknown("r"))
    #expect(
      read("<script>amazon.Pay.renderButton('#x', {...c})</script>").buttons.first?.isDecoupled
        == .unknown("...c")
    )
  }

  @Test func `other entry points are told apart`() {
    let found = read(
      """
      <script>amazon.Pay.initCheckout({merchantId: 'A', createCheckoutSessionConfig: {}}); amazon.Pay.signout();
      amazon.Pay.bindChangeAction('#change', {amazonCheckoutSessionId: id, changeAction: 'changeAddress'});
      amazon.Pay.renderButton('#s', {productType: 'SignIn', signInConfig: {payloadJSON: '{}', signature: 'x'}});</script>
      """
    )
    #expect(found.calls.map(\.api) == [.initCheckout, .signOut, .bindChangeAction, .renderButton])
    #expect(found.buttons.map(\.api) == [.initCheckout, .renderButton])
    #expect(
      found.buttons[1].signsIn && found.buttons[1].payloadJSON == .known("{}")
        && found.buttons[1].isDecoupled == .known(false)
    )
  }

  @Test func `the old button names its endpoint`() {
    let found = read(
      "<script>amazon.Pay.renderButton('#x', {createCheckoutSession: {url: '/api/session', method: 'GET'}})</script>"
    )
    #expect(found.apiCalls == ["/api/session"])
    #expect(found.buttons.first?.createCheckoutSession.value?.method == .known("GET"))
    #expect(found.buttons.first?.isDecoupled == .known(false))
  }

  @Test(arguments: [
    ("true", Seen<Bool>.known(true)), ("!1", .known(false)), ("'1'", .known(true)), ("'0'", .known(false)),
    ("''", .known(false)),
    ("null", .absent), ("env !== 'live'", .unknown("env !== 'live'")), ("'maybe'", .unknown("maybe")),
  ])
  func `the test switch is read as the plugins write it`(_ text: String, _ value: Seen<Bool>) {
    #expect(
      read("<script>amazon.Pay.renderButton('#x', {sandbox: \(text)})</script>").buttons.first?.sandbox
        == value
    )
  }

  @Test func `on a page that was cut a missing container is unknown`() {
    let html = Array("<script>amazon.Pay.renderButton('#x', {})</script>".utf8)
    let page = PageReader.read(html, url: "https://shop.example/", truncated: true)
    #expect(ButtonReader.read(page).buttons.first?.containerExists == .unknown("the page was not read whole"))
  }

  @Test func `Amazon's own script is not read for calls`() {
    let found = read(
      "<script src=\(checkout)></script>",
      scripts: [(checkout, "amazon.Pay.renderButton('#x', {})")]
    )
    #expect(found.calls.isEmpty && found.scripts.count == 1)
  }
}
