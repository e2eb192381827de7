internal import CCurl
import Glibc
import Reading

/// Sends a ClientHello on a connected socket and reads the server's first flight.
///
/// Touched only by the loop's thread; owns its descriptor.
final class HelloRun {
  let descriptor: Int32
  /// What the server said; `nil` while it is waited for.
  private(set) var flight: TransferOutcome.Flight?
  /// Whether nothing more is waited for; a flight may go on behind what decides.
  private(set) var isOver = false
  /// What came in clear from the ServerHello on; `nil` without one.
  var serverFlight: ServerFlight? { reader.flight }
  /// Microseconds from the start of the look to the first byte.
  private(set) var firstByte: Int?

  private let startedAt: ContinuousClock.Instant
  private var unsent: ArraySlice<UInt8>
  private var reader = FlightReader()

  /// A run over `descriptor`, which it closes in the end.
  init(descriptor: Int32, hello: [UInt8], startedAt: ContinuousClock.Instant) {
    self.descriptor = descriptor
    self.startedAt = startedAt
    unsent = hello[...]
  }

  deinit {
    close(descriptor)
  }

  /// Whether bytes are still to be sent.
  var wantsToWrite: Bool { !unsent.isEmpty && flight == nil }

  /// Sends and receives what can be; to be called again when the socket is ready, until there is a flight.
  func proceed() {
    while wantsToWrite {
      let sent = unsent.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { ccurl_send(descriptor, $0, UInt(buffer.count)) } ?? 0
      }
      if sent < 0 { unsent = [] }  // the reason shows itself in reading
      if sent <= 0 { break }
      unsent = unsent.dropFirst(sent)
    }
    receive()
  }

  /// The server kept silent for too long.
  func giveUp() {
    if flight == nil { flight = .silent }
    isOver = true
  }

  private func receive() {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceSize)
    defer { buffer.deallocate() }
    while !isOver {
      let count = ccurl_receive(descriptor, buffer, UInt(Self.pieceSize))
      switch count {
      case -1: return
      case 0: finish()
      case ..<0:
        flight = flight ?? (reader.bytesRead > 0 ? .read(reader.finish()) : .reset)
        isOver = true
      default:
        if firstByte == nil { firstByte = startedAt.duration(to: .now).wholeMicroseconds }
        let state = reader.read(UnsafeBufferPointer(start: buffer, count: count))
        if state != .needMore { flight = .read(state) }
        isOver = reader.isOver
      }
    }
  }

  private func finish() {
    let state = reader.finish()
    flight = state == .needMore ? .closed : .read(state)
    isOver = true
  }

  private static let pieceSize = 8192
}
