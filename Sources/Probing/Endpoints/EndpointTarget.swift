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

  var id: Subject.ID { Subject.ID(.endpoint, "\(role.rawValue) \(url.text)") }
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

extension ShopSight {
  /// Every endpoint: named by the operator, derived from the platform, or found in a page.
  func endpoints(in scene: Scene) -> [EndpointTarget] {
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
    for button in buttons {
      guard case .known(let session) = button.configuration.createCheckoutSession,
        let url = session.url.value.flatMap({ button.page.finalURL.resolving($0) })
      else { continue }
      let endpoint = EndpointTarget(
        url: url,
        given: false,
        role: .session,
        method: (session.method.value ?? "POST").uppercased(),
        storefront: button.page.finalURL.origin,
        credentials: false
      )
      if !endpoints.contains(endpoint) { endpoints.append(endpoint) }
    }
    return endpoints
  }
}
