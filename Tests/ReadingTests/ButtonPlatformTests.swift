import Model
import Reading
import Testing

private func read(_ html: String) -> AmazonPayOnPage {
  ButtonReader.read(
    PageReader.read(
      Array(html.utf8),
      contentType: "text/html; charset=utf-8",
      url: "https://shop.example/cart"
    )
  )
}

/// Snippets are written after what the plugins' sources print.
@Suite(.timeLimit(.minutes(1))) struct `Platforms` {
  @Test func `WooCommerce keeps its configuration in a global`() throws {
    let found = read(
      #"""
      <div id="pay_with_amazon_cart" class="wc-apa-widget"></div><script id="amazon_payments_advanced-js-extra">
      var amazon_payments_advanced = {"ajax_url":"\/wp-admin\/admin-ajax.php","create_checkout_session_config":{"publicKeyId":"SANDBOX-KEY",
      "payloadJSON":"{\"storeId\":\"amzn1.application-oa2-client.a\",\"platformId\":\"A1BVJDFFHQ7US4\"}","signature":"c2ln"},
      "button_color":"Gold","placement":"Cart","action":"PayAndShip","sandbox":"1","merchant_id":"A1B2C3D4E5F6G","button_language":"de_DE",
      "ledger_currency":"EUR","estimated_order_amount":"{\"amount\":\"10.00\",\"currencyCode\":\"EUR\"}"};
      </script><script src="https://static-eu.payments-amazon.com/checkout.js?ver=2.6.1"></script>
      <script src="/wp-content/plugins/woocommerce-gateway-amazon-payments-advanced/build/js/non-block/amazon-wc-checkout.min.js?ver=2.6.1"></script>
      """#
    )
    let button = try #require(found.buttons.first)
    #expect(found.buttons.count == 1 && button.origin == .woocommerceGlobal)
    #expect(
      button.sandbox == .known(true) && button.merchantId == .known("A1B2C3D4E5F6G")
        && button.publicKeyId == .known("SANDBOX-KEY")
    )
    #expect(
      button.payloadJSON.value?.contains("\"storeId\":\"amzn1") == true && button.signature == .known("c2ln")
    )
    #expect(
      button.placement == .known("Cart") && button.checkoutLanguage == .known("de_DE")
        && button.ledgerCurrency == .known("EUR")
    )
    #expect(button.container == .known("#pay_with_amazon_cart") && button.containerExists == .known(true))
    #expect(
      button.estimatedOrderAmount.value?.amount == .known("10.00") && button.isDecoupled == .known(false)
    )
    #expect(Set(found.pluginMarkers.map(\.kind)) == [.configuration, .file, .element, .platformId])
    #expect(found.pluginMarkers.allSatisfy { $0.plugin == .woocommerce })
    #expect(found.pluginMarkers.first { $0.kind == .file }?.version == "2.6.1")
  }

  @Test func `WooCommerce in its old mode is Checkout v1`() throws {
    let found = read(
      """
      <script>var amazon_payments_advanced_params = {"seller_id":"A1B2C3D4E5F6G","client_id":"amzn1.application-oa2-client.a"};</script>
      <script src="https://static-eu.payments-amazon.com/OffAmazonPayments/eur/sandbox/lpa/js/Widgets.js"></script>
      """
    )
    let button = try #require(found.buttons.first)
    #expect(button.origin == .checkoutV1 && button.merchantId == .known("A1B2C3D4E5F6G"))
    #expect(
      button.storeId == .known("amzn1.application-oa2-client.a") && button.sandbox == .known(true)
        && button.region == .known(.eu)
    )
  }

  @Test func `Magento names its region in a registry, not in its paths`() throws {
    let found = read(
      #"""
      <div id="PayWithAmazon-Cart" class="amazon-checkout-button" data-mage-init='{"Amazon_Pay/js/amazon-button":{"placement":"Cart"}}'></div>
      <script>require(['uiRegistry'], function(registry) { registry.set('amazonPay', {"region":"us","code":"amazon_payment_v2","is_lwa_enabled":true}); });</script>
      <script>require.config({paths: {"amazonPayCheckoutDE": "https://static-eu.payments-amazon.com/checkout",
      "amazonPayCheckoutUS": "https://static-na.payments-amazon.com/checkout"}});</script>
      """#
    )
    let button = try #require(found.buttons.first)
    #expect(
      button.origin == .magentoRegistry && button.region == .known(.na) && button.sandbox.value == nil
        && !button.sandbox.isAbsent
    )
    #expect(button.container == .known("#PayWithAmazon-Cart"))
    #expect(found.listsMagentoPaths && found.scripts.allSatisfy { $0.form == .requireJSPath })
    #expect(Set(found.pluginMarkers.map(\.kind)) == [.configuration, .element, .requireJSPath])
  }

  @Test func `Magento with its module off lists paths alone`() {
    let found = read(
      "<script>require.config({paths:{amazonPayCheckoutUK:'https://static-eu.payments-amazon.com/checkout'}})</script>"
    )
    #expect(
      found.listsMagentoPaths && found.buttons.isEmpty && found.pluginMarkers.map(\.kind) == [.requireJSPath]
    )
  }

  @Test func `Shopware keeps its options on the element`() throws {
    let found = read(
      """
      <div class="swag-amazon-pay-button-container" data-amazon-pay-button="true" data-amazon-pay-button-options="{&quot;libraryUrl&quot;:&quot;https:\\/\\/static-eu.payments-amazon.com\\/checkout.js&quot;,
      &quot;amazonPayPluginVersion&quot;:&quot;10.2.4&quot;,&quot;createCheckoutSessionConfig&quot;:{&quot;payloadJSON&quot;:&quot;{}&quot;,&quot;signature&quot;:&quot;s&quot;,&quot;publicKeyId&quot;:&quot;LIVE-K&quot;},
      &quot;buttonConfig&quot;:{&quot;merchantId&quot;:&quot;A1&quot;,&quot;sandbox&quot;:false,&quot;ledgerCurrency&quot;:&quot;EUR&quot;,&quot;placement&quot;:&quot;Cart&quot;}}"></div>
      """
    )
    let button = try #require(found.buttons.first)
    #expect(
      button.origin == .shopwareOptions && button.sandbox == .known(false)
        && button.publicKeyId == .known("LIVE-K")
    )
    #expect(
      button.payloadJSON == .known("{}") && button.isDecoupled == .known(false)
        && button.pluginVersion == .known("10.2.4")
    )
    #expect(found.scripts.map(\.form) == [.options])
    #expect(found.pluginMarkers.contains { $0.kind == .configuration && $0.version == "10.2.4" })
  }

  @Test func `PrestaShop keeps its configuration in a global`() throws {
    let found = read(
      #"""
      <div class="amazonPayButton" id="b1" data-placement="Cart" data-color="LightGray"></div><script>var amazonpay = {"merchant_id":"A1","sandbox":true,
      "ledgerCurrency":"EUR","checkoutLanguage":"de_DE","checkoutType":"PayAndShip","public_key_id":"SANDBOX-K","button_payload":"{\"a\":1}","button_signature":"s"};
      var prestashop = {};</script>
      """#
    )
    let button = try #require(found.buttons.first)
    #expect(
      button.origin == .prestashopGlobal && button.sandbox == .known(true)
        && button.payloadJSON == .known("{\"a\":1}")
    )
    #expect(
      button.placement == .known("Cart") && button.buttonColor == .known("LightGray")
        && button.container == .known("#b1")
    )
    #expect(Set(found.pluginMarkers.map(\.plugin)) == [.prestashop])
  }

  @Test func `Shopify says all of it in a meta element`() throws {
    let found = read(
      """
      <meta id="amazon-payments-metadata" data-amazon-payments="true" data-amazon-payments-seller-id="A1" data-amazon-payments-sandbox-mode="false"
      data-amazon-payments-client-id="amzn1.application-oa2-client.a" data-amazon-payments-region="US" data-amazon-payments-language="en-US"
      data-amazon-payments-widget-library-url="https://static-na.payments-amazon.com/OffAmazonPayments/us/js/Widgets.js">
      <svg aria-labelledby="pi-amazon"></svg>
      """
    )
    let button = try #require(found.buttons.first)
    #expect(
      button.origin == .shopifyMeta && button.merchantId == .known("A1") && button.sandbox == .known(false)
    )
    #expect(button.region == .known(.na) && button.storeId == .known("amzn1.application-oa2-client.a"))
    #expect(found.scripts.map(\.kind) == [.checkoutV1] && found.scripts.map(\.form) == [.options])
    #expect(found.icons == ["pi-amazon"])
  }

  @Test func `OXID shows its component and its classes`() {
    let found = read(
      "<div class='amazonpay-button express'></div><script>OSCAmazonPayButtonComponent = {payloadJSON: 'x'};</script>"
    )
    #expect(
      Set(found.pluginMarkers.map(\.kind)) == [.configuration, .element]
        && found.pluginMarkers.allSatisfy { $0.plugin == .oxid }
    )
  }

  @Test func `Checkout v1 takes seller, store and environment from its parts`() throws {
    let found = read(
      """
      <div id="AmazonPayButton"></div><script>window.onAmazonLoginReady = function(){ amazon.Login.setClientId('amzn1.application-oa2-client.a'); };
      window.onAmazonPaymentsReady = function(){ OffAmazonPayments.Button("AmazonPayButton", "A1B2C3", {type: "PwA", color: "Gold", language: "de-DE",
      authorization: function() { amazon.Login.authorize({scope: "profile"}, "/back"); }}); new OffAmazonPayments.Widgets.Wallet({sellerId: 'A1B2C3'}) };</script>
      <script src="https://static-eu.payments-amazon.com/OffAmazonPayments/de/sandbox/lpa/js/Widgets.js" async></script>
      """
    )
    #expect(found.calls.map(\.api) == [.setClientId, .v1Button, .authorize, .v1Widget])
    let button = try #require(found.buttons.first)
    #expect(
      button.origin == .checkoutV1 && button.merchantId == .known("A1B2C3") && button.sandbox == .known(true)
    )
    #expect(
      button.storeId == .known("amzn1.application-oa2-client.a") && button.containerExists == .known(true)
        && button.region == .known(.eu)
    )
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Beside the button` {
  @Test(arguments: [
    ("<script src=https://checkout.payfort.com/FortAPI/x.js></script>", OtherProduct.Kind.paymentServices),
    ("<script src=https://static.amazonpay.in/x.js></script>", .amazonPayIndia),
    ("<script>new AdyenCheckout({paymentMethodsConfiguration:{amazonpay:{}}})</script>", .adyen),
    ("<form action=https://authorize.payments.amazon.com/pba/paypipeline></form>", .simplePay),
  ])
  func `other products are named`(_ html: String, _ kind: OtherProduct.Kind) {
    #expect(read(html).otherProducts.map(\.kind) == [kind])
  }

  @Test func `a private key is found and not kept`() {
    let body = String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n", count: 6)
    let found = read(
      "<script>var k = `-----BEGIN PRIVATE KEY-----\n\(body)-----END PRIVATE KEY-----`</script>"
    )
    #expect(found.secrets.map(\.kind) == [.privateKey])
    #expect(found.secrets.first?.excerpt == "-----BEGIN PRIVATE KEY----- … (cut)")
    let escaped = body.split(separator: "\n").joined(separator: "\\n")
    #expect(
      read("<p>-----BEGIN RSA PRIVATE KEY-----\\n\(escaped)\\n-----END RSA PRIVATE KEY-----").secrets.count
        == 1
    )
  }

  @Test(arguments: [
    "-----BEGIN PRIVATE KEY----- … -----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----",
    "amzn.mws.your-token-here",
    "-----BEGIN PUBLIC KEY-----MIIEvQIBADANBgkqhkiG9w0BAQEFAASC-----END PUBLIC KEY-----",
  ])
  func `a placeholder is no secret`(_ text: String) {
    #expect(read("<p>\(text)").secrets.isEmpty)
  }

  @Test func `an MWS token is found`() {
    #expect(read("<!-- amzn.mws.4ea38b7b-f563-7709-4bae-87aea0c15a93 -->").secrets.map(\.kind) == [.mwsToken])
  }

  @Test(arguments: [
    (
      "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/a.php</b> on line <b>12</b><br />",
      DebugOutput.Kind.phpMessage
    ),
    ("Notice: Undefined index: a in /var/www/b.php on line 7", .phpMessage),
    ("[/srv/index.php] Warning: Undefined array key 3 on line 12", .phpMessage),
    ("Deprecated: f() in /a.php on line 3", .phpMessage),
    ("Fatal error: f() in /a.php on line 3", .phpMessage),
    ("Parse error: f() in /a.php on line 3", .phpMessage),
    ("Strict Standards: f() in /a.phtml on line 3", .phpMessage),
    ("Catchable fatal error: f() in /a.php on line 3", .phpMessage),
    ("Recoverable fatal error: f() in /a.php on line 3", .phpMessage),
    ("Traceback (most recent call last)", .stackTrace),
    ("Whoops, looks like something went wrong", .stackTrace),
    ("Symfony\\Component\\ErrorHandler\\Error", .stackTrace),
    ("<title>Whoops! There was an error.</title>", .stackTrace),
    ("<p class=\"exception-message\">", .stackTrace),
    ("var a = \"phpdebugbar\"", .developerMode), ("Mage_Core_Block_Profiler", .developerMode),
    ("XDEBUG_SESSION=1", .developerMode), ("<a __nextjs_original-stack-frame>", .developerMode),
    ("Stack trace:\n#0 /var/www/a.php(3): f()", .stackTrace),
    ("<div class=\"sf-toolbar\">", .developerMode),
  ])
  func `messages for developers are found`(_ html: String, _ kind: DebugOutput.Kind) {
    #expect(read(html).debugOutput.map(\.kind) == [kind])
  }

  @Test func `a message is told without its tags`() {
    let html = "<b>Warning</b>:  Undefined variable $x in <b>/var/www/a.php</b> on line <b>12</b><br />after"
    #expect(
      read(html).debugOutput.first?.excerpt.hasPrefix(
        "Warning: Undefined variable $x in /var/www/a.php on line 12"
      ) == true
    )
  }

  @Test(arguments: ["The queue moves on line 3 of our php course", "Warning: hot!", "Stack trace: see below"])
  func `ordinary text is no message`(_ html: String) {
    #expect(read(html).debugOutput.isEmpty)
  }

  @Test func `spellings of the name are listed once`() {
    let found = read(
      "<p>Amazon Pay, AmazonPay, <b>Amazon Pay</b> amazon pay amazonpayments Amazon payment www.amazonpay.de</p>"
    )
    #expect(found.brandSpellings == ["Amazon Pay", "AmazonPay", "amazon pay"])
  }
}
