import Fetching
import Model
import Reading

/// What a browser showed of a page, or why none did.
enum BrowserView: Sendable {
  case none(Unknown)
  case seen(BrowserSight)

  /// `nil` where no browser showed it.
  var sight: BrowserSight? { if case .seen(let sight) = self { sight } else { nil } }
}

/// A page as a browser showed it, on a desk's screen and on a telephone's.
struct BrowserSight: Sendable {
  let desktop: TabSight
  /// Why the telephone's shows nothing, where it does not.
  let phone: Swift.Result<TabSight, BrowserFailure>
  let looks: [Look.ID]
}

/// A page in one tab.
struct TabSight: Sendable {
  /// A button that was drawn.
  struct Drawn: Sendable {
    let isEnabled: Bool
    let isVisible: Bool
    let isCovered: Bool
    /// In CSS pixels.
    let height: Int
  }

  /// A call of one of Amazon Pay's functions, with what it was given.
  struct Call: Sendable {
    let function: String
    let selector: String?
    let configuration: JSONValue
    let containerExists: Bool
  }

  let drawn: [Drawn]
  let calls: [Call]
  let record: TabRecord
}

extension TabSight {
  /// What became of a button, the best of all that were drawn.
  enum ButtonState: String, FactWord { case shown, covered, disabled, hidden, absent }

  /// What became of Amazon's script.
  enum ScriptState: String, FactWord { case loaded, blocked, failed, notAsked }

  var button: ButtonState {
    let seen = drawn.filter(\.isVisible)
    if seen.contains(where: { $0.isEnabled && !$0.isCovered }) { return .shown }
    if seen.contains(where: { $0.isEnabled }) { return .covered }
    if !seen.isEmpty { return .disabled }
    return drawn.isEmpty ? .absent : .hidden
  }

  /// The height of the highest button that can be pressed; `nil` where there is none.
  var height: Int? { drawn.filter { $0.isVisible && $0.isEnabled }.map(\.height).max() }

  /// Requests for Amazon Pay's own script.
  var loaders: [TabRecord.Request] {
    record.requests.filter { request in
      guard let url = WebURL(request.url) else { return false }
      return url.host.hasPrefix("static-") && url.host.hasSuffix(".payments-amazon.com")
        && url.path == "/checkout.js"
    }
  }

  var script: ScriptState {
    let isBlocked = record.messages.contains {
      $0.kind == .policy && ($0.url ?? "").contains("payments-amazon.com")
    }
    if loaders.contains(where: { $0.failure == nil && $0.status == 200 }) { return .loaded }
    if isBlocked || loaders.contains(where: { $0.failure == "csp" || $0.failure == "mixed-content" }) {
      return .blocked
    }
    return loaders.isEmpty ? .notAsked : .failed
  }

  /// What the console and the browser say that names Amazon.
  var messages: [TabRecord.Message] {
    record.messages.filter { message in
      let words = "\(message.text) \(message.url ?? "")".lowercased()
      return ["payments-amazon", "amazon.pay", "amazonpay", "offamazonpayments"].contains {
        words.contains($0)
      }
    }
  }

  /// What was called and asked for, as a script that says nothing else: what reads scripts reads it too.
  var asScript: String {
    let asked = Set(loaders.filter { $0.failure == nil }.map(\.url)).sorted()
      .map { "loadScript(\(JSONValue.string($0).text));" }
    let made = calls.map { call in
      let arguments = (call.selector.map { [JSONValue.string($0).text] } ?? []) + [call.configuration.text]
      return "amazon.Pay.\(call.function)(\(arguments.joined(separator: ", ")));"
    }
    return (asked + made).joined(separator: "\n")
  }
}
