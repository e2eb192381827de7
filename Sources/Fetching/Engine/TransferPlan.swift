import Reading

/// All that the loop needs to know to make one look; built by the visit, judged by nobody else.
struct TransferPlan: Sendable {
  /// What the look does.
  enum Purpose: Sendable {
    case exchange
    case handshake
    /// A ClientHello, as bytes.
    case hello([UInt8])
    /// Nothing but a connection, which is handed over.
    case connection
  }

  /// What goes only to the operator's own origins.
  struct Credentials: Sendable {
    var user: String?
    var headers: [(String, String)]
    var cookies: String?
  }

  var purpose: Purpose
  var method: ExchangeRequest.Method = .get
  var url: String
  /// The host of the URL, without brackets: for the judgement of its certificate.
  var host: String
  var isTLS: Bool
  /// Scheme, host and port: what a connection is made to, and what it can be used for again.
  var place: String
  var userAgent: String
  var headers: [(String, String)] = []
  var body: [UInt8]?
  /// `nil` when none go along; else the chain must verify before the request is sent.
  var credentials: Credentials?
  /// The cookies of a visitor's session; `nil` outside of one.
  var session: String?
  /// The newest version that is offered; `nil` for the newest that OpenSSL has.
  var newest: TLSVersion?
  /// The addresses that may be connected to; empty behind a proxy.
  var addresses: [Address]
  /// Entries for `CURLOPT_RESOLVE`.
  var resolve: [String] = []
  /// Entries for `CURLOPT_CONNECT_TO`.
  var connectTo: [String] = []
  var proxy: String?
  var scope: AddressScope
  var limits: Limits
  /// When the visit's time is used up.
  var endsBy: ContinuousClock.Instant
  /// Whether no other look of ours may go to its addresses meanwhile.
  var alone = false
  /// Whether no other look waits for what it shows.
  var isLeaf = false
  /// Whether its addresses of IPv6 are left aside, after no connection came about with them in play.
  var isIPv4Only = false

  /// The plan by which an outcome came about.
  func asMade(_ outcome: TransferOutcome) -> TransferPlan {
    var plan = self
    plan.isIPv4Only = outcome.isIPv4Only
    return plan
  }
}
