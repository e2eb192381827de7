internal import CCurl
import Glibc

/// Lanes, sockets and time.
extension Loop {
  /// Opens a visit's lane.
  func openLane(_ id: UInt64, roots: Roots, judgedAt: Int) {
    lanes[id] = Lane(id: id, roots: roots, judgedAt: judgedAt, loop: self)
  }

  /// Ends a visit's looks and closes its connections.
  func closeLane(_ id: UInt64) {
    guard let lane = lanes[id] else { return }
    for transfer in transfers.values where transfer.lane === lane { finish(transfer.ticket, .cancelled) }
    lane.shut()
    lanes[id] = nil
    deadlines.remove(.lane(id))
  }

  func lane(_ id: UInt64) -> Lane? { lanes[id] }

  /// Watches a descriptor as libcurl wants it.
  func watch(_ descriptor: Int32, what: Int32, for lane: Lane) {
    guard what != CURL_POLL_REMOVE else {
      owners[descriptor] = nil
      ccurl_poller_forget(poller, descriptor)
      return
    }
    owners[descriptor] = lane
    ccurl_poller_watch(
      poller,
      descriptor,
      what == CURL_POLL_OUT ? 0 : 1,
      what == CURL_POLL_IN ? 0 : 1
    )
  }

  /// Calls libcurl for a lane after a time; -1 for not at all.
  func call(_ lane: Lane, inMilliseconds milliseconds: Int) {
    if milliseconds < 0 {
      deadlines.remove(.lane(lane.id))
    } else {
      deadlines.set(.lane(lane.id), at: .now + .milliseconds(milliseconds))
    }
  }

  /// Rings after a time, or when the loop stops.
  func setAlarm(_ id: UInt64, at moment: ContinuousClock.Instant, _ ring: @escaping @Sendable () -> Void) {
    alarms[id] = ring
    deadlines.set(.alarm(id), at: moment)
  }

  func dropAlarm(_ id: UInt64) {
    alarms[id] = nil
    deadlines.remove(.alarm(id))
  }

  func setDeadline(_ due: Due, at moment: ContinuousClock.Instant) { deadlines.set(due, at: moment) }

  func dropDeadline(_ due: Due) { deadlines.remove(due) }

  func expectFirstByte(of transfer: Transfer) {
    deadlines.set(.firstByte(transfer.ticket), at: .now + transfer.plan.limits.firstByte)
  }

  func firstByteCame(of transfer: Transfer) {
    deadlines.remove(.firstByte(transfer.ticket))
  }

  /// Notes an open socket.
  func add(_ socket: OpenSocket, to lane: Lane?) {
    lane?.keep(socket)
    sockets[socket.address, default: []].append(socket)
  }

  func remove(_ socket: OpenSocket) {
    sockets[socket.address]?.removeAll { $0 === socket }
    if sockets[socket.address]?.isEmpty == true { sockets[socket.address] = nil }
  }

  /// Whether any connection of ours to the address is open.
  func isOpen(_ address: Address) -> Bool { sockets[address] != nil }

  /// Ends a connection that nobody uses when there are as many as may be; `all` ends every such one.
  func makeRoom(at address: Address, all: Bool = false) {
    let present = sockets[address] ?? []
    let unused = present.filter(\.users.isEmpty)
    let surplus = all ? unused.count : max(0, present.count + 1 - connectionsPerAddress)
    // A connection that looks still wait for goes last, and of several to one place the oldest.
    var wanted: [String: Int] = [:]
    for transfer in transfers.values where transfer.startedAt == nil {
      wanted[transfer.plan.place, default: 0] += 1
    }
    func rank(_ socket: OpenSocket) -> (Int, UInt64) {
      (socket.place.flatMap { wanted[$0] } ?? 0, .max - socket.number)
    }
    let leastWanted = unused.sorted { rank($0) < rank($1) }
    for socket in leastWanted.prefix(surplus) {
      // libcurl owns the descriptor and closes it when it finds the connection dead.
      shutdown(socket.descriptor, Int32(SHUT_RDWR))
      remove(socket)
    }
  }

  /// Whether one more connection may be opened.
  func hasRoom(at address: Address) -> Bool { sockets[address, default: []].count < connectionsPerAddress }

  /// Sends the hello on a duplicate of the connected socket, so that the handle can go.
  func beginHello(_ transfer: Transfer, _ bytes: [UInt8]) {
    guard let easy = transfer.easy, let address = transfer.address ?? transfer.sockets.last?.address else {
      return finish(transfer.ticket, nil, code: CURLE_FAILED_INIT.rawValue)
    }
    let descriptor = ccurl_duplicate(ccurl_get_socket(easy.raw))
    guard descriptor >= 0 else { return finish(transfer.ticket, nil, code: CURLE_FAILED_INIT.rawValue) }
    transfer.address = address
    transfer.connectTime = easy.time(CURLINFO_CONNECT_TIME_T)
    let hello = HelloRun(descriptor: descriptor, hello: bytes, startedAt: transfer.startedAt ?? .now)
    transfer.hello = hello
    let socket = OpenSocket(descriptor: descriptor, address: address, user: transfer.ticket)
    transfer.helloSocket = socket
    add(socket, to: nil)
    release(transfer)
    hellos[descriptor] = transfer
    setDeadline(.firstByte(transfer.ticket), at: .now + transfer.plan.limits.firstByte)
    hello.proceed()
    goOn(with: transfer, hello)
  }

  /// Ends the look with a duplicate of its connected socket, which is the caller's from now on.
  func handOver(_ transfer: Transfer) {
    guard let easy = transfer.easy, let address = transfer.address ?? transfer.sockets.last?.address else {
      return finish(transfer.ticket, nil, code: CURLE_FAILED_INIT.rawValue)
    }
    transfer.address = address
    let descriptor = ccurl_duplicate(ccurl_get_socket(easy.raw))
    transfer.handedOver = descriptor < 0 ? nil : descriptor
    finish(transfer.ticket, nil, code: descriptor < 0 ? CURLE_FAILED_INIT.rawValue : CURLE_OK.rawValue)
  }

  /// How long the rest of a flight is waited for when its hello is there: servers send them together.
  private static let patienceOfFlights = Duration.seconds(1)

  /// Waits for what the hello still lacks, or ends it.
  func goOn(with transfer: Transfer, _ hello: HelloRun) {
    if hello.isOver { return finish(transfer.ticket, nil) }
    if hello.flight != nil {
      let patience = min(Self.patienceOfFlights, transfer.plan.limits.firstByte)
      setDeadline(.firstByte(transfer.ticket), at: .now + patience)
    }
    ccurl_poller_watch(poller, hello.descriptor, 1, hello.wantsToWrite ? 1 : 0)
  }

  /// Ends the hello of a transfer, if it has one.
  func endHello(_ transfer: Transfer) {
    guard let hello = transfer.hello else { return }
    hellos[hello.descriptor] = nil
    ccurl_poller_forget(poller, hello.descriptor)
    if let socket = transfer.helloSocket { remove(socket) }
  }
}
