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
      let home = await scene.homeDocument()
      let isNowhere = failure.reason == .unresolved
      set.set(covered, isNowhere ? .absent : .unknown(failure), from: looks)
      // Where the shop does not answer either, its twin says nothing about where it is.
      let why = isNowhere ? home.journey.answer == nil ? home.unreadable : nil : failure
      set.set(state, why.map(Observed.unknown) ?? .known(.unresolved), from: looks + home.journey.looks)
      return set
    }
    let journey = await scene.journey(url, after: resolution.looks)
    let home = await scene.homeDocument()
    set.set(state, Self.state(journey, host, home, scene), from: journey.looks + home.journey.looks)
    set.set(covered, Self.covered(journey), from: journey.hops.prefix(1).map(\.exchange.id))
    return set
  }

  /// What the twin at `url` leads to, where its name resolves.
  static func state(
    of host: AuditedHost,
    at url: WebURL,
    after looks: [Look.ID],
    in scene: Scene
  ) async -> Observed<State> {
    state(await scene.journey(url, after: looks), host, await scene.homeDocument(), scene)
  }

  private static func covered(_ journey: Journey) -> Observed<Bool> {
    guard let first = journey.hops.first?.exchange else { return .unknown(.defect) }
    guard let session = first.session else { return .unknown(first.failure ?? Unknown(.defect)) }
    return .known(session.chain.coversHost)
  }

  private static func state(
    _ journey: Journey,
    _ host: AuditedHost,
    _ home: PageDocument,
    _ scene: Scene
  ) -> Observed<State> {
    guard let answer = journey.answer, let end = journey.finalURL else {
      let failure = journey.failure ?? Unknown(.defect)
      let isUnreachable =
        [.refused, .timedOut, .unreachable, .handshakeFailed].contains(failure.reason)
        && journey.hops.last?.exchange.stage != .resolve && !scene.visit.usesProxy
      guard isUnreachable, home.journey.answer != nil else { return .unknown(failure) }
      return .known(.unreachable)
    }
    if end.host == host.url.host { return .known(.convergesHere) }
    if let obstacle = scene.obstacle(at: journey) { return .unknown(obstacle) }
    guard let own = home.content else {
      return .unknown(home.unreadable ?? Unknown(.notVisible, detail: "the home page could not be read"))
    }
    guard answer.status == 200 else { return .known(.otherSite) }
    let page = PageReader.read(
      answer.body,
      contentType: answer.headers.first("content-type"),
      url: end.text,
      truncated: !answer.whole
    )
    // A wildcard name often leads to a parking page: the same title is what tells one shop at two addresses.
    guard let title = own.title, !title.isEmpty else {
      return .unknown(.notVisible, "the home page has no title to tell the shop by")
    }
    return .known(page.title == title ? .separate : .otherSite)
  }
}
