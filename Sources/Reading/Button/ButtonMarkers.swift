/// Finds traces of plugins, pictures and other products in a page's markup.
struct ButtonMarkers {
  /// Ids of plugins' elements.
  private static let identifiers: [(id: String, plugin: PluginMarker.Plugin)] = [
    ("pay_with_amazon", .woocommerce), ("pay_with_amazon_cart", .woocommerce),
    ("pay_with_amazon_product", .woocommerce), ("classic_pay_with_amazon", .woocommerce),
    ("pay_with_amazon_express", .woocommerce), ("minicart-amazon-pay-button", .magento),
    ("PayWithAmazon-Cart", .magento), ("PayWithAmazonButton", .magento),
  ]
  /// Beginnings of class names of plugins' elements.
  private static let classes: [(prefix: String, plugin: PluginMarker.Plugin)] = [
    ("wc-apa-", .woocommerce), ("swag-amazon-pay-", .shopware), ("amazonPayButton", .prestashop),
    ("amazonLogin", .prestashop), ("login-with-amazon", .magento),
  ]
  /// Attributes of plugins' elements.
  private static let attributes: [(name: String, plugin: PluginMarker.Plugin)] = [
    ("data-amazon-pay-button", .shopware), ("data-amazon-login-button", .shopware),
    ("data-amazon-pay-button-product-detail", .shopware), ("data-amazon-pay-confirm-page", .shopware),
    ("data-amazon-payments", .shopify),
  ]
  /// Parts of addresses of plugins' files.
  private static let files: [(part: String, plugin: PluginMarker.Plugin)] = [
    ("woocommerce-gateway-amazon-payments-advanced", .woocommerce), ("/Amazon_Pay/", .magento),
    ("swagamazonpay", .shopware), ("swag-amazon-pay", .shopware), ("/modules/amazonpay/", .prestashop),
    ("/modules/osc/amazon-pay", .oxid), ("/osc/amazonpay", .oxid), ("cl=amazondispatch", .oxid),
  ]
  /// `platformId` by plugin, as it stands in payloads.
  private static let platformIds: [(id: String, plugin: PluginMarker.Plugin)] = [
    ("A2ZAYEJU54T1BM", .magento), ("A1BVJDFFHQ7US4", .woocommerce), ("A1O8CIV1A24A6X", .oxid),
  ]

  private let page: PageContent
  private let base: WebURL?
  private(set) var markers: [PluginMarker] = []
  private(set) var products: [OtherProduct] = []
  private(set) var icons: [String] = []

  init(_ page: PageContent) {
    self.page = page
    base = page.baseURL
    for (id, plugin) in Self.identifiers where page.identifiers.contains(id) {
      add(plugin, .element, "#" + id)
    }
    for element in page.elements { read(element) }
    for script in page.scripts { read(script) }
    for resource in page.resources { readFile(resource.address) }
    for link in page.links { readFile(link.href) }
    readProducts()
    readIcons()
  }

  /// Adds a marker unless it is there.
  mutating func add(
    _ plugin: PluginMarker.Plugin,
    _ kind: PluginMarker.Kind,
    _ text: String,
    version: String? = nil
  ) {
    let marker = PluginMarker(plugin: plugin, kind: kind, text: text.cut(to: 120), version: version)
    if markers.count < 60, !markers.contains(marker) { markers.append(marker) }
  }

  /// Adds what a payload says of the plugin that made it.
  mutating func read(payload: String) {
    for (id, plugin) in Self.platformIds where payload.contains(id) { add(plugin, .platformId, id) }
  }

  // MARK: Plugins

  private mutating func read(_ element: PageElement) {
    for name in element.classes {
      for (prefix, plugin) in Self.classes where name.hasPrefix(prefix) { add(plugin, .element, "." + name) }
    }
    if element.classes.contains("amazonpay-button"),
      element.classes.contains("express") || element.classes.contains("nonexpress")
    {
      add(.oxid, .element, "." + element.classes.joined(separator: "."))
    }
    for (name, plugin) in Self.attributes where element[name] != nil { add(plugin, .element, name) }
    if let start = element["data-mage-init"], start.contains("Amazon_Pay/") || start.contains("amazonPay") {
      add(.magento, .element, "data-mage-init " + start)
    }
    if element.tag == "shopify-accelerated-checkout",
      element.attributes.contains(where: { $0.value.contains("amazon_pay") })
    {
      add(.shopify, .element, "shopify-accelerated-checkout amazon_pay")
    }
  }

  private mutating func read(_ script: ScriptElement) {
    if let source = script.source ?? script.parkedSource {
      readFile(source)
      return
    }
    let text = script.body
    if script.type == "text/x-magento-init", ByteSearch.first(of: "Amazon_Pay/", in: text) != nil {
      add(.magento, .element, "text/x-magento-init Amazon_Pay")
    }
    if script.runs, ByteSearch.first(of: "OSCAmazonPayButtonComponent", in: text) != nil {
      add(.oxid, .configuration, "OSCAmazonPayButtonComponent")
    }
  }

  private mutating func readFile(_ text: String) {
    guard text.mentions("amazon") else { return }
    let address = ButtonAddress(text.cut(to: 2000), base: base)
    for (part, plugin) in Self.files where text.mentions(part) {
      add(plugin, .file, part, version: plugin == .woocommerce ? address.version : nil)
    }
  }

  // MARK: Other products

  private mutating func add(_ kind: OtherProduct.Kind, _ text: String) {
    guard !products.contains(where: { $0.kind == kind }) else { return }
    products.append(OtherProduct(kind: kind, text: text.cut(to: 120)))
  }

  private mutating func readProducts() {
    let sources = page.scripts.filter { $0.place == .document }.compactMap { $0.source ?? $0.parkedSource }
    let frames = page.resources.filter { $0.kind == .frame }.map(\.address)
    let targets = page.forms.compactMap(\.action)
    for text in sources + frames + targets {
      let address = ButtonAddress(text.cut(to: 2000), base: base)
      let host = "." + address.host
      if host.hasSuffix(".payfort.com") || host.hasSuffix(".paymentservices.amazon.com") {
        add(.paymentServices, text)
      }
      if host.hasSuffix(".amazonpay.in") || host.hasSuffix(".amazonpay.amazon.in") {
        add(.amazonPayIndia, text)
      }
      if address.host == "authorize.payments.amazon.com"
        || address.host == "authorize.payments-sandbox.amazon.com"
      {
        add(.simplePay, text)
      }
    }
    readAdyen(sources)
  }

  private mutating func readAdyen(_ sources: [String]) {
    let isAdyen = sources.contains {
      ("." + ButtonAddress($0.cut(to: 2000), base: base).host).hasSuffix(".adyen.com")
    }
    for script in page.scripts where script.source == nil && script.place == .document {
      guard isAdyen || ByteSearch.first(of: "AdyenCheckout", in: script.body) != nil else { continue }
      guard let offset = ByteSearch.first(of: "amazonpay", in: script.body) else { continue }
      let word = ButtonAddress.word(in: script.body, around: offset)
      add(.adyen, "AdyenCheckout " + String(decoding: word, as: UTF8.self))
    }
  }

  // MARK: Icons

  private mutating func readIcons() {
    var found: [String] = []
    for resource in page.resources where resource.kind == .image && resource.place == .document {
      let name = resource.address
      guard name.mentions("amazon") else { continue }
      if ["amazonpay", "amazon-pay", "amazon_pay"].contains(where: { name.mentions($0) }) {
        found.append(name.cut(to: 120))
      }
    }
    for element in page.elements where element["aria-labelledby"] == "pi-amazon" { found.append("pi-amazon") }
    for name in found where icons.count < 20 && !icons.contains(name) { icons.append(name) }
  }
}
