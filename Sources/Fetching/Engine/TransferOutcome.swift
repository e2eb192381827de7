import Model
import Reading

/// What came of a ``TransferPlan``.
struct TransferOutcome: Sendable {
  /// When it left the queue; `nil` when it never did.
  var startedAt: ContinuousClock.Instant?
  var timings = Look.Timings()
  var address: Address?
  /// Whether addresses of IPv6 were left aside in the end.
  var isIPv4Only = false
  /// Whether a connection was used again.
  var usedAgain = false
  /// Whether TLS was established on a new connection.
  var session: Session?
  /// The answer as far as it came; only of an exchange.
  var answer: Exchange.Answer?
  /// What the first flight was; only of a hello that was sent.
  var flight: Flight?
  /// What came in clear from the ServerHello on; only of a hello that was answered by one.
  var serverFlight: ServerFlight?
  /// The connected socket, which its taker closes; only of a bare connection that stands.
  var descriptor: Int32?
  /// Why it did not end well, and how far it came.
  var failure: Unknown?
  var stage: FailureStage?
  var spokePlainHTTP = false
  /// Whether it failed after the server asked for a client's certificate.
  var demandsCertificate = false
  /// Whether the failure may be due to our own other connections: refused, reset or closed without an answer.
  var mayBeCrowding = false
  /// Whether other connections of ours to its addresses were open meanwhile.
  var wasShared = false

  /// The answer to a hello.
  enum Flight: Sendable {
    case read(FlightReader.State)
    /// The server closed in order without a byte.
    case closed
    case reset
    case silent
  }

  /// A look that ended before it began.
  static func notMade(_ reason: Unknown, stage: FailureStage = .plan) -> TransferOutcome {
    var outcome = TransferOutcome()
    outcome.failure = reason
    outcome.stage = stage
    return outcome
  }
}
