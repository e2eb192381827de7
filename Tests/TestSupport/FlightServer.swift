import Foundation
import Glibc

/// A server on 127.0.0.1 that reads a ClientHello and answers with a canned flight, and speaks no TLS beyond
/// that.
///
/// `@unchecked Sendable` holds because `seen`, `sockets` and `isStopped` are touched under `lock` only, and the rest never
/// changes.
package final class FlightServer: @unchecked Sendable {
  /// The port it listens on.
  package let port: Int
  private let descriptor: Int32
  private let answer: @Sendable (SeenHello) -> [UInt8]?
  private let lock = NSLock()
  private var seen: [SeenHello] = []
  private var sockets: Set<Int32> = []
  private var isStopped = false

  /// Answers each hello with what `answer` gives; `nil` ends the connection in order.
  package init(answer: @escaping @Sendable (SeenHello) -> [UInt8]?) throws {
    self.answer = answer
    let (descriptor, port) = try listenOnLoopback()
    self.descriptor = descriptor
    self.port = port
    // The thread must not keep the server alive, whose end is what ends the thread.
    Thread.detachNewThread { [descriptor, weak self] in
      while true {
        let socket = accept(descriptor, nil, nil)
        guard socket >= 0, let server = self else {
          if socket >= 0 { close(socket) }
          break
        }
        server.begin(socket)
      }
      close(descriptor)
    }
  }

  /// Speaks these `versions`, highest first, with the first of `suites` that the client offers; else refuses
  /// with the alert that RFC 5246, 7.2.2 asks for.
  package convenience init(versions: Set<UInt16>, suites: [UInt16]) throws {
    try self.init { hello in
      guard let version = versions.sorted(by: >).first(where: hello.offers) else {
        return CannedFlights.protocolVersion
      }
      // The suites of TLS 1.3 begin with 0x13 and are nobody else's (RFC 8446, B.4).
      let usable = suites.filter { ($0 >> 8 == 0x13) == (version >= 0x0304) }
      guard let suite = usable.first(where: hello.suites.contains) else {
        return CannedFlights.handshakeFailure
      }
      return CannedFlights.serverHello(
        version: version,
        suite: suite,
        session: version >= 0x0304 ? hello.session : []
      )
    }
  }

  deinit {
    stop()
  }

  /// Every hello so far, in the order of arrival.
  package var hellos: [SeenHello] { lock.withLock { seen } }

  /// Ends every connection and listens no more.
  package func stop() {
    lock.withLock {
      // Once: by the second time the number may be somebody else's.
      if isStopped { return }
      isStopped = true
      shutdown(descriptor, Int32(SHUT_RDWR))
      for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  private func begin(_ socket: Int32) {
    lock.withLock { _ = sockets.insert(socket) }
    Thread.detachNewThread {
      self.converse(on: socket)
      self.lock.withLock {
        self.sockets.remove(socket)
        close(socket)
      }
    }
  }

  private func converse(on socket: Int32) {
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    var hello: SeenHello?
    while hello == nil, received.count < 65_536 {
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      received += chunk[..<count]
      hello = SeenHello(received)
    }
    guard let hello else { return }
    lock.withLock { seen.append(hello) }
    guard let flight = answer(hello) else { return }
    _ = send(socket, flight, flight.count, Int32(MSG_NOSIGNAL))
    // Nothing follows: whoever waits for the rest of a flight need not.
    shutdown(socket, Int32(SHUT_WR))
    // Waits for the client to go, so that the flight is not cut off by a reset.
    while recv(socket, &chunk, chunk.count, 0) > 0 {}
  }
}

/// A listening socket on 127.0.0.1 with the port it got.
private func listenOnLoopback() throws -> (descriptor: Int32, port: Int) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let refusal = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(descriptor, address, length) | listen(descriptor, 128) | getsockname(descriptor, address, &length)
    }
  }
  guard refusal == 0 else {
    close(descriptor)
    throw POSIXError(.EADDRNOTAVAIL)
  }
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}
