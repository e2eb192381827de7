/// Reads a server's first flight as its bytes come: the ServerHello or an alert decides; what follows a hello in clear is
/// read as well, and can undo nothing.
///
/// A value without I/O: bytes in, state out. At most 64 KiB are read, records are at most 2^14 + 2048 bytes, a
/// message may be spread over records. Warnings are kept and passed over: after `unrecognized_name` a server goes on.
package struct FlightReader: Hashable, Sendable {
  /// How far the flight has been read.
  package enum State: Hashable, Sendable {
    /// Nothing is decided yet.
    case needMore
    /// The server chose.
    case serverHello(ServerHello)
    /// The server refused, or closed in order.
    case alert(TLSAlert)
    /// The answer is of another protocol; its first bytes, at most 64.
    case notTLS(prefix: [UInt8])
    /// It begins like TLS and breaks its rules.
    case malformed
  }

  /// The most bytes that are read.
  package static let longestFlight = 65_536
  private static let longestRecord = 16_384 + 2_048

  /// How far the flight has been read; once it is not ``State/needMore`` it stays.
  package private(set) var state = State.needMore
  /// The first warning that came before anything was decided; `nil` when none did.
  package private(set) var warning: TLSAlert?
  /// The flight from the ServerHello on; `nil` until that was read.
  package private(set) var flight: ServerFlight?
  /// Bytes taken so far.
  package private(set) var bytesRead = 0

  /// What is received; records before `start` are taken.
  private var pending: [UInt8] = []
  private var start = 0
  /// Handshake bytes over records.
  private var messages: [UInt8] = []

  /// A reader at the start of a flight.
  package init() {}

  /// Whether nothing more is to be read: it is decided, and no flight goes on.
  package var isOver: Bool { state != .needMore && flight?.end != .open }

  /// Takes the next bytes and tells how far the flight has been read.
  @discardableResult
  package mutating func read(_ bytes: some Collection<UInt8>) -> State {
    guard !isOver else { return state }
    let room = Self.longestFlight - bytesRead
    pending += bytes.prefix(room)
    bytesRead += min(bytes.count, room)
    while !isOver, readRecord() {}
    if !isOver, bytesRead >= Self.longestFlight { fail() }
    return state
  }

  /// What breaks the rules behind a hello breaks the rest of the flight alone.
  private mutating func fail() {
    if state == .needMore { state = .malformed } else { flight?.fail() }
  }

  /// Tells what the flight was when the peer closed: a warning counts as its answer, half a record as malformed.
  package mutating func finish() -> State {
    guard state == .needMore else { return state }
    if let warning {
      state = .alert(warning)
    } else if bytesRead > 0 {
      state = .malformed
    }
    return state
  }

  /// Reads a whole flight at once; the entry point for fuzzing.
  package static func read(_ bytes: [UInt8]) -> State {
    var reader = FlightReader()
    reader.read(bytes)
    return reader.finish()
  }

  /// Whether a record was taken, so that another may follow.
  private mutating func readRecord() -> Bool {
    let rest = pending[start...]
    guard let type = rest.first else { return false }
    guard type == 21 || type == 22 else { return reject(rest) }
    if rest.count > 1, rest[start + 1] != 3 { return reject(rest) }
    guard rest.count >= 5 else { return false }
    let length = Int(rest[start + 3]) << 8 | Int(rest[start + 4])
    guard length > 0, length <= Self.longestRecord else { return reject(rest) }
    guard rest.count >= 5 + length else { return false }
    let payload = rest.dropFirst(5).prefix(length)
    start += 5 + length
    if type == 21 {
      readAlert(payload)
    } else {
      messages += payload
      readMessages()
    }
    return true
  }

  /// The first bytes decide whether it is TLS at all; later ones can only break its rules.
  private mutating func reject(_ rest: ArraySlice<UInt8>) -> Bool {
    if start > 0 { fail() } else { state = .notTLS(prefix: Array(rest.prefix(64))) }
    return false
  }

  private mutating func readAlert(_ payload: ArraySlice<UInt8>) {
    guard payload.count == 2, let level = payload.first, let code = payload.last, level == 1 || level == 2
    else { return fail() }
    let alert = TLSAlert(isFatal: level == 2, code: code)
    if alert.isFatal || alert.isClosing {
      if state == .needMore { state = .alert(alert) } else { flight?.fail() }
    } else if warning == nil {
      warning = alert
    }
  }

  private mutating func readMessages() {
    var index = 0
    while messages.count - index >= 4, !isOver {
      let type = messages[index]
      let length = Int(messages[index + 1]) << 16 | Int(messages[index + 2]) << 8 | Int(messages[index + 3])
      // HelloRequest is empty and may be ignored. Source: RFC 5246, 7.4.1.1.
      if type == 0, length == 0 {
        index += 4
        continue
      }
      guard length <= Self.longestFlight, state != .needMore || type == 2 else {
        fail()
        break
      }
      guard messages.count - index >= 4 + length else { break }
      let body = messages[(index + 4)..<(index + 4 + length)]
      if state == .needMore {
        let hello = ServerHello.read(Array(body))
        state = hello.map { .serverHello($0) } ?? .malformed
        flight = hello.map { ServerFlight($0) }
      } else {
        flight?.take(type, body)
      }
      index += 4 + length
    }
    messages.removeFirst(index)
  }
}
