import Model
package import Reading

/// One tab of a ``Browser``.
package final class Tab: Sendable {
  let browser: Browser
  private let target: String
  private let session: String
  private let manners: Manners
  private let state = Locked(TabRecord())

  init(browser: Browser, target: String, session: String, manners: Manners) {
    self.browser = browser
    self.target = target
    self.session = session
    self.manners = manners
  }

  /// What it did and said so far.
  package var record: TabRecord { state.withLock { $0 } }

  /// Calls a method of the protocol for this tab.
  @discardableResult
  package func call(_ method: String, _ parameters: [String: JSONValue] = [:]) async throws(BrowserFailure)
    -> JSONValue
  {
    try await browser.tools.call(method, parameters, in: session)
  }

  /// Hands on every event of the tab too.
  package func listen(_ take: @escaping @Sendable (DevToolsEvent) -> Void) {
    browser.tools.listen(to: session) { [weak self] event in
      self?.take(event)
      take(event)
    }
  }

  /// Has `script` run in every document before its own scripts do.
  ///
  /// `binding` is a function there that fills ``TabRecord/reports``.
  package func observe(with script: String, binding: String) async throws(BrowserFailure) {
    try await call("Runtime.addBinding", ["name": .string(binding)])
    try await call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(script)])
  }

  /// Opens `url` and waits until it has loaded, as long as `patience` lasts.
  package func open(_ url: WebURL, patience: Duration) async throws(BrowserFailure) {
    state.withLock { $0.document = nil }
    let answer = try await call("Page.navigate", ["url": .string(url.text)])
    if let error = answer["errorText"]?.string, !error.isEmpty { throw .notLoaded(error) }
    let loader = answer["loaderId"]?.string
    state.withLock { $0.document = loader }
    try await wait(atMost: patience) { $0.isLoaded }
  }

  /// Waits for `isEnough`, as long as `patience` lasts; whether it came to that.
  ///
  /// A page that never ends loading is looked at as it is.
  @discardableResult
  package func wait(atMost patience: Duration, until isEnough: (TabRecord) -> Bool)
    async throws(BrowserFailure)
    -> Bool
  {
    let end = ContinuousClock.now + patience
    while true {
      let record = record
      if record.isGone { throw .ended }
      if isEnough(record) { return true }
      if ContinuousClock.now >= end { return false }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { throw .cancelled }
    }
  }

  /// The value of an expression in the page's document, in a world of our own that its scripts cannot reach.
  package func evaluate(_ expression: String) async throws(BrowserFailure) -> JSONValue {
    let world = try await call(
      "Page.createIsolatedWorld",
      ["frameId": .string(target), "worldName": "payready"]
    )
    let answer = try await call(
      "Runtime.evaluate",
      [
        "expression": .string(expression), "contextId": world["executionContextId"] ?? .null,
        "awaitPromise": true, "returnByValue": true, "timeout": 5000,
      ]
    )
    if let thrown = answer["exceptionDetails"] {
      throw .refused(thrown["exception"]?["description"]?.string ?? "the expression failed")
    }
    return answer["result"]?["value"] ?? .null
  }

  /// What is on the screen, as JPEG.
  package func screenshot() async throws(BrowserFailure) -> [UInt8] {
    let answer = try await call("Page.captureScreenshot", ["format": "jpeg", "quality": 70])
    guard let bytes = answer["data"]?.string.flatMap(Base64.decode) else {
      throw .refused("it gave no picture")
    }
    return bytes
  }

  /// Moves the mouse and scrolls to the end and back, as a visitor does who looks around: some pages wait for that.
  package func lookAround() async throws(BrowserFailure) {
    for place in [10, 200] as [JSONValue] {
      try await call("Input.dispatchMouseEvent", ["type": "mouseMoved", "x": place, "y": place])
    }
    _ = try await evaluate(
      """
      (async () => {
        const end = document.documentElement.scrollHeight;
        for (let top = 0; top <= Math.min(end, 20000); top += innerHeight) {
          scrollTo(0, top);
          await new Promise((go) => setTimeout(go, 50));
        }
        scrollTo(0, 0);
      })()
      """
    )
  }

  /// Closes it.
  package func close() async {
    _ = try? await browser.tools.call("Target.closeTarget", ["targetId": .string(target)])
  }

  // MARK: What pages may do

  func prepare(_ screen: Screen, userAgent: String) async throws(BrowserFailure) {
    browser.tools.listen(to: session) { [weak self] in self?.take($0) }
    for domain in ["Page", "Runtime", "Log", "Audits"] { try await call("\(domain).enable") }
    try await call("Page.setLifecycleEventsEnabled", ["enabled": true])
    try await guardTraffic(of: session)
    try await call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(String(screen.width)), "height": .number(String(screen.height)),
        "deviceScaleFactor": 1, "mobile": .bool(screen.isPhone),
      ]
    )
    try await call("Emulation.setTouchEmulationEnabled", ["enabled": .bool(screen.isPhone)])
    try await call("Emulation.setUserAgentOverride", ["userAgent": .string(userAgent)])
    try await call("Network.setBypassServiceWorker", ["bypass": true])
    // The gate has judged every chain by the operator's own roots, which the browser does not know.
    if browser.visit.settings.extraRoots != nil {
      try await call("Security.setIgnoreCertificateErrors", ["ignore": true])
    }
    try await takeCookies()
  }

  private func guardTraffic(of session: String) async throws(BrowserFailure) {
    let tools = browser.tools
    _ = try await tools.call("Network.enable", ["maxTotalBufferSize": 1_000_000], in: session)
    _ = try await tools.call("Fetch.enable", ["patterns": [["urlPattern": "*"]]], in: session)
    // Frames of other sites and workers are targets of their own.
    _ = try await tools.call(
      "Target.setAutoAttach",
      ["autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true],
      in: session
    )
  }

  private func takeCookies() async throws(BrowserFailure) {
    let settings = browser.visit.settings
    guard let cookies = settings.cookies else { return }
    for origin in settings.operatorOrigins {
      for pair in cookies.split(separator: ";") {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { continue }
        let parameters: [String: JSONValue] = [
          "name": .string(String(sides[0]).trimmed), "value": .string(String(sides[1]).trimmed),
          "url": .string(origin + "/"), "secure": true,
        ]
        try await call("Network.setCookie", parameters)
      }
    }
  }

  private func take(_ event: DevToolsEvent) {
    state.withLock { $0.take(event) }
    switch event.method {
    case "Fetch.requestPaused": decide(event)
    case "Page.javascriptDialogOpening":
      send("Page.handleJavaScriptDialog", ["accept": false], event.session)
    case "Target.attachedToTarget":
      guard let child = event.parameters["sessionId"]?.string else { return }
      browser.tools.listen(to: child) { [weak self] in self?.take($0) }
      Task {
        // Not every kind of target has every domain.
        try? await guardTraffic(of: child)
        _ = try? await browser.tools.call("Audits.enable", in: child)
        _ = try? await browser.tools.call("Runtime.runIfWaitingForDebugger", in: child)
      }
    default: break
    }
  }

  private func send(_ method: String, _ parameters: [String: JSONValue], _ session: String?) {
    Task { [tools = browser.tools] in _ = try? await tools.call(method, parameters, in: session) }
  }

  private func decide(_ event: DevToolsEvent) {
    let about = event.parameters
    guard let id = about["requestId"] else { return }
    let text = about["request"]?["url"]?.string ?? ""
    let method = about["request"]?["method"]?.string ?? ""
    func fail() {
      send("Fetch.failRequest", ["requestId": id, "errorReason": "BlockedByClient"], event.session)
    }
    guard let url = WebURL(text) else {
      // data:, blob: and the like never reach the network.
      if text.hasPrefix("data:") || text.hasPrefix("blob:") || text.hasPrefix("about:") {
        return send("Fetch.continueRequest", ["requestId": id], event.session)
      }
      return fail()
    }
    if let bytes = manners.replacement(url) {
      let fields: JSONValue = [
        ["name": "content-type", "value": "text/javascript"],
        ["name": "access-control-allow-origin", "value": "*"],
      ]
      let answer: [String: JSONValue] = [
        "requestId": id, "responseCode": 200, "responseHeaders": fields,
        "body": .string(Base64.encode(bytes)),
      ]
      return send("Fetch.fulfillRequest", answer, event.session)
    }
    if !["GET", "HEAD", "OPTIONS"].contains(method), !manners.mayWrite(url) {
      if about["resourceType"]?.string != "Ping" {
        state.withLock { if $0.heldBack.count < 100 { $0.heldBack.append(url) } }
      }
      return fail()
    }
    let isOwnPage = about["resourceType"]?.string == "Document" && about["frameId"]?.string == target
    if isOwnPage, record.isLoaded, !manners.mayLeaveFor(url) {
      return fail()
    }
    var parameters: [String: JSONValue] = ["requestId": id]
    parameters["headers"] = fields(for: url, about["request"]?["headers"])
    send("Fetch.continueRequest", parameters, event.session)
  }

  /// The request's header fields with the operator's; `nil` where none go along.
  private func fields(for url: WebURL, _ own: JSONValue?) -> JSONValue? {
    let visit = browser.visit
    guard let credentials = visit.settings.credentials(for: ExchangeRequest(.get, url)),
      visit.session(forHost: url.hostName, port: url.port)?.chain.verified == true
    else { return nil }
    var fields = own?.object?.compactMap { name, value in value.string.map { (name, $0) } } ?? []
    fields += credentials.headers
    if let user = credentials.user {
      fields.append(("Authorization", "Basic " + Base64.encode(Array(user.utf8))))
    }
    return .array(fields.map { ["name": .string($0.0), "value": .string($0.1)] })
  }
}
