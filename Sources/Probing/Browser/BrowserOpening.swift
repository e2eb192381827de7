import Fetching
import Model
import Reading

/// One page in one tab, as a visitor sees it who has not been there before.
struct BrowserOpening {
  /// How the visitor answers a banner that is known.
  enum Manner { case accepting, declining }

  /// How long a page may take to load.
  private static let patience = Duration.seconds(15)
  /// How long a button may take to appear after that.
  private static let lateness = Duration.seconds(6)
  /// How long a page must ask for nothing before it counts as done.
  private static let silence = Duration.seconds(1)
  /// How long a page is watched at least where no button appears.
  private static let leastTime = Duration.seconds(3)

  /// How long all of it may take.
  private static let longest = Duration.seconds(40)

  let page: PageVisit
  let screen: Screen
  let browser: Browser
  let scene: Scene

  /// What it shows, and the look that it was.
  func sight(_ manner: Manner = .accepting) async throws(BrowserFailure) -> (TabSight, Look.ID) {
    let start = ContinuousClock.now
    // A page may keep its tab from answering at all.
    let sight = await withTaskGroup(of: Swift.Result<TabSight, BrowserFailure>.self) { group in
      group.addTask { await .of { () async throws(BrowserFailure) in try await opened(manner) } }
      group.addTask {
        try? await Task.sleep(for: Self.longest)
        return .failure(Task.isCancelled ? .cancelled : .timedOut)
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(.cancelled)
    }
    var failure: Unknown?
    if case .failure(let why) = sight { failure = why.unknown }
    let look = browser.keep(
      page.finalURL,
      on: screen,
      declining: manner == .declining,
      from: start,
      after: page.journey.looks,
      failure: failure
    )
    return (try sight.get(), look)
  }

  private func opened(_ manner: Manner) async throws(BrowserFailure) -> TabSight {
    let session = page.filling.session
    let visitor = try await browser.visitor(with: session?.cookies ?? [], at: page.finalURL)
    let tab = try await browser.tab(for: visitor, on: screen, manners)
    do throws(BrowserFailure) {
      try await tab.observe(with: BrowserScripts.observer, binding: BrowserScripts.binding)
      try await tab.open(page.finalURL, patience: Self.patience)
      let sight = try await sight(in: tab, manner)
      await tab.close()
      return sight
    } catch {
      await tab.close()
      throw error
    }
  }

  private func sight(in tab: Tab, _ manner: Manner) async throws(BrowserFailure) -> TabSight {
    let first = try await settle(tab)
    var drawn = first
    let banner = try await banner(in: tab)
    var isAnswered = false
    if let (banner, _) = banner, let button = manner == .accepting ? banner.accept : banner.decline {
      isAnswered = try await tab.evaluate(BrowserScripts.press(button, of: banner)).bool ?? false
      drawn = try await settle(tab)
    }
    if !drawn.contains(where: \.canBePressed) {
      try await tab.lookAround()
      drawn = try await settle(tab)
    }
    let state = try await tab.evaluate(BrowserScripts.state)
    let record = tab.record
    return TabSight(
      drawn: drawn,
      unanswered: isAnswered ? first : nil,
      banner: isAnswered ? banner?.banner.name : nil,
      canDecline: banner?.canDecline ?? false,
      calls: record.reports.compactMap(TabSight.Call.init),
      record: record,
      address: state["address"]?.string ?? "",
      status: state["status"]?.int,
      text: state["text"]?.string?.lowercased() ?? "",
      // A page that shows no picture has shown what counts.
      picture: try? await tab.screenshot()
    )
  }

  private var manners: Manners {
    Manners(
      mayLeaveFor: { !isAmazonHost($0.host) },
      replacement: { [script = scene.checkoutScript] url in
        guard let script, url.host.hasSuffix(".payments-amazon.com"), url.path == "/checkout.js" else {
          return nil
        }
        return script
      }
    )
  }

  private func banner(in tab: Tab) async throws(BrowserFailure) -> (
    banner: ProbingData.Banner, canDecline: Bool
  )? {
    let banners = scene.data.banners
    let found = try await tab.evaluate(BrowserScripts.banner(of: banners))
    guard let place = found["place"]?.int, banners.indices.contains(place) else { return nil }
    return (banners[place], found["declines"]?.bool ?? false)
  }

  /// Looks until a button can be pressed, nothing goes on any more, or time is up.
  private func settle(_ tab: Tab) async throws(BrowserFailure) -> [TabSight.Drawn] {
    let start = ContinuousClock.now
    while true {
      let drawn = (try await tab.evaluate(BrowserScripts.buttons)).array?.map(TabSight.Drawn.init) ?? []
      let isShown = drawn.contains(where: \.canBePressed)
      let passed = start.duration(to: .now)
      let record = tab.record
      let isQuiet =
        !record.isLoading && record.lastTraffic.duration(to: .now) > Self.silence && record.reports.isEmpty
      if isShown || passed > Self.lateness || passed > Self.leastTime && isQuiet { return drawn }
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

extension Swift.Result {
  static func of(_ make: () async throws(Failure) -> Success) async -> Self {
    do {
      return .success(try await make())
    } catch {
      return .failure(error)
    }
  }
}
