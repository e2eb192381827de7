package import Fetching
import Model
package import Reading

/// The IPN endpoint as Amazon's notifications meet it: by a POST, only with leave.
package enum NotificationPostProbe: Probe {
  static let name = "notificationPost"

  /// Who answers a notification, and how.
  package enum Answered: String, FactWord {
    case application, forgeryRefused, authentication, forbidden, notFound, gone, methodNotAllowed, csrf,
      unsupportedMediaType, badRequest, serverError, maintenance, gateway, challenge, rateLimited, redirect,
      timeout
  }

  /// What stands in an answer.
  enum BodyKind: String, FactWord { case empty, html, json, text }

  private static let notRefused = "the notification was not refused, so no variant was sent"

  static let answered = FactKey<Answered>(
    "ipn.postAnswer",
    of: .endpoint,
    "Who answered a notification, and how."
  )
  static let status = FactKey<Int>(
    "ipn.postStatus",
    of: .endpoint,
    absent: "nothing was answered in time",
    "The status of that answer."
  )
  static let bodyKind = FactKey<BodyKind>(
    "ipn.postBody",
    of: .endpoint,
    absent: "nothing was answered in time",
    "What stands in that answer."
  )
  static let barrierName = FactKey<String>(
    "ipn.postBarrierName",
    of: .endpoint,
    absent: "nothing stands before the application, or nothing names it",
    "Who answered in the application's place."
  )
  static let redirectTarget = FactKey<WebAddress>(
    "ipn.postRedirectTarget",
    of: .endpoint,
    absent: "it does not redirect",
    "Where it leads a notification."
  )
  static let retryAfter = FactKey<Bool>("ipn.postRetryAfter", of: .endpoint, "Whether it says Retry-After.")
  static let latency = FactKey<Int>(
    "ipn.postLatencyMilliseconds",
    of: .endpoint,
    unit: .milliseconds,
    "The median time of three answers."
  )
  static let asOurselves = FactKey<Answered>(
    "ipn.ownAgentAnswer",
    of: .endpoint,
    absent: notRefused,
    "Who answered the same notification from our own user agent."
  )
  static let asJSON = FactKey<Answered>(
    "ipn.jsonAnswer",
    of: .endpoint,
    absent: notRefused,
    "Who answered the same notification as application/json."
  )
  static let asNothing = FactKey<Answered>(
    "ipn.emptyAnswer",
    of: .endpoint,
    absent: notRefused,
    "Who answered a notification without a body."
  )
  static let keys: [any AnyFactKey] = [
    answered, status, bodyKind, barrierName, redirectTarget, retryAfter, latency, asOurselves, asJSON,
    asNothing,
  ]

  /// The longest that Amazon SNS waits, and a second to tell it from what comes later.
  package static let patience = Duration.seconds(16)

  static func facts(of endpoint: EndpointTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard scene.request.allowPost, endpoint.given else {
      set.fill(keys, with: Unknown(.notAsked, needs: .allowPost))
      return set
    }
    var exchanges: [Exchange] = []
    for number in 1...3 {
      let exchange = await scene.visit.exchange(request(to: endpoint.url, number), after: exchanges.map(\.id))
      exchanges.append(exchange)
      // One that did not answer will not do so for being asked thrice.
      if exchange.answer == nil { break }
    }
    guard let first = exchanges.first else { return set }
    var kind = Self.kind(of: first, by: scene.barriers)
    let variants = await Variants(of: kind, at: endpoint.url, after: exchanges.map(\.id), in: scene)
    // WooCommerce's own words: the application refuses what is forged, and so it was reached.
    if case .known(.badRequest) = kind, variants?.isWooCommerce == true { kind = .known(.application) }
    set.set(answered, kind, from: [first.id])
    tell(first, endpoint.url, scene.barriers, &set)
    variants?.tell(&set, by: scene.barriers)
    if case .known = kind, variants == nil {
      set.fill([asOurselves, asJSON, asNothing], absentFrom: [first.id])
    }
    let looks = exchanges.map(\.id)
    let times = exchanges.filter { $0.answer != nil }.compactMap { $0.timings.total.map { $0 / 1000 } }
    if times.count == 3 {
      set.set(latency, times.sorted()[1], from: looks)
    } else {
      let why = exchanges.lazy.compactMap(\.failure).first
      set.set(latency, .unknown(why ?? Unknown(.notVisible, detail: "fewer than three answers")), from: looks)
    }
    set.fill(keys, with: first.failure ?? Unknown(.defect), from: looks)
    return set
  }

  private static func tell(
    _ exchange: Exchange,
    _ url: WebURL,
    _ barriers: BarrierReader,
    _ set: inout FactSet
  ) {
    let looks = [exchange.id]
    guard let answer = exchange.answer else {
      // A silence that was waited out is an answer of its own; any other failure says nothing.
      guard exchange.isSilence else { return }
      set.fill([status, bodyKind, barrierName, redirectTarget], absentFrom: looks)
      set.set(retryAfter, false, from: looks)
      return
    }
    set.set(status, answer.status, from: looks)
    set.set(bodyKind, BodyKind(answer.body), from: looks)
    let met = barriers.barrier(in: answer, at: url, redirected: false)
    set.set(barrierName, Observed(met.flatMap { $0.isNamed ? $0.name : nil }), from: looks)
    let location = answer.isRedirect ? answer.headers.first("location") : nil
    set.set(redirectTarget, Observed(location.map { WebAddress(url.resolving($0)?.text ?? $0) }), from: looks)
    set.set(retryAfter, answer.headers.first("retry-after") != nil, from: looks)
  }

  /// Who answered an exchange, and how; unknown where no connection came about.
  package static func kind(of exchange: Exchange, by barriers: BarrierReader) -> Observed<Answered> {
    if let answer = exchange.answer {
      return .known(kind(of: answer, at: exchange.request.url, by: barriers))
    }
    return exchange.isSilence ? .known(.timeout) : .unknown(exchange.failure ?? Unknown(.defect))
  }

  /// Who answered so.
  package static func kind(of answer: Answer, at url: WebURL, by barriers: BarrierReader) -> Answered {
    if answer.isRedirect { return .redirect }
    if let met = barriers.barrier(in: answer, at: url, redirected: false), met.isNamed {
      switch met.kind {
      case .challenge, .firewall: return .challenge
      case .rateLimit: return .rateLimited
      case .login, .clientCertificate, .shopPassword: return .authentication
      case .maintenance, .comingSoon: return .maintenance
      }
    }
    let text = String(decoding: answer.body.prefix(4096), as: UTF8.self).lowercased()
    let speaksOfForgery = text.contains("signature") || text.contains("message type")
    switch answer.status {
    case 200..<300: return .application
    case 400: return .badRequest
    case 401: return answer.headers.first("www-authenticate") == nil ? .forgeryRefused : .authentication
    case 403: return speaksOfForgery ? .forgeryRefused : .forbidden
    case 404: return .notFound
    case 405: return .methodNotAllowed
    case 410: return .gone
    case 415: return .unsupportedMediaType
    case 419: return .csrf
    case 429: return .rateLimited
    case 496: return .authentication
    case 502, 504: return .gateway
    case 503: return .maintenance
    case 500...: return .serverError
    default: return .badRequest
    }
  }
}

extension Exchange {
  /// Whether a request was sent and nothing came for as long as was waited.
  fileprivate var isSilence: Bool { failure?.reason == .timedOut && stage == .transfer }
}

extension NotificationPostProbe.BodyKind {
  fileprivate init(_ body: [UInt8]) {
    let text = String(decoding: body.prefix(4096), as: UTF8.self).lowercased()
    if text.utf8.allSatisfy({ $0 <= 0x20 }) {
      self = .empty
    } else if text.contains("<html") || text.contains("<!doctype") {
      self = .html
    } else {
      self = (try? JSONReader.read(body)) != nil ? .json : .text
    }
  }
}
