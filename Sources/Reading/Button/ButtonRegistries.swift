import Model

/// Reads the configurations that plugins leave on a page.
struct ButtonRegistries {
  private let page: PageContent
  private(set) var buttons: [ButtonConfiguration] = []
  private(set) var markers: [PluginMarker] = []

  /// Those in the page's elements: Shopware's options, Shopify's meta.
  init(_ page: PageContent) {
    self.page = page
    for element in page.elements where element.place == .document { readShopware(element) }
    for meta in page.metas where meta.id == "amazon-payments-metadata" { readShopify(meta) }
  }

  /// Adds those of a script: globals and Magento's registry.
  mutating func add(_ reader: ScriptReader, scriptURL: String?, runs: Bool) {
    let first = buttons.count
    readWooCommerce(reader)
    readPrestaShop(reader)
    readMagento(reader)
    for index in buttons.indices[first...] {
      buttons[index].scriptURL = scriptURL
      buttons[index].runs = runs
    }
  }

  /// Whether a script has the name of a registry.
  static func areNamed(in script: ScriptTokens) -> Bool {
    script.tokens.indices.contains { index in
      switch script.tokens[index].kind {
      case .identifier:
        script.isAt(index, "amazonpay") || script.isAt(index, "amazon_payments_advanced")
          || script.isAt(index, "amazon_payments_advanced_params")
      case .string: script.tokens[index].end - script.tokens[index].start < 40 && isName(script.string(index))
      default: false
      }
    }
  }

  private static func isName(_ text: String?) -> Bool {
    ["amazonPay", "amazonpay", "amazon_payments_advanced", "amazon_payments_advanced_params"].contains(text)
  }

  private mutating func mark(_ plugin: PluginMarker.Plugin, _ text: String, version: String? = nil) {
    markers.append(PluginMarker(plugin: plugin, kind: .configuration, text: text, version: version))
  }

  // MARK: Shopware

  private mutating func readShopware(_ element: PageElement) {
    for attribute in element.attributes
    where attribute.name.hasPrefix("data-") && attribute.name.hasSuffix("-options")
      && attribute.name.mentions("amazon")
    {
      let options = ScriptReader.literal(in: attribute.value)
      guard case .object = options else { continue }
      let version = Seen<String>(string: options["amazonPayPluginVersion"])
      mark(.shopware, attribute.name, version: version.value?.cut(to: 40))
      guard let settings = options["buttonConfig"] else { continue }
      var button = ButtonConfiguration(origin: .shopwareOptions, offset: element.offset)
      button.take(settings)
      let session = options["createCheckoutSessionConfig"]
      button.takeSession(session)
      if !button.isDecoupled.isUnknown { button.isDecoupled = .known(session == nil || session == .null) }
      button.pluginVersion = version
      buttons.append(button)
    }
  }

  // MARK: Shopify

  private mutating func readShopify(_ meta: PageMeta) {
    let value = { (name: String) -> Seen<String> in
      guard let text = meta.data.first(where: { $0.name == "data-amazon-payments-" + name })?.value else {
        return .absent
      }
      return .known(text)
    }
    var button = ButtonConfiguration(origin: .shopifyMeta, offset: meta.offset)
    button.merchantId = value("seller-id")
    button.storeId = value("client-id")
    button.checkoutLanguage = value("language")
    button.sandbox = Seen(flag: value("sandbox-mode").value.map { .string($0) })
    button.region = Self.region(value("region"))
    buttons.append(button)
    mark(.shopify, "meta id=amazon-payments-metadata")
  }

  private static func region(_ word: Seen<String>) -> Seen<Region> {
    switch word {
    case .known(let word): Region(pluginWord: word).map { .known($0) } ?? .unknown(word.cut(to: 40))
    case .absent: .absent
    case .unknown(let reason): .unknown(reason)
    }
  }

  // MARK: WooCommerce

  private mutating func readWooCommerce(_ reader: ScriptReader) {
    if let (value, offset) = reader.global("amazon_payments_advanced") {
      var button = ButtonConfiguration(origin: .woocommerceGlobal, offset: offset)
      mark(.woocommerce, "amazon_payments_advanced")
      guard case .object = value else {
        button.obscure(value.excerpt)
        buttons.append(button)
        return
      }
      button.merchantId = Seen(string: value["merchant_id"])
      button.ledgerCurrency = Seen(string: value["ledger_currency"])
      button.placement = Seen(string: value["placement"])
      button.productType = Seen(string: value["product_type"] ?? value["action"])
      button.buttonColor = Seen(string: value["button_color"])
      button.checkoutLanguage = Seen(string: value["button_language"])
      button.sandbox = Seen(flag: value["sandbox"])
      button.estimatedOrderAmount = Seen(amount: Self.unfolded(value["estimated_order_amount"]))
      let session = Self.unfolded(value["create_checkout_session_config"])
      button.takeSession(session)
      button.isDecoupled = .known(session?.members == nil)
      let ids = [
        "pay_with_amazon", "classic_pay_with_amazon", "pay_with_amazon_cart", "pay_with_amazon_product",
        "pay_with_amazon_express",
      ]
      if let id = ids.first(where: page.identifiers.contains) { button.container = .known("#" + id) }
      buttons.append(button)
    }
    if let (value, offset) = reader.global("amazon_payments_advanced_params"), case .object = value,
      let seller = value["seller_id"]
    {
      var button = ButtonConfiguration(origin: .checkoutV1, offset: offset)
      button.merchantId = Seen(string: seller)
      button.storeId = Seen(string: value["client_id"])
      mark(.woocommerce, "amazon_payments_advanced_params")
      buttons.append(button)
    }
  }

  /// An object that a plugin wrote as JSON text.
  private static func unfolded(_ literal: ScriptLiteral?) -> ScriptLiteral? {
    guard let text = literal?.string else { return literal }
    if text.trimmed.isEmpty { return nil }
    let inner = ScriptReader.literal(in: text)
    return inner.members == nil ? literal : inner
  }

  // MARK: PrestaShop

  private mutating func readPrestaShop(_ reader: ScriptReader) {
    guard let (value, offset) = reader.global("amazonpay"), case .object = value,
      value["merchant_id"] != nil || value["public_key_id"] != nil
    else { return }
    mark(.prestashop, "amazonpay")
    var button = ButtonConfiguration(origin: .prestashopGlobal, offset: offset)
    button.merchantId = Seen(string: value["merchant_id"])
    button.publicKeyId = Seen(string: value["public_key_id"])
    button.ledgerCurrency = Seen(string: value["ledgerCurrency"])
    button.checkoutLanguage = Seen(string: value["checkoutLanguage"])
    button.productType = Seen(string: value["checkoutType"])
    button.sandbox = Seen(flag: value["sandbox"])
    button.payloadJSON = Seen(string: value["button_payload"])
    button.signature = Seen(string: value["button_signature"])
    button.isDecoupled = .known(button.payloadJSON.isAbsent || button.payloadJSON == .known(""))
    let places = page.elements.filter { $0.classes.contains("amazonPayButton") }
    if let place = places.first, places.count == 1 {
      button.container = place["id"].map { .known("#" + $0) } ?? .known(".amazonPayButton")
      button.placement = place["data-placement"].map { .known($0) } ?? .absent
      button.buttonColor = place["data-color"].map { .known($0) } ?? .absent
    } else if !places.isEmpty {
      button.placement = .unknown("several buttons")
      button.buttonColor = .unknown("several buttons")
    }
    buttons.append(button)
  }

  // MARK: Magento

  /// `registry.set('amazonPay', {…})`.
  private mutating func readMagento(_ reader: ScriptReader) {
    let script = reader.script
    for index in script.tokens.indices where script.string(index) == "amazonPay" {
      guard script.isAt(index - 1, "("), script.isAt(index - 2, "set"), script.isAt(index - 3, ".") else {
        continue
      }
      guard let settings = reader.arguments(at: index - 1).dropFirst().first, case .object = settings else {
        continue
      }
      var button = ButtonConfiguration(origin: .magentoRegistry, offset: script.tokens[index].start)
      button.obscure("comes after the page, by a request to amazon_pay/checkout/config")
      button.region = Self.region(Seen(string: settings["region"]))
      let ids = ["PayWithAmazonButton", "PayWithAmazon-Cart", "minicart-amazon-pay-button"]
      if let id = ids.first(where: page.identifiers.contains) { button.container = .known("#" + id) }
      buttons.append(button)
      mark(.magento, "registry.set('amazonPay')")
      return
    }
  }
}

extension Seen {
  /// Whether it is given in a way that does not show its value.
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
