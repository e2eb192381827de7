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
    if let cut = page.journey.answer?.cut { return .unknown(cut) }
    return page.content?.cut.contains(.visibleText) == true
      ? .unknown(.limitReached, "the page has too much text to read whole") : .known(false)
  }
}

extension PageVisit {
  /// Whether its text holds one of the sentences by which an empty cart is recognised.
  func looksLikeEmptyCart(_ data: ProbingData) -> Bool {
    let text = (content?.visibleText ?? "").lowercased()
    return data.emptyCart.contains { text.contains($0) }
  }
}
