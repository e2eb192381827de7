/// What a platform leaves on every page, so that it is recognised.
struct PlatformLook: Sendable {
  /// A file of the platform.
  struct Asset: Sendable {
    var text: String
    var type: String

    init(_ text: String, type: String = "application/octet-stream") {
      self.text = text
      self.type = type
    }
  }

  var headers: [HeaderField] = []
  /// In the head of each page, with a line break behind.
  var head = ""
  /// With a blank in front; empty for none.
  var bodyAttributes = ""
  /// On pages with the button, before it.
  var beforeButton = ""
  /// At the end of each page, with a line break behind.
  var foot = ""
  var assets: [String: Asset] = [:]
}

extension Site {
  /// Makes the shop look like one of `platform`, with its Amazon Pay plugin switched on.
  mutating func look(like platform: ShopPlan.Platform) {
    switch platform {
    case .own: break
    case .woocommerce: lookLikeWooCommerce()
    case .magento: lookLikeMagento()
    case .shopware: lookLikeShopware()
    }
  }

  mutating func lookLikeWooCommerce(_ version: String = "10.3.4", plugin own: String = "2.6.1") {
    let plugin = "/wp-content/plugins/woocommerce-gateway-amazon-payments-advanced/build"
    let script = "\(plugin)/js/non-block/amazon-wc-checkout.min.js"
    look.headers = [HeaderField("Link", "<https://\(host)/wp-json/>; rel=\"https://api.w.org/\"")]
    look.head = """
      <meta name="generator" content="WordPress 6.8.3">
      <meta name="generator" content="WooCommerce \(version)">
      <link rel="stylesheet" href="\(plugin)/css/amazon-pay.min.css?ver=\(own)">

      """
    look.bodyAttributes = #" class="woocommerce woocommerce-page""#
    look.foot = """
      <script src="/wp-includes/js/jquery/jquery.min.js"></script>
      <script src="\(script)?ver=\(own)"></script>

      """
    look.assets = [
      "/wp-includes/js/jquery/jquery.min.js": .init("window.jQuery = window.jQuery || function () {};\n"),
      script: .init("(function () { var options = window.amazon_payments_advanced; })();\n"),
      "\(plugin)/css/amazon-pay.min.css": .init("#pay_with_amazon{margin:1em 0}"),
    ]
    // The plugin's handler refuses what it cannot check.
    ipn = { request, _ in
      .text(request.body.isEmpty ? "Empty post data." : "Amazon Pay: bad request", status: 400)
    }
    button.tag = #"<script src="\#(ButtonMarkup.source)?ver=\#(own)"></script>"#
    button.container = #"<div id="pay_with_amazon"></div>"#
    button.selector = "#pay_with_amazon"
  }

  private mutating func lookLikeMagento() {
    let regions = [("DE", "eu"), ("UK", "eu"), ("JP", "fe"), ("US", "na")].map {
      "'amazonPayCheckout\($0.0)': 'https://static-\($0.1).payments-amazon.com/checkout'"
    }
    let folder = "/static/version1763000000/frontend/Demo/lamps/en_US"
    look.headers = [
      HeaderField("Set-Cookie", "X-Magento-Vary=9bf9a599; Path=/; Secure; HttpOnly; SameSite=Lax")
    ]
    look.head = #"<script src="\#(folder)/requirejs-config.js"></script>"# + "\n"
    look.bodyAttributes = #" class="catalog-product-view" data-container="body""#
    look.beforeButton = """
      <div id="PayWithAmazon-Cart" class="amazon-checkout-button" style="display:none" \
      data-mage-init='{"Amazon_Pay/js/amazon-button": {"placement": "Cart"}}'></div>
      <script>
      require(['uiRegistry'], function (registry) {
        registry.set('amazonPay', {"region":"de","code":"amazon_payment_v2","is_method_available":true,\
      "is_pay_only":false,"is_lwa_enabled":true,"is_guest_checkout_enabled":true,"has_restricted_products":false,\
      "is_multicurrency_enabled":false});
      });
      </script>
      """
    look.foot = """
      <script type="text/x-magento-init">{"*": {"Magento_Ui/js/core/app": {"components": {}}}}</script>

      """
    look.assets = [
      "\(folder)/requirejs-config.js": .init(
        "window.require = window.require || function () {};\n"
          + "require.config = {paths: {\(regions.joined(separator: ", "))}};\n"
      ),
      "/magento_version": .init("Magento/2.4 (Community)", type: "text/plain"),
      "/amazon_pay/checkout/config": .init("[]", type: "application/json"),
    ]
  }

  private mutating func lookLikeShopware() {
    look.headers = [
      HeaderField("sw-version-id", "0fa91ce3e96a4bc2be4bd9ce752c3425"),
      HeaderField("sw-language-id", "2fbb5fe2"),
    ]
    look.head = """
      <link rel="stylesheet" href="/theme/3c1f/css/all.css">
      <script>window.features = {"V6_5_0_0":true,"V6_6_0_0":true,"V6_7_0_0":true};</script>

      """
    look.beforeButton = """
      <div class="swag-amazon-pay-button-container"><div data-amazon-pay-button="true" \
      data-amazon-pay-button-options='{"amazonPayPluginVersion":"10.2.4"}'></div></div>
      """
    look.assets = ["/theme/3c1f/css/all.css": .init(".swag-amazon-pay-button-container{margin:1em 0}")]
  }
}
