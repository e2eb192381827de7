package import Reading

/// What a tab did and said since it was opened.
package struct TabRecord: Sendable {
  /// One request of the page's.
  package struct Request: Sendable {
    /// Its address, as far as 2048 bytes.
    package var url: String
    /// Its method.
    package var method: String
    /// What it was for, in the protocol's words (`Script`, `XHR`, `Document`).
    package var kind: String
    /// The status of the answer; `nil` when none came.
    package var status: Int?
    /// Why it failed, in the browser's own words (`net::ERR_FAILED`, `csp`); `nil` when it did not.
    package var failure: String?
  }

  /// Something in the page's console, or what the browser says about the page.
  package struct Message: Hashable, Sendable {
    /// Who speaks.
    package enum Kind: String, Sendable {
      case console, exception, network, policy, mixedContent, crossOrigin
    }
    /// Who speaks.
    package var kind: Kind
    /// What it says, cut to 512 bytes.
    package var text: String
    /// The address that it is about; `nil` for none.
    package var url: String?
    /// The directive that was violated; only of ``Kind/policy``.
    package var directive: String?
  }

  /// The most of each that are kept.
  static let most = 1000

  /// Requests in the order in which they were made.
  package var requests: [Request] = []
  /// Messages in the order in which they came.
  package var messages: [Message] = []
  /// What the observing script reported, in order: JSON texts.
  package var reports: [String] = []
  /// Where requests were meant for that were held back, because they may change something; none that nobody waits for
  /// (beacons and pings).
  package var heldBack: [WebURL] = []
  /// Whether a request has been begun and not ended.
  package var isLoading: Bool { !open.isEmpty }
  /// Whether the page that was opened last has loaded.
  package var isLoaded: Bool { document.map(loaded.contains) ?? false }
  /// Whether more came than was kept.
  package var isCut = false
  /// When the last request was begun or ended.
  package var lastTraffic = ContinuousClock.now
  /// Whether the tab is gone.
  package var isGone = false
  /// The loader of the page that was opened last, in the protocol's words; `nil` until it is known.
  var document: String?
  /// Loaders whose pages have loaded; one of an earlier page may come late.
  var loaded: Set<String> = []
  /// The protocol's own numbers of the requests that are under way.
  var open: Set<String> = []
  /// Places in `requests`, by the protocol's own number.
  var places: [String: Int] = [:]

  mutating func add(_ message: Message) {
    guard messages.count < Self.most else {
      isCut = true
      return
    }
    messages.append(message)
  }

  mutating func begin(_ id: String, _ request: Request) {
    lastTraffic = .now
    guard requests.count < Self.most else {
      isCut = true
      return
    }
    open.insert(id)
    // A redirect keeps its number: each address is a request of its own.
    places[id] = requests.count
    requests.append(request)
  }

  mutating func change(_ id: String, _ change: (inout Request) -> Void) {
    lastTraffic = .now
    guard let place = places[id] else { return }
    change(&requests[place])
  }
}

extension TabRecord {
  /// Takes note of what the browser tells about a page.
  mutating func take(_ event: DevToolsEvent) {
    let about = event.parameters
    switch event.method {
    case "Network.requestWillBeSent": beginRequest(about)
    case "Network.responseReceived":
      change(about["requestId"]?.string ?? "") { $0.status = about["response"]?["status"]?.int }
    case "Network.loadingFinished":
      lastTraffic = .now
      open.remove(about["requestId"]?.string ?? "")
    case "Network.loadingFailed":
      open.remove(about["requestId"]?.string ?? "")
      let why = about["blockedReason"]?.string ?? about["errorText"]?.string ?? "failed"
      change(about["requestId"]?.string ?? "") { $0.failure = cut(why) }
    case "Page.lifecycleEvent":
      guard about["name"]?.string == "load", let loader = about["loaderId"]?.string, loaded.count < Self.most
      else { return }
      loaded.insert(loader)
    case "Inspector.targetCrashed", "Inspector.detached": isGone = true
    case "Runtime.bindingCalled":
      guard reports.count < 100, let text = about["payload"]?.string, text.utf8.count <= 65_536 else {
        isCut = true
        return
      }
      reports.append(text)
    case "Runtime.consoleAPICalled":
      guard about["type"]?.string == "error" else { return }
      let words = about["args"]?.array?.compactMap { $0["value"]?.string ?? $0["description"]?.string } ?? []
      add(Message(kind: .console, text: cut(words.joined(separator: " "))))
    case "Runtime.exceptionThrown":
      let details = about["exceptionDetails"]
      let text = details?["exception"]?["description"]?.string ?? details?["text"]?.string ?? ""
      add(Message(kind: .exception, text: cut(text), url: details?["url"]?.string.map { cut($0) }))
    case "Log.entryAdded":
      guard let entry = about["entry"], entry["level"]?.string == "error" else { return }
      // What we held back is no fault of the page's.
      guard entry["text"]?.string?.contains("ERR_BLOCKED_BY_CLIENT") != true else { return }
      add(
        Message(
          kind: .network,
          text: cut(entry["text"]?.string ?? ""),
          url: entry["url"]?.string.map { cut($0) }
        )
      )
    case "Audits.issueAdded": takeIssue(about["issue"])
    default: break
    }
  }

  private mutating func beginRequest(_ about: JSONValue) {
    let id = about["requestId"]?.string ?? ""
    if let redirect = about["redirectResponse"] { change(id) { $0.status = redirect["status"]?.int } }
    begin(
      id,
      Request(
        url: cut(about["request"]?["url"]?.string ?? "", to: 2048),
        method: cut(about["request"]?["method"]?.string ?? "", to: 16),
        kind: cut(about["type"]?.string ?? "", to: 32)
      )
    )
  }

  private mutating func takeIssue(_ issue: JSONValue?) {
    let details = issue?["details"]
    if let policy = details?["contentSecurityPolicyIssueDetails"], policy["isReportOnly"]?.bool != true {
      let directive = policy["violatedDirective"]?.string.map { cut($0, to: 64) }
      let url = policy["blockedURL"]?.string.map { cut($0, to: 2048) }
      let kind = policy["contentSecurityPolicyViolationType"]?.string ?? ""
      add(
        Message(
          kind: .policy,
          text: "\(directive ?? "") \(cut(kind, to: 64))",
          url: url,
          directive: directive
        )
      )
    } else if let mixed = details?["mixedContentIssueDetails"] {
      let url = mixed["insecureURL"]?.string.map { cut($0, to: 2048) }
      add(Message(kind: .mixedContent, text: cut(mixed["resolutionStatus"]?.string ?? "", to: 64), url: url))
    } else if let cors = details?["corsIssueDetails"] {
      let url = cors["request"]?["url"]?.string.map { cut($0, to: 2048) }
      add(
        Message(
          kind: .crossOrigin,
          text: cut(cors["corsErrorStatus"]?["corsError"]?.string ?? "", to: 64),
          url: url
        )
      )
    }
  }
}

/// `text` as far as `limit` bytes go, without breaking a character.
private func cut(_ text: String, to limit: Int = 512) -> String {
  guard text.utf8.count > limit else { return text }
  return String(decoding: text.utf8.prefix(limit), as: UTF8.self)
}
