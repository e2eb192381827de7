import Fetching
import Model
import Reading

/// Where plain HTTP leads at the www or apex twin, hop by hop.
enum TwinRedirectProbe: Probe {
  static let name = "twinRedirect"

  private static let nothing = "the twin is not in use, or answers no HTTP on port 80"
  static let ending = FactKey<RedirectProbe.Ending>(
    "twin.httpRedirect",
    of: .host,
    absent: nothing,
    "Where http:// of the twin leads."
  )
  static let steps = FactKey<[RedirectProbe.Step]>(
    "twin.httpHops",
    of: .host,
    absent: nothing,
    "Every hop from http:// of the twin on."
  )
  static let hopCount = FactKey<Int>(
    "twin.httpHopsToShop",
    of: .host,
    unit: .count,
    absent: "\(nothing), or it does not lead to the shop's own https",
    "How many redirects lead from http:// of the twin to the shop's own name on https."
  )
  static let pathKept = FactKey<Bool>(
    "twin.httpPathKept",
    of: .host,
    absent: "\(nothing), or it does not redirect",
    "Whether a deep path with a query leads from there to the same one on https."
  )
  static let keys: [any AnyFactKey] = [ending, steps, hopCount, pathKept]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard host.url.port == 443, let twin = scene.data.publicSuffixes.twin(of: host.url),
      let root = twin.root.with(scheme: .http).resolving("/"),
      let deep = root.resolving(RedirectProbe.deepPath)
    else {
      set.fill(keys, absentFrom: [])
      return set
    }
    let resolution = await scene.visit.resolve(twin.hostName)
    guard resolution.failure == nil else {
      set.fill(keys, absentFrom: resolution.looks)
      return set
    }
    let way = await scene.journey(root, after: resolution.looks)
    switch await TwinProbe.state(of: host, at: twin, after: resolution.looks, in: scene) {
    case .known(.convergesHere), .known(.separate): break
    case .unknown(let why):
      set.fill(keys, with: why, from: way.looks)
      return set
    case .known, .absent:
      // What leads to somebody else's page is nobody's to judge.
      set.fill(keys, absentFrom: way.looks)
      return set
    }
    guard let first = way.hops.first?.exchange, first.answer != nil else {
      set.fill(keys, absentFrom: way.looks)
      return set
    }
    set.set(steps, way.hops.map(RedirectProbe.Step.init), missing: way.unseen, from: way.looks)
    set.set(ending, Self.ending(of: way, twin, host, obstacle: scene.obstacle(at: way)), from: way.looks)
    let arrival = way.hops.compactMap(\.target).firstIndex { $0.isHTTPS && $0.host == host.url.host }
    set.set(hopCount, .seen(arrival.map { $0 + 1 }, unless: way.unseen), from: way.looks)
    guard first.answer?.isRedirect == true else {
      set.fill(keys, absentFrom: way.looks)
      return set
    }
    let path = await Journey.follow(deep, in: scene.visit, after: [first.id]) { target in
      target.isHTTPS && target.host == host.url.host
    }
    set.set(pathKept, Self.keepsPath(path, obstacle: scene.obstacle(at: path)), from: path.looks)
    return set
  }

  /// Another name than the twin's is well where it is the shop's own.
  private static func ending(
    of way: Journey,
    _ twin: WebURL,
    _ host: AuditedHost,
    obstacle: Unknown?
  ) -> Observed<RedirectProbe.Ending> {
    let (end, _) = RedirectProbe.ending(
      of: way,
      from: AuditedHost(url: twin.root, roles: []),
      obstacle: obstacle
    )
    guard case .known(.otherHost) = end else { return end }
    let arrives = way.hops.lazy.compactMap(\.target).first(where: \.isHTTPS)?.host == host.url.host
    return arrives ? .known(.https) : end
  }

  /// Whether the last address that a way led to over https has the path and query where it began.
  static func keepsPath(_ way: Journey, obstacle: Unknown?) -> Observed<Bool> {
    if case .failed(let failure) = way.end { return .unknown(failure) }
    if let obstacle { return .unknown(obstacle) }
    guard let last = way.hops.lazy.compactMap(\.target).last(where: \.isHTTPS) else { return .known(false) }
    return .known(last.pathAndQuery == way.hops.first?.url.pathAndQuery)
  }
}
