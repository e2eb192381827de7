import Glibc

/// An HTTP/1.1 server on this machine, with or without TLS, for demo shops and tests.
///
/// It runs from `init` until ``stop()`` or its end. A thread a connection; requests are logged before they
/// are answered.
package final class LocalServer: Sendable {
  /// Answers a request; called on the connection's own thread, so by many at once.
  package typealias Handler = @Sendable (Request) -> Response

  /// The operating system would not let it listen.
  package struct Failure: Error, CustomStringConvertible {
    /// What was tried and why it failed; for people only.
    package let description: String
  }

  /// The address it listens on.
  package let address: String
  /// The port it listens on.
  package let port: Int
  private let listener: Listener

  /// Listens on `address`, an IP literal, and `port`; 0 takes any free one.
  ///
  /// `tls` of `nil` speaks plain HTTP.
  package init(
    address: String = "127.0.0.1",
    port: Int = 0,
    tls: TLSOptions? = nil,
    handler: @escaping Handler
  ) throws {
    let context = try tls?.makeServer()
    // A client that hangs up must not end the process; OpenSSL writes without MSG_NOSIGNAL.
    signal(SIGPIPE, SIG_IGN)
    let (descriptor, port) = try bindSocket(address: address, port: port)
    guard listen(descriptor, 128) == 0 else {
      close(descriptor)
      throw Failure(description: "cannot listen on \(address) port \(port)")
    }
    self.address = address
    self.port = port
    listener = Listener(descriptor: descriptor, tls: context, handler: handler)
    try listener.start()
  }

  deinit {
    listener.stop()
  }

  /// Every request so far, in the order of arrival.
  package var requests: [Request] { listener.counts.requests }
  /// How many connections were accepted so far.
  package var connections: Int { listener.counts.accepted }
  /// How many connections were open at the same time, at most.
  package var mostConnections: Int { listener.counts.most }
  /// How many connections are open now.
  package var openConnections: Int { listener.counts.open }
  /// How many TLS handshakes succeeded so far.
  package var handshakes: Int { listener.counts.handshakes }

  /// Forgets the requests logged so far.
  package func forgetRequests() {
    listener.forgetRequests()
  }

  /// Ends every connection and returns when no thread of the server is left; not to be called by a handler.
  package func stop() {
    listener.stop()
  }
}

/// `address` as an URL and curl's words name it: IPv6 in brackets.
func bracketed(_ address: String) -> String { address.contains(":") ? "[\(address)]" : address }

/// A socket bound to `address`, closed on exec, with the port it got.
func bindSocket(address: String, port: Int) throws -> (descriptor: Int32, port: Int) {
  var hints = addrinfo()
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
  hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  var found: UnsafeMutablePointer<addrinfo>?
  guard getaddrinfo(address, "\(port)", &hints, &found) == 0, let found else {
    throw LocalServer.Failure(description: "'\(address)' port \(port) is no address to listen on")
  }
  defer { freeaddrinfo(found) }
  let descriptor = socket(
    found.pointee.ai_family,
    Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
    0
  )
  var one: Int32 = 1
  let size = socklen_t(MemoryLayout<Int32>.size)
  guard descriptor >= 0, setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size) == 0,
    bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0
  else {
    let reason = String(cString: strerror(errno))
    if descriptor >= 0 { close(descriptor) }
    throw LocalServer.Failure(description: "cannot take \(address) port \(port): \(reason)")
  }
  var bound = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  let number = withUnsafeMutablePointer(to: &bound) { storage in
    storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
    // The port stands at the same place in both families' addresses (RFC 3493, 3.3).
    return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
      UInt16(bigEndian: $0.pointee.sin_port)
    }
  }
  return (descriptor, Int(number))
}
