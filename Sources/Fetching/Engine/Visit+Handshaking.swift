package import Model
package import Reading

extension Visit {
  /// Makes a real TLS handshake on a connection of its own, and no request.
  package func handshake(_ target: HandshakeTarget, after: [Look.ID] = []) async -> Handshake {
    let id = LookIdentity.of(target)
    let cancelled = Handshake(id: id, failure: Unknown(.cancelled), stage: .plan)
    return await handshakes.look(id, cancelled: cancelled) { await self.make(target, id, after) }
  }

  /// Sends a ClientHello and reads what the server says to it.
  package func hello(_ request: HelloRequest, after: [Look.ID] = []) async -> Hello {
    let id = LookIdentity.of(request)
    let cancelled = Hello(id: id, answer: .unknown(Unknown(.cancelled)))
    return await hellos.look(id, cancelled: cancelled) { await self.make(request, id, after) }
  }

  /// What the certificates that came in clear behind a hello are worth for `host`; `nil` where none came, or none that can
  /// be read.
  package func chain(of flight: ServerFlight, for host: String) async -> Chain? {
    guard !flight.certificates.isEmpty else { return nil }
    return await engine.loop.chain(of: flight, lane: lane, host: host)
  }

  private func make(_ target: HandshakeTarget, _ id: Look.ID, _ after: [Look.ID]) async -> Handshake {
    var plan = plan(.handshake, to: target.place, scheme: "https")
    plan.newest = target.newest
    if let refusal = await prepare(&plan, to: target.place) {
      return kept(.notMade(refusal.reason, stage: refusal.stage), target, plan, id, after)
    }
    let outcome = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    let first = kept(outcome, target, plan, id, after)
    guard outcome.mayBeCrowding, outcome.wasShared else { return first }
    if let refusal = begin() {
      return Handshake(id: id, failure: refusal, stage: .plan, address: first.address)
    }
    plan.alone = true
    let again = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    return kept(again, target, plan, LookIdentity.again(id), after + [id])
  }

  private func make(_ request: HelloRequest, _ id: Look.ID, _ after: [Look.ID]) async -> Hello {
    var generator = SystemRandomNumberGenerator()
    let bytes = request.hello.record(using: &generator)
    var plan = plan(.hello(bytes), to: request.place, scheme: "http")
    plan.isLeaf = !request.leads
    if let refusal = await prepare(&plan, to: request.place) {
      return kept(.notMade(refusal.reason, stage: refusal.stage), request, plan, id, after)
    }
    let outcome = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    let first = kept(outcome, request, plan, id, after)
    guard outcome.wantsRepeat else { return first }
    if let refusal = begin() {
      // What only a repeat can confirm is no refusal without one.
      guard case .refused = first.answer else { return first }
      return Hello(id: id, answer: .unknown(refusal), address: first.address)
    }
    plan.alone = true
    let again = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    return kept(again, request, plan, LookIdentity.again(id), after + [id])
  }

  /// Connects to a place and hands the bare socket over, for a browser of ours: no look of its own, but one by the same
  /// rules.
  func connect(to place: HostTarget) async -> BareConnection {
    var plan = plan(.connection, to: place, scheme: "http")
    if let refusal = await lead(&plan, to: place) { return .failed(refusal.reason) }
    let outcome = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    guard let descriptor = outcome.descriptor, let address = outcome.address else {
      return .failed(outcome.failure ?? Unknown(.cancelled))
    }
    return .open(descriptor, address)
  }

  private func plan(_ purpose: TransferPlan.Purpose, to place: HostTarget, scheme: String) -> TransferPlan {
    TransferPlan(
      purpose: purpose,
      url: "\(scheme)://\(place.text)/",
      host: place.host,
      isTLS: scheme == "https",
      place: "\(scheme)://\(place.text)",
      userAgent: settings.userAgent,
      addresses: [],
      proxy: settings.proxy(for: place.host),
      scope: scope,
      limits: settings.limits,
      endsBy: endsBy
    )
  }

  private func kept(
    _ outcome: TransferOutcome,
    _ target: HandshakeTarget,
    _ plan: TransferPlan,
    _ id: Look.ID,
    _ after: [Look.ID]
  ) -> Handshake {
    let missing =
      outcome.session == nil ? Unknown(.defect, detail: "the handshake ended without a session") : nil
    let failure = outcome.failure ?? missing
    let command = RepeatCommand.handshake(target, plan: plan.asMade(outcome))
    keep(look(outcome, id, .handshake, after, outcome.roundTrips(requests: 0), failure, command))
    if target.newest == nil { keep(outcome.session, of: target.place) }
    return Handshake(
      id: id,
      session: failure == nil ? outcome.session : nil,
      failure: failure,
      stage: failure == nil ? nil : outcome.stage ?? .tls,
      spokePlainHTTP: outcome.spokePlainHTTP,
      address: outcome.address
    )
  }

  private func kept(
    _ outcome: TransferOutcome,
    _ request: HelloRequest,
    _ plan: TransferPlan,
    _ id: Look.ID,
    _ after: [Look.ID]
  ) -> Hello {
    let answer = outcome.helloAnswer(to: request.hello)
    let failure = answer.unknown
    let roundTrips = outcome.roundTrips(requests: outcome.flight == nil ? 0 : 1)
    let command = RepeatCommand.hello(request, plan: plan.asMade(outcome))
    keep(look(outcome, id, .hello, after, roundTrips, failure, command))
    let isSound = answer.unknown?.reason != .malformed
    return Hello(
      id: id,
      answer: answer,
      flight: isSound ? outcome.serverFlight : nil,
      address: outcome.address
    )
  }

  private func look(
    _ outcome: TransferOutcome,
    _ id: Look.ID,
    _ kind: Look.Kind,
    _ after: [Look.ID],
    _ roundTrips: Int,
    _ failure: Unknown?,
    _ command: String
  ) -> Look {
    Look(
      id: id,
      kind: kind,
      startedAfter: milliseconds(at: outcome.startedAt),
      timings: outcome.timings,
      roundTrips: roundTrips,
      address: outcome.address?.text,
      waitedFor: after,
      failure: failure,
      command: command
    )
  }
}

/// A connected socket without anything on it, or why there is none.
enum BareConnection: Sendable {
  /// Its descriptor, which the taker closes, and where it leads.
  case open(Int32, Address)
  case failed(Unknown)
}

extension TransferOutcome {
  /// Whether a hello is to be sent again, alone: after silence or a reset always, after a refusal, a close or an alert
  /// that may mean too many connections when others of ours were open.
  var wantsRepeat: Bool {
    switch flight {
    case .silent, .reset: true
    case .closed: wasShared
    case .read(.alert(let alert)): wasShared && !alert.isAboutTheOffer
    case .read: false
    case nil: mayBeCrowding && wasShared
    }
  }

  /// What the server said to `hello`.
  func helloAnswer(to hello: ClientHello) -> Hello.Answer {
    if let failure { return .unknown(failure) }
    switch flight {
    case .closed: return .refused("closed")
    case .reset: return .unknown(Unknown(.reset))
    case .silent: return .unknown(Unknown(.timedOut, detail: "no answer to a ClientHello"))
    case nil: return .unknown(Unknown(.defect, detail: "the hello was not sent"))
    case .read(let state):
      switch state {
      case .serverHello(let chosen):
        // A version or a suite that was not offered ends a handshake. Source: RFC 8446, 4.1.3; RFC 5246, 7.4.1.3.
        guard chosen.version <= hello.version, hello.suites.contains(chosen.suite) else {
          return .unknown(Unknown(.malformed, detail: "the server chose what was not offered"))
        }
        let isOffered = chosen.version == hello.version || (hello.offersTLS12 && chosen.version == .tls12)
        return isOffered ? .accepted(chosen) : .refused(chosen.version.name)
      case .alert(let alert): return .refused(alert.isClosing ? "closed" : alert.name)
      case .notTLS: return .notTLS
      case .malformed: return .unknown(Unknown(.malformed, detail: "the answer breaks the rules of TLS"))
      case .needMore: return .unknown(Unknown(.malformed, detail: "the answer ended too early"))
      }
    }
  }
}

extension TLSAlert {
  /// Whether it can only be meant for what was offered: protocol_version and handshake_failure.
  fileprivate var isAboutTheOffer: Bool { code == 70 || code == 40 }
}
