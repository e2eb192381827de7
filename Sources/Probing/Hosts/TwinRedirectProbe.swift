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
    "Every hop over http:// of the twin."
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
    "Whether a deep path with a query leads from there to the same one on https, by the first redirect to https."
  )
  static let keys: [any AnyFactKey] = [ending, steps, hopCount, pathKept]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard host.url.port == 443, let twin = scene.data.publicSuffixes.twin(of: host.url),
      case let plain = twin.root.with(scheme: .http),
      let below = plain.resolving(RedirectProbe.deepPath)
    else {
      set.fill(keys, absentFrom: [])
      return set
    }
    let resolution = await scene.visit.resolve(twin.hostName)
    guard resolution.failure == nil else {
      set.fill(keys, absentFrom: resolution.looks)
      return set
    }
    let secure = await scene.journey(twin, after: resolution.looks)
    let home = await scene.homeDocument()
    switch await TwinProbe.state(of: host, at: twin, after: resolution.looks, in: scene) {
    case .known(.convergesHere), .known(.separate): break
    case .unknown(let why):
      set.fill(keys, with: why, from: secure.looks)
      return set
    case .known, .absent:
      // What leads to somebody else's page is nobody's to judge.
      set.fill(keys, absentFrom: secure.looks)
      return set
    }
    let before = secure.looks + home.journey.looks
    var way = await scene.plainWay(from: below, after: before)
    let deep = way.isRedirected ? way : nil
    // A path that no shop has may be no reason to redirect; the root is.
    if deep == nil, way.hops.first?.exchange.answer != nil {
      way = await scene.plainWay(from: plain, after: way.looks)
    }
    guard way.hops.first?.exchange.answer != nil else {
      set.fill(keys, absentFrom: way.looks)
      return set
    }
    set.set(steps, way.hops.map(RedirectProbe.Step.init), missing: way.unseen, from: way.looks)
    let whole = way.continued(by: secure)
    set.set(ending, Self.ending(of: whole, twin, host, obstacle: scene.obstacle(at: way)), from: way.looks)
    let arrival = whole.hops.compactMap(\.target).firstIndex { $0.isHTTPS && $0.host == host.url.host }
    set.set(hopCount, .seen(arrival.map { $0 + 1 }, unless: way.unseen), from: whole.looks)
    guard let deep else {
      set.fill(keys, absentFrom: way.looks)
      return set
    }
    set.set(pathKept, RedirectProbe.keepsPath(deep, obstacle: scene.obstacle(at: deep)), from: deep.looks)
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
}

extension Scene {
  /// The way from an address over plain HTTP, as far as https.
  fileprivate func plainWay(from url: WebURL, after: [Look.ID]) async -> Journey {
    await Journey.follow(url, in: visit, after: after, isLeaf: true, until: \.isHTTPS)
  }
}

extension Journey {
  /// Whether its first answer leads elsewhere.
  fileprivate var isRedirected: Bool { hops.first?.exchange.answer?.isRedirect ?? false }

  /// The way with that from the twin's root behind it, where it led to the twin over https.
  fileprivate func continued(by next: Journey) -> Journey {
    guard case .secure = end, let host = hops.last?.target?.host, host == next.hops.first?.url.host else {
      return self
    }
    return Journey(hops: hops + next.hops, end: next.end)
  }
}
