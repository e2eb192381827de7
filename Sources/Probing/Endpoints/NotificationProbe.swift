package import Fetching
import Model
package import Reading

/// The IPN endpoint as anyone may ask it: by GET, which decides nothing but what stands before the application.
enum NotificationProbe: Probe {
  static let name = "notification"

  enum HostKind: String, FactWord { case name, publicAddress, privateAddress, localhost }

  static let scheme = FactKey<DocumentProbe.Scheme>("ipn.scheme", of: .endpoint, "The scheme of the IPN URL.")
  static let given = FactKey<Bool>("ipn.given", of: .endpoint, "Whether the operator gave the URL.")
  static let hostKind = FactKey<HostKind>("ipn.hostKind", of: .endpoint, "What the URL's host is.")
  static let port = FactKey<Int>("ipn.port", of: .endpoint, "The port of the URL.")
  static let redirectStatus = FactKey<Int>(
    "ipn.redirectStatus",
    of: .endpoint,
    absent: "it does not redirect",
    "The status of a redirect."
  )
  static let redirectTarget = FactKey<WebAddress>(
    "ipn.redirectTarget",
    of: .endpoint,
    absent: "it does not redirect",
    "Where it redirects to."
  )
  static let barrier = FactKey<Barrier>(
    "ipn.barrier",
    of: .endpoint,
    absent: "nothing stands before the application",
    "What stands before it."
  )
  static let barrierName = FactKey<String>(
    "ipn.barrierName",
    of: .endpoint,
    absent: "nothing stands before it, or nothing names it",
    "Who put it there."
  )
  static let siteBarrier = FactKey<Bool>(
    "ipn.siteBarrier",
    of: .endpoint,
    "Whether the home page meets a barrier of the same kind."
  )
  static let keys: [any AnyFactKey] = [
    scheme, given, hostKind, port, redirectStatus, redirectTarget, barrier, barrierName, siteBarrier,
  ]

  static func facts(of endpoint: EndpointTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let url = endpoint.url
    set.set(scheme, DocumentProbe.Scheme(url), from: [])
    set.set(given, endpoint.given, from: [])
    set.set(hostKind, Self.hostKind(of: url), from: [])
    set.set(port, url.port, from: [])
    let exchange = await scene.visit.exchange(ExchangeRequest(.get, url))
    let looks = [exchange.id]
    guard let answer = exchange.answer else {
      set.fill(keys, with: exchange.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(redirectStatus, Observed(answer.isRedirect ? answer.status : nil), from: looks)
    let location = answer.isRedirect ? answer.headers.first("location") : nil
    set.set(redirectTarget, Observed(location.map { WebAddress(url.resolving($0)?.text ?? $0) }), from: looks)
    // A plain 403 or 503 to GET may be the application's own way to refuse the method: only named barriers count.
    let met = scene.barriers.barrier(in: answer, at: url, redirected: false).flatMap { met in
      met.name != nil || answer.status == 429 ? met : nil
    }
    set.set(barrier, Observed(met?.kind), from: looks)
    set.set(barrierName, Observed(met?.name), from: looks)
    let home = await scene.homePage()
    let isSites = met != nil && home.barrier?.kind == met?.kind
    // A home page that did not answer met no barrier, and shows none.
    let unseen = met == nil || home.barrier != nil ? nil : home.journey.failure
    set.set(siteBarrier, .seen(isSites, unless: unseen), from: looks + home.journey.looks)
    return set
  }

  static func hostKind(of url: WebURL) -> HostKind {
    if url.isLocalhost { return .localhost }
    if url.hostKind == .domain { return .name }
    return Address(url.hostName)?.kind == .global ? .publicAddress : .privateAddress
  }
}

/// The IPN endpoint as Amazon's notifications meet it: by a POST, only with leave.
package enum NotificationPostProbe: Probe {
  static let name = "notificationPost"

  /// Who answers a notification, and how.
  package enum Answered: String, FactWord {
    case application, forgeryRefused, authentication, forbidden, notFound, gone, methodNotAllowed, csrf,
      unsupportedMediaType, badRequest, serverError, maintenance, gateway, challenge, redirect
  }

  static let answered = FactKey<Answered>(
    "ipn.postAnswer",
    of: .endpoint,
    "Who answered a notification, and how."
  )
  static let status = FactKey<Int>("ipn.postStatus", of: .endpoint, "The status of that answer.")
  static let retryAfter = FactKey<Bool>("ipn.postRetryAfter", of: .endpoint, "Whether it says Retry-After.")
  static let latency = FactKey<Int>(
    "ipn.postLatencyMilliseconds",
    of: .endpoint,
    unit: .milliseconds,
    "The median time of three answers."
  )
  static let keys: [any AnyFactKey] = [answered, status, retryAfter, latency]

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
    let looks = exchanges.map(\.id)
    guard let first = exchanges.first, let answer = first.answer else {
      set.fill(keys, with: exchanges.first?.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(answered, .known(kind(of: answer, at: endpoint.url, by: scene.barriers)), from: looks)
    set.set(status, answer.status, from: [first.id])
    set.set(retryAfter, answer.headers.first("retry-after") != nil, from: [first.id])
    let times = exchanges.filter { $0.answer != nil }.compactMap { $0.timings.total.map { $0 / 1000 } }
    if times.count == 3 {
      set.set(latency, times.sorted()[1], from: looks)
    } else {
      let why = exchanges.lazy.compactMap(\.failure).first
      set.set(latency, .unknown(why ?? Unknown(.notVisible, detail: "fewer than three answers")), from: looks)
    }
    return set
  }

  /// A well-formed notification that no correct handler takes for real.
  ///
  /// Its certificate is under a name that cannot exist; `number`, from 1, tells several apart. Source: RFC 2606;
  /// Amazon SNS, HTTP/HTTPS notification JSON format.
  package static func request(to url: WebURL, _ number: Int) -> ExchangeRequest {
    let id = "00000000-0000-4000-8000-00000000000\(number)"
    let topic = "arn:aws:sns:eu-west-1:000000000000:payready-test"
    let message =
      #"{\"NotificationType\":\"STATE_CHANGE\",\"ObjectType\":\"CHARGE\",\"ObjectId\":\"payready-test\",\"NotificationVersion\":\"V2\",\"NotificationId\":\"\#(id)\"}"#
    let body = """
      {"Type":"Notification","MessageId":"\(id)","TopicArn":"\(topic)","Message":"\(message)",\
      "Timestamp":"2020-01-01T00:00:00.000Z","SignatureVersion":"1","Signature":"UGF5UmVhZHkgdGVzdA==",\
      "SigningCertURL":"https://sns.payready.invalid/test.pem","UnsubscribeURL":"https://sns.payready.invalid/"}
      """
    return ExchangeRequest(
      .post,
      url,
      headers: [
        ("x-amz-sns-message-type", "Notification"), ("x-amz-sns-message-id", id),
        ("x-amz-sns-topic-arn", topic),
        ("Content-Type", "text/plain; charset=UTF-8"),
      ],
      body: Array(body.utf8)
    )
  }

  /// Who answered so.
  package static func kind(of answer: Answer, at url: WebURL, by barriers: BarrierReader) -> Answered {
    if answer.isRedirect { return .redirect }
    let met = barriers.barrier(in: answer, at: url, redirected: false)
    if met?.name != nil, met?.kind == .challenge || met?.kind == .firewall { return .challenge }
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
    case 502, 504: return .gateway
    case 503: return .maintenance
    case 500...: return .serverError
    default: return .badRequest
    }
  }
}
