import Model

extension Seen where Known == String {
  /// A string; `null` and `undefined` count as not given.
  init(string literal: ScriptLiteral?) {
    switch literal {
    case .string(let text): self = .known(text)
    case nil, .null, .undefined: self = .absent
    case .number(let text): self = .unknown("the number \(text.cut(to: 40))")
    case .bool(let value): self = .unknown(value ? "true" : "false")
    case .object: self = .unknown("an object")
    case .array: self = .unknown("a list")
    case .unknown(let text): self = .unknown(text)
    }
  }

  /// A string or number, as text.
  init(text literal: ScriptLiteral?) {
    if case .number(let text) = literal { self = .known(text) } else { self.init(string: literal) }
  }
}

extension Seen where Known == Bool {
  /// A switch as JavaScript and the plugins write it.
  init(flag literal: ScriptLiteral?) {
    switch literal {
    case .bool(let value): self = .known(value)
    case .string(let text), .number(let text):
      switch text.trimmed.asciiLowercased {
      case "1", "true", "yes", "on": self = .known(true)
      case "", "0", "false", "no", "off": self = .known(false)
      default: self = .unknown(text.cut(to: 80))
      }
    case nil, .null, .undefined: self = .absent
    case .object: self = .unknown("an object")
    case .array: self = .unknown("a list")
    case .unknown(let text): self = .unknown(text)
    }
  }
}

extension ButtonConfiguration {
  /// What an Amazon configuration object shows.
  mutating func take(_ literal: ScriptLiteral?) {
    guard case .object? = literal else {
      obscure(literal?.excerpt ?? "no configuration is given")
      return
    }
    let value = { (key: String) in literal?[key] }
    merchantId = Seen(string: value("merchantId"))
    ledgerCurrency = Seen(string: value("ledgerCurrency"))
    placement = Seen(string: value("placement"))
    productType = Seen(string: value("productType"))
    buttonColor = Seen(string: value("buttonColor"))
    checkoutLanguage = Seen(string: value("checkoutLanguage"))
    sandbox = Seen(flag: value("sandbox"))
    publicKeyId = Seen(string: value("publicKeyId"))
    estimatedOrderAmount = Seen(amount: value("estimatedOrderAmount"))
    createCheckoutSession = Seen(endpoint: value("createCheckoutSession"))
    isDecoupled = Self.comesWithClick(literal)
    signsIn = value("signInConfig").map { $0 != .null && $0 != .undefined } ?? false
    takeSession(signsIn ? value("signInConfig") : value("createCheckoutSessionConfig"))
  }

  /// What `createCheckoutSessionConfig` or `signInConfig` shows.
  mutating func takeSession(_ session: ScriptLiteral?) {
    guard let session, session != .null, session != .undefined else { return }
    guard case .object = session else {
      (payloadJSON, signature, algorithm) = (
        .unknown(session.excerpt), .unknown(session.excerpt), .unknown(session.excerpt)
      )
      if publicKeyId.isAbsent { publicKeyId = .unknown(session.excerpt) }
      return
    }
    payloadJSON = Seen(string: session["payloadJSON"])
    signature = Seen(string: session["signature"])
    algorithm = Seen(string: session["algorithm"])
    if publicKeyId.isAbsent { publicKeyId = Seen(string: session["publicKeyId"]) }
  }

  /// Whether the session comes with the click; unknown where the configuration is.
  static func comesWithClick(_ literal: ScriptLiteral?) -> Seen<Bool> {
    guard let literal else { return .absent }
    guard case .object = literal else { return .unknown(literal.excerpt) }
    for key in ["createCheckoutSessionConfig", "createCheckoutSession", "signInConfig"] {
      guard let value = literal[key], value != .null, value != .undefined else { continue }
      // A spread may or may not bring it.
      let isNamed = literal.members?.contains { $0.key == key } ?? false
      return isNamed ? .known(false) : .unknown(value.excerpt)
    }
    return .known(true)
  }

  /// Makes every value unknown, with one reason.
  mutating func obscure(_ reason: String) {
    merchantId = .unknown(reason)
    publicKeyId = .unknown(reason)
    ledgerCurrency = .unknown(reason)
    placement = .unknown(reason)
    productType = .unknown(reason)
    buttonColor = .unknown(reason)
    checkoutLanguage = .unknown(reason)
    sandbox = .unknown(reason)
    estimatedOrderAmount = .unknown(reason)
    createCheckoutSession = .unknown(reason)
    payloadJSON = .unknown(reason)
    signature = .unknown(reason)
    algorithm = .unknown(reason)
    isDecoupled = .unknown(reason)
  }
}

extension Seen where Known == ButtonConfiguration.Amount {
  /// `{amount, currencyCode}`.
  init(amount literal: ScriptLiteral?) {
    switch literal {
    case nil, .null, .undefined: self = .absent
    case .object?:
      self = .known(
        .init(
          amount: Seen<String>(text: literal?["amount"]),
          currencyCode: Seen<String>(string: literal?["currencyCode"])
        )
      )
    case let other?: self = .unknown(other.excerpt)
    }
  }
}

extension Seen where Known == ButtonConfiguration.SessionEndpoint {
  /// `{url, method}`.
  init(endpoint literal: ScriptLiteral?) {
    switch literal {
    case nil, .null, .undefined: self = .absent
    case .object?:
      self = .known(
        .init(url: Seen<String>(string: literal?["url"]), method: Seen<String>(string: literal?["method"]))
      )
    case let other?: self = .unknown(other.excerpt)
    }
  }
}

extension Region {
  /// The region of a word that plugins use (`de`, `uk`, `eu`, `us`, `jp`); `nil` for any other.
  init?(pluginWord: String) {
    switch pluginWord.trimmed.asciiLowercased {
    case "us", "na", "usd": self = .na
    case "de", "eu", "uk", "gb", "eur", "gbp": self = .eu
    case "jp", "fe", "jpy": self = .fe
    default: return nil
    }
  }
}
