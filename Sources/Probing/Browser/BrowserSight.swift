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
  var looks: [Look.ID]
  /// What a visitor sees who declines the banner; `nil` where nobody did.
  var declined: TabSight?
  /// Whether the browser was kept from something for want of connections or bytes.
  var isExhausted = false
}

/// A picture of a page, for whoever reads the report.
package struct Picture: Sendable {
  /// The page's address.
  package let page: String
  /// The width of the screen, in CSS pixels.
  package let width: Int
  /// JPEG.
  package let bytes: [UInt8]

  /// The path of its address.
  package var path: String { WebURL(page)?.path ?? "" }

  /// A picture from its parts.
  package init(page: String, width: Int, bytes: [UInt8]) {
    self.page = page
    self.width = width
    self.bytes = bytes
  }
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

    var canBePressed: Bool { isVisible && isEnabled && !isCovered }
  }

  /// A call of one of Amazon Pay's functions, with what it was given.
  struct Call: Sendable {
    let function: String
    let selector: String?
    let configuration: JSONValue
    let containerExists: Bool
  }

  /// What was drawn in the end.
  let drawn: [Drawn]
  /// What was drawn before the banner was answered; `nil` where no known banner was shown.
  let unanswered: [Drawn]?
  /// The name of the banner that was answered; `nil` where no known one was shown, or it let nobody answer.
  let banner: String?
  /// Whether the banner can be declined on its first screen.
  let canDecline: Bool
  let calls: [Call]
  let record: TabRecord
  /// Where the tab was in the end.
  let address: String
  /// The status of the page; `nil` where the browser does not tell.
  let status: Int?
  /// What it showed, in lower case, white space collapsed, at most 20 000 characters.
  let text: String
  /// JPEG; `nil` where none was taken.
  let picture: [UInt8]?
}

extension TabSight {
  /// What became of a button, the best of all that were drawn.
  enum ButtonState: String, FactWord { case shown, disabled, hidden, absent }

  /// What became of Amazon's script.
  enum ScriptState: String, FactWord { case loaded, blocked, failed, notAsked }

  /// `nil` where something lies over all that could be pressed.
  var button: ButtonState? {
    let seen = drawn.filter(\.isVisible)
    if drawn.contains(where: \.canBePressed) { return .shown }
    if seen.contains(where: \.isEnabled) { return nil }
    if !seen.isEmpty { return .disabled }
    return drawn.isEmpty ? .absent : .hidden
  }

  /// Whether it showed `page`, as it was read.
  func shows(_ page: PageVisit) -> Bool {
    guard let url = WebURL(address), status.map((200..<300).contains) ?? true else { return false }
    return url.origin == page.finalURL.origin && url.path == page.finalURL.path
  }

  /// Whether a button can be pressed that could not be before the banner was accepted.
  ///
  /// One that the banner merely covered does not count: it was there.
  var appearedWithConsent: Bool {
    guard let unanswered else { return false }
    return button == .shown && !unanswered.contains { $0.isVisible && $0.isEnabled }
  }

  /// The height of the highest button that can be pressed; `nil` where there is none.
  var height: Int? { drawn.filter { $0.isVisible && $0.isEnabled }.map(\.height).max() }

  /// Requests to Amazon's hosts.
  var requestsToAmazon: [TabRecord.Request] {
    record.requests.filter { WebURL($0.url).map { isAmazonHost($0.host) } ?? false }
  }

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
      if let host = message.url.flatMap({ WebURL($0) })?.host, isAmazonHost(host) { return true }
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

extension BrowserSight {
  /// How a button depends on the buyer's consent.
  enum ConsentGate: String, FactWord { case none, parked, accepting, consent, answer }

  /// As far as the browser showed it; `nil` where it showed nothing of that.
  var consent: ConsentGate? {
    guard desktop.button == .shown else { return nil }
    guard desktop.appearedWithConsent else { return ConsentGate.none }
    // Only a visit on which the banner was declined, and nothing else stood in the way, shows anything.
    guard let declined, declined.banner != nil, declined.button != nil, declined.script != .failed,
      !isExhausted
    else { return .accepting }
    return declined.button == .shown ? .answer : .consent
  }
}
