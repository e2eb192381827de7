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
  private static let time = Duration.seconds(90)

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
      // What comes after the browser needs time too.
      let time = min(Self.time, ContinuousClock.now.duration(to: scene.visit.endsBy) / 2)
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
    func opening(_ screen: Screen) -> BrowserOpening {
      BrowserOpening(page: page, screen: screen, browser: browser, scene: scene)
    }
    async let wide = Swift.Result.of { () async throws(BrowserFailure) in
      try await opening(.desktop).sight()
    }
    async let narrow = Swift.Result.of { () async throws(BrowserFailure) in try await opening(.phone).sight()
    }
    let phone = await narrow
    switch await wide {
    case .failure(let failure): return .none(failure.unknown)
    case .success(let (desktop, look)):
      var sight = BrowserSight(desktop: desktop, phone: phone.map(\.0), looks: [look])
      if case .success(let (_, look)) = phone { sight.looks.append(look) }
      // Only where consent brought the button does it matter what a visitor gets who declines.
      if desktop.appearedWithConsent, desktop.canDecline {
        if let (declined, look) = try? await opening(.desktop).sight(.declining) {
          sight.declined = declined
          sight.looks.append(look)
        }
      }
      sight.isExhausted = browser.isExhausted
      for (tab, screen) in [(desktop, Screen.desktop), (try? phone.get().0, .phone)] {
        if let picture = tab?.picture {
          scene.keep(Picture(page: page.finalURL.text, width: screen.width, bytes: picture))
        }
      }
      return .seen(sight)
    }
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
      let calls = sight.desktop.calls.filter { $0.selector == button.container.value }
      button.containerExists = .known(calls.isEmpty || calls.contains(where: \.containerExists))
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
