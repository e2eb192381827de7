import Fetching
import Model
import Reading

/// The way of a storefront's own call through redirects, as a browser goes it; only of calls that an audit makes.
struct CallWay: Sendable {
  /// Browsers follow 20; nobody needs as many.
  private static let mostHops = 6

  private var hops: [CORSHop] = []
  private var looks: [Look.ID] = []
  private var failure: Unknown?
  private let call: CORSRequest

  /// Follows the answer that `first` brought.
  init(of call: CORSRequest, at endpoint: EndpointTarget, first: Exchange, in scene: Scene) async {
    self.call = call
    guard let method = endpoint.safeMethod else { return }
    var exchange = first
    var url = endpoint.url
    // Once it leaves one foreign origin for another, a browser says who asks no more.
    var origin = call.origin
    while true {
      guard let answer = exchange.answer else {
        failure = exchange.failure ?? Unknown(.defect)
        return
      }
      looks.append(exchange.id)
      hops.append(CORSHop(url, answer: CORSAnswer(status: answer.status, headers: answer.headers)))
      guard answer.isRedirect, let next = answer.headers.first("location").flatMap({ url.resolving($0) }),
        !next.hadUserInfo
      else { return }
      guard hops.count < Self.mostHops else {
        failure = Unknown(.limitReached, detail: "more than \(Self.mostHops) redirects")
        return
      }
      if next.origin != url.origin, url.origin != call.origin { origin = "null" }
      url = next
      exchange = await scene.visit.exchange(
        ExchangeRequest(method, url, headers: [("Origin", origin)]),
        after: looks
      )
    }
  }

  /// Tells what a browser decides at the end.
  func tell(_ set: inout FactSet) {
    guard hops.count > 1 || hops.first?.answer.headers.first("location") != nil, let last = hops.last else {
      set.set(CORSProbe.wayAllowed, .absent, from: looks)
      set.set(CORSProbe.wayTarget, .absent, from: looks)
      return
    }
    set.set(CORSProbe.wayTarget, WebAddress(last.url.text), from: looks)
    let decision = CORS.decide(call, through: hops)
    // What a hop that was seen refuses, no later one allows.
    if case .refused = decision {
      set.set(CORSProbe.wayAllowed, false, from: looks)
    } else {
      set.set(
        CORSProbe.wayAllowed,
        failure.map { .unknown($0) } ?? .known(decision != .needsPreflight),
        from: looks
      )
    }
  }
}
