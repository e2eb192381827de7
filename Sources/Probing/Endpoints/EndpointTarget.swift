import Fetching
import Model
import Reading

/// An endpoint that is looked at.
struct EndpointTarget: Hashable, Sendable {
  let url: WebURL
  /// Whether the operator named it; else it was derived or found.
  let given: Bool
  let role: Role
  /// The method its caller uses.
  let method: String
  /// The origin of the page that calls it.
  let storefront: String
  /// Whether the call carries cookies.
  let credentials: Bool

  /// The method where it changes nothing: GET or HEAD; `nil` for any other.
  var safeMethod: ExchangeRequest.Method? { ["GET": .get, "HEAD": .head][method] }

  /// Two callers of one address are two endpoints: what a browser lets through depends on both.
  var id: Subject.ID {
    let call = role == .ipn ? "" : " \(method) from \(storefront)"
    return Subject.ID(.endpoint, "\(role.rawValue) \(url.text)\(call)")
  }
}

extension EndpointTarget {
  /// The endpoints that the operator named.
  static func requested(_ request: AuditRequest, shop: WebURL) -> [EndpointTarget] {
    var endpoints: [EndpointTarget] = []
    if let url = request.ipn.flatMap({ WebURL($0) }) {
      endpoints.append(
        EndpointTarget(
          url: url,
          given: true,
          role: .ipn,
          method: "POST",
          storefront: shop.origin,
          credentials: false
        )
      )
    }
    if let url = request.api.flatMap({ WebURL($0) }) {
      endpoints.append(
        EndpointTarget(
          url: url,
          given: true,
          role: .api,
          method: request.apiMethod,
          storefront: request.storefront ?? shop.origin,
          credentials: request.apiCredentials
        )
      )
    }
    return endpoints
  }
}

/// Endpoints that are looked at, and why others are not.
struct EndpointList: Sendable {
  var targets: [EndpointTarget]
  /// Addresses found in pages that are left alone, and why.
  var left: [(url: WebURL?, why: Unknown)] = []
}

extension ShopSight {
  /// The most endpoints that are looked at because a page names them.
  private static let mostFound = 4

  /// Every endpoint: named by the operator, derived from the platform, or found in a page.
  func endpoints(in scene: Scene) -> EndpointList {
    var endpoints = EndpointTarget.requested(scene.request, shop: scene.shop)
    if scene.request.ipn == nil, let url = platform?.platform.ipnPath.flatMap({ host.url.resolving($0) }) {
      endpoints.append(
        EndpointTarget(
          url: url,
          given: false,
          role: .ipn,
          method: "POST",
          storefront: host.url.origin,
          credentials: false
        )
      )
    }
    var list = EndpointList(targets: endpoints)
    var seen: Set<EndpointTarget> = []
    var unreadable: Set<WebURL> = []
    for button in buttons {
      guard case .known(let session) = button.configuration.createCheckoutSession,
        let url = session.url.value.flatMap({ button.page.finalURL.resolving($0) })
      else { continue }
      guard case .known(let method) = Self.method(session.method) else {
        if unreadable.insert(url).inserted, unreadable.count <= Self.mostFound {
          list.left.append((url, Self.method(session.method).unknownReason ?? Unknown(.malformed)))
        }
        continue
      }
      let endpoint = EndpointTarget(
        url: url,
        given: false,
        role: .session,
        method: method,
        storefront: button.page.finalURL.origin,
        credentials: false
      )
      guard seen.insert(endpoint).inserted else { continue }
      if seen.count <= Self.mostFound { list.targets.append(endpoint) }
    }
    if seen.count > Self.mostFound {
      list.left.append(
        (nil, Unknown(.limitReached, detail: "more than \(Self.mostFound) endpoints in pages"))
      )
    }
    return list
  }

  /// The method of a session's request; where none is given Amazon's script sends a POST.
  private static func method(_ seen: Seen<String>) -> Observed<String> {
    switch seen {
    case .absent: return .known("POST")
    case .unknown(let why): return .unknown(.notVisible, why)
    case .known(let text):
      let isToken =
        !text.isEmpty && text.utf8.count <= 20
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      return isToken
        ? .known(text.uppercased()) : .unknown(.malformed, "the method of createCheckoutSession is none")
    }
  }
}
