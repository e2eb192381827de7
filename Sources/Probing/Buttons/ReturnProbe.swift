import Fetching
import Model
import Reading

/// Where the URLs lead to which Amazon sends buyers back, visited with the operator's leave alone.
enum ReturnProbe: Probe {
  static let name = "returns"

  /// What came of a visit.
  enum End: String, FactWord {
    /// The shop answers, if only to say that a session is missing.
    case answers
    /// Nothing is there (404, 410).
    case notFound
    /// A login stands before it.
    case login
    /// The server breaks (5xx), as a plugin may without a session.
    case serverError
    /// A redirect to another scheme or host drops the query, in which the session comes back.
    case queryLost
  }

  /// A return URL with what came of its visit.
  struct Visited: FactValue {
    static let factType = FactType.record([
      "field": .text, "url": .url, "end": End.factType, "status": .int, "leadsTo": .url,
    ])
    let field: String
    let url: WebURL
    let end: End
    let status: Int
    let leadsTo: WebURL
    var factValue: Value {
      [
        "field": .text(field), "url": .text(excerpt(url.text, to: 2048)), "end": .text(end.rawValue),
        "status": .int(status), "leadsTo": .text(excerpt(leadsTo.text, to: 2048)),
      ]
    }
  }

  static let visits = FactKey<[Visited]>(
    "payload.returnVisits",
    of: .button,
    absent: "no payload stands in the page",
    "What came of visiting the return URLs without a session; at most four of a shop."
  )
  static let keys: [any AnyFactKey] = [visits]

  /// The most return URLs of a shop that are visited.
  static let most = 4
  /// Goes along as Amazon's own parameter would, so that a redirect which drops it can be seen.
  static let parameter = "payready=1"

  static func facts(of button: FoundButton, in scene: Scene) async -> FactSet {
    var set = FactSet()
    switch button.configuration.payloadJSON {
    case .absent: set.fill(keys, absentFrom: button.looks)
    case .unknown(let why):
      set.fill(keys, with: Unknown(.notVisible, detail: excerpt(why)), from: button.looks)
    case .known:
      guard let payload = button.payload else {
        set.fill(keys, with: Unknown(.malformed, detail: "the payload is not JSON"), from: button.looks)
        return set
      }
      guard scene.request.visitReturns == true else {
        set.fill(keys, with: Unknown(.notAsked, needs: .visitReturns), from: button.looks)
        return set
      }
      await tell(payload, button, scene, &set)
    }
    return set
  }

  private static func tell(
    _ payload: Payload,
    _ button: FoundButton,
    _ scene: Scene,
    _ set: inout FactSet
  ) async {
    var (found, looks): ([Visited], [Look.ID]) = ([], button.looks)
    var missing: Unknown?
    for address in payload.returnURLs {
      guard let url = WebURL(address.text) else {
        missing = missing ?? Unknown(.malformed, detail: "\(address.field) is no web address")
        continue
      }
      guard button.visited.contains(url) else {
        missing = missing ?? Unknown(.limitReached, detail: "more than \(most) return URLs")
        continue
      }
      let visit = await scene.visitReturn(url, after: button.page.journey.looks)
      looks += visit.looks
      switch visit.finding {
      case .found(let end, let status, let last):
        found.append(Visited(field: address.field, url: url, end: end, status: status, leadsTo: last))
      case .unknown(let why): missing = missing ?? why
      }
    }
    set.set(visits, found, missing: missing, from: looks)
  }

  /// Whether a redirect on the way to another scheme or host dropped what came back with the buyer.
  static func losesQuery(_ journey: Journey) -> Bool {
    guard let start = journey.hops.first?.url else { return false }
    let left = journey.hops.lazy.compactMap(\.target).first {
      $0.scheme != start.scheme || $0.host != start.host
    }
    return left.map { $0.query?.split(separator: "&").contains { $0 == parameter } != true } ?? false
  }
}

/// What came of visiting one return URL.
struct ReturnVisit: Sendable {
  /// What was found, or why nobody can say.
  enum Finding: Sendable {
    case found(ReturnProbe.End, status: Int, at: WebURL)
    case unknown(Unknown)
  }

  let looks: [Look.ID]
  let finding: Finding

  fileprivate static func behind(_ barrier: MetBarrier?, _ looks: [Look.ID]) -> ReturnVisit {
    ReturnVisit(looks: looks, finding: .unknown(barrier?.unknown ?? Unknown(.blocked)))
  }
}

extension Scene {
  /// Visits a return URL: HEAD, then GET through its redirects.
  func visitReturn(_ url: WebURL, after: [Look.ID]) async -> ReturnVisit {
    guard let target = WebURL(url.text + (url.query == nil ? "?" : "&") + ReturnProbe.parameter) else {
      return ReturnVisit(looks: [], finding: .unknown(Unknown(.malformed)))
    }
    let head = await visit.exchange(ExchangeRequest(.head, target), after: after)
    if let failure = head.failure { return ReturnVisit(looks: [head.id], finding: .unknown(failure)) }
    let journey = await Journey.follow(target, in: visit, after: [head.id])
    let looks = [head.id] + journey.looks
    guard let answer = journey.answer, let last = journey.finalURL else {
      return ReturnVisit(looks: looks, finding: .unknown(journey.failure ?? Unknown(.defect)))
    }
    let barrier = barriers.barrier(in: answer, at: last, redirected: journey.hops.count > 1)
    let end: ReturnProbe.End
    switch (barrier?.kind, answer.status) {
    case (.login?, _), (.shopPassword?, _), (.clientCertificate?, _): end = .login
    case (.challenge?, _), (.rateLimit?, _): return .behind(barrier, looks)
    // A bare 403 may be the page's own way to say that a session is missing.
    case (.firewall?, _) where barrier?.isNamed == true: return .behind(barrier, looks)
    case (_, 404), (_, 410): end = .notFound
    case (_, 500...): end = .serverError
    default: end = ReturnProbe.losesQuery(journey) ? .queryLost : .answers
    }
    return ReturnVisit(looks: looks, finding: .found(end, status: answer.status, at: last))
  }
}
