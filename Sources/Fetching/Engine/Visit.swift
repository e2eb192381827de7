package import Model
package import Reading

/// One audit's looks: its budget, pinned names, scope, credentials, and what has been seen.
///
/// Equal looks are made once. No look throws; what stood in the way is told.
package final class Visit: Sendable {
  private struct State {
    var looks: [Look.ID: Look] = [:]
    var made = 0
    var scope: AddressScope?
    var sessions: [String: Session] = [:]
    var isCancelled = false
  }

  let settings: VisitSettings
  let engine: Engine
  let lane: UInt64
  let redaction: Redaction
  let exchanges = SharedLooks<Exchange>()
  let handshakes = SharedLooks<Handshake>()
  let hellos = SharedLooks<Hello>()
  let resolutions = SharedLooks<Resolution>()
  private let state: Locked<State>

  init(_ settings: VisitSettings, engine: Engine, lane: UInt64) {
    self.settings = settings
    self.engine = engine
    self.lane = lane
    redaction = Redaction(settings)
    var state = State()
    state.scope = settings.scope
    self.state = Locked(state)
  }

  deinit {
    let lane = lane
    engine.loop.post { $0.closeLane(lane) }
  }

  /// Every look that was made so far, sorted by id.
  package var looks: [Look] {
    state.withLock { Array($0.looks.values) }.sorted { $0.id < $1.id }
  }

  /// How many looks ended, and how many were begun.
  package var counts: (done: Int, started: Int) { state.withLock { ($0.looks.count, $0.made) } }

  /// The part of the network that may be reached; the public one until it is settled.
  package var scope: AddressScope { state.withLock { $0.scope } ?? .publicOnly }

  /// Whether looks go through the operator's proxy, so that who can be connected to cannot be told.
  package var usesProxy: Bool { settings.proxy != nil }

  /// The proxy as the operator or the environment wrote it, with its user and password; `nil` for none.
  package var proxy: String? { settings.proxy }

  /// Whether connections to `host` go through the proxy.
  package func goesThroughProxy(_ host: String) -> Bool { settings.proxy(for: host) != nil }

  /// Whether the operator leads connections to this host and port elsewhere.
  package func maps(_ url: WebURL) -> Bool {
    settings.givenAddresses(host: url.hostName, port: url.port) != nil
      || settings.destination(host: url.hostName, port: url.port) != (url.hostName, url.port)
  }

  /// Whether the operator gave secrets, which must be kept out of everything that is stored.
  package var hasSecrets: Bool { !redaction.isEmpty }

  /// The text without the operator's secrets.
  package func withoutSecrets(_ text: String) -> String { redaction.hide(text) }

  /// What TLS showed at `host:port` when it was first seen there; `nil` when it was not yet.
  package func session(forHost host: String, port: Int = 443) -> Session? {
    let key = HostTarget(host: host, port: port).text
    return state.withLock { $0.sessions[key] }
  }

  /// Ends all looks as cancelled, those to come as well.
  package func cancel() {
    state.withLock { $0.isCancelled = true }
    exchanges.cancel()
    handshakes.cancel()
    hellos.cancel()
    resolutions.cancel()
  }

  /// Decides which part of the network may be reached, by where the operator's own target is, and keeps to it.
  ///
  /// Settings that say a scope win. A target without an address counts as public.
  package func settleScope(target: WebURL) async -> AddressScope {
    if let scope = state.withLock({ $0.scope }) { return scope }
    let scope = AddressScope.of(await resolve(target.hostName, port: target.port).addresses)
    return state.withLock { state in
      let settled = state.scope ?? scope
      state.scope = settled
      return settled
    }
  }

  /// The moment at which the visit's time is used up.
  package var endsBy: ContinuousClock.Instant { settings.startedAt + settings.deadline }

  /// Counts a look; why it must not be made, if so.
  func begin() -> Unknown? {
    let limit = settings.limits.looks
    return state.withLock { state in
      if state.isCancelled { return Unknown(.cancelled) }
      guard state.made < limit else { return refusedByLimit }
      state.made += 1
      return nil
    }
  }

  /// Keeps a look; one that the limit of looks refused was never made.
  func keep(_ look: Look) {
    guard look.failure != refusedByLimit else { return }
    state.withLock { $0.looks[look.id] = look }
  }

  private var refusedByLimit: Unknown { Unknown(.limitReached, detail: "\(settings.limits.looks) looks") }

  /// Keeps what TLS showed, where nothing is known yet.
  func keep(_ session: Session?, of place: HostTarget) {
    guard let session else { return }
    state.withLock { state in
      if state.sessions[place.text] == nil { state.sessions[place.text] = session }
    }
  }

  /// Milliseconds from the start of the audit.
  func milliseconds(at moment: ContinuousClock.Instant?) -> Int {
    max(0, settings.startedAt.duration(to: moment ?? .now).wholeMicroseconds / 1000)
  }
}
