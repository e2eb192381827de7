import Fetching
import Glibc
package import Model
import Reading

/// What is to be looked at on a shop's own server.
package struct ServerOrder: Sendable {
  /// What the server is called in the report.
  package var name: String
  /// The region of the account; `nil` for all.
  package var region: Region?
  /// The folder with the shop's code; `nil` for none.
  package var source: String?
  /// What signs one request to the API; `nil` sends none.
  package var credentials: APICredentials?
  /// Leave to send that request where payments are real.
  package var allowsLive = false
  /// Whether nothing but the code is looked at.
  package var isOffline = false

  /// An order for the server of that name, with nothing else asked for.
  package init(name: String) { self.name = name }
}

extension Prober {
  /// The files in which systems keep their trusted roots: Debian, Red Hat, SUSE, Alpine.
  private static let rootFiles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
  ]

  /// The file with this system's trusted roots; the usual one where there is none.
  package static var systemRoots: String { rootFiles.first { access($0, R_OK) == 0 } ?? rootFiles[0] }

  /// Looks at the machine that this runs on, and from it at Amazon's hosts.
  ///
  /// Nothing is posted but one signed request, and that only where the order has credentials.
  ///
  /// - Throws: ``SourceSight/Failure`` for a folder that cannot be opened.
  package func gather(
    _ order: ServerOrder,
    progress: @escaping @Sendable (ProbingProgress) -> Void = { _ in }
  ) async throws(SourceSight.Failure) -> Evidence {
    let startedAt = Int(time(nil))
    let began = ContinuousClock.now
    var source: SourceSight?
    if let path = order.source { source = try SourceWalk.read(path, wanted: data.sdks.packages) }
    let request = AuditRequest(typed: "payready doctor", shop: order.name)
    let regions = order.region.map { [$0] } ?? order.credentials.map { [$0.region] } ?? Region.allCases
    let hosts = AmazonHost.all(in: regions)
    guard let home = hosts.first?.url, var settings = try? visitSettings(for: request) else {
      return evidence(request, startedAt, .zero, [], localShop: false, [], audited: order.name)
    }
    settings.startedAt = began
    settings.judgedAt = startedAt
    // Amazon's own hosts get nothing of what the operator keeps for the shop.
    (settings.user, settings.cookies, settings.headers, settings.operatorOrigins) = (nil, nil, [], [])
    guard let visit = try? engine.visit(settings) else {
      return evidence(request, startedAt, .zero, [], localShop: false, [], audited: order.name)
    }
    return await withTaskCancellationHandler {
      let ticker = Task {
        while !Task.isCancelled {
          let counts = visit.counts
          progress(ProbingProgress(looksDone: counts.done, looksStarted: counts.started))
          try? await Task.sleep(for: .milliseconds(100))
        }
      }
      defer { ticker.cancel() }
      // In tests and behind a proxy of one's own, what stands for Amazon's hosts is near.
      settings.scope = order.isOffline ? .publicOnly : await visit.settleScope(target: home)
      let signed = await ask(order, settings)
      let target = ServerTarget(
        name: order.name,
        hosts: order.isOffline ? [] : hosts,
        roots: options.roots ?? Self.systemRoots,
        source: source,
        credentials: signed.sight,
        proxies: ProxyVariables(options.environment),
        isProxyOption: options.proxy != nil,
        searchPath: options.environment["PATH"] ?? ""
      )
      let scene = Scene(
        visit: visit,
        request: request,
        shop: home,
        data: data,
        startedAt: startedAt,
        localShop: settings.scope == .local,
        families: engine.addressFamilies()
      )
      let facts = await ProbeList.gather(ProbeList.servers, of: target, in: scene)
      return evidence(
        request,
        startedAt,
        ContinuousClock.now - began,
        [visit] + (signed.visit.map { [$0] } ?? []),
        localShop: false,
        [Subject(id: target.id, name: order.name, facts: facts)],
        audited: order.name
      )
    } onCancel: {
      visit.cancel()
    }
  }

  /// Sends the one signed request, if there is leave for it, in a visit of its own.
  private func ask(_ order: ServerOrder, _ common: VisitSettings) async -> (
    sight: CredentialsSight, visit: Visit?
  ) {
    guard let credentials = order.credentials, !order.isOffline else { return (CredentialsSight(), nil) }
    var sight = CredentialsSight(credentials: credentials)
    guard credentials.environment == .sandbox || order.allowsLive,
      credentials.keyEnvironment != .live || order.allowsLive
    else {
      sight.left = Unknown(
        .notAsked,
        needs: .credentials,
        detail: "the key is for real payments; --live uses it"
      )
      return (sight, nil)
    }
    let nonce = (0..<4).map { _ in String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16) }.joined()
    guard let (request, authorization) = credentials.sessionRequest(at: Int(time(nil)), nonce: nonce) else {
      sight.left = Unknown(.defect, detail: "the request could not be signed")
      return (sight, nil)
    }
    var settings = common
    settings.headers = [("authorization", authorization)]
    settings.operatorOrigins = [request.url.origin]
    guard let visit = try? engine.visit(settings) else {
      sight.left = Unknown(.defect)
      return (sight, nil)
    }
    sight.exchange = await withTaskCancellationHandler {
      await visit.exchange(request)
    } onCancel: {
      visit.cancel()
    }
    return (sight, visit)
  }
}
