import Fetching
import Model
import Reading

/// What a browser shows of a page that reading it does not.
enum BrowserProbe: Probe {
  static let name = "browser"

  static let button = FactKey<TabSight.ButtonState>(
    "browser.button",
    of: .page,
    "What became of the button on a desk's screen: shown; disabled; hidden; absent, where none was drawn."
  )
  static let phoneButton = FactKey<TabSight.ButtonState>(
    "browser.phoneButton",
    of: .page,
    "The same on a telephone's screen, 390 pixels wide."
  )
  static let phoneButtonHeight = FactKey<Int>(
    "browser.phoneButtonHeight",
    of: .page,
    absent: "no button can be pressed there",
    "The height of the button on a telephone's screen, in CSS pixels."
  )
  static let script = FactKey<TabSight.ScriptState>(
    "browser.script",
    of: .page,
    "What became of Amazon's script: loaded; blocked by a policy; failed on the way; not asked for."
  )
  static let messages = FactKey<[String]>(
    "browser.messages",
    of: .page,
    "What the browser's console says that names Amazon Pay."
  )
  static let violations = FactKey<[String]>(
    "browser.violations",
    of: .page,
    "The directives of the page's policy that a request to Amazon violated."
  )
  static let banner = FactKey<String>(
    "browser.banner",
    of: .page,
    absent: "no known one was shown",
    "The consent banner that was shown and accepted."
  )
  static let gate = FactKey<BrowserSight.ConsentGate>(
    "consent.gate",
    of: .page,
    "How the button waits for consent. none: it does not, as far as is seen; parked: its script does, in the source; a "
      + "browser saw it after: accepting (declining was not offered), consent (not after declining), answer (either)."
  )
  static let requests = FactKey<[String]>(
    "browser.requests",
    of: .page,
    "What the page asked of Amazon's hosts: method, address and the answer's status, or why there was none."
  )
  static let calls = FactKey<[String]>(
    "browser.calls",
    of: .page,
    "Amazon Pay's functions that the page called, with the place for the button."
  )
  static let keys: [any AnyFactKey] = [
    button, phoneButton, phoneButtonHeight, script, messages, violations, requests, calls, banner, gate,
  ]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(gate, consentGate(of: page), from: page.looks)
    switch page.view {
    case .none(let unknown): set.fill(keys, with: unknown)
    case .seen(let sight): tell(sight, of: page, scene, &set)
    }
    return set
  }

  private static func tell(_ sight: BrowserSight, of page: PageVisit, _ scene: Scene, _ set: inout FactSet) {
    let looks = sight.looks
    set.set(button, state(sight.desktop, sight, of: page, scene), from: looks)
    set.set(script, sight.desktop.script, from: looks)
    set.set(banner, Observed(sight.desktop.banner), from: looks)
    switch sight.phone {
    case .success(let phone):
      let state = state(phone, sight, of: page, scene)
      set.set(phoneButton, state, from: looks)
      if case .unknown(let why) = state {
        set.set(phoneButtonHeight, .unknown(why), from: looks)
      } else {
        set.set(phoneButtonHeight, Observed(phone.height), from: looks)
      }
    case .failure(let failure):
      set.fill([phoneButton, phoneButtonHeight], with: failure.unknown, from: looks)
    }
    let said = sight.desktop.messages
    let cut = sight.desktop.record.isCut ? Unknown(.limitReached, detail: "the page says too much") : nil
    set.set(messages, Array(Set(said.map(\.text))).sorted(), atMost: 20, missing: cut, from: looks)
    let requests = sight.desktop.requestsToAmazon.map { request in
      let end = request.status.map(String.init) ?? request.failure ?? "no answer"
      return excerpt("\(request.method) \(request.url) \(end)")
    }
    set.set(Self.requests, Set(requests).sorted(), atMost: 20, missing: cut, from: looks)
    let calls = sight.desktop.calls.map { call in
      excerpt([call.function, call.selector].compactMap(\.self).joined(separator: " "))
    }
    set.set(Self.calls, Set(calls).sorted(), atMost: 20, missing: cut, from: looks)
    set.set(violations, Set(said.compactMap(\.directive)).sorted(), missing: cut, from: looks)
  }

  private static func consentGate(of page: PageVisit) -> Observed<BrowserSight.ConsentGate> {
    if let seen = page.view.sight?.consent { return .known(seen) }
    if page.amazonPay.scripts.contains(where: { $0.parkedBy != nil }) { return .known(.parked) }
    return (page.unreadable ?? page.cut).map(Observed.unknown) ?? .known(.none)
  }

  /// A button that cannot be used says nothing where something keeps it away that is not wrong, or not the shop's.
  private static func state(_ tab: TabSight, _ sight: BrowserSight, of page: PageVisit, _ scene: Scene)
    -> Observed<TabSight.ButtonState>
  {
    guard let state = tab.button else {
      return .unknown(
        .notAsked,
        needs: .person,
        "something lies over the button, perhaps a banner that a buyer closes first"
      )
    }
    if state == .shown { return .known(state) }
    return obstacle(tab, sight, page, scene).map(Observed.unknown) ?? .known(state)
  }

  private static func obstacle(_ tab: TabSight, _ sight: BrowserSight, _ page: PageVisit, _ scene: Scene)
    -> Unknown?
  {
    if sight.isExhausted {
      return Unknown(.limitReached, detail: "the page asks for more than the browser may fetch")
    }
    guard tab.shows(page) else {
      return Unknown(.unavailable, detail: "the browser was shown another page than was read")
    }
    let isEmpty =
      page.looksLikeEmptyCart(scene.data) || scene.data.emptyCart.contains { tab.text.contains($0) }
    guard !isEmpty, page.roles.contains(.named) || page.looksLikeFilledCart(scene.data) else {
      return page.filling.unknown("nothing was in the cart, and the button may wait for an item")
    }
    if tab.script == .failed {
      return Unknown(.unavailable, detail: "Amazon's script did not load in the browser")
    }
    let isParked = page.amazonPay.scripts.contains { $0.parkedBy != nil }
    if tab.banner == nil, isParked || sight.desktop.banner != nil {
      return Unknown(.notAsked, needs: .person, detail: "a script waits for the buyer's consent")
    }
    if tab.script == .notAsked {
      return Unknown(
        .notVisible,
        detail: "the page did not ask for Amazon's script, perhaps until a buyer acts"
      )
    }
    if tab.calls.contains(where: { $0.function == "initCheckout" }) {
      return Unknown(.notAsked, needs: .person, detail: "the page has a button of its own")
    }
    // Beacons aside, what a POST would have brought is not known.
    return tab.record.heldBack.isEmpty
      ? nil : Unknown(.notAsked, needs: .post, detail: "the page sends a POST, which was held back")
  }
}
