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
  let poller: Int32
  private let waker: Int32
  private var isStopping = false
  private var whenStopped: [CheckedContinuation<Void, Never>] = []

  var lanes: [UInt64: Lane] = [:]
  var owners: [Int32: Lane] = [:]
  var hellos: [Int32: Transfer] = [:]
  /// What else is watched, by its descriptor: a browser's pipe and its connections.
  var watched: [Int32: any Watched] = [:]
  var alarms: [UInt64: @Sendable () -> Void] = [:]
  var deadlines = Deadlines<Due>()
  let connectionsPerAddress: Int
  /// Open sockets by their address, those kept for later included.
  var sockets: [Address: [OpenSocket]] = [:]

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
      goOn(with: transfer, hello)
    } else if let other = watched[event.descriptor] {
      other.isReady(event)
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
      switch transfer.plan.purpose {
      case .hello(let bytes) where code == CURLE_OK: beginHello(transfer, bytes)
      case .connection where code == CURLE_OK: handOver(transfer)
      default: finish(transfer.ticket, nil, code: code.rawValue)
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
    for other in watched.values { other.close() }
    for alarm in alarms.values { alarm() }
    alarms = [:]
    for id in lanes.keys { closeLane(id) }
    for continuation in whenStopped { continuation.resume() }
  }
}
