package import Model
import Reading

extension Visit {
  /// The longest address that is asked for, in bytes.
  private static let longestAddress = 8192
  /// The longest header field that is sent, in bytes; most servers take no longer one.
  private static let longestField = 8192

  /// Makes an HTTP request; redirects are not followed.
  ///
  /// `after` names the looks that had to end before.
  package func exchange(_ request: ExchangeRequest, after: [Look.ID] = []) async -> Exchange {
    let id = LookIdentity.of(request)
    let cancelled = Exchange(id: id, request: request, failure: Unknown(.cancelled), stage: .plan)
    return await exchanges.look(id, cancelled: cancelled) { await self.make(request, id, after) }
  }

  private func make(_ request: ExchangeRequest, _ id: Look.ID, _ after: [Look.ID]) async -> Exchange {
    var plan = plan(for: request)
    if let objection = objection(to: request) { return kept(.notMade(objection), request, plan, id, after) }
    if let refusal = await prepare(&plan, to: HostTarget(request.url, address: request.address)) {
      return kept(.notMade(refusal.reason, stage: refusal.stage), request, plan, id, after)
    }
    let outcome = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    let first = kept(outcome, request, plan, id, after)
    // A POST that may have arrived is not sent twice.
    let isSafe = request.method != .post || outcome.stage != .transfer
    guard outcome.mayBeCrowding, outcome.wasShared, isSafe else { return first }
    if let refusal = begin() {
      // What only a repeat can confirm is not the server's answer without one.
      return Exchange(id: id, request: request, failure: refusal, stage: .plan, endedAt: first.endedAt)
    }
    plan.alone = true
    let again = await engine.loop.run(plan, lane: lane, ticket: engine.number())
    return kept(again, request, plan, LookIdentity.again(id), after + [id])
  }

  private func plan(for request: ExchangeRequest) -> TransferPlan {
    var limits = settings.limits
    if let limit = request.bodyLimit { limits.bodyBytes = min(limits.bodyBytes, max(0, limit)) }
    if let patience = request.patience {
      limits.firstByte = max(patience, .seconds(1))
      limits.total = limits.firstByte + limits.connect + .seconds(2)
    }
    var plan = TransferPlan(
      purpose: .exchange,
      method: request.method,
      url: request.url.text,
      host: request.url.hostName,
      isTLS: request.url.isHTTPS,
      place: request.url.origin,
      userAgent: settings.userAgent,
      headers: request.headers,
      body: request.body,
      credentials: settings.credentials(for: request),
      addresses: [],
      proxy: settings.proxy(for: request.url.hostName),
      scope: scope,
      limits: limits,
      endsBy: endsBy
    )
    plan.isLeaf = request.isLeaf
    plan.session = request.session
    return plan
  }

  /// What cannot be sent as it is.
  private func objection(to request: ExchangeRequest) -> Unknown? {
    if request.url.text.utf8.count > Self.longestAddress {
      return Unknown(.limitReached, detail: "the address is longer than \(Self.longestAddress) bytes")
    }
    for (name, value) in request.headers + settings.headers {
      guard name.utf8.count + value.utf8.count <= Self.longestField else {
        return Unknown(
          .limitReached,
          detail: "a header field to send is longer than \(Self.longestField) bytes"
        )
      }
      let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }
      guard isName, !value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
        return Unknown(.malformed, detail: "a header field to send holds a line break or no name")
      }
    }
    return nil
  }

  /// The exchange that an outcome makes; its look is kept.
  private func kept(
    _ outcome: TransferOutcome,
    _ request: ExchangeRequest,
    _ plan: TransferPlan,
    _ id: Look.ID,
    _ after: [Look.ID]
  ) -> Exchange {
    keep(
      Look(
        id: id,
        kind: .exchange,
        startedAfter: milliseconds(at: outcome.startedAt),
        timings: outcome.timings,
        roundTrips: outcome.roundTrips(requests: outcome.answer == nil ? 0 : 1),
        address: outcome.address?.text,
        waitedFor: after,
        status: outcome.answer?.status,
        headers: outcome.answer.map { redaction.headers($0.headers) } ?? [],
        bodyBytes: outcome.answer?.body.count,
        failure: outcome.failure ?? outcome.answer?.cut,
        command: RepeatCommand.curl(request, plan: plan.asMade(outcome), settings: settings)
      )
    )
    keep(outcome.session, of: HostTarget(request.url))
    return Exchange(
      id: id,
      request: request,
      answer: outcome.answer,
      failure: outcome.failure,
      stage: outcome.stage,
      spokePlainHTTP: outcome.spokePlainHTTP,
      demandsCertificate: outcome.demandsCertificate,
      session: outcome.session,
      timings: outcome.timings,
      address: outcome.address,
      endedAt: settings.judgedAt + milliseconds(at: .now) / 1000
    )
  }
}

extension TransferOutcome {
  /// The round trips that it needed by its protocol, with so many for requests and answers.
  func roundTrips(requests: Int) -> Int {
    guard startedAt != nil, address != nil else { return 0 }
    if usedAgain { return requests }
    let tls: Int
    if let session {
      tls = session.version == "TLSv1.3" ? 1 : 2
    } else {
      tls = stage == .tls ? 1 : 0
    }
    return 1 + tls + requests
  }
}
