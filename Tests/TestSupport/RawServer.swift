import Glibc

/// A socket server on this machine that does to each connection what a script says, byte for byte.
///
/// For what a decent server would not do. A thread a connection; it runs until ``stop()`` or its end.
package final class RawServer: Sendable {
  /// One thing done to a connection.
  package enum Step: Sendable {
    /// Reads until an empty line, or whatever comes when it is no HTTP.
    case read
    /// Sends bytes.
    case send([UInt8])
    /// Sends text.
    case text(String)
    /// Sends text again and again, with a pause in between, until the client hangs up.
    case sendForever(String, every: Duration)
    /// Waits until so many connections were accepted in all.
    case awaitConnections(Int)
    /// Waits until the client hangs up, or the server stops.
    case hold
    /// Ends the connection with a reset; without it, it ends in order.
    case reset
  }

  /// The operating system would not let it listen.
  package struct Failure: Error {}

  private let listener: Int32
  private let state: State
  /// The port it listens on.
  package let port: Int

  /// Listens on `address`, any free port; `script` gets the number of the connection, from 1.
  package init(address: String = "127.0.0.1", script: @escaping @Sendable (Int) -> [Step]) throws {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, address, &name.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let bound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(descriptor, plain, length) == 0 && listen(descriptor, 128) == 0
          && getsockname(descriptor, plain, &length) == 0
      }
    }
    guard bound else {
      close(descriptor)
      throw Failure()
    }
    listener = descriptor
    port = Int(UInt16(bigEndian: name.sin_port))
    state = State()
    run { [state] in Self.accept(descriptor, state, script) }
  }

  deinit {
    stop()
  }

  /// What each connection sent, in the order of their arrival; as text.
  package var received: [String] { state.locked { $0.received.map { String(decoding: $0, as: UTF8.self) } } }
  /// How many connections were accepted so far.
  package var connections: Int { state.locked { $0.received.count } }
  /// How many connections were open at the same time, at most.
  package var mostConnections: Int { state.locked { $0.most } }

  /// Ends every connection and refuses new ones.
  package func stop() {
    let open = state.locked { counts in
      defer { counts.isStopped = true }
      return counts.isStopped ? nil : counts.open
    }
    guard let open else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    state.wake()
  }

  private static func accept(_ listener: Int32, _ state: State, _ script: @escaping @Sendable (Int) -> [Step])
  {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let number = state.locked { counts -> Int in
        counts.received.append([])
        counts.open.insert(descriptor)
        counts.most = max(counts.most, counts.open.count)
        return counts.received.count
      }
      state.wake()
      run {
        for step in script(number) where !perform(step, on: descriptor, number, state) { break }
        _ = state.locked { $0.open.remove(descriptor) }
        close(descriptor)
      }
    }
    close(listener)
  }

  /// Does one step; `false` when the connection is over.
  private static func perform(_ step: Step, on descriptor: Int32, _ number: Int, _ state: State) -> Bool {
    switch step {
    case .read: return read(descriptor, number, state)
    case .send(let bytes): return send(bytes, on: descriptor)
    case .text(let text): return send(Array(text.utf8), on: descriptor)
    case .sendForever(let text, let pause):
      while send(Array(text.utf8), on: descriptor) {
        let parts = pause.components
        usleep(UInt32(parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000))
      }
      return false
    case .awaitConnections(let count): return state.wait { $0.received.count >= count }
    case .hold:
      var byte: UInt8 = 0
      while recv(descriptor, &byte, 1, 0) > 0 {}
      return false
    case .reset:
      var abort = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
      return true
    }
  }

  private static func read(_ descriptor: Int32, _ number: Int, _ state: State) -> Bool {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return false }
      bytes += piece[..<count]
      let isHTTP = (bytes.first ?? 0) >= 0x41
      if !isHTTP || bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) || hasWholeBody(bytes) { break }
    }
    state.locked { $0.received[number - 1] += bytes }
    return true
  }

  private static func hasWholeBody(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n"), let field = text.firstRange(of: "Content-Length: ")
    else {
      return false
    }
    let length = Int(text[field.upperBound...].prefix { $0.isNumber }) ?? 0
    return text[end.upperBound...].utf8.count >= length
  }

  private static func send(_ bytes: [UInt8], on descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// Counts under a mutex.
///
/// `@unchecked`: touched only while the mutex is held.
private final class State: @unchecked Sendable {
  struct Counts {
    var received: [[UInt8]] = []
    var open: Set<Int32> = []
    var most = 0
    var isStopped = false
  }

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var counts = Counts()

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  func locked<Product>(_ body: (inout Counts) -> Product) -> Product {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&counts)
  }

  func wake() { pthread_cond_broadcast(changed) }

  /// Waits until the condition holds; `false` when the server stopped before.
  func wait(until holds: (Counts) -> Bool) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !holds(counts), !counts.isStopped { pthread_cond_wait(changed, mutex) }
    return !counts.isStopped
  }
}

/// Runs `work` on a thread of its own.
private func run(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  let box = Unmanaged.passRetained(Box(work)).toOpaque()
  var thread = pthread_t()
  pthread_create(
    &thread,
    nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
      return nil
    },
    box
  )
  pthread_detach(thread)
}
