import Fetching
import Model
import Reading

/// A button on a page, or a registry that configures one.
struct FoundButton: Sendable {
  let page: PageVisit
  let configuration: ButtonConfiguration
  /// `nil` where no payload stands in the page, or it is no JSON.
  let payload: Payload?
  /// The page and the container: the same in every run.
  let key: String
  /// The return URLs, of all the shop's, that may be visited.
  var visited: Set<WebURL> = []

  var looks: [Look.ID] { page.looks }
  var id: Subject.ID { Subject.ID(.button, key) }

  /// The most buttons of a shop that are looked at.
  static let most = 50

  /// The buttons of the pages, from each page in turn, and the pages of which some were left out.
  static func all(on pages: [PageVisit]) -> (buttons: [FoundButton], left: [PageVisit]) {
    let found = pages.map { $0.amazonPay.buttons.filter { $0.origin != .magentoRegistry } }
    var kept = found.map { _ in 0 }
    var total = 0
    for round in 0..<most {
      for index in pages.indices where total < most && round < found[index].count {
        kept[index] += 1
        total += 1
      }
    }
    var buttons = pages.indices.flatMap { all(pages[$0], Array(found[$0].prefix(kept[$0]))) }
    let returns = Set(buttons.compactMap(\.payload).flatMap(\.returnURLs).compactMap { WebURL($0.text) })
    let visited = Set(returns.sorted { $0.text < $1.text }.prefix(ReturnProbe.most))
    for index in buttons.indices { buttons[index].visited = visited }
    return (buttons, pages.indices.filter { kept[$0] < found[$0].count }.map { pages[$0] })
  }

  /// Two in one container are told apart by their place among them.
  private static func all(_ page: PageVisit, _ buttons: [ButtonConfiguration]) -> [FoundButton] {
    var counts: [String: Int] = [:]
    return buttons.map { button in
      let container = button.container.value ?? button.origin.rawValue
      let base = "\(page.url.text) \(container)"
      counts[base, default: 0] += 1
      let count = counts[base] ?? 1
      let payload = button.payloadJSON.value.flatMap { Payload($0, page: page.finalURL) }
      return FoundButton(
        page: page,
        configuration: button,
        payload: payload,
        key: count == 1 ? base : "\(base) (\(count))"
      )
    }
  }
}

/// A checkout session's payload as it stands in a page.
struct Payload: Sendable {
  let json: JSONValue
  let page: WebURL

  /// The payload in `text`; `nil` when it is no JSON object.
  init?(_ text: String, page: WebURL) {
    guard let json = try? JSONReader.read(text), case .object = json else { return nil }
    self.json = json
    self.page = page
  }

  /// The text at a path of keys; `nil` where there is none.
  func text(_ path: String...) -> String? { value(path)?.string }
  /// Whether something other than null stands at a path of keys.
  func has(_ path: String...) -> Bool { value(path).map { $0 != .null } ?? false }
  /// The truth at a path of keys; `nil` where there is none.
  func flag(_ path: String...) -> Bool? { value(path)?.bool }

  private func value(_ path: [String]) -> JSONValue? {
    path.reduce(Optional(json)) { value, key in value?[key] }
  }

  /// `nil` where the payload does not say.
  var canHandlePending: Bool? { flag("paymentDetails", "canHandlePendingAuthorization") }

  /// One URL to which Amazon may send the buyer.
  struct Return: Sendable {
    let field: String
    let text: String
  }

  /// Every return URL, in the order of the fields.
  var returnURLs: [Return] {
    let fields = [
      "checkoutReviewReturnUrl", "checkoutResultReturnUrl", "checkoutCancelUrl", "checkoutErrorUrl",
    ]
    let web = fields.compactMap { field in
      text("webCheckoutDetails", field).map { Return(field: field, text: $0) }
    }
    let signIn = ["signInReturnUrl", "signInCancelUrl"].compactMap { field in
      text(field).map { Return(field: field, text: $0) }
    }
    return (web + signIn).filter { !$0.text.isEmpty }
  }

  /// Fields of the obsolete API v1, which names in the singular what v2 names in the plural.
  var obsoleteFields: [String] {
    ["webCheckoutDetail", "paymentDetail", "statusDetail"].filter { has($0) }
  }
}
