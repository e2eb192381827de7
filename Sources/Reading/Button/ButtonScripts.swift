/// Finds references to Amazon's scripts on a page and in its scripts.
struct ButtonScripts {
  /// What names one of Amazon's script files.
  static let needles = ["payments-amazon", "OffAmazonPayments/", "/sdk/login1.js"]
  /// References of one script that are kept.
  private static let limit = 100

  let page: PageContent
  private let base: WebURL?
  private(set) var found: [ButtonScript] = []
  /// Whether a script lists Magento's `amazonPayCheckout…` paths.
  private(set) var listsMagentoPaths = false

  /// Those of the page's tags, attributes and text.
  init(_ page: PageContent) {
    self.page = page
    base = page.baseURL
    for script in page.scripts { add(script) }
    for resource in page.resources where resource.kind == .preload || resource.kind == .hint {
      let address = ButtonAddress(resource.address, base: base)
      guard address.path.utf8.count > 1 else { continue }
      add(address, form: .hint, offset: resource.offset)
    }
    for mention in page.hostMentions { add(mention.text, form: .textMention, offset: mention.offset) }
    for element in page.elements where element.place == .document {
      for attribute in element.attributes where !["href", "src", "srcdoc", "action"].contains(attribute.name)
      {
        add(attribute.value, form: .options, offset: element.offset)
      }
    }
    for meta in page.metas {
      for attribute in meta.data { add(attribute.value, form: .options, offset: meta.offset) }
    }
  }

  // MARK: Tags

  private mutating func add(_ script: ScriptElement) {
    if let source = script.source ?? script.parkedSource {
      let address = ButtonAddress(source, base: page.baseURL(at: script.offset))
      add(address, form: form(of: script, address), offset: script.offset, element: script)
      return
    }
    guard script.kind == .data || script.kind == .browserData, script.parkedBy == nil else { return }
    let isOptions = script.type.mentions("json") || script.type.mentions("magento")
    let form: ButtonScript.Form = isOptions ? .options : .otherType(script.type.cut(to: 60))
    if script.place == .document { add(script.body, form: form) }
  }

  private func form(of script: ScriptElement, _ address: ButtonAddress) -> ButtonScript.Form {
    switch script.place {
    case .comment: return .commentedOut
    case .template: return .inTemplate
    case .noscript: return .inNoscript
    case .frame: return .inFrame
    case .document: break
    }
    if let manager = script.parkedBy { return .parked(by: manager) }
    if !script.isClosed { return .unclosed }
    if script.kind == .data || script.kind == .browserData { return .otherType(script.type.cut(to: 60)) }
    if script.isNoModule { return .noModule }
    // What is not Amazon's a browser does load over http, in a page that came that way.
    if address.url?.isHTTPS == false, address.isAmazonPay || WebURL(page.url)?.isHTTPS == true {
      return .insecure
    }
    return script.kind == .module ? .module : .sound
  }

  private mutating func add(
    _ address: ButtonAddress,
    form: ButtonScript.Form,
    scriptURL: String? = nil,
    offset: Int,
    element: ScriptElement? = nil
  ) {
    guard let kind = address.kind(allowsBarePath: form == .requireJSPath) else { return }
    var script = ButtonScript(
      address: address.text.cut(to: 300),
      kind: kind,
      region: address.region,
      isSandbox: address.path.mentions("/sandbox/"),
      form: form,
      version: address.version,
      scriptURL: scriptURL,
      offset: offset
    )
    if let element {
      script.integrity = element.integrity
      script.crossOrigin = element.crossOrigin
      script.nonce = element.nonce
      script.isAsync = element.isAsync
      script.isDeferred = element.isDeferred
    }
    found.append(script)
  }

  // MARK: Text

  /// Adds what a text names.
  private mutating func add(_ text: String, form: ButtonScript.Form, offset: Int) {
    guard Self.needles.contains(where: { text.mentions($0) }) else { return }
    for word in Self.addresses(in: Array(text.utf8)[...], limit: 10) {
      add(word: word.text, form: form, offset: offset)
    }
  }

  private mutating func add(_ body: ArraySlice<UInt8>, form: ButtonScript.Form) {
    for word in Self.addresses(in: body, limit: 10) { add(word: word.text, form: form, offset: word.offset) }
  }

  /// Adds an address that stands in text: whole, without its scheme, or the end of one that a script puts together.
  private mutating func add(word: String, form: ButtonScript.Form, scriptURL: String? = nil, offset: Int) {
    // Escapes of JSON.
    let bytes = word.utf8.filter { $0 != 0x5C }
    let text = String(decoding: bytes, as: UTF8.self)
    let start =
      ByteSearch.first(of: "https://", in: bytes[...]) ?? ByteSearch.first(of: "http://", in: bytes[...])
    if let start {
      let address = String(decoding: bytes[start...], as: UTF8.self)
      add(ButtonAddress(address, base: base), form: form, scriptURL: scriptURL, offset: offset)
    } else if text.hasPrefix("//") || text.hasPrefix("static-") {
      let address = text.hasPrefix("//") ? text : "https://" + text
      add(ButtonAddress(address, base: base), form: form, scriptURL: scriptURL, offset: offset)
    } else if text.mentions("payments-amazon.com/checkout.js") || text.mentions("/Widgets.js") {
      let kind: ButtonScript.Kind = text.mentions("/Widgets.js") ? .checkoutV1 : .checkoutV2
      found.append(
        ButtonScript(
          address: text.cut(to: 300),
          kind: kind,
          isSandbox: text.mentions("/sandbox/"),
          form: form,
          scriptURL: scriptURL,
          offset: offset
        )
      )
    }
  }

  private static func addresses(in bytes: ArraySlice<UInt8>, limit: Int) -> [(text: String, offset: Int)] {
    var seen: Set<Int> = []
    var found: [(text: String, offset: Int)] = []
    for needle in needles {
      for offset in ByteSearch.all(of: needle, in: bytes, limit: limit) {
        let word = ButtonAddress.word(in: bytes, around: offset)
        guard seen.insert(word.startIndex).inserted else { continue }
        found.append((String(decoding: word, as: UTF8.self), word.startIndex))
      }
    }
    return found.sorted { $0.offset < $1.offset }
  }

  // MARK: Scripts

  /// Adds what a script's strings and comments name.
  mutating func add(_ script: ScriptTokens, heldBy form: ButtonScript.Form?, scriptURL: String?) {
    var tokens: Set<Int> = []
    for needle in Self.needles {
      for offset in ByteSearch.all(of: needle, in: script.bytes, limit: Self.limit) {
        guard let token = script.token(covering: offset) else {
          let word = ButtonAddress.word(in: script.bytes, around: offset)
          add(
            word: String(decoding: word, as: UTF8.self),
            form: .commentedOut,
            scriptURL: scriptURL,
            offset: offset
          )
          continue
        }
        guard tokens.insert(token).inserted, script.tokens[token].end - script.tokens[token].start < 20_000,
          script.tokens[token].kind != .regularExpression
        else { continue }
        let text = script.string(token) ?? script.text(token)
        if Self.key(of: token, in: script).hasPrefix("amazonPayCheckout") { listsMagentoPaths = true }
        for word in Self.addresses(in: Array(text.utf8)[...], limit: 10) {
          add(
            word: word.text,
            form: form ?? Self.form(of: token, word.text, in: script),
            scriptURL: scriptURL,
            offset: script.tokens[token].start
          )
        }
      }
    }
  }

  private static func key(of token: Int, in script: ScriptTokens) -> String {
    guard script.isAt(token - 1, ":") else { return "" }
    return script.identifier(token - 2) ?? script.string(token - 2) ?? ""
  }

  /// A value of RequireJS's `paths` is an address without `.js`, or belongs to one of Magento's names.
  private static func form(of token: Int, _ address: String, in script: ScriptTokens) -> ButtonScript.Form {
    guard script.isAt(token - 1, ":") else { return .scriptText }
    let key = Self.key(of: token, in: script)
    let isBare = !address.mentions(".js")
    return isBare || key.hasPrefix("amazonPayCheckout") ? .requireJSPath : .scriptText
  }
}
