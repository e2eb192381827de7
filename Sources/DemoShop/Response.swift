/// What a server answers, and how it hands it over.
package struct Response: Sendable, Hashable {
  /// How the answer goes over the wire.
  package enum Delivery: Sendable, Hashable {
    /// At once, with its true length.
    case whole
    /// The body in pieces of `bytes`, with a pause before each.
    case drip(bytes: Int, every: Duration)
    /// The body over and over, without a length, until the client hangs up.
    case endless
    /// As many bytes of filler as said, with their true length; the body is not sent.
    case filler(bytes: Int)
    /// The body with a Content-Length that is not its own; then the end.
    case wrongLength(Int)
    /// Nothing: the connection is reset.
    case reset
    /// Nothing: the connection ends in order.
    case close
    /// Nothing, for as long as the client waits.
    case silence
    /// These bytes in place of an answer; then the end.
    case raw([UInt8])
  }

  /// The status code.
  package var status: Int
  /// The header fields; Date, Content-Length and Connection are added where they are missing.
  package var headers: [HeaderField]
  /// The body; not sent in answer to HEAD.
  package var body: [UInt8]
  /// How long to wait before the first byte.
  package var delay: Duration = .zero
  /// How it goes over the wire.
  package var delivery: Delivery = .whole

  /// An answer from its parts.
  package init(
    _ status: Int,
    headers: [HeaderField] = [],
    body: [UInt8] = [],
    delay: Duration = .zero,
    delivery: Delivery = .whole
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delay = delay
    self.delivery = delivery
  }

  /// A page.
  package static func html(_ text: String, status: Int = 200) -> Response {
    Response(
      status,
      headers: [HeaderField("Content-Type", "text/html; charset=utf-8")],
      body: Array(text.utf8)
    )
  }

  /// Plain text.
  package static func text(_ text: String, status: Int = 200) -> Response {
    Response(
      status,
      headers: [HeaderField("Content-Type", "text/plain; charset=utf-8")],
      body: Array(text.utf8)
    )
  }

  /// A JSON text.
  package static func json(_ text: String, status: Int = 200) -> Response {
    Response(status, headers: [HeaderField("Content-Type", "application/json")], body: Array(text.utf8))
  }

  /// A redirect to `location`; without one where it is `nil`.
  package static func redirect(_ status: Int, to location: String?) -> Response {
    Response(status, headers: location.map { [HeaderField("Location", $0)] } ?? [])
  }

  /// The status line and fields with the empty line behind them.
  func head(length: Int?, keepsAlive: Bool, date: String) -> String {
    var fields = headers
    if fields.first("Date") == nil { fields.append(HeaderField("Date", date)) }
    // RFC 9110, 8.6: none with 1xx and 204.
    if let length, status >= 200, status != 204, fields.first("Content-Length") == nil {
      fields.append(HeaderField("Content-Length", "\(length)"))
    }
    fields.append(HeaderField("Connection", keepsAlive ? "keep-alive" : "close"))
    let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    return "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Answer")\r\n\(lines)\r\n"
  }

  private static let reasons = [
    200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 413: "Content Too Large",
    415: "Unsupported Media Type", 500: "Internal Server Error", 503: "Service Unavailable",
  ]
}
