/// One go at the network, as it stands in evidence: what was asked, what came, how long it took.
package struct Look: Hashable, Sendable, Codable {
  /// What a look does.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// A name lookup.
    case resolution
    /// An HTTP request and its answer.
    case exchange
    /// A real TLS handshake without a request.
    case handshake
    /// A ClientHello of ours and the server's first flight.
    case hello
    /// A page, opened in a browser.
    case page
  }

  /// Identifies the look by what it asks (`GET https://shop.example/`), the same in every run.
  package typealias ID = String

  /// One header field, its value cut to 256 characters and redacted.
  package struct Header: Hashable, Sendable, Codable {
    /// The field name as received.
    package var name: String
    /// The field value.
    package var value: String

    /// A field from its parts.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Phases of a look in microseconds, each counted from the look's own start; what was not measured is `nil`.
  package struct Timings: Hashable, Sendable, Codable {
    /// Until the TCP connection stood; `nil` when a connection was used again.
    package var connect: Int?
    /// Until the TLS handshake ended.
    package var tls: Int?
    /// Until the first byte of the answer.
    package var firstByte: Int?
    /// Until the end.
    package var total: Int?

    /// Timings from their parts.
    package init(connect: Int? = nil, tls: Int? = nil, firstByte: Int? = nil, total: Int? = nil) {
      self.connect = connect
      self.tls = tls
      self.firstByte = firstByte
      self.total = total
    }
  }

  /// Its identity.
  package var id: ID
  /// What it does.
  package var kind: Kind
  /// Milliseconds from the start of the audit to the start of the look.
  package var startedAfter: Int
  /// How long its phases took.
  package var timings: Timings
  /// Round trips that it needed by its protocol: TCP 1, TLS 1.3 1, TLS 1.2 2, a request 1.
  package var roundTrips: Int
  /// The address that was connected to; `nil` when none was.
  package var address: String?
  /// The looks that had to end before it could start.
  package var waitedFor: [ID]
  /// The HTTP status; only of an exchange that was answered.
  package var status: Int?
  /// The header fields of the answer, in order.
  package var headers: [Header]
  /// Bytes of the body after decompression; only of an exchange that was answered.
  package var bodyBytes: Int?
  /// Why no answer came, or why it is not whole.
  package var failure: Unknown?
  /// The command line that repeats it.
  package var command: String

  /// A look from its parts.
  package init(
    id: ID,
    kind: Kind,
    startedAfter: Int,
    timings: Timings = Timings(),
    roundTrips: Int,
    address: String? = nil,
    waitedFor: [ID] = [],
    status: Int? = nil,
    headers: [Header] = [],
    bodyBytes: Int? = nil,
    failure: Unknown? = nil,
    command: String
  ) {
    self.id = id
    self.kind = kind
    self.startedAfter = startedAfter
    self.timings = timings
    self.roundTrips = roundTrips
    self.address = address
    self.waitedFor = waitedFor
    self.status = status
    self.headers = headers
    self.bodyBytes = bodyBytes
    self.failure = failure
    self.command = command
  }
}
