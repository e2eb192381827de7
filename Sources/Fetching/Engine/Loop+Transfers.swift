internal import CCurl
import Model
import Reading

extension Loop {
  /// Makes a look in a visit's lane and returns when it has ended; a cancelled task ends it at once.
  func run(_ plan: TransferPlan, lane: UInt64, ticket: AddressGate.Ticket) async -> TransferOutcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let posted = post { $0.begin(plan, lane: lane, ticket: ticket, continuation) }
        if !posted { continuation.resume(returning: .notMade(Unknown(.cancelled))) }
        // The handler below may have run before the look was there.
        if Task.isCancelled { post { $0.finish(ticket, .cancelled) } }
      }
    } onCancel: {
      post { $0.finish(ticket, .cancelled) }
    }
  }

  private func begin(
    _ plan: TransferPlan,
    lane id: UInt64,
    ticket: AddressGate.Ticket,
    _ continuation: CheckedContinuation<TransferOutcome, Never>
  ) {
    guard let lane = lane(id) else {
      continuation.resume(returning: .notMade(Unknown(.cancelled)))
      return
    }
    let transfer = Transfer(ticket: ticket, plan: plan, lane: lane, continuation: continuation)
    transfer.ridden = lane.connection(thatCarries: plan)?.number
    setDeadline(.end(ticket), at: plan.endsBy)
    transfers[ticket] = transfer
    queue(transfer)
  }

  private func queue(_ transfer: Transfer) {
    let mayGo = gate.ask(transfer.ticket, addresses: transfer.plan.addresses, transfer.manner)
    if mayGo { launch(transfer.ticket) } else { callLeaves(of: transfer) }
  }

  /// How long looks that nothing waits for leave a free place to those that follow from others.
  ///
  /// Long enough to read a page; short beside a round trip.
  private static let patienceOfLeaves = Duration.milliseconds(5)

  private func callLeaves(of transfer: Transfer) {
    for address in transfer.plan.addresses where gate.hasLeaves(at: address) {
      // One that shared its connection with others mostly leaves no place free, and postpones nobody's turn.
      if transfer.ridden != nil, deadlines.isSet(.leaves(address)) { continue }
      setDeadline(.leaves(address), at: .now + Self.patienceOfLeaves)
    }
  }

  func launchLeaves(at address: Address) {
    for ticket in gate.admitLeaves(at: address) { launch(ticket) }
  }

  private func launch(_ ticket: AddressGate.Ticket) {
    guard let transfer = transfers[ticket] else { return }
    transfer.startedAt = .now
    for address in transfer.plan.addresses {
      if transfer.plan.alone { makeRoom(at: address, all: true) }
      if isOpen(address) { transfer.metOpenConnections = true }
    }
    do throws(CurlError) {
      let easy = try transfer.makeHandle()
      transfer.easy = easy
      let code = curl_multi_add_handle(transfer.lane.multi, easy.raw)
      guard code == CURLM_OK else { throw CurlError(code: CURLE_FAILED_INIT.rawValue) }
      transfer.isAdded = true
    } catch {
      finish(ticket, nil, code: error.code)
    }
  }

  /// Ends a look: by libcurl's `code`, or by a `stop` of ours.
  ///
  /// Does nothing when it has ended already.
  func finish(_ ticket: AddressGate.Ticket, _ stop: TransferEnd.Stop?, code: UInt32 = CURLE_OK.rawValue) {
    guard let transfer = transfers.removeValue(forKey: ticket) else { return }
    // The connection that was to carry the look was gone, and a new one would have been one too many.
    if stop == nil, transfer.foundNoRoom { return queueAgain(transfer, transfer.plan) }
    if stop == nil, let plan = transfer.planWithoutIPv6(after: code) { return queueAgain(transfer, plan) }
    if let stop { transfer.stop = stop }
    dropDeadline(.end(ticket))
    dropDeadline(.firstByte(ticket))
    endHello(transfer)
    // Removed first, so that the connection of a failed look is closed and tells how it ended.
    remove(transfer)
    var outcome = transfer.outcome(code: code)
    outcome.wasShared = gate.wasShared(ticket) || transfer.metOpenConnections
    transfer.easy = nil
    let next = gate.leave(ticket)
    transfer.continuation.resume(returning: outcome)
    for other in next { launch(other) }
    callLeaves(of: transfer)
  }

  private func queueAgain(_ transfer: Transfer, _ plan: TransferPlan) {
    remove(transfer)
    let next = gate.leave(transfer.ticket)
    let again = Transfer(
      ticket: transfer.ticket,
      plan: plan,
      lane: transfer.lane,
      continuation: transfer.continuation
    )
    transfers[again.ticket] = again
    for other in next { launch(other) }
    callLeaves(of: transfer)
    queue(again)
  }

  /// Frees the handle of a look that goes on without it.
  func release(_ transfer: Transfer) {
    remove(transfer)
    transfer.easy = nil
  }

  private func remove(_ transfer: Transfer) {
    guard transfer.isAdded, let easy = transfer.easy else { return }
    transfer.isAdded = false
    curl_multi_remove_handle(transfer.lane.multi, easy.raw)
    for socket in transfer.sockets { socket.users.remove(transfer.ticket) }
  }

  /// Judges the certificates of a flight by the roots of a visit's lane, on the loop's thread, which alone may.
  func chain(of flight: ServerFlight, lane: UInt64, host: String) async -> Chain? {
    await withCheckedContinuation { continuation in
      let posted = post { loop in
        let chain = loop.lane(lane).flatMap { lane in
          Chain(
            reading: flight.certificates,
            staple: flight.staple,
            roots: lane.roots,
            host: host,
            at: lane.judgedAt
          )
        }
        continuation.resume(returning: chain)
      }
      if !posted { continuation.resume(returning: nil) }
    }
  }
}
