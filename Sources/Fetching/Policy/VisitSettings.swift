/// What holds for all looks of one audit.
package struct VisitSettings: Sendable {
  /// The `User-Agent` of every request.
  package var userAgent: String
  /// When the audit began; looks are timed from here.
  package var startedAt: ContinuousClock.Instant
  /// The moment at which certificates are judged, in seconds since 1970.
  package var judgedAt: Int
  /// How long all looks may take together, from ``startedAt``.
  package var deadline: Duration
  /// Bounds of each look.
  package var limits: Limits
  /// Addresses given by the operator (`--resolve`); the first that fits counts.
  package var resolve: [ResolveWord]
  /// Other places to connect to (`--connect-to`); the first that fits counts.
  package var connectTo: [ConnectToWord]
  /// A PEM file with roots beside the engine's (`--cacert`); `nil` for none.
  package var extraRoots: String?
  /// `name:password` for Basic authentication (`--user`); `nil` for none.
  package var user: String?
  /// Header fields of the operator (`--header`); they count as credentials.
  package var headers: [(String, String)]
  /// The value of a `Cookie` field (`--cookie`); `nil` for none.
  package var cookies: String?
  /// A proxy as curl takes it (`--proxy`); `nil` for none.
  ///
  /// The environment is never read.
  package var proxy: String?
  /// Hosts that are reached without the proxy, as curl's `no_proxy`; `nil` for none.
  package var noProxy: String?
  /// Origins (`https://shop.example`) that credentials may go to; over https, and once the chain has verified.
  package var operatorOrigins: Set<String>
  /// The part of the network that may be reached; `nil` until ``Visit/settleScope(target:)`` has decided, then
  /// only the public one.
  package var scope: AddressScope?

  /// Settings for an audit; all but the first three have defaults.
  package init(
    userAgent: String,
    startedAt: ContinuousClock.Instant,
    judgedAt: Int,
    deadline: Duration = .seconds(120),
    limits: Limits = Limits(),
    resolve: [ResolveWord] = [],
    connectTo: [ConnectToWord] = [],
    extraRoots: String? = nil,
    user: String? = nil,
    headers: [(String, String)] = [],
    cookies: String? = nil,
    proxy: String? = nil,
    operatorOrigins: Set<String> = [],
    scope: AddressScope? = nil
  ) {
    self.userAgent = userAgent
    self.startedAt = startedAt
    self.judgedAt = judgedAt
    self.deadline = deadline
    self.limits = limits
    self.resolve = resolve
    self.connectTo = connectTo
    self.extraRoots = extraRoots
    self.user = user
    self.headers = headers
    self.cookies = cookies
    self.proxy = proxy
    self.operatorOrigins = operatorOrigins
    self.scope = scope
  }

  /// The proxy for connections to `host`; `nil` where they go directly.
  func proxy(for host: String) -> String? {
    guard let noProxy, ProxyVariables.excepts(host, noProxy) else { return proxy }
    return nil
  }

  /// Where a connection for `host` and `port` goes by the operator's word.
  func destination(host: String, port: Int) -> (host: String, port: Int) {
    for word in connectTo where (word.host ?? host) == host && (word.port ?? port) == port {
      return (word.toHost ?? host, word.toPort ?? port)
    }
    return (host, port)
  }

  /// The addresses that the operator gave `host`; `nil` when none.
  ///
  /// Without a port any entry of the host counts.
  func givenAddresses(host: String, port: Int?) -> [Address]? {
    resolve.first { word in
      guard word.host == host else { return false }
      guard let port, let own = word.port else { return true }
      return own == port
    }?.addresses
  }
}
