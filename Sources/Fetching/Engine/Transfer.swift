internal import CCurl
internal import COpenSSL
import Glibc
import Model
import Reading

/// A connection's socket.
///
/// Touched only by the loop's thread.
final class OpenSocket {
  let descriptor: Int32
  let address: Address
  /// The look that it was opened for: tells it from all others.
  let number: AddressGate.Ticket
  /// The place that its connection was made to; `nil` of a hello's, which carries nothing else.
  let place: String?
  /// The looks that use it now; empty while it is kept for later ones.
  var users: Set<AddressGate.Ticket>
  /// What TLS showed on it, for all requests that it carries.
  var session: Session?
  /// How its connection ended; known once it is closed.
  var end = TransferEnd.Peer.open

  init(descriptor: Int32, address: Address, place: String? = nil, user: AddressGate.Ticket) {
    self.descriptor = descriptor
    self.place = place
    self.address = address
    number = user
    users = [user]
  }
}

/// One look under way.
///
/// Touched only by the loop's thread; libcurl's callbacks find it by its address, and it outlives its handle.
final class Transfer {
  let ticket: AddressGate.Ticket
  let plan: TransferPlan
  unowned let lane: Lane
  let continuation: CheckedContinuation<TransferOutcome, Never>

  var easy: EasyHandle?
  /// Written by OpenSSL while the handshake runs, so its address must not move.
  let watch: UnsafeMutablePointer<copenssl_watch>
  var reader: AnswerReader
  var hello: HelloRun?
  var helloSocket: OpenSocket?
  /// Of a bare connection, for whoever asked for it.
  var handedOver: Int32?
  /// Of a hello, whose handle is gone when it ends.
  var connectTime: Int?
  /// Microseconds until the TCP connection stood, where TLS began on it; libcurl does not tell when TLS fails.
  var tlsBegan: Int?
  /// The connection that it is to go over beside other looks, by its number; it opens none then.
  var ridden: UInt64?
  /// Whether that connection was gone, and there was no room for another.
  var foundNoRoom = false
  /// Whether libcurl has the handle.
  var isAdded = false
  /// Whether connections of ours to its addresses were open when it began.
  var metOpenConnections = false
  var startedAt: ContinuousClock.Instant?
  var stop: TransferEnd.Stop?
  var vetoed: [Address] = []
  var sockets: [OpenSocket] = []
  var address: Address?
  var session: Session?
  /// Whether the connection was ready for the request.
  var ready = false
  var usedAgain = false

  init(
    ticket: AddressGate.Ticket,
    plan: TransferPlan,
    lane: Lane,
    continuation: CheckedContinuation<TransferOutcome, Never>
  ) {
    self.ticket = ticket
    self.plan = plan
    self.lane = lane
    self.continuation = continuation
    reader = AnswerReader(limits: plan.limits)
    watch = .allocate(capacity: 1)
    watch.initialize(
      to: copenssl_watch(first: (0, 0, 0, 0, 0), first_count: 0, alert: -1, asks_certificate: 0)
    )
  }

  deinit {
    // The handle goes first: closing its connection may still write to `watch`.
    easy = nil
    watch.deallocate()
  }

  /// How it goes through the gate.
  var manner: AddressGate.Manner {
    switch plan.purpose {
    case _ where plan.alone: .alone
    case _ where ridden != nil: .riding(ridden ?? 0)
    case .hello where plan.isLeaf, .exchange where plan.isLeaf: .leaf
    case .hello, .exchange, .handshake, .connection: .usual
    }
  }

  /// How it goes on when no connection came about to a host of both families; `nil` when it does not.
  ///
  /// With a dead address of IPv6 libcurl 7.88 now and then gives up on a live one of IPv4, and what it tells is the dead
  /// one's error or silence alone.
  func planWithoutIPv6(after code: UInt32) -> TransferPlan? {
    let isUnconnected =
      code == CURLE_COULDNT_CONNECT.rawValue || code == CURLE_OPERATION_TIMEDOUT.rawValue
    guard isUnconnected, !ready, tlsBegan == nil, easy?.time(CURLINFO_CONNECT_TIME_T) == nil, !plan.isIPv4Only
    else { return nil }
    let addresses = plan.addresses.filter { $0.family == .ipv4 }
    guard !addresses.isEmpty, addresses.count < plan.addresses.count else { return nil }
    var plan = plan
    plan.addresses = addresses
    plan.isIPv4Only = true
    return plan
  }

  /// libcurl's view of this object; valid while the loop holds it.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes note of a ready connection; `false` when the request must not be sent over it.
  func connectionIsReady(remote: String, localPort: Int) -> Bool {
    address = Address(remote)
    let socket = lane.socket(to: address, localPort: localPort)
    if let socket, !sockets.contains(where: { $0 === socket }) {
      usedAgain = true
      socket.users.insert(ticket)
      sockets.append(socket)
    }
    if plan.isTLS, let raw = easy.flatMap({ ccurl_get_tls($0.raw) }) {
      readSession(OpaquePointer(raw), on: socket)
    }
    ready = true
    if plan.credentials != nil, session?.chain.verified != true {
      stop = .credentials
      return false
    }
    if case .exchange = plan.purpose { lane.loop.expectFirstByte(of: self) }
    return true
  }

  private func readSession(_ ssl: OpaquePointer, on socket: OpenSocket?) {
    if let known = socket?.session {
      session = known
      return
    }
    copenssl_unwatch(ssl)
    let fresh = Session(reading: ssl, roots: lane.roots, host: plan.host, at: lane.judgedAt)
    socket?.session = fresh
    session = fresh
  }

  /// Judges an address and opens a socket for it; `CURL_SOCKET_BAD` when the policy forbids it.
  ///
  /// An IPv6 address reaches past the end of the structure, so that it must not be copied.
  func openSocket(for wanted: UnsafePointer<curl_sockaddr>) -> Int32 {
    guard let address = Address(ccurl_wanted_address(wanted)) else { return CURL_SOCKET_BAD }
    // A proxy is the operator's word; where it leads has been judged before.
    guard plan.proxy != nil || plan.scope.allows(address) else {
      vetoed.append(address)
      return CURL_SOCKET_BAD
    }
    lane.loop.makeRoom(at: address)
    guard ridden == nil || lane.loop.hasRoom(at: address) else {
      foundNoRoom = true
      return CURL_SOCKET_BAD
    }
    let descriptor = ccurl_open_socket(wanted)
    guard descriptor >= 0 else { return CURL_SOCKET_BAD }
    let socket = OpenSocket(descriptor: descriptor, address: address, place: plan.place, user: ticket)
    sockets.append(socket)
    lane.loop.add(socket, to: lane)
    return descriptor
  }
}
