package import Model
package import Reading

/// A headless Chromium for one visit: it reaches what the visit may reach, and keeps nothing.
package final class Browser: Sendable {
  let tools: DevTools
  let visit: Visit
  private let process: ChromiumProcess
  private let tunnels: Tunnels
  private let ownUserAgent: String

  private init(
    _ tools: DevTools,
    _ process: ChromiumProcess,
    _ tunnels: Tunnels,
    _ visit: Visit,
    _ about: JSONValue
  ) {
    self.tools = tools
    self.process = process
    self.tunnels = tunnels
    self.visit = visit
    ownUserAgent = about["userAgent"]?.string?.replacing("HeadlessChrome", with: "Chrome") ?? ""
  }

  /// The folder of its profile, which is gone when it is stopped.
  package var profile: String { process.profile }

  /// Whether a bound on connections or bytes was reached, so that pages may lack something.
  package var isExhausted: Bool { tunnels.isExhausted }

  /// Starts the Chromium at `executable`; everything with it is over after `time`, at the latest with the visit.
  static func start(_ executable: String, for visit: Visit, within time: Duration)
    async throws(BrowserFailure)
    -> Browser
  {
    let tunnels = Tunnels(visit)
    guard let port = await tunnels.start() else { throw .notStarted("the system gives no socket") }
    let process: ChromiumProcess
    do {
      process = try ChromiumProcess(executable, socksPort: port)
    } catch {
      tunnels.stop()
      throw error
    }
    let engine = visit.engine
    let deadline = min(ContinuousClock.now + time, visit.endsBy)
    let tools = DevTools(process.pipe, loop: engine.loop, numbers: { engine.number() }, deadline: deadline)
    do {
      let about = try await tools.call("Browser.getVersion")
      _ = try await tools.call("Browser.setDownloadBehavior", ["behavior": "deny"])
      return Browser(tools, process, tunnels, visit, about)
    } catch {
      tools.stop()
      tunnels.stop()
      let words = process.lastWords
      await process.ended()
      throw error == .ended ? .notStarted(words) : error
    }
  }

  /// Ends it; its profile is gone when this returns.
  package func stop() async {
    tools.stop()
    tunnels.stop()
    await process.ended()
  }

  /// A memory of its own for tabs, as a fresh visitor has it, or one who has `cookies` at `url`.
  package func visitor(with cookies: [(name: String, value: String)] = [], at url: WebURL? = nil)
    async throws(BrowserFailure) -> Visitor
  {
    let answer = try await tools.call("Target.createBrowserContext")
    guard let id = answer["browserContextId"]?.string else { throw .refused("it made no context") }
    if let url, !cookies.isEmpty {
      let all = cookies.map { cookie -> JSONValue in
        ["name": .string(cookie.name), "value": .string(cookie.value), "url": .string(url.origin + "/")]
      }
      _ = try await tools.call(
        "Storage.setCookies",
        ["cookies": .array(all), "browserContextId": .string(id)]
      )
    }
    return Visitor(id: id)
  }

  /// Opens an empty tab for `visitor`, who sees it on `screen` and does there what `manners` allow.
  package func tab(for visitor: Visitor, on screen: Screen, _ manners: Manners) async throws(BrowserFailure)
    -> Tab
  {
    let made = try await tools.call(
      "Target.createTarget",
      ["url": "about:blank", "browserContextId": .string(visitor.id)]
    )
    guard let target = made["targetId"]?.string else { throw .refused("it made no tab") }
    let attached = try await tools.call(
      "Target.attachToTarget",
      ["targetId": .string(target), "flatten": true]
    )
    guard let session = attached["sessionId"]?.string else { throw .refused("it let nobody in") }
    let tab = Tab(browser: self, target: target, session: session, manners: manners)
    try await tab.prepare(screen, userAgent: userAgent(on: screen))
    return tab
  }

  /// Keeps the look that a page was, opened on `screen` from `start` until now, by a visitor who was `declining` banners or
  /// accepting them; its id.
  package func keep(
    _ url: WebURL,
    on screen: Screen,
    declining: Bool,
    from start: ContinuousClock.Instant,
    after: [Look.ID],
    failure: Unknown?
  ) -> Look.ID {
    let id = LookIdentity.page(url, on: screen, declining: declining)
    visit.keep(
      Look(
        id: id,
        kind: .page,
        startedAfter: visit.milliseconds(at: start),
        timings: Look.Timings(total: start.duration(to: .now).wholeMicroseconds),
        roundTrips: 0,
        waitedFor: after,
        failure: failure,
        command: RepeatCommand.page(url, on: screen)
      )
    )
    return id
  }

  /// Chromium's own, with our name behind it.
  private func userAgent(on screen: Screen) -> String {
    let name = visit.settings.userAgent.split(separator: " ").first.map(String.init) ?? "PayReady"
    guard screen.isPhone, let open = ownUserAgent.firstIndex(of: "("),
      let end = ownUserAgent.firstIndex(of: ")")
    else { return "\(ownUserAgent) \(name)" }
    let system = ownUserAgent[open...end]
    return ownUserAgent.replacing(system, with: "(Linux; Android 10; K)").replacing(
      " Safari/",
      with: " Mobile Safari/"
    )
      + " \(name)"
  }
}

/// Whose cookies and storage a tab has.
package struct Visitor: Hashable, Sendable {
  let id: String
}

/// A screen, in CSS pixels.
package struct Screen: Hashable, Sendable {
  /// Its width.
  package let width: Int
  /// Its height.
  package let height: Int
  /// Whether it is a telephone's, with touch and a telephone's user agent.
  package let isPhone: Bool

  /// A desk's.
  package static let desktop = Screen(width: 1280, height: 900, isPhone: false)
  /// A telephone's of a usual size, held upright.
  package static let phone = Screen(width: 390, height: 844, isPhone: true)
}

/// What pages may do in a tab, and what they get for it.
package struct Manners: Sendable {
  /// Whether a request that may change something (neither GET nor HEAD nor OPTIONS) may go to the address.
  package var mayWrite: @Sendable (WebURL) -> Bool
  /// Whether the tab may go on to the address once its own page has come.
  package var mayLeaveFor: @Sendable (WebURL) -> Bool
  /// What is served in place of what is at an address; `nil` for what is there.
  package var replacement: @Sendable (WebURL) -> [UInt8]?

  /// Manners of one who only looks.
  package init(
    mayWrite: @escaping @Sendable (WebURL) -> Bool = { _ in false },
    mayLeaveFor: @escaping @Sendable (WebURL) -> Bool = { _ in true },
    replacement: @escaping @Sendable (WebURL) -> [UInt8]? = { _ in nil }
  ) {
    self.mayWrite = mayWrite
    self.mayLeaveFor = mayLeaveFor
    self.replacement = replacement
  }
}

extension Visit {
  /// Starts a Chromium that reaches what this visit may reach; to be stopped by whoever asked for it.
  package func browser(_ executable: String, within time: Duration) async throws(BrowserFailure) -> Browser {
    try await Browser.start(executable, for: self, within: time)
  }
}

extension ChromiumProcess {
  /// Ends it on a thread of its own, because that takes a moment.
  fileprivate func ended() async {
    await withCheckedContinuation { continuation in
      let isRunning = startThread {
        self.stop()
        continuation.resume()
      }
      guard isRunning else {
        stop()
        return continuation.resume()
      }
    }
  }
}
