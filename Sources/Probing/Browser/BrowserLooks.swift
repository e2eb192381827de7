import Fetching
import Model
import Reading

/// Opens a shop's pages in a browser, where it was asked to.
enum BrowserLooks {
  /// The most pages that are opened.
  static let most = 4
  /// Names that pages may ask for beside the shop's.
  static let mostLookups = 200
  /// How long all of it may take.
  private static let time = Duration.seconds(60)
  /// How long a page may take to load.
  private static let patience = Duration.seconds(15)
  /// How long a button may take to appear after that.
  private static let lateness = Duration.seconds(6)

  /// The pages of `shop` with what a browser showed of them, or why none did.
  static func pages(of shop: ShopSight, in scene: Scene) async -> [PageVisit] {
    let use = scene.request.browser ?? .never
    let notAsked = Unknown(.notAsked, needs: .browser)
    guard use == .always || use == .auto && isUndecided(shop, scene.data) else {
      return shop.pages.map { $0.with(.none(notAsked)) }
    }
    guard let executable = Chromium.executable() else {
      return shop.pages.map { $0.with(.none(BrowserFailure.notInstalled.unknown)) }
    }
    let wanted = Set(candidates(shop).map(\.url))
    var views: [WebURL: BrowserView] = [:]
    do throws(BrowserFailure) {
      let browser = try await scene.visit.browser(executable, within: time)
      views = await look(at: shop.pages.filter { wanted.contains($0.url) }, browser, scene)
      await browser.stop()
    } catch {
      // Where nobody insisted on it, a browser that cannot be used is as good as none.
      let why =
        use == .auto ? Unknown(.notAsked, needs: .browser, detail: error.unknown.detail) : error.unknown
      for url in wanted { views[url] = BrowserView.none(why) }
    }
    return shop.pages.map { $0.with(views[$0.url] ?? .none(notAsked)) }
  }

  /// Whether reading alone left open if there is a button, in a way that a browser may settle.
  private static func isUndecided(_ shop: ShopSight, _ data: ProbingData) -> Bool {
    switch PresenceProbe.presence(of: shop, data) {
    case .unknown(let why): [.notVisible, .limitReached].contains(why.reason)
    case .known(.seen):
      candidates(shop).contains { page in
        if case .unknown = ButtonScriptProbe.callKind(page) { page.hasAmazonPay } else { false }
      }
    case .known, .absent: false
    }
  }

  /// The pages that the operator named, else those on which a button is to be expected, the likeliest first.
  private static func candidates(_ shop: ShopSight) -> [PageVisit] {
    func rank(_ page: PageVisit) -> Int {
      let order: [Role] = [.named, .cart, .checkout, .product]
      return order.firstIndex { page.roles.contains($0) } ?? order.count
    }
    let readable = shop.pages.filter { $0.content != nil && (rank($0) < 4 || $0.hasAmazonPay) }
    // Who names pages names those that show the button.
    let named = readable.filter { $0.roles.contains(.named) }
    let wanted = named.isEmpty ? readable : named
    return Array(wanted.sorted { (rank($0), $0.url.text) < (rank($1), $1.url.text) }.prefix(most))
  }

  /// Two pages at a time, each on both screens: more would keep the machine from all else.
  private static func look(at pages: [PageVisit], _ browser: Browser, _ scene: Scene) async -> [WebURL:
    BrowserView]
  {
    await withTaskGroup(of: (WebURL, BrowserView).self) { group in
      var views: [WebURL: BrowserView] = [:]
      for (index, page) in pages.enumerated() {
        if index >= 2, let (url, view) = await group.next() { views[url] = view }
        group.addTask { (page.url, await look(at: page, browser, scene)) }
      }
      for await (url, view) in group { views[url] = view }
      return views
    }
  }

  private static func look(at page: PageVisit, _ browser: Browser, _ scene: Scene) async -> BrowserView {
    async let wide = result(of: page, on: .desktop, browser, scene)
    async let narrow = result(of: page, on: .phone, browser, scene)
    switch (await wide, await narrow) {
    case (.failure(let failure), _): return .none(failure.unknown)
    case (.success(let (desktop, look)), .success(let (phone, other))):
      return .seen(BrowserSight(desktop: desktop, phone: .success(phone), looks: [look, other]))
    case (.success(let (desktop, look)), .failure(let failure)):
      return .seen(BrowserSight(desktop: desktop, phone: .failure(failure), looks: [look]))
    }
  }

  private static func result(of page: PageVisit, on screen: Screen, _ browser: Browser, _ scene: Scene) async
    -> Swift.Result<(TabSight, Look.ID), BrowserFailure>
  {
    do throws(BrowserFailure) {
      return .success(try await sight(of: page, on: screen, browser, scene))
    } catch {
      return .failure(error)
    }
  }

  private static func sight(of page: PageVisit, on screen: Screen, _ browser: Browser, _ scene: Scene)
    async throws(BrowserFailure) -> (TabSight, Look.ID)
  {
    let start = ContinuousClock.now
    let manners = Manners(
      mayLeaveFor: { !isAmazonHost($0.host) },
      replacement: { [script = scene.checkoutScript] url in
        guard let script, url.host.hasSuffix(".payments-amazon.com"), url.path == "/checkout.js" else {
          return nil
        }
        return script
      }
    )
    func keep(_ failure: Unknown?) -> Look.ID {
      browser.keep(page.finalURL, on: screen, from: start, after: page.journey.looks, failure: failure)
    }
    do throws(BrowserFailure) {
      let tab = try await browser.tab(for: browser.visitor(), on: screen, manners)
      try await tab.observe(with: BrowserScripts.observer, binding: BrowserScripts.binding)
      try await tab.open(page.finalURL, patience: patience)
      let drawn = try await settle(tab)
      let record = tab.record
      await tab.close()
      return (
        TabSight(drawn: drawn, calls: record.reports.compactMap(TabSight.Call.init), record: record),
        keep(nil)
      )
    } catch {
      _ = keep(error.unknown)
      throw error
    }
  }

  /// Looks until a button can be pressed, nothing goes on any more, or time is up.
  private static func settle(_ tab: Tab) async throws(BrowserFailure) -> [TabSight.Drawn] {
    let start = ContinuousClock.now
    while true {
      let drawn = (try await tab.evaluate(BrowserScripts.buttons)).array?.map(TabSight.Drawn.init) ?? []
      let isShown = drawn.contains { $0.isVisible && $0.isEnabled && !$0.isCovered }
      let passed = start.duration(to: .now)
      let record = tab.record
      let isQuiet = record.lastTraffic.duration(to: .now) > .seconds(1) && record.reports.isEmpty
      if isShown || passed > lateness || passed > .seconds(3) && isQuiet { return drawn }
      try await tab.wait(atMost: .milliseconds(100)) { _ in false }
    }
  }
}

extension TabSight.Drawn {
  fileprivate init(_ json: JSONValue) {
    isEnabled = json["enabled"]?.bool ?? false
    isVisible = json["visible"]?.bool ?? false
    isCovered = json["covered"]?.bool ?? false
    height = json["height"]?.int ?? 0
  }
}

extension TabSight.Call {
  /// The call that a report of the observing script tells of; `nil` for what is none.
  fileprivate init?(_ report: String) {
    guard let json = try? JSONReader.read(report), let name = json["name"]?.string,
      ["renderButton", "initCheckout"].contains(name)
    else { return nil }
    function = name
    selector = json["selector"]?.string
    configuration = json["configuration"] ?? .null
    containerExists = json["exists"]?.bool ?? false
  }
}

extension PageVisit {
  /// The page with what a browser showed of it: what was called and asked for counts as if it had been read.
  fileprivate func with(_ view: BrowserView) -> PageVisit {
    var page = self
    page.view = view
    guard let sight = view.sight, let content else { return page }
    let address = finalURL.text + "#browser"
    let seen = ButtonReader.read(
      content,
      scripts: [ScriptSource(url: address, bytes: Array(sight.desktop.asScript.utf8))]
    )
    let known = Set(
      amazonPay.scripts.filter(\.isLoaded).map { WebURL($0.address, base: finalURL)?.text ?? $0.address }
    )
    page.amazonPay.scripts += seen.scripts.filter { $0.scriptURL == address && !known.contains($0.address) }
    page.amazonPay.calls += seen.calls.filter { $0.scriptURL == address }
    let called = seen.buttons.filter { $0.scriptURL == address }.map { button in
      var button = button
      let call = sight.desktop.calls.first { $0.selector == button.container.value }
      button.containerExists = .known(call?.containerExists ?? true)
      return button
    }
    guard !called.isEmpty else { return page }
    let containers = Set(called.compactMap(\.container.value))
    // What was seen passed is what counts, not the text that passed it.
    page.amazonPay.buttons.removeAll { button in
      button.origin == .inlineCall && (button.container.value.map(containers.contains) ?? true)
    }
    page.amazonPay.buttons += called
    return page
  }
}
