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
  static let keys: [any AnyFactKey] = [button, phoneButton, phoneButtonHeight, script, messages, violations]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let sight: BrowserSight
    switch page.view {
    case .none(let unknown):
      set.fill(keys, with: unknown)
      return set
    case .seen(let seen): sight = seen
    }
    let looks = sight.looks
    set.set(button, state(sight.desktop, on: page, scene.data), from: looks)
    set.set(script, sight.desktop.script, from: looks)
    switch sight.phone {
    case .success(let phone):
      set.set(phoneButton, state(phone, on: page, scene.data), from: looks)
      set.set(phoneButtonHeight, Observed(phone.height), from: looks)
    case .failure(let failure):
      set.fill([phoneButton, phoneButtonHeight], with: failure.unknown, from: looks)
    }
    let said = sight.desktop.messages
    let cut = sight.desktop.record.isCut ? Unknown(.limitReached, detail: "the page says too much") : nil
    set.set(messages, Array(Set(said.map(\.text))).sorted(), atMost: 20, missing: cut, from: looks)
    set.set(violations, Set(said.compactMap(\.directive)).sorted(), missing: cut, from: looks)
    return set
  }

  /// A button that cannot be used says nothing where something keeps it away that is not wrong, or not the shop's.
  private static func state(_ tab: TabSight, on page: PageVisit, _ data: ProbingData) -> Observed<
    TabSight.ButtonState
  > {
    let state = tab.button
    if state == .shown { return .known(state) }
    if state == .covered {
      return .unknown(
        .notAsked,
        needs: .person,
        "something lies over the button, perhaps a banner that a buyer closes first"
      )
    }
    if tab.script == .failed { return .unknown(.unavailable, "Amazon's script did not load in the browser") }
    if page.amazonPay.scripts.contains(where: { $0.parkedBy != nil }) {
      return .unknown(.notAsked, needs: .person, "a script waits for the buyer's consent")
    }
    guard tab.record.heldBack.isEmpty else {
      return .unknown(.notAsked, needs: .post, "the page sends a POST, which was held back")
    }
    guard page.roles.contains(.named) || page.looksLikeFilledCart(data) else {
      return .unknown(page.filling.unknown("nothing was in the cart, and the button may wait for an item"))
    }
    return .known(state)
  }
}
