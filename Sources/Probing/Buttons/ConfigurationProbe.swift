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
    "Fields whose whole value is a known placeholder, of those that such a button shows."
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
    let (config, looks) = (button.configuration.asFarAsShown, button.looks)
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
    let store = storeID(of: button, config)
    tell(storeId, store)
    set.set(sandbox, Observed(config.sandbox), from: looks)
    set.set(keyEnvironment, Observed(config.publicKeyId).map(environment), from: looks)
    set.set(decoupled, Observed(config.isDecoupled), from: looks)
    tellPlaceholders(button, scene.data, &set)
    set.set(merchantIsStore, isStore(config.merchantId, store), from: looks)
    tellRegion(button, config, &set)
    let session = sessionEndpoint(config, on: button.page)
    set.set(sessionURL, session, from: looks)
    let old = config.createCheckoutSession.value == nil ? [] : ["createCheckoutSession"]
    let fields = (button.payload?.obsoleteFields ?? []) + old
    set.set(
      obsoleteFields,
      fields,
      missing: (old.isEmpty ? session.unknownReason : nil) ?? unreadablePayload(of: button),
      from: looks
    )
    return set
  }

  /// Why the payload's fields are not known; `nil` where they are, or there is no payload.
  private static func unreadablePayload(of button: FoundButton) -> Unknown? {
    switch button.configuration.payloadJSON {
    case .absent: nil
    case .unknown(let why): Unknown(.notVisible, detail: excerpt(why))
    case .known: button.payload == nil ? Unknown(.malformed, detail: "the payload is not JSON") : nil
    }
  }

  private static func environment(_ key: String) -> Environment {
    let upper = key.uppercased()
    return upper.hasPrefix("SANDBOX") ? .sandbox : upper.hasPrefix("LIVE") ? .live : .none
  }

  private static func storeID(of button: FoundButton, _ config: ButtonConfiguration) -> Seen<String> {
    if let payload = button.payload { return payload.text("storeId").map(Seen.known) ?? config.storeId }
    if case .known = config.storeId { return config.storeId }
    switch config.payloadJSON {
    case .unknown(let why): return .unknown(why)
    case .known: return .unknown("the payload is not JSON")
    case .absent:
      // Where it comes with the click, nothing in the page says what it will be.
      return config.isDecoupled == .known(true) ? .unknown("it comes with the click") : config.storeId
    }
  }

  /// What a source never shows is no field that may hold a placeholder.
  private static func tellPlaceholders(_ button: FoundButton, _ data: ProbingData, _ set: inout FactSet) {
    let config = button.configuration
    let fields: [(Field, Seen<String>)] = [
      (.merchantId, config.merchantId), (.publicKeyId, config.publicKeyId),
      (.storeId, storeID(of: button, config)),
    ]
    let found = fields.compactMap { field, seen -> Field? in
      guard let value = seen.value, let known = data.placeholders[field.rawValue] else { return nil }
      return known.contains(value.trimmed.lowercased()) ? field : nil
    }
    let missing = fields.lazy.compactMap { Observed<String>($0.1).unknownReason }.first
    set.set(placeholders, found, missing: missing, from: button.looks)
  }

  /// Every store id that is known begins so, and no merchant id does.
  private static let storeIDStart = "amzn1."

  private static func isStore(_ merchant: Seen<String>, _ store: Seen<String>) -> Observed<Bool> {
    switch (merchant, store) {
    case (.known(let merchant), .known(let store)): .known(merchant == store)
    case (.known(let merchant), _) where !merchant.trimmed.hasPrefix(storeIDStart): .known(false)
    case (.unknown(let why), _), (_, .unknown(let why)): .unknown(.notVisible, why)
    default: .known(false)
    }
  }

  private static func tellRegion(
    _ button: FoundButton,
    _ config: ButtonConfiguration,
    _ set: inout FactSet
  ) {
    let loaded = Set(button.page.loadedScripts.compactMap(\.region))
    let seen: Seen<Region> =
      loaded.isEmpty ? config.region : loaded.count == 1 ? loaded.first.map(Seen.known) ?? .absent : .absent
    switch seen {
    case .known(let region): set.set(scriptRegion, RegionWord(region), from: button.looks)
    case .absent: set.set(scriptRegion, .absent, from: button.looks)
    case .unknown(let why): set.set(scriptRegion, .unknown(.notVisible, why), from: button.looks)
    }
    let regions: [String: RegionWord] = ["USD": .na, "EUR": .eu, "GBP": .eu, "JPY": .fe]
    switch Observed<String>(config.ledgerCurrency) {
    case .known(let currency): set.set(currencyRegion, Observed(regions[currency]), from: button.looks)
    case .absent: set.set(currencyRegion, .absent, from: button.looks)
    case .unknown(let unknown): set.set(currencyRegion, .unknown(unknown), from: button.looks)
    }
  }

  private static func sessionEndpoint(
    _ config: ButtonConfiguration,
    on page: PageVisit
  ) -> Observed<WebAddress> {
    switch config.createCheckoutSession {
    case .absent: .absent
    case .unknown(let why): .unknown(.notVisible, why)
    case .known(let endpoint):
      Observed<String>(endpoint.url).map { WebAddress(page.finalURL.resolving($0)?.text ?? $0) }
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
