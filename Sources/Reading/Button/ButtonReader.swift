import Model

/// Finds Amazon Pay on a page and reads how it is set up.
package enum ButtonReader {
  /// What page and scripts show together.
  ///
  /// - Parameters:
  ///   - page: the page as read.
  ///   - scripts: the texts of the scripts it references, as far as they were fetched.
  /// - Returns: all that was found; see ``AmazonPayOnPage``.
  package static func read(_ page: PageContent, scripts: [ScriptSource] = []) -> AmazonPayOnPage {
    var pass = ButtonPass(page)
    for script in page.scripts where script.source == nil { pass.read(script) }
    for script in scripts { pass.read(script) }
    return pass.finish()
  }
}

/// One pass over a page and its scripts.
private struct ButtonPass {
  /// Calls and buttons of one page with its scripts that are kept.
  private static let limit = 200

  private let page: PageContent
  private var found = AmazonPayOnPage()
  private var scripts: ButtonScripts
  private var registries: ButtonRegistries
  private var markers: ButtonMarkers
  private var clientId = Seen<String>.absent

  init(_ page: PageContent) {
    self.page = page
    scripts = ButtonScripts(page)
    registries = ButtonRegistries(page)
    markers = ButtonMarkers(page)
    found.namesAmazonPay = ButtonNames.stand(in: page.source[...])
    found.secrets = PageSecrets.find(in: page.source[...], scriptURL: nil)
    found.debugOutput = PageDebugOutput.find(in: page.source[...])
    found.brandSpellings = ButtonNames.spellings(in: page.visibleText)
  }

  /// Reads an inline script of the page.
  mutating func read(_ script: ScriptElement) {
    guard script.kind == .classic || script.kind == .module || script.parkedBy != nil,
      ButtonNames.stand(in: script.body)
    else { return }
    let form: ButtonScript.Form? =
      switch script.place {
      case .comment: .commentedOut
      case .template: .inTemplate
      case .noscript: .inNoscript
      case .frame: .inFrame
      case .document: script.parkedBy.map { .parked(by: $0) } ?? (script.isNoModule ? .noModule : nil)
      }
    read(
      ScriptTokens(script.body),
      form: form,
      scriptURL: nil,
      runs: script.runs,
      calls: script.place == .document
    )
  }

  /// Reads the text of a referenced script.
  mutating func read(_ source: ScriptSource) {
    let address = ButtonAddress(source.url, base: page.baseURL)
    if address.isAmazonPay { return }
    let bytes = source.bytes[...]
    found.secrets += PageSecrets.find(in: bytes, scriptURL: source.url)
    guard ButtonNames.stand(in: bytes) else { return }
    found.namesAmazonPay = true
    let tokens = ScriptTokens(bytes)
    let name = address.fileName.asciiLowercased
    if name == "checkout.js" || name == "checkout.min.js", address.kind() == nil, Self.isCopy(tokens) {
      found.scripts.append(
        ButtonScript(
          address: source.url.cut(to: 300),
          kind: .selfHosted,
          form: .sound,
          version: address.version
        )
      )
    }
    read(tokens, form: nil, scriptURL: source.url, runs: source.runs, calls: true)
  }

  /// Whether a script is Amazon's own: it names the functions but does not call them.
  private static func isCopy(_ tokens: ScriptTokens) -> Bool {
    let names = ["renderButton", "initCheckout", "bindChangeAction"]
    guard names.allSatisfy({ ByteSearch.first(of: $0, in: tokens.bytes) != nil }) else { return false }
    return ButtonCalls(tokens).places.isEmpty
  }

  private mutating func read(
    _ tokens: ScriptTokens,
    form: ButtonScript.Form?,
    scriptURL: String?,
    runs: Bool,
    calls: Bool
  ) {
    scripts.add(tokens, heldBy: form, scriptURL: scriptURL)
    guard calls else { return }
    guard found.calls.count < Self.limit else {
      found.isCut = true
      return
    }
    let finder = ButtonCalls(tokens)
    if finder.isCut { found.isCut = true }
    // Most scripts that name Amazon Pay hold nothing to read: following their names would cost more than all else.
    guard !finder.places.isEmpty || ButtonRegistries.areNamed(in: tokens) else { return }
    let reader = ScriptReader(tokens)
    registries.add(reader, scriptURL: scriptURL, runs: runs)
    let new = finder.read(reader, scriptURL: scriptURL, runs: runs)
    found.calls += new
    for call in new where call.api == .setClientId { clientId = Seen(string: call.configuration) }
    let session = Self.lateSession(new)
    for call in new where call.api.presents { found.buttons.append(button(call, session: session)) }
  }

  /// The session that the only button without one gets when it is clicked; `nil` where it cannot be told.
  private static func lateSession(_ calls: [ButtonCall]) -> ScriptLiteral? {
    guard calls.filter({ $0.api == .renderButton && $0.isDecoupled }).count == 1 else { return nil }
    let late = calls.filter { $0.api == .buttonInitCheckout }
    return late.count == 1 ? late[0].configuration?["createCheckoutSessionConfig"] : nil
  }

  private func button(_ call: ButtonCall, session: ScriptLiteral?) -> ButtonConfiguration {
    let origin: ButtonConfiguration.Origin = call.api == .v1Button ? .checkoutV1 : .inlineCall
    var button = ButtonConfiguration(
      origin: origin,
      scriptURL: call.scriptURL,
      api: call.api,
      offset: call.offset
    )
    button.runs = call.runs
    button.container = call.selector
    if call.api == .v1Button {
      button.merchantId = Seen(string: call.configuration?["merchantId"])
      button.buttonColor = Seen(string: call.configuration?["color"])
      button.checkoutLanguage = Seen(string: call.configuration?["language"])
      return button
    }
    button.take(call.configuration)
    if call.isDecoupled { button.takeSession(session) }
    return button
  }

  // MARK: The whole

  mutating func finish() -> AmazonPayOnPage {
    found.scripts = scripts.found + found.scripts
    found.buttons += registries.buttons
    if found.buttons.count > Self.limit {
      found.buttons.removeLast(found.buttons.count - Self.limit)
      found.isCut = true
    }
    for index in found.buttons.indices { complete(&found.buttons[index]) }
    for button in found.buttons {
      if let payload = button.payloadJSON.value { markers.read(payload: payload) }
      if let url = button.createCheckoutSession.value?.url.value, !found.apiCalls.contains(url) {
        found.apiCalls.append(url)
      }
    }
    found.listsMagentoPaths = scripts.listsMagentoPaths
    if scripts.listsMagentoPaths { markers.add(.magento, .requireJSPath, "amazonPayCheckout… paths") }
    for marker in registries.markers {
      markers.add(marker.plugin, marker.kind, marker.text, version: marker.version)
    }
    found.pluginMarkers = markers.markers
    found.otherProducts = markers.products
    found.icons = markers.icons
    return found
  }

  /// Adds what the page around it shows of a button.
  private func complete(_ button: inout ButtonConfiguration) {
    if case .known(let selector) = button.container {
      button.containerExists = exists(selector, isId: button.api == .v1Button)
    }
    guard button.origin == .checkoutV1 else { return }
    if button.storeId.isAbsent { button.storeId = clientId }
    let widgets = found.scripts.filter {
      $0.kind == .checkoutV1 && $0.form != .commentedOut && $0.form != .textMention
    }
    let environments = Set(widgets.map(\.isSandbox))
    if let environment = environments.first {
      button.sandbox =
        environments.count == 1 ? .known(environment) : .unknown("Widgets.js of both environments")
    }
    let regions = Set(widgets.compactMap(\.region))
    if let region = regions.first, regions.count == 1 { button.region = .known(region) }
  }

  /// Whether the page's HTML has the element of a simple selector.
  private func exists(_ selector: String, isId: Bool) -> Seen<Bool> {
    let name = selector.trimmed.drop { $0 == "#" || $0 == "." }
    guard !name.isEmpty, !name.contains(where: { " .#[>:,".contains($0) }) else {
      return .unknown(selector.cut(to: 80))
    }
    let isThere: Bool
    if isId || selector.trimmed.hasPrefix("#") {
      isThere = page.identifiers.contains(String(name))
    } else if selector.trimmed.hasPrefix(".") {
      isThere = page.classes.contains(String(name))
    } else {
      return .unknown(selector.cut(to: 80))
    }
    if !isThere, page.cut.contains(.identifiers) || !page.isWhole {
      return .unknown("the page was not read whole")
    }
    return .known(isThere)
  }
}
