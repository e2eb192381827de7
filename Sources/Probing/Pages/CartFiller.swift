import Fetching
import Model
import Reading

/// What came of the leave to put an item in the cart.
enum CartFilling: Sendable {
  case notAllowed
  /// A visitor who has an item in the cart.
  case filled(CartSession)
  case failed(Unknown)

  /// `nil` where nothing is in the cart.
  var session: CartSession? { if case .filled(let session) = self { session } else { nil } }

  /// Why nothing was in the cart, so that `matter` cannot be told.
  func unknown(_ matter: String) -> Unknown {
    switch self {
    case .notAllowed, .filled: Unknown(.notAsked, needs: .allowCart, detail: matter)
    case .failed(let why): why
    }
  }
}

/// Puts one item in an anonymous visitor's cart by the shop's own form, and looks at the cart: no further.
enum CartFiller {
  /// `pages` with the cart as it is with an item in it, where the operator allowed that.
  static func fill(_ pages: [PageVisit], in scene: Scene) async -> [PageVisit] {
    guard scene.request.allowCart == true else { return pages }
    switch await filled(pages, scene) {
    case .success(let cart):
      let elsewhere = Unknown(
        .notVisible,
        detail: "an item lies in the cart, and behind that an audit does not go"
      )
      return pages.map { page in
        if page.url == cart.url { return cart }
        var page = page
        page.filling = .failed(elsewhere)
        return page
      }
    case .failure(let why):
      return pages.map { page in
        var page = page
        page.filling = .failed(why.unknown)
        return page
      }
    }
  }

  private struct Failure: Error { let unknown: Unknown }

  private static func filled(_ pages: [PageVisit], _ scene: Scene) async -> Swift.Result<PageVisit, Failure> {
    func failure(_ detail: String) -> Swift.Result<PageVisit, Failure> {
      .failure(Failure(unknown: Unknown(.notVisible, detail: detail)))
    }
    guard let cart = pages.first(where: { $0.roles.contains(.cart) && $0.content != nil }) else {
      return failure("no cart page was found to put an item in")
    }
    let platform = RecognisedPlatform.find(in: pages.compactMap(PageSight.init), data: scene.data)?.id
    guard let order = pages.lazy.compactMap({ CartOrder($0, scene.data, platform) }).first else {
      return failure("no page has a form that puts an item in the cart")
    }
    guard order.target.origin == cart.finalURL.origin else {
      return failure("the cart is on another host than the form that fills it")
    }
    var session = order.session
    var request = order.request
    request.session = session.cookies(for: order.target)
    let exchange = await scene.visit.exchange(request, after: order.page.journey.looks)
    guard let answer = exchange.answer else {
      return .failure(Failure(unknown: exchange.failure ?? Unknown(.defect)))
    }
    session.take(answer, of: order.target)
    guard (200..<400).contains(answer.status) else {
      return failure("the shop did not put the item in the cart")
    }
    var page = await scene.page(cart.url, roles: cart.roles, after: [exchange.id], as: session)
    guard page.content != nil, !page.looksLikeEmptyCart(scene.data) else {
      return failure("the shop did not put the item in the cart")
    }
    // That nothing says "empty" shows something only where it was said before.
    guard cart.looksLikeEmptyCart(scene.data) || page.looksLikeFilledCart(scene.data) else {
      return failure("nothing on the page shows whether something is in the cart")
    }
    page.roles = cart.roles
    page.filling = .filled(session)
    return .success(page)
  }
}

/// The form on a page that puts an item in the cart, ready to be sent.
private struct CartOrder {
  let page: PageVisit
  let target: WebURL
  let request: ExchangeRequest
  /// The visitor to whom the page was shown.
  let session: CartSession

  /// `nil` where the page has no such form.
  init?(_ page: PageVisit, _ data: ProbingData, _ platform: String?) {
    guard page.roles.contains(.product), let content = page.content else { return nil }
    let words = data.addingToCart
    let base = content.baseURL ?? page.finalURL
    let found = content.forms.lazy.compactMap { form -> (PageForm, WebURL)? in
      guard form.method == "POST", let target = WebURL(form.action ?? "", base: base),
        target.origin == page.finalURL.origin, words.fits(form, at: target)
      else { return nil }
      return (form, target)
    }.first
    guard let (form, target) = found else { return nil }
    var session = CartSession(origin: page.finalURL.origin)
    for hop in page.journey.hops { if let answer = hop.exchange.answer { session.take(answer, of: hop.url) } }
    self.page = page
    self.session = session
    self.target = target
    let entries = form.entries + words.fields(of: platform)
    request = ExchangeRequest(
      .post,
      target,
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", target.origin),
        ("Referer", page.finalURL.text),
      ],
      body: Array(PageForm.encoded(entries).utf8)
    )
  }
}

extension ProbingData.CartWords {
  /// Whether a form puts an item in the cart: its address, its id or its fields say so, and none names something else.
  fileprivate func fits(_ form: PageForm, at target: WebURL) -> Bool {
    guard !form.hasPassword else { return false }
    let fields = form.fields.map { field in
      [.hidden, .button].contains(field.kind) ? "\(field.name)=\(field.value)" : field.name
    }
    let text = ([target.pathAndQuery, form.id ?? ""] + fields).joined(separator: " ").lowercased()
    return words.contains { text.contains($0) } && !others.contains { text.contains($0) }
  }

  /// What a script of the platform adds to its form.
  fileprivate func fields(of platform: String?) -> [(name: String, value: String)] {
    (platform.flatMap { platformFields[$0] } ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
