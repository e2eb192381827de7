import Fetching
import Model
import Reading

/// Whether a browser would let a storefront read an endpoint's answers (Fetch, 3.3 and 4.8).
enum CORSProbe: Probe {
  static let name = "cors"

  enum PreflightProblem: String, FactWord { case status, redirect, method, header }
  enum OriginProblem: String, FactWord {
    case missing, several, otherOrigin, malformed, wildcardWithCredentials
  }
  enum CredentialsProblem: String, FactWord { case notTrue, wildcard }
  enum Reflected: String, FactWord { case foreign, lookAlike, http, null }

  static let crossOrigin = FactKey<Bool>(
    "cors.crossOrigin",
    of: .endpoint,
    "Whether storefront and endpoint have two origins."
  )
  static let storefront = FactKey<String>("cors.storefront", of: .endpoint, "The origin that calls.")
  static let method = FactKey<String>("cors.method", of: .endpoint, "The method of the call.")
  static let credentials = FactKey<Bool>(
    "cors.credentials",
    of: .endpoint,
    "Whether the call carries cookies."
  )
  static let preflightNeeded = FactKey<Bool>(
    "cors.preflightNeeded",
    of: .endpoint,
    "Whether a browser asks first."
  )
  static let preflightAllowed = FactKey<Bool>(
    "cors.preflightAllowed",
    of: .endpoint,
    absent: "no preflight is needed",
    "Whether the preflight lets method and headers through; its origin apart."
  )
  static let preflightProblem = FactKey<PreflightProblem>(
    "cors.preflightProblem",
    of: .endpoint,
    absent: "it lets the call through",
    "Why it does not."
  )
  static let preflightStatus = FactKey<Int>(
    "cors.preflightStatus",
    of: .endpoint,
    absent: "no preflight is needed",
    "The status of the preflight."
  )
  static let preflightDetail = FactKey<String>(
    "cors.preflightDetail",
    of: .endpoint,
    absent: "it lets the call through",
    "What is missing."
  )
  static let originAllowed = FactKey<Bool>(
    "cors.originAllowed",
    of: .endpoint,
    "Whether the answer to what a browser sends first names the storefront's origin, or any."
  )
  static let originProblem = FactKey<OriginProblem>(
    "cors.originProblem",
    of: .endpoint,
    absent: "the origin is allowed",
    "Why it is not."
  )
  static let allowOrigin = FactKey<String>(
    "cors.allowOrigin",
    of: .endpoint,
    absent: "it is not sent",
    "Access-Control-Allow-Origin as sent."
  )
  static let credentialsAllowed = FactKey<Bool>(
    "cors.credentialsAllowed",
    of: .endpoint,
    absent: "the call needs no cookies",
    "Whether cookies are allowed."
  )
  static let credentialsProblem = FactKey<CredentialsProblem>(
    "cors.credentialsProblem",
    of: .endpoint,
    absent: "cookies are allowed, or not needed",
    "Why they are not."
  )
  static let twinRedirect = FactKey<Bool>(
    "cors.twinRedirect",
    of: .endpoint,
    "Whether an answer of the endpoint redirects to its www or apex twin."
  )
  static let wayAllowed = FactKey<Bool>(
    "cors.wayAllowed",
    of: .endpoint,
    absent: "the call is none that an audit makes, or it is not redirected",
    "Whether a browser would let the page read the answer behind the call's redirects."
  )
  static let wayTarget = FactKey<WebAddress>(
    "cors.wayTarget",
    of: .endpoint,
    absent: "the call is none that an audit makes, or it is not redirected",
    "Where the call's redirects lead."
  )
  static let twinAllowed = FactKey<Bool>(
    "cors.twinAllowed",
    of: .endpoint,
    absent: "the storefront's name has no other spelling",
    "Whether the storefront is answered under its other spelling too, with or without www."
  )
  static let reflected = FactKey<[Reflected]>(
    "cors.reflected",
    of: .endpoint,
    "Origins that nobody registered and that are allowed all the same."
  )
  static let reflectedWithCredentials = FactKey<Bool>(
    "cors.reflectedWithCredentials",
    of: .endpoint,
    "Whether such an origin is allowed with cookies."
  )
  static let isDynamic = FactKey<Bool>(
    "cors.originIsDynamic",
    of: .endpoint,
    "Whether the allowed origin depends on the origin that asks."
  )
  static let varies = FactKey<Bool>(
    "cors.variesOnOrigin",
    of: .endpoint,
    "Whether caches are told that the answer depends on the origin."
  )
  static let keys: [any AnyFactKey] = [
    crossOrigin, storefront, method, credentials, preflightNeeded, preflightAllowed, preflightProblem,
    preflightStatus, preflightDetail, originAllowed, originProblem, allowOrigin, credentialsAllowed,
    credentialsProblem, twinRedirect, wayAllowed, wayTarget, twinAllowed, reflected, reflectedWithCredentials,
    isDynamic, varies,
  ]

  static func facts(of endpoint: EndpointTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let crosses = endpoint.url.origin != endpoint.storefront
    set.set(crossOrigin, crosses, from: [])
    set.set(storefront, endpoint.storefront, from: [])
    set.set(method, endpoint.method, from: [])
    set.set(credentials, endpoint.credentials, from: [])
    guard crosses else {
      set.fill(keys, with: Unknown(.notVisible, detail: "storefront and endpoint have one origin"))
      return set
    }
    let request = call(of: endpoint, from: endpoint.storefront)
    set.set(preflightNeeded, request.needsPreflight, from: [])
    async let askedByOthers = ForeignPreflights(endpoint, in: scene)
    let asked = await scene.crossing(endpoint, origin: endpoint.storefront)
    let others = await askedByOthers
    let answer: Answer
    switch scene.observedAnswer(asked) {
    case .known(let known): answer = known
    case .unknown(let unknown):
      if !request.needsPreflight { tellPreflight(request, nil, asked.id, &set) }
      set.fill(keys, with: unknown, from: [asked.id])
      return set
    }
    let seen = CORSAnswer(status: answer.status, headers: answer.headers)
    tellPreflight(request, seen, asked.id, &set)
    tellOrigin(request, seen, asked.id, &set)
    others?.tell(beside: (seen, asked.id), &set)
    await CallWay(of: request, at: endpoint, first: asked, in: scene).tell(&set)
    set.set(twinRedirect, scene.leadsToTwin(seen, from: endpoint.url), from: [asked.id])
    set.fill(keys, with: Unknown(.malformed))
    return set
  }

  /// The call as a page of `origin` makes it; only what has a body says what it is.
  static func call(of endpoint: EndpointTarget, from origin: String) -> CORSRequest {
    CORSRequest(
      origin: origin,
      method: endpoint.method,
      headers: HeaderFields(endpoint.safeMethod == nil ? [("Content-Type", "application/json")] : []),
      withCredentials: endpoint.credentials
    )
  }

  private static func tellPreflight(
    _ request: CORSRequest,
    _ answer: CORSAnswer?,
    _ look: Look.ID,
    _ set: inout FactSet
  ) {
    guard request.needsPreflight, let answer else {
      set.set(preflightAllowed, .absent, from: [])
      set.set(preflightProblem, .absent, from: [])
      set.set(preflightStatus, .absent, from: [])
      set.set(preflightDetail, .absent, from: [])
      return
    }
    // Whether the origin is allowed is told apart: here it is taken as allowed.
    let fields = answer.headers.fields.filter {
      !$0.name.lowercased().hasPrefix("access-control-allow-origin")
        && $0.name.lowercased() != "access-control-allow-credentials"
    }
    let granted = [
      Look.Header("Access-Control-Allow-Origin", request.origin),
      Look.Header("Access-Control-Allow-Credentials", "true"),
    ]
    let elsewhere = CORSAnswer(status: answer.status, headers: HeaderFields(fields + granted))
    let (problem, detail) = Self.problem(CORS.refusal(of: elsewhere, request))
    set.set(preflightAllowed, problem == nil, from: [look])
    set.set(preflightProblem, Observed(problem), from: [look])
    set.set(preflightStatus, answer.status, from: [look])
    set.set(preflightDetail, Observed(detail), from: [look])
  }

  /// What is wrong with a preflight apart from its origin, which is told by itself.
  private static func problem(_ refusal: CORSRefusal.Reason?) -> (PreflightProblem?, String?) {
    switch refusal {
    case .redirected(let status): (.redirect, "status \(status)")
    case .statusNotOK(let status): (.status, "status \(status)")
    case .methodNotAllowed(let method): (.method, method)
    case .headerNotAllowed(let header): (.header, header)
    case .malformed(let field): (.header, field)
    case .noAllowOrigin, .severalOrigins, .otherOrigin, .wildcardWithCredentials, .credentialsNotAllowed,
      .redirectTarget, .tooManyRedirects, nil:
      (nil, nil)
    }
  }

  private static func tellOrigin(
    _ request: CORSRequest,
    _ answer: CORSAnswer,
    _ look: Look.ID,
    _ set: inout FactSet
  ) {
    let looks = [look]
    let plain = CORSRequest(origin: request.origin, method: request.method, headers: request.headers)
    let problem: OriginProblem? = CORS.check(plain, answer.headers).flatMap { refusal in
      switch refusal {
      case .noAllowOrigin: .missing
      case .severalOrigins: .several
      case .otherOrigin(let value): WebURL(value) == nil && value != "null" ? .malformed : .otherOrigin
      default: nil
      }
    }
    set.set(originAllowed, problem == nil, from: looks)
    set.set(originProblem, Observed(problem), from: looks)
    set.set(
      allowOrigin,
      Observed(answer.headers.combined("access-control-allow-origin")),
      from: looks
    )
    set.set(varies, CORS.variesByOrigin(answer.headers), from: looks)
    guard request.withCredentials else {
      set.set(credentialsAllowed, .absent, from: [])
      set.set(credentialsProblem, .absent, from: [])
      return
    }
    let credential: CredentialsProblem? = CORS.check(request, answer.headers).flatMap { refusal in
      switch refusal {
      case .wildcardWithCredentials: .wildcard
      case .credentialsNotAllowed: .notTrue
      default: nil
      }
    }
    set.set(credentialsAllowed, problem != nil ? .known(false) : .known(credential == nil), from: looks)
    set.set(credentialsProblem, Observed(credential), from: looks)
  }
}

extension ExchangeRequest {
  /// What a browser sends first for the endpoint's call in a page of `origin`: a preflight, or for GET and HEAD,
  /// which need none, the call itself.
  static func crossing(_ endpoint: EndpointTarget, origin: String) -> ExchangeRequest {
    if let method = endpoint.safeMethod {
      return ExchangeRequest(method, endpoint.url, headers: [("Origin", origin)])
    }
    let names = CORSProbe.call(of: endpoint, from: origin).unsafeHeaderNames
    let asked = [("Origin", origin), ("Access-Control-Request-Method", endpoint.method)]
    let forHeaders = names.isEmpty ? [] : [("Access-Control-Request-Headers", names.joined(separator: ","))]
    return ExchangeRequest(.options, endpoint.url, headers: asked + forHeaders)
  }
}

extension Scene {
  /// What ``ExchangeRequest/crossing(_:origin:)`` brings.
  func crossing(_ endpoint: EndpointTarget, origin: String) async -> Exchange {
    await visit.exchange(.crossing(endpoint, origin: origin))
  }

  /// Whether the answer redirects to the same name with `www.` or without.
  fileprivate func leadsToTwin(_ answer: CORSAnswer, from url: WebURL) -> Bool {
    guard (300..<400).contains(answer.status),
      let target = answer.headers.first("location").flatMap({ url.resolving($0) })
    else { return false }
    return data.publicSuffixes.twin(of: url.host) == target.host
  }
}
