import Fetching
package import Model
package import Reading

/// One audit under way: what every probe may use.
final class Scene: Sendable {
  /// The most scripts that are read of one page.
  static let mostScriptsAPage = 30
  /// The most bytes that are read of one script.
  static let largestScript = 2 << 20

  let visit: Visit
  let request: AuditRequest
  /// The root of the shop's address.
  let shop: WebURL
  let data: ProbingData
  /// When the audit began, in seconds since 1970.
  let startedAt: Int
  let localShop: Bool
  let families: (ipv4: Bool, ipv6: Bool)
  /// What signatures of buttons are checked against; `nil` where nobody gave a key.
  let publicKey: VerificationKey?
  /// What a browser gets in place of Amazon's checkout.js; `nil` for Amazon's own.
  let checkoutScript: [UInt8]?
  /// Takes the pictures of pages.
  let keep: @Sendable (Picture) -> Void
  let barriers: BarrierReader
  /// Pages without their scripts, by their address.
  let documents = Memo<String, PageDocument>()
  /// Pages by their address.
  let pages = Memo<String, PageVisit>()
  /// Journeys by the address where they begin.
  let journeys = Memo<String, Journey>()

  init(
    visit: Visit,
    request: AuditRequest,
    shop: WebURL,
    data: ProbingData,
    startedAt: Int,
    localShop: Bool,
    families: (ipv4: Bool, ipv6: Bool),
    publicKey: VerificationKey? = nil,
    checkoutScript: [UInt8]? = nil,
    keep: @escaping @Sendable (Picture) -> Void = { _ in }
  ) {
    self.visit = visit
    self.request = request
    self.shop = shop
    self.data = data
    self.startedAt = startedAt
    self.localShop = localShop
    self.families = families
    self.publicKey = publicKey
    self.checkoutScript = checkoutScript
    self.keep = keep
    barriers = BarrierReader(data: data)
  }

  /// The way through redirects from `url`; the same way is gone once.
  func journey(_ url: WebURL, after: [Look.ID] = []) async -> Journey {
    await journeys.value(url.text) { [visit] in await Journey.follow(url, in: visit, after: after) }
  }
}

/// A host that is looked at: name and port.
package struct AuditedHost: Hashable, Sendable {
  /// The root of its https origin.
  package let url: WebURL
  /// What it is used for.
  package let roles: Set<Role>

  /// A host by the root of its https origin.
  package init(url: WebURL, roles: Set<Role>) {
    self.url = url
    self.roles = roles
  }

  /// The subject's identity: `shop.example:443`.
  var id: Subject.ID { Subject.ID(.host, "\(url.host):\(url.port)") }
  /// The same host over plain HTTP on port 80; `nil` where the shop's port is not 443.
  var plainURL: WebURL? { url.port == 443 ? url.with(scheme: .http) : nil }
}

/// Gathers facts of one kind of subject.
protocol Probe<Target>: Sendable {
  /// What it looks at.
  associatedtype Target: Sendable
  /// Its name in the table of facts.
  static var name: String { get }
  /// Every fact it gathers.
  static var keys: [any AnyFactKey] { get }
  /// Gathers the facts; a key that it does not set is a defect.
  static func facts(of target: Target, in scene: Scene) async -> FactSet
}

extension Probe {
  /// The descriptions of its facts.
  static var descriptions: [FactDescription] { keys.map { $0.description(probe: name) } }

  /// Its facts, each of its keys set.
  static func gather(_ target: Target, in scene: Scene) async -> [String: Fact] {
    var set = await facts(of: target, in: scene)
    set.fill(keys, with: Unknown(.defect, detail: "the \(name) probe did not tell"))
    return set.facts
  }
}
