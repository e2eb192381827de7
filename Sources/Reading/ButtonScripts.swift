/// Finds references to Amazon's scripts on a page and in its scripts.
struct ButtonScripts {
  /// What names one of Amazon's script files.
  static let needles = ["payments-amazon", "OffAmazonPayments/", "/sdk/login1.js"]
  /// References of one script that are kept.
  private static let limit = 100

  let page: PageContent
  private(set) var found: [ButtonScript] = []
  /// Whether a script lists Magento's `amazonPayCheckout…` paths.
  private(set) var listsMagentoPaths = false

  /// Those of the page's tags, attributes and text.
  init(_ page: PageContent) {
    self.page = page
    for script in page.scripts { add(script) }
    for resource in page.resources where resource.kind == .preload || resource.kind == .hint {
      let address = ButtonAddress(resource.address, page: page.url)
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
      let address = ButtonAddress(source, page: page.url)
      add(address, form: form(of: script, address), offset: script.offset, element: script)
      return
    }
    guard script.kind == .data || script.kind == .browserData, script.parkedBy == nil else { return }
    let isOptions = script.type.contains("json") || script.type.contains("magento")
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
    if script.kind == .data || script.kind == .browserData { return .otherType(script.type.cut(to: 60)) }
    if script.isNoModule { return .noModule }
    if address.scheme == "http" { return .insecure }
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

  /// Adds what a text names; escapes of JSON and character references are undone.
  private mutating func add(_ text: String, form: ButtonScript.Form, offset: Int) {
    guard Self.needles.contains(where: { text.mentions($0) }) else { return }
    let bytes = Array(text.utf8).filter { $0 != 0x5C }[...]
    for address in Self.addresses(in: bytes, limit: 10) {
      add(ButtonAddress(address.text, page: page.url), form: form, offset: offset)
    }
  }

  private mutating func add(_ body: ArraySlice<UInt8>, form: ButtonScript.Form) {
    for address in Self.addresses(in: body, limit: 10) {
      let text = String(decoding: address.text.utf8.filter { $0 != 0x5C }, as: UTF8.self)
      add(ButtonAddress(text, page: page.url), form: form, offset: address.offset)
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
            ButtonAddress(String(decoding: word, as: UTF8.self), page: page.url),
            form: .commentedOut,
            scriptURL: scriptURL,
            offset: offset
          )
          continue
        }
        guard tokens.insert(token).inserted, script.tokens[token].end - script.tokens[token].start < 20_000,
          let text = script.string(token)
        else { continue }
        if Self.key(of: token, in: script).hasPrefix("amazonPayCheckout") { listsMagentoPaths = true }
        for address in Self.addresses(in: Array(text.utf8)[...], limit: 10) {
          add(
            ButtonAddress(address.text, page: page.url),
            form: form ?? Self.form(of: token, address.text, in: script),
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
    let isBare = !address.asciiLowercased.contains(".js")
    return isBare || key.hasPrefix("amazonPayCheckout") ? .requireJSPath : .scriptText
  }
}
