import Fetching
import Model
import Reading

/// The IPN endpoint as anyone may ask it: by GET, which decides nothing but what stands before the application.
enum NotificationProbe: Probe {
  static let name = "notification"

  enum HostKind: String, FactWord { case name, publicAddress, privateAddress, localhost }

  static let scheme = FactKey<DocumentProbe.Scheme>("ipn.scheme", of: .endpoint, "The scheme of the IPN URL.")
  static let given = FactKey<Bool>("ipn.given", of: .endpoint, "Whether the operator gave the URL.")
  static let hostKind = FactKey<HostKind>("ipn.hostKind", of: .endpoint, "What the URL's host is.")
  static let port = FactKey<Int>("ipn.port", of: .endpoint, "The port of the URL.")
  static let redirectStatus = FactKey<Int>(
    "ipn.redirectStatus",
    of: .endpoint,
    absent: "it does not redirect",
    "The status of a redirect."
  )
  static let redirectTarget = FactKey<WebAddress>(
    "ipn.redirectTarget",
    of: .endpoint,
    absent: "it does not redirect",
    "Where it redirects to."
  )
  static let barrier = FactKey<Barrier>(
    "ipn.barrier",
    of: .endpoint,
    absent: "nothing stands before the application",
    "What stands before it."
  )
  static let barrierName = FactKey<String>(
    "ipn.barrierName",
    of: .endpoint,
    absent: "nothing stands before it, or nothing names it",
    "Who put it there."
  )
  static let siteBarrier = FactKey<Bool>(
    "ipn.siteBarrier",
    of: .endpoint,
    "Whether the home page meets a barrier of the same kind."
  )
  static let allow = FactKey<[String]>(
    "ipn.allowedMethods",
    of: .endpoint,
    absent: "OPTIONS names none",
    "Methods that the answer to OPTIONS names; handlers answer it as they like."
  )
  static let keys: [any AnyFactKey] = [
    scheme, given, hostKind, port, redirectStatus, redirectTarget, barrier, barrierName, siteBarrier, allow,
  ]

  static func facts(of endpoint: EndpointTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let url = endpoint.url
    set.set(scheme, DocumentProbe.Scheme(url), from: [])
    set.set(given, endpoint.given, from: [])
    set.set(hostKind, Self.hostKind(of: url), from: [])
    set.set(port, url.port, from: [])
    // The home page's connection carries this too, where it leads to the same origin.
    let before =
      url.origin == scene.shop.origin
      ? [await scene.visit.exchange(ExchangeRequest(.get, scene.shop)).id] : []
    let exchange = await scene.visit.exchange(ExchangeRequest(.get, url), after: before)
    // One after the other they share a connection; of these a host gives few at once.
    let options = await scene.visit.exchange(ExchangeRequest(.options, url), after: [exchange.id])
    let methods = options.answer.map { $0.headers.list("allow").map { Array($0.prefix(20)) } }
    set.set(
      allow,
      methods.map { Observed($0) } ?? .unknown(options.failure ?? Unknown(.defect)),
      from: [options.id]
    )
    let looks = [exchange.id]
    guard let answer = exchange.answer else {
      set.fill(keys, with: exchange.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(redirectStatus, Observed(answer.isRedirect ? answer.status : nil), from: looks)
    let location = answer.isRedirect ? answer.headers.first("location") : nil
    set.set(redirectTarget, Observed(location.map { WebAddress(url.resolving($0)?.text ?? $0) }), from: looks)
    // A plain 403 or 503 to GET may be the application's own way to refuse the method: only named barriers count.
    let met = scene.barriers.barrier(in: answer, at: url, redirected: false).flatMap { met in
      met.name != nil || answer.status == 429 ? met : nil
    }
    set.set(barrier, Observed(met?.kind), from: looks)
    set.set(barrierName, Observed(met?.name), from: looks)
    let home = await scene.homeDocument()
    let isSites = met != nil && home.barrier?.kind == met?.kind
    // A home page that did not answer met no barrier, and shows none.
    let unseen = met == nil || home.barrier != nil ? nil : home.journey.failure
    set.set(siteBarrier, .seen(isSites, unless: unseen), from: looks + home.journey.looks)
    return set
  }

  static func hostKind(of url: WebURL) -> HostKind {
    if url.isLocalhost { return .localhost }
    if url.hostKind == .domain { return .name }
    return Address(url.hostName)?.kind == .global ? .publicAddress : .privateAddress
  }
}
