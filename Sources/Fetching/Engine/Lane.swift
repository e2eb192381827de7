internal import CCurl
import Glibc

/// One visit's multi handle: connections carry a visit's credentials and are never used for another.
///
/// Touched only by the loop's thread.
final class Lane {
  let id: UInt64
  let multi: UnsafeMutableRawPointer
  let roots: Roots
  /// The moment at which certificates are judged, in seconds since 1970.
  let judgedAt: Int
  unowned let loop: Loop
  private var sockets: [Int32: OpenSocket] = [:]
  /// Bytes of all bodies so far, those that were cut away included.
  var bodyBytes = 0

  init?(id: UInt64, roots: Roots, judgedAt: Int, loop: Loop) {
    guard let multi = curl_multi_init() else { return nil }
    self.id = id
    self.multi = multi
    self.roots = roots
    self.judgedAt = judgedAt
    self.loop = loop
    let code = ccurl_multi_set_callbacks(
      multi,
      { _, descriptor, what, context, _ in
        guard let lane = Lane.of(context) else { return 0 }
        lane.loop.watch(descriptor, what: what, for: lane)
        return 0
      },
      { _, milliseconds, context in
        guard let lane = Lane.of(context) else { return 0 }
        lane.loop.call(lane, inMilliseconds: milliseconds)
        return 0
      },
      context
    )
    guard code == CURLM_OK else {
      curl_multi_cleanup(multi)
      return nil
    }
  }

  /// Closes every connection.
  ///
  /// Only when no transfer is left, and while the loop still knows the lane.
  func shut() {
    curl_multi_cleanup(multi)
  }

  /// libcurl's view of this object; valid while the loop holds it.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func of(_ context: UnsafeMutableRawPointer?) -> Lane? {
    context.map { Unmanaged<Lane>.fromOpaque($0).takeUnretainedValue() }
  }

  func keep(_ socket: OpenSocket) { sockets[socket.descriptor] = socket }

  /// A connection that carries many exchanges at once (HTTP/2) and can carry that of `plan` too.
  ///
  /// The oldest of them, which libcurl takes as well.
  func connection(thatCarries plan: TransferPlan) -> OpenSocket? {
    guard case .exchange = plan.purpose, !plan.alone else { return nil }
    let fit = sockets.values.filter { socket in
      socket.place == plan.place && socket.session?.alpn == "h2" && socket.users.count < Self.mostStreams
        && plan.addresses.contains(socket.address)
    }
    return fit.min { $0.number < $1.number }
  }

  /// Fewer than any common server allows on one connection.
  private static let mostStreams = 30

  /// The socket of a connection by its two ends; `nil` when it is none of ours.
  func socket(to address: Address?, localPort: Int) -> OpenSocket? {
    sockets.values.first { socket in
      socket.address == address && Int(ccurl_local_port(socket.descriptor)) == localPort
    }
  }

  /// Closes a socket for libcurl, and notes how its connection ended.
  func close(_ descriptor: Int32) -> Int32 {
    if let socket = sockets.removeValue(forKey: descriptor) {
      switch ccurl_look_at_peer(descriptor) {
      case CCURL_PEER_CLOSED: socket.end = .closed
      case CCURL_PEER_RESET: socket.end = .reset
      default: socket.end = .open
      }
      loop.remove(socket)
    }
    return Glibc.close(descriptor)
  }
}
