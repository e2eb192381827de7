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

  var looks: [Look.ID] { page.looks }
  var id: Subject.ID { Subject.ID(.button, key) }

  /// The buttons of a page; two in one container are told apart by their place among them.
  static func all(on page: PageVisit) -> [FoundButton] {
    var counts: [String: Int] = [:]
    return page.amazonPay.buttons.filter { $0.origin != .magentoRegistry }.map { button in
      let container = button.container.value ?? button.origin.rawValue
      let base = "\(page.finalURL.text) \(container)"
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
