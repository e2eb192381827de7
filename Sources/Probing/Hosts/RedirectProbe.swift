import Fetching
package import Model
import Reading

/// Where plain HTTP leads.
package enum RedirectProbe: Probe {
  static let name = "redirect"

  /// Where `http://` of the home page ends.
  package enum Ending: String, FactWord {
    case https, stays, loop, tooMany, downgrade, otherHost, noLocation, errorStatus
  }

  /// One hop as rules see it.
  struct Step: FactValue {
    static let factType = FactType.record(["url": .url, "status": .int, "location": .text])
    let hop: Journey.Hop
    var factValue: Value {
      var record: [String: Value] = ["url": .text(excerpt(hop.url.text, to: 2048))]
      if let answer = hop.exchange.answer {
        record["status"] = .int(answer.status)
        record["location"] = answer.headers.first("location").map { .text(excerpt($0)) }
      }
      return .record(record)
    }
  }

  private static let nothing = "port 80 answers no HTTP"
  static let ending = FactKey<Ending>("http.redirect", of: .host, absent: nothing, "Where http:// leads.")
  static let status = FactKey<Int>(
    "http.redirectStatus",
    of: .host,
    absent: "no redirect",
    "The status of the first redirect."
  )
  static let hopCount = FactKey<Int>(
    "http.hopsToHTTPS",
    of: .host,
    unit: .count,
    absent: "it does not lead to https",
    "How many redirects lead from http:// to https."
  )
  static let target = FactKey<WebAddress>(
    "http.redirectTarget",
    of: .host,
    absent: "no redirect",
    "Where the first redirect leads."
  )
  static let steps = FactKey<[Step]>("http.hops", of: .host, absent: nothing, "Every hop from http:// on.")
  static let pathKept = FactKey<Bool>(
    "http.pathKept",
    of: .host,
    absent: "no redirect",
    "Whether a deep path with a query leads to the same one on https, at the end of all redirects over http."
  )
  static let keys: [any AnyFactKey] = [ending, status, hopCount, target, steps, pathKept]

  /// A path that no shop has, with a query: it must come back as it is.
  static let deepPath = "/payready/path?amazonCheckoutSessionId=payready"

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    async let path = deepPath(on: host, in: scene)
    guard let journey = await scene.plainJourney(of: host), let first = journey.hops.first else {
      set.fill(keys, absentFrom: [])
      return set
    }
    guard first.exchange.answer != nil else {
      // Only a port that is known to answer no HTTP leads nowhere.
      switch AnswerProbe.plainState(of: first.exchange) {
      case .unknown(let why): set.fill(keys, with: why, from: journey.looks)
      case .known, .absent: set.fill(keys, absentFrom: journey.looks)
      }
      return set
    }
    set.set(steps, journey.hops.map(Step.init), missing: journey.unseen, from: journey.looks)
    if journey.hops.count > 1 || scene.observedAnswer(first.exchange).unknown == nil {
      let redirect = first.exchange.answer.flatMap { $0.isRedirect ? $0.status : nil }
      set.set(status, Observed(redirect), from: [first.exchange.id])
      set.set(target, Observed(first.target.map { WebAddress($0.text) }), from: [first.exchange.id])
    }
    let (result, hops) = Self.ending(of: journey, from: host, obstacle: scene.obstacle(at: journey))
    set.set(ending, result, from: journey.looks)
    if case .unknown(let why) = result {
      set.set(hopCount, .unknown(why), from: journey.looks)
    } else {
      set.set(hopCount, Observed(hops), from: journey.looks)
    }
    let (kept, looks) = await path
    if first.target == nil, case .unknown(let why) = result {
      set.fill(keys, with: why, from: journey.looks)
    } else {
      set.set(pathKept, kept, from: looks)
    }
    return set
  }

  /// What the way comes to, and after how many redirects it is on https; `obstacle` is the barrier at its end.
  package static func ending(
    of journey: Journey,
    from host: AuditedHost,
    obstacle: Unknown? = nil
  ) -> (Observed<Ending>, Int?) {
    let urls = journey.hops.compactMap(\.target)
    let secureAt = urls.firstIndex { $0.isHTTPS }
    if let secureAt, urls[secureAt...].contains(where: { !$0.isHTTPS }) {
      return (.known(.downgrade), secureAt + 1)
    }
    if case .loop = journey.end { return (.known(.loop), nil) }
    if case .tooMany = journey.end { return (.known(.tooMany), nil) }
    if case .noLocation = journey.end { return (.known(.noLocation), nil) }
    if let secureAt {
      let isSame = urls[secureAt].host == host.url.host
      return (.known(isSame ? .https : .otherHost), secureAt + 1)
    }
    if let failure = journey.failure ?? obstacle { return (.unknown(failure), nil) }
    let status = journey.answer?.status ?? 0
    return (.known(status >= 400 ? .errorStatus : .stays), nil)
  }

  /// Whether a deep path comes back as it is; asked when the first hop is there, not when the way has been gone.
  private static func deepPath(
    on host: AuditedHost,
    in scene: Scene
  ) async -> (kept: Observed<Bool>, looks: [Look.ID]) {
    guard let root = host.plainURL, let url = root.resolving(deepPath) else { return (.absent, []) }
    let first = await scene.visit.exchange(ExchangeRequest(.get, root))
    guard let redirect = first.answer, redirect.isRedirect,
      redirect.headers.first("location").flatMap({ root.resolving($0) }) != nil
    else { return (.absent, [first.id]) }
    let way = await Journey.follow(url, in: scene.visit, after: [first.id], until: \.isHTTPS)
    return (keepsPath(way, obstacle: scene.obstacle(at: way)), way.looks)
  }

  /// Whether a way over http comes to https at the path and query where it began.
  package static func keepsPath(_ way: Journey, obstacle: Unknown? = nil) -> Observed<Bool> {
    if case .failed(let failure) = way.end { return .unknown(failure) }
    if let obstacle { return .unknown(obstacle) }
    guard let secure = way.hops.lazy.compactMap(\.target).first(where: \.isHTTPS) else {
      return .known(false)
    }
    return .known(secure.pathAndQuery == way.hops.first?.url.pathAndQuery)
  }
}
