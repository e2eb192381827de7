import Glibc
import Model
import Reading

/// The only way to the network that a browser of ours has: a SOCKS 5 server on this machine's own interface, which
/// connects where the visit may and nowhere else.
///
/// Source: RFC 1928; no authentication, CONNECT alone, names rather than addresses.
///
/// `@unchecked`: `visit` and the bounds never change, the counts are locked, everything else is touched only by the
/// loop's thread.
final class Tunnels: @unchecked Sendable {
  /// What a browser may use up.
  struct Bounds: Sendable {
    /// Connections, together.
    var connections = 400
    /// Bytes that servers send, together.
    var bytes = 64 << 20
  }

  private struct Counts {
    var connections = 0
    var bytes = 0
    var isExhausted = false
  }

  private let visit: Visit
  private let bounds: Bounds
  private let counts = Locked(Counts())
  private var listener: Listener?
  private var open: [ObjectIdentifier: Tunnel] = [:]

  init(_ visit: Visit, bounds: Bounds = Bounds()) {
    self.visit = visit
    self.bounds = bounds
  }

  /// Whether connections or bytes were refused because a bound was reached.
  var isExhausted: Bool { counts.withLock { $0.isExhausted } }

  /// Begins to listen; the port, or `nil` when the system gives none.
  func start() async -> Int? {
    await withCheckedContinuation { continuation in
      let posted = visit.engine.loop.post { loop in
        self.listener = Listener(on: loop) { [weak self] in self?.take($0, on: loop) }
        continuation.resume(returning: self.listener?.port)
      }
      if !posted { continuation.resume(returning: nil) }
    }
  }

  /// Ends every connection, and listens no more.
  func stop() {
    visit.engine.loop.post { _ in
      self.listener?.close()
      self.listener = nil
      for tunnel in self.open.values { tunnel.close() }
      self.open = [:]
    }
  }

  private func take(_ descriptor: Int32, on loop: Loop) {
    let mayGo = counts.withLock { counts in
      counts.connections += 1
      if counts.connections > bounds.connections { counts.isExhausted = true }
      return !counts.isExhausted
    }
    guard mayGo else {
      close(descriptor)
      return
    }
    let tunnel = Tunnel(descriptor, on: loop)
    let id = ObjectIdentifier(tunnel)
    open[id] = tunnel
    tunnel.whenEnded = { [weak self] in self?.open[id] = nil }
    tunnel.mayPass = { [counts, bounds] bytes in
      counts.withLock { counts in
        counts.bytes += bytes
        if counts.bytes > bounds.bytes { counts.isExhausted = true }
        return !counts.isExhausted
      }
    }
    tunnel.connect = { [visit, weak loop] place in
      Task {
        let connection = await visit.connectForBrowser(to: place)
        let posted = loop?.post { _ in tunnel.connected(connection) } ?? false
        if !posted, case .open(let descriptor, _) = connection { Glibc.close(descriptor) }
      }
    }
  }
}

extension Visit {
  /// Connects for a browser, which does not know the operator's own roots: those judge the place before.
  fileprivate func connectForBrowser(to place: HostTarget) async -> BareConnection {
    if settings.extraRoots != nil, place.port != 80 {
      let handshake = await handshake(HandshakeTarget(place))
      guard handshake.session?.chain.verified == true || handshake.spokePlainHTTP else {
        return .failed(handshake.failure ?? Unknown(.handshakeFailed))
      }
    }
    return await connect(to: place)
  }
}

/// One connection of a browser's, from its greeting to its end.
///
/// `@unchecked`: handed on, but touched only by the loop's thread.
private final class Tunnel: @unchecked Sendable {
  private enum Step { case greeting, request, connecting, open }

  /// Called once, when both sides are closed.
  var whenEnded: () -> Void = {}
  /// Counts bytes of a server's; whether they may pass.
  var mayPass: (Int) -> Bool = { _ in true }
  /// Connects to a place, and hands what came of it to `connected`.
  var connect: (HostTarget) -> Void = { _ in }

  private let near: Channel
  private var far: Channel?
  private unowned let loop: Loop
  private var step = Step.greeting
  private var received: [UInt8] = []

  /// The most bytes that wait for one side before the other is not read.
  private static let mostWaiting = 1 << 18
  /// The longest request: a name has at most 255 bytes.
  private static let longestRequest = 262

  init(_ descriptor: Int32, on loop: Loop) {
    self.loop = loop
    near = Channel(descriptor, on: loop)
    near.receive = { [weak self] in self?.take($0) }
    near.whenEnded = { [weak self] in self?.close() }
  }

  func close() {
    near.close()
    far?.close()
    let tell = whenEnded
    whenEnded = {}
    tell()
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    if step == .open { return pass(bytes, to: far, from: near) }
    received.append(contentsOf: bytes)
    guard received.count <= Self.longestRequest else { return close() }
    if step == .greeting { greet() }
    if step == .request { readRequest() }
  }

  /// VER, NMETHODS, METHODS.
  private func greet() {
    guard received.count >= 2, received.count >= 2 + Int(received[1]) else { return }
    guard received[0] == 5, received[2..<(2 + Int(received[1]))].contains(0) else { return close() }
    received.removeFirst(2 + Int(received[1]))
    step = .request
    near.send([5, 0])
  }

  /// VER, CMD, RSV, ATYP, DST.ADDR, DST.PORT.
  private func readRequest() {
    guard received.count >= 5 else { return }
    let length: Int
    switch received[3] {
    case 1: length = 4
    case 3: length = 1 + Int(received[4])
    case 4: length = 16
    default: return refuse(8)
    }
    guard received.count >= 6 + length else { return }
    guard received[0] == 5, received[1] == 1 else { return refuse(7) }
    let address = received[4..<(4 + length)]
    let host =
      received[3] == 3
      ? String(decoding: address.dropFirst(), as: UTF8.self).lowercased()
      : Address(bytes: Array(address))?.text
    let port = Int(received[4 + length]) << 8 | Int(received[5 + length])
    guard received.count == 6 + length, let host, !host.isEmpty, port > 0 else { return refuse(1) }
    received = []
    step = .connecting
    connect(HostTarget(host: host, port: port))
  }

  /// What came of the connection that was asked for.
  func connected(_ connection: BareConnection) {
    switch connection {
    case .failed(let unknown): refuse(Self.reply(to: unknown.reason))
    case .open(let descriptor, _):
      guard near.isOpen, step == .connecting else {
        Glibc.close(descriptor)
        return
      }
      step = .open
      join(descriptor)
      near.send(Self.reply(0))
    }
  }

  private func join(_ descriptor: Int32) {
    let far = Channel(descriptor, on: loop)
    self.far = far
    far.receive = { [weak self] bytes in
      guard let self else { return }
      guard mayPass(bytes.count) else { return close() }
      pass(bytes, to: near, from: far)
    }
    far.whenEnded = { [weak self] in
      self?.near.closeWhenDrained()
      self?.whenEnded()
    }
    far.whenDrained = { [weak self] in self?.near.isPaused = false }
    near.whenDrained = { [weak far] in far?.isPaused = false }
  }

  private func pass(_ bytes: UnsafeBufferPointer<UInt8>, to other: Channel?, from own: Channel) {
    guard let other else { return close() }
    other.send(bytes)
    if other.waiting > Self.mostWaiting { own.isPaused = true }
  }

  private func refuse(_ code: UInt8) {
    near.send(Self.reply(code))
    near.closeWhenDrained()
    whenEnded()
  }

  private static func reply(_ code: UInt8) -> [UInt8] { [5, code, 0, 1, 0, 0, 0, 0, 0, 0] }

  private static func reply(to reason: Reason) -> UInt8 {
    switch reason {
    case .forbidden: 2
    case .unresolved, .unreachable, .timedOut: 4
    case .refused, .reset: 5
    default: 1
    }
  }
}
