import Fetching
import Model
import Reading

/// Whether the cart that a page shows is empty, which decides what the page can show of a button.
enum CartProbe: Probe {
  static let name = "cart"

  static let isEmpty = FactKey<Bool>(
    "cart.isEmpty",
    of: .page,
    "Whether a cart or checkout page says that the cart is empty."
  )
  static let keys: [any AnyFactKey] = [isEmpty]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(isEmpty, emptiness(of: page, scene.data), from: page.journey.looks)
    return set
  }

  private static func emptiness(of page: PageVisit, _ data: ProbingData) -> Observed<Bool> {
    if let unreadable = page.unreadable { return .unknown(unreadable) }
    guard !Set(page.roles).isDisjoint(with: [.cart, .checkout]) else {
      return .unknown(.notVisible, "it is no cart or checkout page")
    }
    if page.looksLikeEmptyCart(data) { return .known(true) }
    if page.looksLikeFilledCart(data) { return .known(false) }
    if let cut = page.journey.answer?.cut { return .unknown(cut) }
    return page.content?.cut.contains(.visibleText) == true
      ? .unknown(.limitReached, "the page has too much text to read whole")
      : .unknown(.notVisible, "nothing on the page shows whether something is in the cart")
  }
}

extension PageVisit {
  /// Whether its text holds one of the sentences by which an empty cart is recognised.
  func looksLikeEmptyCart(_ data: ProbingData) -> Bool {
    let text = (content?.visibleText ?? "").lowercased()
    return data.emptyCart.contains { text.contains($0) }
  }

  /// Whether it is a cart's page with a link or form below its own address that takes an item out again.
  ///
  /// No sentence shows that: the absence of one that says "empty" may be that of a language not known here.
  func looksLikeFilledCart(_ data: ProbingData) -> Bool {
    guard roles.contains(.cart), let content, !looksLikeEmptyCart(data) else { return false }
    if filling.session != nil { return true }
    let base = content.base.flatMap { finalURL.resolving($0) } ?? finalURL
    let targets = content.links.map(\.href) + content.forms.compactMap(\.action)
    return targets.contains { address in
      guard let target = base.resolving(address), target.origin == finalURL.origin,
        target.path.hasPrefix(finalURL.path)
      else { return false }
      let words = (target.path.dropFirst(finalURL.path.count) + "/" + (target.query ?? "")).lowercased()
      return words.split { !$0.isLetter && $0 != "_" && $0 != "-" }.contains {
        data.removingFromCart.contains(String($0))
      }
    }
  }
}
