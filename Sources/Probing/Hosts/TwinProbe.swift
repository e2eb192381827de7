import Fetching
import Model
import Reading

/// The www or apex twin of a shop's host.
enum TwinProbe: Probe {
  static let name = "twin"

  enum State: String, FactWord { case convergesHere, separate, otherSite, unresolved, unreachable }

  static let twin = FactKey<String>("twin.name", of: .host, absent: "it has none", "The www or apex twin.")
  static let state = FactKey<State>(
    "twin.state",
    of: .host,
    absent: "it has no twin",
    "What the twin leads to."
  )
  static let covered = FactKey<Bool>(
    "twin.covered",
    of: .host,
    absent: "the twin is not in use",
    "Whether the certificate that the twin sends is for the twin."
  )
  static let keys: [any AnyFactKey] = [twin, state, covered]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard host.roles.contains(.shop), host.url.port == 443,
      let url = scene.data.publicSuffixes.twin(of: host.url)
    else {
      set.set(twin, .absent, from: [])
      set.set(state, .absent, from: [])
      set.set(covered, .absent, from: [])
      return set
    }
    set.set(twin, url.host, from: [])
    let resolution = await scene.visit.resolve(url.hostName)
    if let failure = resolution.failure {
      let looks = resolution.looks
      set.set(state, failure.reason == .unresolved ? .known(.unresolved) : .unknown(failure), from: looks)
      set.set(covered, failure.reason == .unresolved ? .absent : .unknown(failure), from: looks)
      return set
    }
    let journey = await scene.journey(url, after: resolution.looks)
    let looks = journey.looks
    let chain = journey.hops.first?.exchange.session?.chain
    set.set(state, Self.state(journey, host, await scene.homePage()), from: looks)
    set.set(covered, Observed(chain?.coversHost), from: looks)
    return set
  }

  private static func state(_ journey: Journey, _ host: AuditedHost, _ home: PageVisit) -> Observed<State> {
    guard let answer = journey.answer, let end = journey.finalURL else {
      let failure = journey.failure ?? Unknown(.defect)
      return [.refused, .timedOut, .unreachable, .handshakeFailed].contains(failure.reason)
        ? .known(.unreachable) : .unknown(failure)
    }
    if end.host == host.url.host { return .known(.convergesHere) }
    guard answer.status == 200, let own = home.content else { return .known(.otherSite) }
    let page = PageReader.read(
      answer.body,
      contentType: answer.headers.first("content-type"),
      url: end.text,
      truncated: !answer.whole
    )
    // A wildcard name often leads to a parking page: the same title is what tells one shop at two addresses.
    return .known(page.title == own.title ? .separate : .otherSite)
  }
}
