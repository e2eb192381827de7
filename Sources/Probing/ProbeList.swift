import Model

/// Every probe, by the kind of subject it looks at.
enum ProbeList {
  /// Of every host.
  static let hosts: [any Probe<AuditedHost>.Type] = [
    NameProbe.self, AnswerProbe.self, VersionProbe.self, CipherProbe.self, NegotiationProbe.self,
    SuiteListProbe.self, CertificateProbe.self,
    AddressProbe.self,
  ]
  /// Of the shop's own host alone.
  static let shopHosts: [any Probe<AuditedHost>.Type] = [
    RedirectProbe.self, TwinProbe.self, TwinRedirectProbe.self, HeaderProbe.self,
  ]
  static let pages: [any Probe<PageVisit>.Type] = [
    DocumentProbe.self, ButtonScriptProbe.self, MixedContentProbe.self, PolicyProbe.self, HygieneProbe.self,
    CartProbe.self, BrowserProbe.self,
  ]
  static let buttons: [any Probe<FoundButton>.Type] = [
    ConfigurationProbe.self, PayloadProbe.self, SignatureProbe.self, ReturnProbe.self,
  ]
  /// Of the endpoint for notifications.
  static let notifications: [any Probe<EndpointTarget>.Type] = [
    NotificationProbe.self, NotificationPostProbe.self,
  ]
  /// Of endpoints that a browser calls.
  static let calls: [any Probe<EndpointTarget>.Type] = [CORSProbe.self, SessionProbe.self]
  static let services: [any Probe<AmazonService>.Type] = [ControlProbe.self, OutsideReachProbe.self]
  /// Of the machine that a shop runs on, from itself.
  static let servers: [any Probe<ServerTarget>.Type] = [
    ReachProbe.self, ServerProbe.self, ProxyProbe.self, RuntimeProbe.self, SourceProbe.self,
    CredentialsProbe.self,
  ]
  static let shops: [any Probe<ShopSight>.Type] = [
    AccessProbe.self, PlatformProbe.self, PresenceProbe.self, ProductProbe.self, PolicyPageProbe.self,
    NotificationURLProbe.self, CrossOriginProbe.self,
  ]

  /// The union of what they declare, sorted by subject and name.
  static let facts: [FactDescription] = {
    var all: [FactDescription] = []
    for probe in hosts + shopHosts { all += probe.descriptions }
    for probe in pages { all += probe.descriptions }
    for probe in buttons { all += probe.descriptions }
    for probe in notifications + calls { all += probe.descriptions }
    for probe in services { all += probe.descriptions }
    for probe in shops { all += probe.descriptions }
    for probe in servers { all += probe.descriptions }
    let order = SubjectKind.allCases
    return all.sorted { left, right in
      let (a, b) = (order.firstIndex(of: left.subject) ?? 0, order.firstIndex(of: right.subject) ?? 0)
      return a != b ? a < b : left.name < right.name
    }
  }()

  /// The facts of one target by all its probes, side by side.
  static func gather<Target: Sendable>(
    _ probes: [any Probe<Target>.Type],
    of target: Target,
    in scene: Scene
  ) async -> [String: Fact] {
    await withTaskGroup(of: [String: Fact].self) { group in
      for probe in probes { group.addTask { await probe.gather(target, in: scene) } }
      var facts: [String: Fact] = [:]
      for await found in group { facts.merge(found) { first, _ in first } }
      return facts
    }
  }
}
