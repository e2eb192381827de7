import Fetching
import Model
import Reading

/// Which of Amazon's hosts a server reaches, by a connection that its own store of roots trusts.
enum ReachProbe: Probe {
  static let name = "reach"

  /// Why a host was not reached.
  enum Problem: String, FactWord {
    case unresolved, refused, silent, cut, noRoute, tls, certificate, proxy
  }

  private static func hosts(_ name: String, _ summary: String) -> FactKey<[String]> {
    FactKey(name, of: .server, summary)
  }
  static let apiReachable = hosts("api.reachable", "Hosts of Amazon Pay's API that this server reaches.")
  static let apiUnreachable = hosts("api.unreachable", "Hosts of Amazon Pay's API that it does not reach.")
  static let apiProblems = FactKey<[Problem]>(
    "api.problems",
    of: .server,
    "Why it does not reach them."
  )
  static let speaksTLS12 = FactKey<Bool>(
    "api.speaksTLS12",
    of: .server,
    absent: "no host of the API took a connection",
    "Whether TLS 1.2 or newer came about with a host of the API."
  )
  static let certificatesReachable = hosts(
    "certificates.reachable",
    "Hosts with the certificates of notifications that this server reaches."
  )
  static let certificatesUnreachable = hosts(
    "certificates.unreachable",
    "Hosts with the certificates of notifications that it does not reach."
  )
  static let scriptUnreachable = hosts(
    "script.unreachable",
    "Hosts of the button's script that this server does not reach; browsers load it, so it need not."
  )
  static let keys: [any AnyFactKey] = [
    apiReachable, apiUnreachable, apiProblems, speaksTLS12, certificatesReachable, certificatesUnreachable,
    scriptUnreachable,
  ]

  /// How one host was found.
  private struct Reach {
    let host: AmazonHost
    let look: Look.ID
    /// `nil` where it was reached, or nobody can say.
    let problem: Problem?
    /// Why nobody can say; `nil` where one can.
    let unknown: Unknown?
    /// Whether a session came about; `nil` where nothing took the connection.
    let secured: Bool?
  }

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    guard !server.hosts.isEmpty else { return .left(keys) }
    let found = await withTaskGroup(of: Reach?.self, returning: [Reach].self) { group in
      for host in server.hosts { group.addTask { await reach(host, in: scene) } }
      var all: [Reach] = []
      for await one in group { if let one { all.append(one) } }
      return all.sorted { $0.host.name < $1.host.name }
    }
    var set = FactSet()
    func tell(_ purpose: AmazonHost.Purpose, _ good: FactKey<[String]>?, _ bad: FactKey<[String]>) {
      let ours = found.filter { $0.host.purpose == purpose }
      let looks = ours.map(\.look)
      let missing = ours.lazy.compactMap(\.unknown).first
      let reached = ours.filter { $0.problem == nil && $0.unknown == nil }.map(\.host.name)
      if let good { set.set(good, reached, missing: missing, from: looks) }
      set.set(bad, ours.filter { $0.problem != nil }.map(\.host.name), missing: missing, from: looks)
    }
    tell(.api, apiReachable, apiUnreachable)
    tell(.certificates, certificatesReachable, certificatesUnreachable)
    tell(.script, nil, scriptUnreachable)
    let api = found.filter { $0.host.purpose == .api }
    let looks = api.map(\.look)
    let problems = Set(api.compactMap(\.problem)).sorted { $0.rawValue < $1.rawValue }
    let missing = api.lazy.compactMap(\.unknown).first
    set.set(apiProblems, problems, missing: missing, from: looks)
    let secured = api.compactMap(\.secured)
    if secured.contains(true) {
      set.set(speaksTLS12, true, from: looks)
    } else if let missing {
      set.set(speaksTLS12, .unknown(missing), from: looks)
    } else {
      set.set(speaksTLS12, Observed(secured.isEmpty ? nil : false), from: looks)
    }
    return set
  }

  private static func reach(_ host: AmazonHost, in scene: Scene) async -> Reach? {
    guard let url = host.url else { return nil }
    let exchange = await scene.visit.exchange(ExchangeRequest(.head, url))
    let secured: Bool? =
      exchange.session.map { $0.version != "TLSv1" && $0.version != "TLSv1.1" && $0.version != "SSLv3" }
      ?? (exchange.stage == .tls ? false : nil)
    let (problem, unknown) = judge(exchange)
    return Reach(host: host, look: exchange.id, problem: problem, unknown: unknown, secured: secured)
  }

  /// Why a host was not reached, or why nobody can say; neither where it was.
  static func judge(_ exchange: Exchange) -> (Problem?, Unknown?) {
    // A chain that does not verify is no way to Amazon, whatever answers there.
    if let chain = exchange.session?.chain, chain.trusted != true || !chain.coversHost {
      return (.certificate, nil)
    }
    guard let failure = exchange.failure else { return (nil, nil) }
    switch failure.reason {
    case .unresolved: return (.unresolved, nil)
    case .refused: return (.refused, nil)
    case .timedOut: return (.silent, nil)
    case .reset: return (.cut, nil)
    case .unreachable, .forbidden: return (.noRoute, nil)
    case .handshakeFailed: return (.tls, nil)
    case .blocked: return (.proxy, nil)
    // A name server that gives no answer, or an answer that is none: the way does not work.
    case .unavailable where exchange.stage == .resolve: return (.unresolved, nil)
    case .unavailable, .malformed: return (exchange.stage == .connect ? .proxy : .cut, nil)
    case .notAsked, .notVisible, .limitReached, .notGathered, .cancelled, .defect: return (nil, failure)
    }
  }
}

/// The server's clock beside those of Amazon's hosts, and what it speaks TLS with.
enum ServerProbe: Probe {
  static let name = "server"

  static let offBy = FactKey<Int>(
    "clock.offBySeconds",
    of: .server,
    unit: .seconds,
    absent: "no host told the time",
    "How far this server's clock is from the median of Amazon's hosts, either way."
  )
  static let clocks = FactKey<Int>(
    "clock.servers",
    of: .server,
    unit: .count,
    "How many hosts told the time."
  )
  static let library = FactKey<String>("tls.library", of: .server, "The OpenSSL of this server.")
  static let curl = FactKey<VersionNumber>("curl.version", of: .server, "The libcurl of this server.")
  static let roots = FactKey<String>(
    "roots.file",
    of: .server,
    "The file with the roots that this server trusts."
  )
  static let keys: [any AnyFactKey] = [offBy, clocks, library, curl, roots]

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(library, Engine.openSSLVersion, from: [])
    set.set(curl, VersionNumber(Engine.curlVersion), from: [])
    set.set(roots, server.roots, from: [])
    guard !server.hosts.isEmpty else {
      set.fill(keys, with: .offline)
      return set
    }
    var exchanges: [Exchange] = []
    for url in server.hosts.compactMap(\.url) {
      exchanges.append(await scene.visit.exchange(ExchangeRequest(.head, url)))
    }
    let looks = exchanges.map(\.id)
    let offsets = exchanges.compactMap { exchange -> Int? in
      // Only Amazon's own clock counts, not that of something in its place.
      guard exchange.session?.chain.verified == true, let answer = exchange.answer,
        let date = answer.headers.first("date").flatMap(HTTPDate.read)
      else { return nil }
      return exchange.endedAt - date
    }.sorted()
    set.set(clocks, offsets.count, from: looks)
    guard !offsets.isEmpty else {
      set.set(offBy, .seen(nil, unless: exchanges.lazy.compactMap(\.failure).first), from: looks)
      return set
    }
    set.set(offBy, abs(offsets[offsets.count / 2]), from: looks)
    return set
  }
}

extension Unknown {
  /// The operator wants nothing looked at but the code.
  fileprivate static var offline: Unknown { Unknown(.notAsked, needs: .server) }
}

extension FactSet {
  /// A set in which nothing of `keys` was asked for.
  fileprivate static func left(_ keys: [any AnyFactKey]) -> FactSet {
    var set = FactSet()
    set.fill(keys, with: .offline)
    return set
  }
}
