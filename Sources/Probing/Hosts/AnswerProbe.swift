import Fetching
import Model
import Reading

/// Who answers on the https port and on port 80.
enum AnswerProbe: Probe {
  static let name = "answer"

  /// What answers on the https port.
  enum Secure: String, FactWord { case tls, plainHTTP, notTLS, refused }
  /// What answers on port 80.
  enum Plain: String, FactWord { case http, refused, silent, notHTTP }

  static let secure = FactKey<Secure>("https.state", of: .host, "What answers on the https port.")
  static let plain = FactKey<Plain>(
    "http.state",
    of: .host,
    absent: "the shop is not on port 443",
    "What answers on port 80."
  )
  static let keys: [any AnyFactKey] = [secure, plain]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    async let secured = scene.secureAnswer(of: host)
    async let open = scene.plainJourney(of: host)
    let (answer, journey) = (await secured, await open)
    set.set(secure, answer.state, from: [answer.look])
    guard let journey, let first = journey.hops.first?.exchange else {
      set.set(plain, .absent, from: [])
      return set
    }
    set.set(plain, plainState(of: first), from: [first.id])
    return set
  }

  /// What the first look at port 80 says of it.
  static func plainState(of exchange: Exchange) -> Observed<Plain> {
    guard let failure = exchange.failure, exchange.answer == nil else { return .known(.http) }
    switch failure.reason {
    case .refused: return .known(.refused)
    case .timedOut where exchange.stage == .connect: return .known(.silent)
    case .malformed: return .known(.notHTTP)
    default: return .unknown(failure)
    }
  }
}

/// A look at a host's https port.
struct SecureLook: Sendable {
  let id: Look.ID
  /// `nil` where TLS did not come to stand.
  let session: Session?
  /// Why there is no session, or no answer behind it; `nil` where neither failed.
  let failure: Unknown?
  /// How far it came; `nil` where nothing failed.
  let stage: FailureStage?
  /// Whether plain HTTP answered where TLS was asked for.
  let spokePlainHTTP: Bool
  /// The address that was connected to; `nil` where none was.
  let address: Address?
}

extension Scene {
  /// What answered on the https port, and the look that saw it.
  func secureAnswer(of host: AuditedHost) async -> (state: Observed<AnswerProbe.Secure>, look: Look.ID) {
    let look = await secureLook(at: host)
    if look.session != nil { return (.known(.tls), look.id) }
    if look.spokePlainHTTP { return (.known(.plainHTTP), look.id) }
    let failure = look.failure ?? Unknown(.defect)
    if failure.reason == .refused { return (.known(.refused), look.id) }
    guard look.stage == .tls else { return (.unknown(failure), look.id) }
    // Our own TLS library may be too new for the server, or the server may stop halfway: the hellos decide whether it
    // speaks TLS at all.
    let hellos = await versionHellos(of: host).map(\.hello)
    if hellos.contains(where: \.isAccepted) { return (.known(.tls), look.id) }
    guard failure.reason == .handshakeFailed else { return (.unknown(failure), look.id) }
    if hellos.contains(where: \.isNotTLS) { return (.known(.notTLS), look.id) }
    if hellos.allSatisfy(\.isRefused) { return (.known(.tls), look.id) }
    // What cut the hellos off cut off the handshake too, and says more than that it failed.
    return (.unknown(hellos.lazy.compactMap(\.unknown).first ?? failure), look.id)
  }

  /// The look that everything about the host's TLS session is read from: of a shop's host the exchange that fetches
  /// its home page, of another a handshake.
  func secureLook(at host: AuditedHost) async -> SecureLook {
    if host.roles.contains(.shop) {
      let exchange = await visit.exchange(ExchangeRequest(.get, host.url))
      return SecureLook(
        id: exchange.id,
        session: exchange.session,
        failure: exchange.failure,
        stage: exchange.stage,
        spokePlainHTTP: exchange.spokePlainHTTP,
        address: exchange.address
      )
    }
    let handshake = await visit.handshake(HandshakeTarget(HostTarget(host.url)))
    return SecureLook(
      id: handshake.id,
      session: handshake.session,
      failure: handshake.failure,
      stage: handshake.stage,
      spokePlainHTTP: handshake.spokePlainHTTP,
      address: handshake.address
    )
  }

  /// The way from the host's root over plain HTTP; `nil` where the shop is not on port 443.
  func plainJourney(of host: AuditedHost) async -> Journey? {
    guard let url = host.plainURL else { return nil }
    return await journey(url)
  }
}
