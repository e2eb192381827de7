import COpenSSL
import Glibc

/// One HTTP/2 connection, from its preface to its end: requests side by side, answered one after another.
///
/// Source: RFC 9113. Answers go at once and whole; other deliveries end the connection.
struct StreamedConversation {
  private enum Kind: UInt8 {
    case data, headers, priority, reset, settings, push, ping, goAway, windowUpdate, continuation
  }

  private struct Frame {
    var kind: Kind?
    var flags: UInt8
    var stream: Int
    var payload: ArraySlice<UInt8>

    var endsStream: Bool { flags & 1 != 0 }
    var isAcknowledgement: Bool { flags & 1 != 0 }
    var endsHeaders: Bool { flags & 4 != 0 }
  }

  private let listener: Listener
  private let stream: OpaquePointer
  private let number: Int
  private var arrived: [UInt8] = []
  private var table = HeaderTable()
  /// Requests that are not whole, and those to be answered.
  private var open: [Int: Request] = [:]
  private var ready: [(stream: Int, request: Request)] = []
  /// A header block that goes on in the next frame.
  private var block: (stream: Int, bytes: [UInt8], endsStream: Bool)?
  /// How many bytes the client takes: of all streams, of each that it said so, and of each at first.
  private var window = 65_535
  private var windows: [Int: Int] = [:]
  private var firstWindow = 65_535

  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  private static let largestFrame = 16_384
  private static let mostStreams = 100
  private static let mostBytes = 1_048_576

  init(listener: Listener, stream: OpaquePointer, number: Int) {
    self.listener = listener
    self.stream = stream
    self.number = number
  }

  /// Runs to the end; whether that was in order.
  mutating func run() -> Bool {
    guard fill(Self.preface.count), arrived.starts(with: Self.preface) else { return false }
    arrived.removeFirst(Self.preface.count)
    guard send(.settings, 0, 0, []) else { return false }
    while true {
      while !ready.isEmpty {
        let (stream, request) = ready.removeFirst()
        listener.log(request)
        guard answer(request, on: stream) else { return false }
      }
      guard takeFrame() else { return true }
    }
  }

  // MARK: Reading

  private mutating func fill(_ count: Int) -> Bool {
    while arrived.count < count {
      var chunk = [UInt8](repeating: 0, count: Self.largestFrame)
      let got = copenssl_read(stream, &chunk, chunk.count)
      guard got > 0 else { return false }
      arrived.append(contentsOf: chunk[..<got])
    }
    return true
  }

  private mutating func nextFrame() -> Frame? {
    guard fill(9) else { return nil }
    let length = Int(arrived[0]) << 16 | Int(arrived[1]) << 8 | Int(arrived[2])
    guard length <= Self.largestFrame, fill(9 + length) else { return nil }
    let frame = Frame(
      kind: Kind(rawValue: arrived[3]),
      flags: arrived[4],
      stream: arrived[5..<9].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff,
      payload: arrived[9..<(9 + length)]
    )
    arrived.removeFirst(9 + length)
    return frame
  }

  /// Takes one frame; `false` at the end, or where the rules are broken.
  private mutating func takeFrame() -> Bool {
    guard let frame = nextFrame() else { return false }
    if block != nil, frame.kind != .continuation { return false }
    switch frame.kind {
    case .headers:
      guard var bytes = Self.content(of: frame) else { return false }
      if frame.flags & 0x20 != 0 { bytes = bytes.dropFirst(5) }
      block = (frame.stream, Array(bytes), frame.endsStream)
      return frame.endsHeaders ? endBlock() : true
    case .continuation:
      guard let stream = block?.stream, stream == frame.stream else { return false }
      block?.bytes += frame.payload
      guard block?.bytes.count ?? 0 <= 65_536 else { return false }
      return frame.endsHeaders ? endBlock() : true
    case .data: return takeBody(frame)
    case .settings: return frame.isAcknowledgement || takeSettings(frame.payload)
    case .ping: return frame.isAcknowledgement || send(.ping, 1, 0, Array(frame.payload))
    case .windowUpdate:
      let more = frame.payload.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
      if frame.stream == 0 { window += more } else { windows[frame.stream, default: firstWindow] += more }
      return window <= 1 << 40 && windows.count <= 10_000
    case .reset:
      open[frame.stream] = nil
      ready.removeAll { $0.stream == frame.stream }
      return true
    case .goAway, .push: return false
    case .priority, nil: return true
    }
  }

  private mutating func endBlock() -> Bool {
    guard let (stream, bytes, endsStream) = block, let fields = table.read(bytes) else { return false }
    block = nil
    // Fields behind a body are of no interest here.
    if let request = open.removeValue(forKey: stream) {
      ready.append((stream, request))
      return true
    }
    let head = fields.filter { !$0.name.hasPrefix(":") }.map { "\r\n\($0.name): \($0.value)" }.joined()
    guard let method = fields.first(":method"), let path = fields.first(":path"),
      let request = Request(
        head: "\(method) \(path) HTTP/1.1\r\nHost: \(fields.first(":authority") ?? "")\(head)",
        isSecure: true,
        connection: number
      ), open.count + ready.count < Self.mostStreams
    else { return false }
    if endsStream { ready.append((stream, request)) } else { open[stream] = request }
    return true
  }

  private mutating func takeBody(_ frame: Frame) -> Bool {
    guard let bytes = Self.content(of: frame) else { return false }
    let count = frame.payload.count
    if count > 0 {
      let size = [UInt8](bigEndian: UInt32(count))
      guard send(.windowUpdate, 0, 0, size) else { return false }
      guard frame.endsStream || send(.windowUpdate, 0, frame.stream, size) else { return false }
    }
    open[frame.stream]?.body += bytes
    guard open[frame.stream]?.body.count ?? 0 <= Self.mostBytes else { return false }
    if frame.endsStream, let request = open.removeValue(forKey: frame.stream) {
      ready.append((frame.stream, request))
    }
    return true
  }

  private mutating func takeSettings(_ payload: ArraySlice<UInt8>) -> Bool {
    var rest = payload
    while rest.count >= 6 {
      let key = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
      let value = rest.dropFirst(2).prefix(4).reduce(0) { $0 << 8 | Int($1) }
      // SETTINGS_INITIAL_WINDOW_SIZE also changes the windows that are there (RFC 9113, 6.9.2).
      if key == 4 {
        guard value <= 0x7fff_ffff else { return false }
        for stream in windows.keys { windows[stream, default: 0] += value - firstWindow }
        firstWindow = value
      }
      rest = rest.dropFirst(6)
    }
    return send(.settings, 1, 0, [])
  }

  /// The payload without padding (RFC 9113, 6.1); `nil` where there is more padding than payload.
  private static func content(of frame: Frame) -> ArraySlice<UInt8>? {
    guard frame.flags & 8 != 0 else { return frame.payload }
    guard let padding = frame.payload.first, Int(padding) < frame.payload.count else { return nil }
    return frame.payload.dropFirst().dropLast(Int(padding))
  }

  // MARK: Writing

  private mutating func answer(_ request: Request, on stream: Int) -> Bool {
    let response = listener.handler(request)
    guard response.delivery == .whole, listener.pause(response.delay) else { return false }
    var fields = response.headers.filter { $0.name.lowercased() != "connection" }
    if fields.first("Date") == nil { fields.append(HeaderField("Date", httpDate(time(nil)))) }
    if response.status >= 200, response.status != 204, fields.first("Content-Length") == nil {
      fields.append(HeaderField("Content-Length", "\(response.body.count)"))
    }
    let head = HeaderTable.write([HeaderField(":status", "\(response.status)")] + fields)
    let body = request.method == "HEAD" ? [] : response.body
    guard head.count <= Self.largestFrame, send(.headers, body.isEmpty ? 5 : 4, stream, head) else {
      return false
    }
    var rest = body[...]
    while !rest.isEmpty {
      let room = min(window, windows[stream, default: firstWindow], Self.largestFrame)
      guard room > 0 else {
        guard takeFrame() else { return false }
        continue
      }
      let piece = Array(rest.prefix(room))
      rest = rest.dropFirst(piece.count)
      window -= piece.count
      windows[stream, default: firstWindow] -= piece.count
      guard send(.data, rest.isEmpty ? 1 : 0, stream, piece) else { return false }
    }
    windows[stream] = nil
    return true
  }

  private func send(_ kind: Kind, _ flags: UInt8, _ stream: Int, _ payload: [UInt8]) -> Bool {
    var frame = Array([UInt8](bigEndian: UInt32(payload.count)).dropFirst())
    frame += [kind.rawValue, flags]
    frame += [UInt8](bigEndian: UInt32(stream))
    frame += payload
    return copenssl_write(self.stream, frame, frame.count) == 1
  }
}

extension [UInt8] {
  /// Four bytes, the greatest first.
  fileprivate init(bigEndian number: UInt32) {
    self = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}
