import Fetching
import Model
import Reading

/// The same question for origins that nobody registered.
struct ForeignPreflights: Sendable {
  /// One of them, and the answer to it.
  struct Asked: Sendable {
    /// `nil` for the storefront's own twin with or without www.
    let kind: CORSProbe.Reflected?
    let origin: String
    let exchange: Exchange
    let answer: ObservedAnswer
  }

  let asked: [Asked]

  /// Asks `endpoint`; `nil` where the storefront's origin cannot be read.
  init?(_ endpoint: EndpointTarget, in scene: Scene) async {
    let origins = Self.origins(endpoint, scene.data.publicSuffixes)
    guard !origins.isEmpty else { return nil }
    asked = await withTaskGroup(of: Asked.self) { group in
      for (kind, origin) in origins {
        group.addTask {
          let exchange = await scene.crossing(endpoint, origin: origin)
          return Asked(
            kind: kind,
            origin: origin,
            exchange: exchange,
            answer: scene.observedAnswer(exchange)
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.origin < $1.origin }
    }
  }

  /// The origins that are asked for; empty where the storefront's own cannot be read.
  static func origins(_ endpoint: EndpointTarget, _ suffixes: PublicSuffixes) -> [(
    kind: CORSProbe.Reflected?, origin: String
  )] {
    guard let home = WebURL(endpoint.storefront) else { return [] }
    let foreign: [(kind: CORSProbe.Reflected?, origin: String)] = [
      (.foreign, "https://payready-foreign.example"), (.lookAlike, "\(home.origin).payready.example"),
      (.http, home.with(scheme: .http).origin), (.null, "null"),
    ]
    let twin = suffixes.twin(of: home).map { [(kind: CORSProbe.Reflected?.none, origin: $0.origin)] } ?? []
    return (foreign + twin).filter { $0.origin != endpoint.storefront && $0.origin != endpoint.url.origin }
  }

  /// Tells which were allowed; `own` is the answer to the storefront's own origin.
  func tell(beside own: (answer: CORSAnswer, look: Look.ID), _ set: inout FactSet) {
    var found: [CORSProbe.Reflected] = []
    var withCredentials = false
    var isDynamic = false
    var missing: Unknown?
    let ownValue = own.answer.headers.combined("access-control-allow-origin")
    for asked in asked {
      guard let answer = asked.answer.answer else {
        if asked.kind == nil, let why = asked.answer.unknown {
          set.set(CORSProbe.twinAllowed, .unknown(why), from: [asked.exchange.id])
        } else {
          missing = missing ?? asked.answer.unknown
        }
        continue
      }
      let value = answer.headers.combined("access-control-allow-origin")
      if value != ownValue { isDynamic = true }
      guard let kind = asked.kind else {
        let isAllowed =
          CORS.check(
            CORSRequest(origin: asked.origin, headers: HeaderFields([Look.Header]())),
            answer.headers
          ) == nil
        set.set(CORSProbe.twinAllowed, isAllowed, from: [asked.exchange.id])
        continue
      }
      guard value == asked.origin else { continue }
      found.append(kind)
      if answer.headers.first("access-control-allow-credentials") == "true" { withCredentials = true }
    }
    // One that did not answer leaves it unknown; none was asked where there is no twin.
    if !asked.contains(where: { $0.kind == nil }) { set.set(CORSProbe.twinAllowed, .absent, from: []) }
    let looks = [own.look] + asked.map(\.exchange.id)
    set.set(CORSProbe.reflected, found, missing: missing, from: looks)
    // One answer is enough for a yes; a no needs them all.
    for (key, seen) in [
      (CORSProbe.reflectedWithCredentials, withCredentials), (CORSProbe.isDynamic, isDynamic),
    ] {
      set.set(key, seen ? .known(true) : missing.map { .unknown($0) } ?? .known(false), from: looks)
    }
  }
}
