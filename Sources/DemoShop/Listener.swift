import COpenSSL
import Glibc

/// A listening socket with its threads.
///
/// `@unchecked Sendable` holds because everything that changes is touched inside `monitor.locked` only.
final class Listener: @unchecked Sendable {
  struct Counts {
    var requests: [Request] = []
    var accepted = 0
    var open = 0
    var most = 0
    var handshakes = 0
  }

  let tls: TLSContext?
  let handler: LocalServer.Handler
  private let descriptor: Int32
  private let monitor = Monitor()
  private var state = Counts()
  private var sockets: Set<Int32> = []
  private var isAccepting = false
  private var isStopping = false
  private var isClosed = false

  init(descriptor: Int32, tls: TLSContext?, handler: @escaping LocalServer.Handler) {
    self.descriptor = descriptor
    self.tls = tls
    self.handler = handler
  }

  var counts: Counts { monitor.locked { state } }

  func forgetRequests() {
    monitor.locked { state.requests = [] }
  }

  func start() throws {
    monitor.locked { isAccepting = true }
    guard startThread({ self.acceptAll() }) else {
      monitor.locked { isAccepting = false }
      stop()
      throw LocalServer.Failure(description: "the system gives no thread to accept with")
    }
  }

  func stop() {
    monitor.locked {
      isStopping = true
      monitor.wakeAll()
      guard !isClosed else { return }
      // Wakes `accept`, and every read and write.
      shutdown(descriptor, Int32(SHUT_RDWR))
      for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
      while isAccepting || !sockets.isEmpty { monitor.wait() }
      guard !isClosed else { return }
      isClosed = true
      close(descriptor)
    }
  }

  /// Waits; `false` when the server is asked to stop meanwhile.
  func pause(_ duration: Duration) -> Bool {
    guard duration > .zero else { return true }
    let deadline = timespec(after: duration)
    return monitor.locked {
      while !isStopping, !deadline.hasPassed { monitor.wait(until: deadline) }
      return !isStopping
    }
  }

  func log(_ request: Request) {
    monitor.locked { state.requests.append(request) }
  }

  func countHandshake() {
    monitor.locked { state.handshakes += 1 }
  }

  private func acceptAll() {
    while true {
      let socket = copenssl_accept_socket(descriptor)
      if socket < 0 {
        let reason = errno
        if monitor.locked({ isStopping }) { break }
        // Out of descriptors: wait for one to be given back. All else is one client's mishap.
        if reason == EMFILE || reason == ENFILE { _ = pause(.milliseconds(20)) }
        continue
      }
      converse(on: socket)
    }
    monitor.locked {
      isAccepting = false
      monitor.wakeAll()
    }
  }

  private func converse(on socket: Int32) {
    let number: Int? = monitor.locked {
      guard !isStopping else { return nil }
      sockets.insert(socket)
      state.accepted += 1
      state.open += 1
      state.most = max(state.most, state.open)
      return state.accepted
    }
    guard let number else {
      close(socket)
      return
    }
    let started = startThread {
      var conversation = Conversation(listener: self, socket: socket, number: number)
      conversation.run()
      self.end(socket)
    }
    if !started { end(socket) }
  }

  /// Closes inside the lock, so that `stop` never shuts down a number that was given away again.
  private func end(_ socket: Int32) {
    monitor.locked {
      sockets.remove(socket)
      state.open -= 1
      close(socket)
      monitor.wakeAll()
    }
  }
}
