internal import CCurl
import Glibc

/// The thread that drives libcurl: every visit's multi handle and every hello, over one epoll set.
///
/// `@unchecked`: the mailbox is locked; everything else is touched only by the loop's thread, which `start` makes
/// and which alone runs letters, timers and libcurl's callbacks.
final class Loop: @unchecked Sendable {
  /// Work to be done on the loop's thread.
  typealias Letter = @Sendable (Loop) -> Void

  /// What can be due.
  enum Due: Hashable {
    case lane(UInt64)
    /// The turn of looks that nothing waits for.
    case leaves(Address)
    /// The end of the visit's time.
    case end(AddressGate.Ticket)
    case firstByte(AddressGate.Ticket)
    case alarm(UInt64)
  }

  private struct Mailbox {
    var letters: [Letter] = []
    var isClosed = false
  }

  private let mailbox = Locked(Mailbox())
  private let poller: Int32
  private let waker: Int32
  private var isStopping = false
  private var whenStopped: [CheckedContinuation<Void, Never>] = []

  private var lanes: [UInt64: Lane] = [:]
  private var owners: [Int32: Lane] = [:]
  private var hellos: [Int32: Transfer] = [:]
  private var alarms: [UInt64: @Sendable () -> Void] = [:]
  private var deadlines = Deadlines<Due>()
  private let connectionsPerAddress: Int
  /// Open sockets by their address, those kept for later included.
  private var sockets: [Address: [OpenSocket]] = [:]

  var transfers: [AddressGate.Ticket: Transfer] = [:]
  var gate: AddressGate

  /// A loop that is not running yet; `nil` when the system gives no descriptors.
  init?(connectionsPerAddress: Int) {
    poller = ccurl_poller_open()
    waker = ccurl_waker_open()
    self.connectionsPerAddress = connectionsPerAddress
    gate = AddressGate(capacity: connectionsPerAddress)
    guard poller >= 0, waker >= 0, ccurl_poller_watch(poller, waker, 1, 0) == 0 else { return nil }
  }

  deinit {
    if poller >= 0 { close(poller) }
    if waker >= 0 { close(waker) }
  }

  /// Starts the thread, which keeps the loop alive until it is stopped; `false` when there can be none.
  func start() -> Bool {
    startThread { [self] in run() }
  }

  /// Has `letter` run on the loop's thread; `false` when the loop has stopped, and the letter will not run.
  @discardableResult
  func post(_ letter: @escaping Letter) -> Bool {
    let taken = mailbox.withLock { mailbox in
      guard !mailbox.isClosed else { return false }
      mailbox.letters.append(letter)
      return true
    }
    if taken { ccurl_waker_wake(waker) }
    return taken
  }

  /// Ends all looks as cancelled and stops the thread; returns when it is done.
  func stop() async {
    await withCheckedContinuation { continuation in
      let posted = post { loop in
        loop.isStopping = true
        loop.whenStopped.append(continuation)
      }
      if !posted { continuation.resume() }
    }
  }

  /// Stops the thread some time soon.
  func stopSoon() {
    post { $0.isStopping = true }
  }

  private func run() {
    var events = [ccurl_event](repeating: ccurl_event(), count: 64)
    while !isStopping {
      readMail()
      let now = ContinuousClock.now
      while let due = deadlines.takeDue(at: now) { handle(due) }
      guard !isStopping else { break }
      let count = ccurl_poller_wait(poller, &events, Int32(events.count), waitingTime)
      for event in events.prefix(max(0, Int(count))) { handle(event) }
    }
    end()
  }

  private func readMail() {
    let letters = mailbox.withLock { mailbox in
      defer { mailbox.letters = [] }
      return mailbox.letters
    }
    for letter in letters { letter(self) }
  }

  /// Until the next deadline in milliseconds, rounded up; -1 when there is none.
  private var waitingTime: Int32 {
    guard let next = deadlines.next() else { return -1 }
    let left = ContinuousClock.now.duration(to: next).wholeMicroseconds
    return Int32(clamping: max(0, (min(left, .max - 1000) + 999) / 1000))
  }

  private func handle(_ due: Due) {
    switch due {
    case .lane(let id):
      guard let lane = lanes[id] else { return }
      advance(lane, descriptor: CURL_SOCKET_TIMEOUT, mask: 0)
    case .leaves(let address): launchLeaves(at: address)
    case .end(let ticket): finish(ticket, .visitDeadline)
    case .firstByte(let ticket):
      guard let hello = transfers[ticket]?.hello else { return finish(ticket, .firstByte) }
      hello.giveUp()
      finish(ticket, nil)
    case .alarm(let id): alarms.removeValue(forKey: id)?()
    }
  }

  private func handle(_ event: ccurl_event) {
    if event.descriptor == waker {
      ccurl_waker_drain(waker)
    } else if let transfer = hellos[event.descriptor], let hello = transfer.hello {
      hello.proceed()
      if hello.flight == nil {
        ccurl_poller_watch(poller, hello.descriptor, 1, hello.wantsToWrite ? 1 : 0)
      } else {
        finish(transfer.ticket, nil)
      }
    } else if let lane = owners[event.descriptor] {
      var mask: Int32 = 0
      if event.readable != 0 { mask |= CURL_CSELECT_IN }
      if event.writable != 0 { mask |= CURL_CSELECT_OUT }
      if event.failed != 0 { mask |= CURL_CSELECT_ERR }
      advance(lane, descriptor: event.descriptor, mask: mask)
    }
  }

  private func advance(_ lane: Lane, descriptor: Int32, mask: Int32) {
    var running: Int32 = 0
    _ = curl_multi_socket_action(lane.multi, descriptor, mask, &running)
    var code = CURLE_OK
    while let raw = ccurl_multi_next_ended(lane.multi, &code) {
      guard let transfer = ended(raw) else { continue }
      if code == CURLE_OK, case .hello(let bytes) = transfer.plan.purpose {
        beginHello(transfer, bytes)
      } else {
        finish(transfer.ticket, nil, code: code.rawValue)
      }
    }
  }

  private func ended(_ raw: UnsafeMutableRawPointer) -> Transfer? {
    let text = ccurl_get_string(raw, CURLINFO_PRIVATE)
    return Transfer.of(text.map { UnsafeMutableRawPointer(mutating: $0) })
  }

  /// Everything ends: looks as cancelled, alarms ring, connections close.
  private func end() {
    let letters = mailbox.withLock { mailbox in
      mailbox.isClosed = true
      defer { mailbox.letters = [] }
      return mailbox.letters
    }
    for letter in letters { letter(self) }
    for ticket in transfers.keys.sorted() { finish(ticket, .cancelled) }
    for alarm in alarms.values { alarm() }
    alarms = [:]
    for id in lanes.keys { closeLane(id) }
    for continuation in whenStopped { continuation.resume() }
  }
}

// MARK: - Lanes, sockets and time

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
  private func beginHello(_ transfer: Transfer, _ bytes: [UInt8]) {
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
    guard hello.flight == nil else { return finish(transfer.ticket, nil) }
    ccurl_poller_watch(poller, descriptor, 1, hello.wantsToWrite ? 1 : 0)
  }

  /// Ends the hello of a transfer, if it has one.
  func endHello(_ transfer: Transfer) {
    guard let hello = transfer.hello else { return }
    hellos[hello.descriptor] = nil
    ccurl_poller_forget(poller, hello.descriptor)
    if let socket = transfer.helloSocket { remove(socket) }
  }
}
