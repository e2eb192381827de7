import Fetching
import Model
import Reading

/// How a button is configured.
enum ConfigurationProbe: Probe {
  static let name = "configuration"

  enum Source: String, FactWord {
    case inlineCall, woocommerce, shopware, prestashop, shopify, magento, checkoutV1

    init(_ origin: ButtonConfiguration.Origin) {
      switch origin {
      case .inlineCall: self = .inlineCall
      case .woocommerceGlobal: self = .woocommerce
      case .shopwareOptions: self = .shopware
      case .prestashopGlobal: self = .prestashop
      case .shopifyMeta: self = .shopify
      case .magentoRegistry: self = .magento
      case .checkoutV1: self = .checkoutV1
      }
    }
  }
  enum Environment: String, FactWord { case sandbox, live, none }
  enum Field: String, FactWord { case merchantId, publicKeyId, storeId }

  private static func text(_ field: String, _ summary: String) -> FactKey<String> {
    FactKey("config.\(field)", of: .button, absent: "it is not given", summary)
  }

  static let source = FactKey<Source>("config.source", of: .button, "Where the configuration stands.")
  static let merchantId = text("merchantId", "The merchant's id.")
  static let publicKeyId = text("publicKeyId", "The id of the public key.")
  static let storeId = text("storeId", "The store id, from the payload or beside it.")
  static let ledgerCurrency = text("ledgerCurrency", "The currency of the merchant's account.")
  static let placement = text("placement", "Where the button is said to stand.")
  static let productType = text("productType", "What the button is for.")
  static let buttonColor = text("buttonColor", "The button's colour.")
  static let checkoutLanguage = text("checkoutLanguage", "The language asked of Amazon.")
  static let algorithm = text("algorithm", "The signing algorithm that is named.")
  static let sandbox = FactKey<Bool>(
    "config.sandbox",
    of: .button,
    absent: "it is not given",
    "Whether the sandbox is asked for."
  )
  static let keyEnvironment = FactKey<Environment>(
    "config.keyEnvironment",
    of: .button,
    absent: "no key is given",
    "The environment in the key's prefix."
  )
  static let placeholders = FactKey<[Field]>(
    "config.placeholders",
    of: .button,
    "Fields whose whole value is a known placeholder."
  )
  static let merchantIsStore = FactKey<Bool>(
    "config.merchantIdIsStoreId",
    of: .button,
    "Whether merchant id and store id are the same."
  )
  static let decoupled = FactKey<Bool>(
    "config.decoupled",
    of: .button,
    "Whether payload and signature come only with the click."
  )
  static let scriptRegion = FactKey<RegionWord>(
    "config.scriptRegion",
    of: .button,
    absent: "no single region's script is loaded",
    "The region of the page's script."
  )
  static let currencyRegion = FactKey<RegionWord>(
    "config.currencyRegion",
    of: .button,
    absent: "no known ledger currency",
    "The region of the ledger currency."
  )
  static let sessionURL = FactKey<WebAddress>(
    "config.sessionUrl",
    of: .button,
    absent: "it is not given",
    "createCheckoutSession.url of an API v1 button."
  )
  static let obsoleteFields = FactKey<[String]>(
    "config.obsoleteFields",
    of: .button,
    "Fields of the obsolete API v1."
  )
  static let keys: [any AnyFactKey] = [
    source, merchantId, publicKeyId, storeId, ledgerCurrency, placement, productType, buttonColor,
    checkoutLanguage, algorithm, sandbox, keyEnvironment, placeholders, merchantIsStore, decoupled,
    scriptRegion,
    currencyRegion, sessionURL, obsoleteFields,
  ]

  static func facts(of button: FoundButton, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let (config, looks) = (button.configuration, button.looks)
    func tell(_ key: FactKey<String>, _ seen: Seen<String>) { set.set(key, Observed(seen), from: looks) }
    set.set(source, Source(config.origin), from: looks)
    tell(merchantId, config.merchantId)
    tell(publicKeyId, config.publicKeyId)
    tell(ledgerCurrency, config.ledgerCurrency)
    tell(placement, config.placement)
    tell(productType, config.productType)
    tell(buttonColor, config.buttonColor)
    tell(checkoutLanguage, config.checkoutLanguage)
    tell(algorithm, config.algorithm)
    let store = storeID(of: button)
    tell(storeId, store)
    set.set(sandbox, Observed(config.sandbox), from: looks)
    set.set(keyEnvironment, Observed(config.publicKeyId).map(environment), from: looks)
    set.set(decoupled, Observed(config.isDecoupled), from: looks)
    tellPlaceholders(button, store, scene.data, &set)
    tellRegion(button, &set)
    set.set(sessionURL, sessionEndpoint(of: button), from: looks)
    let obsolete =
      (button.payload?.obsoleteFields ?? [])
      + (config.createCheckoutSession.isAbsent ? [] : ["createCheckoutSession"])
    set.set(obsoleteFields, obsolete, from: looks)
    return set
  }

  private static func environment(_ key: String) -> Environment {
    let upper = key.uppercased()
    return upper.hasPrefix("SANDBOX") ? .sandbox : upper.hasPrefix("LIVE") ? .live : .none
  }

  private static func storeID(of button: FoundButton) -> Seen<String> {
    if let payload = button.payload {
      return payload.text("storeId").map(Seen.known) ?? button.configuration.storeId
    }
    if case .known = button.configuration.storeId { return button.configuration.storeId }
    switch button.configuration.payloadJSON {
    case .unknown(let why): return .unknown(why)
    case .known: return .unknown("the payload is not JSON")
    case .absent:
      // Where it comes with the click, nothing in the page says what it will be.
      return button.configuration.isDecoupled == .known(true)
        ? .unknown("it comes with the click") : button.configuration.storeId
    }
  }

  private static func tellPlaceholders(
    _ button: FoundButton,
    _ store: Seen<String>,
    _ data: ProbingData,
    _ set: inout FactSet
  ) {
    let fields: [(Field, Seen<String>)] = [
      (.merchantId, button.configuration.merchantId), (.publicKeyId, button.configuration.publicKeyId),
      (.storeId, store),
    ]
    let found = fields.compactMap { field, seen -> Field? in
      guard let value = seen.value, let known = data.placeholders[field.rawValue] else { return nil }
      return known.contains(value.trimmed.lowercased()) ? field : nil
    }
    let missing = fields.lazy.compactMap { Observed<String>($0.1).unknownReason }.first
    set.set(placeholders, found, missing: missing, from: button.looks)
    switch (Observed<String>(button.configuration.merchantId), Observed<String>(store)) {
    case (.unknown(let unknown), _), (_, .unknown(let unknown)):
      set.set(merchantIsStore, .unknown(unknown), from: button.looks)
    case (.known(let merchant), .known(let store)):
      set.set(merchantIsStore, merchant == store, from: button.looks)
    default: set.set(merchantIsStore, false, from: button.looks)
    }
  }

  private static func tellRegion(_ button: FoundButton, _ set: inout FactSet) {
    let loaded = Set(button.page.loadedScripts.compactMap(\.region))
    var region = loaded.count == 1 ? loaded.first : nil
    if loaded.isEmpty { region = button.configuration.region.value }
    set.set(scriptRegion, Observed(region.map(RegionWord.init)), from: button.looks)
    let regions: [String: RegionWord] = ["USD": .na, "EUR": .eu, "GBP": .eu, "JPY": .fe]
    switch Observed<String>(button.configuration.ledgerCurrency) {
    case .known(let currency): set.set(currencyRegion, Observed(regions[currency]), from: button.looks)
    case .absent: set.set(currencyRegion, .absent, from: button.looks)
    case .unknown(let unknown): set.set(currencyRegion, .unknown(unknown), from: button.looks)
    }
  }

  private static func sessionEndpoint(of button: FoundButton) -> Observed<WebAddress> {
    switch button.configuration.createCheckoutSession {
    case .absent: .absent
    case .unknown(let why): .unknown(.notVisible, why)
    case .known(let endpoint):
      Observed<String>(endpoint.url).map { WebAddress(button.page.finalURL.resolving($0)?.text ?? $0) }
    }
  }
}

extension Observed {
  /// What reading a page shows, as a fact.
  init(_ seen: Seen<T>) where T: Hashable {
    switch seen {
    case .known(let value): self = .known(value)
    case .absent: self = .absent
    case .unknown(let why): self = .unknown(.notVisible, why)
    }
  }

  /// Why it is not known; `nil` where it is known or absent.
  var unknownReason: Unknown? { if case .unknown(let unknown) = self { unknown } else { nil } }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var part = self[...]
    while let first = part.unicodeScalars.first, first.properties.isWhitespace { part = part.dropFirst() }
    while let last = part.unicodeScalars.last, last.properties.isWhitespace { part = part.dropLast() }
    return String(part)
  }
}
