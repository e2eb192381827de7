internal import CCurl
import Glibc

/// What the loop watches beside libcurl's sockets and hellos.
protocol Watched: AnyObject {
  /// Its descriptor can be read or written, or failed.
  func isReady(_ event: ccurl_event)
  /// Ends it, and closes its descriptor.
  func close()
}

/// A connected socket that the loop reads and writes.
///
/// Touched only by the loop's thread; owns its descriptor.
final class Channel: Watched {
  let descriptor: Int32
  /// Takes what came.
  var receive: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  /// Called when all was sent that had to wait.
  var whenDrained: () -> Void = {}
  /// Called when the peer ended or the connection failed; not after `close`.
  var whenEnded: () -> Void = {}
  /// Whether nothing is read for now.
  var isPaused = false { didSet { if isPaused != oldValue { watch() } } }
  private(set) var isOpen = true

  private unowned let loop: Loop
  private var unsent: [UInt8] = []
  /// How many bytes of `unsent` have gone.
  private var sent = 0
  private var closesWhenDrained = false

  private static let pieceSize = 65_536

  /// A channel over `descriptor`, which does not block.
  init(_ descriptor: Int32, on loop: Loop) {
    self.descriptor = descriptor
    self.loop = loop
    loop.watched[descriptor] = self
    watch()
  }

  /// How many bytes wait to be sent.
  var waiting: Int { unsent.count - sent }

  /// Sends `bytes` after what already waits.
  func send(_ bytes: some Collection<UInt8>) {
    guard isOpen, !closesWhenDrained else { return }
    unsent.append(contentsOf: bytes)
    drain()
  }

  /// Closes as soon as all was sent; nothing more is read.
  func closeWhenDrained() {
    closesWhenDrained = true
    if waiting == 0 { close() } else { isPaused = true }
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    loop.watched[descriptor] = nil
    ccurl_poller_forget(loop.poller, descriptor)
    Glibc.close(descriptor)
    (receive, whenDrained, whenEnded) = ({ _ in }, {}, {})
  }

  func isReady(_ event: ccurl_event) {
    if event.writable != 0 { drain() }
    if isOpen, event.readable != 0 || event.failed != 0 { read() }
  }

  private func drain() {
    while waiting > 0 {
      let count = unsent.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { ccurl_send(descriptor, $0 + sent, UInt(waiting)) } ?? 0
      }
      if count < 0 { return end() }
      if count == 0 { return watch() }
      sent += count
    }
    (unsent, sent) = ([], 0)
    if closesWhenDrained { return close() }
    watch()
    whenDrained()
  }

  private func read() {
    guard !isPaused else { return end() }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceSize)
    defer { buffer.deallocate() }
    let count = ccurl_receive(descriptor, buffer, UInt(Self.pieceSize))
    if count == -1 { return }
    guard count > 0 else { return end() }
    receive(UnsafeBufferPointer(start: buffer, count: count))
  }

  private func end() {
    let tell = whenEnded
    close()
    tell()
  }

  private func watch() {
    guard isOpen else { return }
    ccurl_poller_watch(loop.poller, descriptor, isPaused ? 0 : 1, waiting > 0 ? 1 : 0)
  }
}

/// A socket that takes connections on this machine's own interface.
///
/// Touched only by the loop's thread; owns its descriptor.
final class Listener: Watched {
  let port: Int
  private let descriptor: Int32
  private unowned let loop: Loop
  private let take: (Int32) -> Void

  /// Listens on a free port; `nil` when the system gives none.
  ///
  /// `take` gets each connection, and closes it.
  init?(on loop: Loop, _ take: @escaping (Int32) -> Void) {
    var port: Int32 = 0
    descriptor = ccurl_listen_on_loopback(&port)
    guard descriptor >= 0 else { return nil }
    self.port = Int(port)
    self.loop = loop
    self.take = take
    loop.watched[descriptor] = self
    ccurl_poller_watch(loop.poller, descriptor, 1, 0)
  }

  func isReady(_ event: ccurl_event) {
    while true {
      let connection = ccurl_accept(descriptor)
      guard connection >= 0 else { return }
      take(connection)
    }
  }

  func close() {
    guard loop.watched.removeValue(forKey: descriptor) != nil else { return }
    ccurl_poller_forget(loop.poller, descriptor)
    Glibc.close(descriptor)
  }
}
