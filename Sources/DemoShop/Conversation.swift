import COpenSSL
import Glibc

/// One connection, from its handshake to its end, on a thread of its own.
struct Conversation {
  private let listener: Listener
  private let socket: Int32
  private let number: Int
  /// The TLS stream; `nil` for plain HTTP.
  private var stream: OpaquePointer?
  /// What has arrived and was not read yet.
  private var pending: [UInt8] = []

  private static let mostHeadBytes = 65_536
  private static let mostBodyBytes = 1_048_576

  init(listener: Listener, socket: Int32, number: Int) {
    self.listener = listener
    self.socket = socket
    self.number = number
  }

  mutating func run() {
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    if let tls = listener.tls {
      if tls.cutsOffNewest, offersBothVersions() { return }
      guard let accepted = copenssl_accept(tls.raw, socket) else { return }
      stream = accepted
      listener.countHandshake()
      if copenssl_stream_is_http2(accepted) == 1 {
        var streamed = StreamedConversation(listener: listener, stream: accepted, number: number)
        copenssl_stream_free(accepted, streamed.run() ? 1 : 0)
        return
      }
    }
    var isOrderly = true
    while let request = nextRequest() {
      listener.log(request)
      let next = send(listener.handler(request), to: request)
      guard next == .anotherRequest else {
        isOrderly = next == .end
        break
      }
    }
    if let stream { copenssl_stream_free(stream, isOrderly ? 1 : 0) }
  }

  /// Whether the ClientHello that waits to be read offers TLS 1.3 and 1.2 (RFC 8446, 4.2.1), a byte of which is taken
  /// for the extension's beginning: good enough for clients that mean well.
  private func offersBothVersions() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(socket, &bytes, bytes.count, Int32(MSG_PEEK))
    guard count > 5 else { return false }
    let hello = bytes[..<count]
    for start in hello.indices.dropLast(8) where hello[start] == 0 && hello[start + 1] == 0x2B {
      let length = Int(hello[start + 4])
      guard hello[start + 2] == 0, Int(hello[start + 3]) == length + 1, start + 5 + length <= count else {
        continue
      }
      let versions = hello[(start + 5)..<(start + 5 + length)]
      return versions.firstRange(of: [3, 4]) != nil && versions.firstRange(of: [3, 3]) != nil
    }
    return false
  }

  // MARK: Reading

  private mutating func nextRequest() -> Request? {
    let emptyLine = Array("\r\n\r\n".utf8)
    var searched = 0
    var end: Int?
    while end == nil {
      end = pending[searched...].firstRange(of: emptyLine)?.lowerBound
      searched = max(0, pending.count - 3)
      if end == nil {
        guard pending.count < Self.mostHeadBytes, readMore() else { return nil }
        // A ClientHello at a port that speaks no TLS is refused at once, as web servers do.
        guard let first = pending.first, (0x41...0x5a).contains(first) else { return refuse() }
      }
    }
    guard let end,
      var request = Request(
        head: String(decoding: pending[..<end], as: UTF8.self),
        isSecure: stream != nil,
        connection: number
      )
    else {
      return refuse()
    }
    pending.removeFirst(end + emptyLine.count)
    let length = Int(request.headers.first("Content-Length") ?? "0") ?? 0
    guard (0...Self.mostBodyBytes).contains(length) else { return nil }
    while pending.count < length {
      guard readMore() else { return nil }
    }
    request.body = Array(pending.prefix(length))
    pending.removeFirst(length)
    return request
  }

  private func refuse() -> Request? {
    _ = write(Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
    return nil
  }

  private mutating func readMore() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    let got = stream.map { copenssl_read($0, &chunk, chunk.count) } ?? read(socket, &chunk, chunk.count)
    guard got > 0 else { return false }
    pending.append(contentsOf: chunk[..<got])
    return true
  }

  // MARK: Writing

  private enum Next {
    case anotherRequest, end, abort
  }

  private func send(_ response: Response, to request: Request) -> Next {
    guard listener.pause(response.delay) else { return .abort }
    let wantsEnd = request.headers.first("Connection")?.lowercased() == "close"
    let isHead = request.method == "HEAD"
    switch response.delivery {
    case .whole:
      let head = response.head(length: response.body.count, keepsAlive: !wantsEnd, date: httpDate(time(nil)))
      guard write(Array(head.utf8) + (isHead ? [] : response.body)) else { return .abort }
      return wantsEnd ? .end : .anotherRequest
    case .drip(let bytes, let pause):
      return dribble(response, bytes: max(1, bytes), every: pause, isHead: isHead)
    case .endless: return flood(response, length: nil, isHead: isHead)
    case .filler(let bytes): return flood(response, length: bytes, isHead: isHead)
    case .wrongLength(let length):
      let head = response.head(length: length, keepsAlive: false, date: httpDate(time(nil)))
      return write(Array(head.utf8) + (isHead ? [] : response.body)) ? .end : .abort
    case .reset:
      var now = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
      return .abort
    case .close: return .end
    case .silence:
      _ = listener.pause(.seconds(3600))
      return .abort
    case .raw(let bytes): return write(bytes) ? .end : .abort
    }
  }

  private func dribble(_ response: Response, bytes: Int, every pause: Duration, isHead: Bool) -> Next {
    let head = response.head(length: response.body.count, keepsAlive: false, date: httpDate(time(nil)))
    guard write(Array(head.utf8)) else { return .abort }
    guard !isHead else { return .end }
    for start in stride(from: 0, to: response.body.count, by: bytes) {
      let piece = response.body[start..<min(start + bytes, response.body.count)]
      guard listener.pause(pause), write(Array(piece)) else { return .abort }
    }
    return .end
  }

  private func flood(_ response: Response, length: Int?, isHead: Bool) -> Next {
    let head = response.head(length: length, keepsAlive: false, date: httpDate(time(nil)))
    guard write(Array(head.utf8)) else { return .abort }
    guard !isHead else { return .end }
    let piece =
      response.body.isEmpty || length != nil ? [UInt8](repeating: 0x20, count: 65_536) : response.body
    var left = length ?? Int.max
    while left > 0 {
      guard write(left < piece.count ? Array(piece.prefix(left)) : piece) else { return .abort }
      left -= length == nil ? 0 : min(left, piece.count)
    }
    return .end
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    if let stream { return copenssl_write(stream, bytes, bytes.count) == 1 }
    return bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let sent = Glibc.write(socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }
  }
}

/// `seconds` since 1970 as an IMF-fixdate (RFC 9110, 5.6.7).
func httpDate(_ seconds: time_t) -> String {
  var seconds = seconds
  var parts = tm()
  gmtime_r(&seconds, &parts)
  let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
  let day = days[Int(parts.tm_wday)]
  let date = "\(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
  return "\(day), \(date) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
}
