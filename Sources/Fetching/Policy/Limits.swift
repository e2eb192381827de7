/// Bounds of every look; one that is reached makes facts unknown, never false.
package struct Limits: Hashable, Sendable {
  /// Until the connection stands, TLS included.
  package var connect: Duration
  /// From the request, or the hello, to the first byte of the answer.
  package var firstByte: Duration
  /// A whole look.
  package var total: Duration
  /// A name lookup.
  package var lookup: Duration
  /// Bytes of all header lines of an answer, interim answers included.
  package var headerBytes: Int
  /// Header lines of an answer, interim answers included.
  package var headerCount: Int
  /// Bytes of a body after decompression.
  package var bodyBytes: Int
  /// Bytes of a body on the wire.
  package var wireBytes: Int
  /// Bytes of all bodies of a visit together, after decompression.
  package var visitBytes: Int
  /// Looks of a visit together.
  package var looks: Int

  /// Limits as the design sets them; what is given replaces one.
  package init(
    connect: Duration = .seconds(5),
    firstByte: Duration = .seconds(10),
    total: Duration = .seconds(20),
    lookup: Duration = .seconds(5),
    headerBytes: Int = 65_536,
    headerCount: Int = 200,
    bodyBytes: Int = 5 << 20,
    wireBytes: Int = 5 << 20,
    visitBytes: Int = 64 << 20,
    looks: Int = 200
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
    self.lookup = lookup
    self.headerBytes = headerBytes
    self.headerCount = headerCount
    self.bodyBytes = bodyBytes
    self.wireBytes = wireBytes
    self.visitBytes = visitBytes
    self.looks = looks
  }
}

extension Duration {
  /// Whole milliseconds, at least 1: libcurl takes 0 for "no limit".
  var wholeMilliseconds: Int {
    let parts = components
    guard parts.seconds < 1_000_000 else { return 1_000_000_000 }
    return max(1, Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
  }

  /// Whole microseconds; may be negative.
  var wholeMicroseconds: Int {
    let parts = components
    guard abs(parts.seconds) < 1_000_000_000 else { return parts.seconds < 0 ? .min : .max }
    return Int(parts.seconds) * 1_000_000 + Int(parts.attoseconds / 1_000_000_000_000)
  }
}
