import Model
import Reading

/// Puts an answer together from libcurl's header lines and body bytes, within limits.
///
/// A value without I/O. Interim answers (1xx) and trailers are dropped, but count for the limits.
struct AnswerReader {
  /// A limit that was reached.
  private(set) var stop: TransferEnd.Stop?
  /// The status line of the last answer that began; `nil` before the first.
  private(set) var status: Int?
  private(set) var httpVersion = ""
  private(set) var fields: [Look.Header] = []
  private(set) var body: [UInt8] = []
  /// Whether the head of the final answer is whole.
  private(set) var headEnded = false

  private let limits: Limits
  private var headerBytes = 0
  private var headerCount = 0

  init(limits: Limits) {
    self.limits = limits
  }

  /// Whether any byte of an answer came.
  var began: Bool { headerBytes > 0 }

  /// The answer, as far as it came; `nil` before its head was whole.
  func answer() -> Exchange.Answer? {
    guard headEnded, let status else { return nil }
    return Exchange.Answer(
      status: status,
      httpVersion: httpVersion,
      headers: HeaderFields(fields),
      body: body
    )
  }

  /// Takes a header line with its end; `false` when a limit was reached.
  mutating func take(header line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    headerCount += 1
    if headerBytes > limits.headerBytes { stop = .headerBytes }
    // The status line and the empty line are no fields.
    if headerCount > limits.headerCount + 2 { stop = .headerCount }
    guard stop == nil else { return false }
    guard !headEnded else { return true }
    var content = line[...]
    while let last = content.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      content.removeLast()
    }
    if content.isEmpty {
      headEnded = (status ?? 0) >= 200
    } else if content.starts(with: Array("HTTP/".utf8)) {
      takeStatus(content)
    } else {
      takeField(content)
    }
    return true
  }

  /// Takes bytes of the body; `false` when a limit was reached, with the part up to it kept.
  mutating func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    let room = limits.bodyBytes - body.count
    body.append(contentsOf: bytes.prefix(max(0, room)))
    if bytes.count > room { stop = .bodyBytes }
    return stop == nil
  }

  /// Notes how much came on the wire; `false` when a limit was reached.
  mutating func note(wireBytes: Int) -> Bool {
    if wireBytes > limits.wireBytes, stop == nil { stop = .wireBytes }
    return stop == nil
  }

  private mutating func takeStatus(_ line: Slice<UnsafeRawBufferPointer>) {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    httpVersion = parts.first.map { String(decoding: $0.dropFirst(5), as: UTF8.self) } ?? ""
    status = parts.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    fields = []
  }

  private mutating func takeField(_ line: Slice<UnsafeRawBufferPointer>) {
    func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
      var bytes = bytes
      while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }
    // A line that begins with white space goes on with the field before. Source: RFC 9112, 5.2.
    if let first = line.first, first == 0x20 || first == 0x09 {
      guard !fields.isEmpty else { return }
      fields[fields.count - 1].value += " " + text(line)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    fields.append(Look.Header(text(line[..<colon]), text(line[line.index(after: colon)...])))
  }
}
