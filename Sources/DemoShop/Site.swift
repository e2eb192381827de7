/// Everything that makes up one shop; sound as it comes, and what a fault or a variant changes.
struct Site: Sendable {
  typealias Answering = @Sendable (Request, Site) -> Response

  /// What listens in the role of port 443.
  enum SecureDoor: Sendable {
    case tls, plain, closed
  }

  /// What listens in the role of port 80.
  enum PlainDoor: Sendable {
    case answers(Answering)
    case closed
  }

  /// What `www.` in front of the shop's name is.
  enum Twin: Sendable {
    case redirects, answers, absent, otherSite
  }

  let host: String
  let plan: ShopPlan

  // TLS
  var certificate: CertificatePlan
  /// What a second address shows; `nil` for one address.
  var certificateElsewhere: CertificatePlan?
  var tls = TLSOptions(identity: nil)
  var secureDoor: SecureDoor = .tls

  // HTTP
  var plainDoor: PlainDoor = .answers { .redirect(301, to: $1.secureURL($0)) }
  var twin: Twin = .redirects
  /// On every answer over HTTPS.
  var headers = [
    HeaderField("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    HeaderField("X-Content-Type-Options", "nosniff"),
    HeaderField("X-Frame-Options", "SAMEORIGIN"),
    HeaderField("Referrer-Policy", "strict-origin-when-cross-origin"),
  ]
  /// On pages only, beside ``headers``.
  var pageHeaders = [HeaderField("Cache-Control", "private, no-store")]
  var cookies = ["session=5f0e7c1d9a; Path=/; Secure; HttpOnly; SameSite=Lax"]
  /// Seconds by which the shop's clock is wrong.
  var clockOffset = 0
  /// The policy of pages; empty for none.
  var policy: [Directive] = []
  var policyIsReportOnly = false
  /// Stands before every page of the shop; the IPN endpoint and the API stay free.
  var gate: Answering?
  /// Names of others that lead to this shop's server too.
  var foreignNames: [String] = []
  /// Paths that answer otherwise than the shop would.
  var overrides: [String: Answering] = [:]

  // Pages
  var button: ButtonMarkup
  var buttonPaths: Set<String>
  var look = PlatformLook()
  /// Markup on pages with the button.
  var extras = ""
  var hasPrivacyLink = true

  // Endpoints
  var ipn: Answering = { request, _ in
    request.method == "POST"
      ? Response(200)
      : Response(405, headers: [HeaderField("Allow", "POST")])
  }
  var ipnPort: Int?
  var cors: CORS
  var session: Answering = { _, site in
    var response = Response.json(site.button.sessionJSON)
    response.headers.set("Cache-Control", "no-store")
    return response
  }
  /// Cross-Origin-Resource-Policy of the stand-in for Amazon's static hosts; `nil` where none is needed.
  var amazon: AmazonStandIn?
  var options = AuditOptions()

  static let ipnPath = "/amazon-pay/ipn"
  static let sessionPath = "/checkout/session"

  /// The sound shop of `plan`, without its faults and variants.
  private init(sound plan: ShopPlan) {
    host = plan.host
    self.plan = plan
    certificate = CertificatePlan(names: [plan.host, "www.\(plan.host)", "api.\(plan.host)"])
    button = ButtonMarkup(host: plan.host)
    buttonPaths = ["/cart", "/checkout", "/product/lamp"]
    if plan.buttonOnHome { buttonPaths.insert("/") }
    cors = CORS(origins: ["https://\(plan.host)", "https://www.\(plan.host)"])
    options.answers = plan.answers
    options.givesPublicKey = plan.givesPublicKey
    if plan.givesIPN { giveIPN() }
  }

  /// The shop of `plan`; variants first, then faults, each in their declared order.
  init(_ plan: ShopPlan) {
    self.init(sound: plan)
    look(like: plan.platform)
    for variant in Variant.allCases where plan.variants.contains(variant) { variant.change(&self) }
    for fault in Fault.allCases where plan.faults.contains(fault) { fault.entry.change(&self) }
  }

  /// Lets the operator name the IPN endpoint and allow a POST to it.
  mutating func giveIPN() {
    options.ipn = "https://\(host)\(ipnPort.map { ":\($0)" } ?? "")\(Self.ipnPath)"
    options.allowPost = true
  }

  /// Serves the script at `path` of `host` as well, whose name is somebody else's.
  mutating func serveScript(_ path: String, of host: String) {
    foreignNames.append(host)
    certificate.names.append(host)
    overrides[path] = { _, _ in
      var response = Response.text("window.payment = {};\n")
      response.headers.set("Content-Type", "text/javascript")
      return response
    }
  }

  /// Turns the shop into a storefront whose button gets its payload from the API's host.
  mutating func goHeadless() {
    options.api = "https://api.\(host)\(Self.sessionPath)"
    options.storefront = "https://\(host)"
    button.form = .decoupled(api: "https://api.\(host)\(Self.sessionPath)")
  }

  /// The https URL of what `request` asked over http: same host, path and query.
  func secureURL(_ request: Request) -> String {
    "https://\(names.contains(request.host) ? request.host : host)\(request.target)"
  }

  /// The names that lead to this shop.
  var names: [String] {
    switch twin {
    case .absent: [host, "api.\(host)"] + foreignNames
    case .redirects, .answers, .otherSite: [host, "www.\(host)", "api.\(host)"] + foreignNames
    }
  }
}

/// One directive of a Content-Security-Policy.
struct Directive: Sendable {
  var name: String
  var sources: String

  init(_ name: String, _ sources: String) {
    self.name = name
    self.sources = sources
  }
}

/// How the API answers other origins (Fetch standard, CORS protocol).
struct CORS: Sendable {
  /// Origins that are named back.
  var origins: Set<String>
  /// Whether every origin is named back.
  var reflectsAny = false
  /// Values of Access-Control-Allow-Origin in place of the origin that asked; `nil` names it back.
  var fixedOrigins: [String]?
  var credentials: String? = "true"
  var methods = "GET, POST"
  var headers = "content-type"
  var varies = true
  /// The preflight's status.
  var preflightStatus = 204
  /// Where a preflight is sent instead.
  var preflightLocation: String?

  init(origins: Set<String>) {
    self.origins = origins
  }

  /// Adds what a browser looks for in the answer to `request`.
  func add(to response: inout Response, for request: Request) {
    if varies { response.headers.append(HeaderField("Vary", "Origin")) }
    guard let origin = request.headers.first("Origin") else { return }
    guard reflectsAny || origins.contains(origin) || fixedOrigins != nil else { return }
    for value in fixedOrigins ?? [origin] {
      response.headers.append(HeaderField("Access-Control-Allow-Origin", value))
    }
    if let credentials {
      response.headers.append(HeaderField("Access-Control-Allow-Credentials", credentials))
    }
  }

  /// The answer to a preflight.
  func preflight(_ request: Request) -> Response {
    var response =
      preflightLocation.map { Response.redirect(301, to: $0) } ?? Response(preflightStatus)
    add(to: &response, for: request)
    response.headers.append(HeaderField("Access-Control-Allow-Methods", methods))
    response.headers.append(HeaderField("Access-Control-Allow-Headers", headers))
    response.headers.append(HeaderField("Access-Control-Max-Age", "600"))
    return response
  }
}
