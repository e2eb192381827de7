package import Model
package import Reading

/// What to ask for over HTTP.
package struct ExchangeRequest: Sendable {
  /// The methods that an audit may use.
  package enum Method: String, Codable, CaseIterable, Sendable {
    case get = "GET"
    case head = "HEAD"
    case options = "OPTIONS"
    case post = "POST"
  }

  /// The method.
  package var method: Method
  /// The address; its fragment is not sent.
  package var url: WebURL
  /// Header fields beside `Host`, `User-Agent`, `Accept` and `Accept-Encoding`, in order; one with the name of
  /// those replaces it.
  package var headers: [(String, String)]
  /// The body; only of a POST.
  package var body: [UInt8]?
  /// Bytes of the answer's body after decompression, where fewer are wanted than the visit allows.
  package var bodyLimit: Int?
  /// Whether the operator's credentials go along; `nil` lets the visit's origins decide.
  ///
  /// `true` cannot send them to an origin that is not the operator's.
  package var sendsCredentials: Bool?
  /// The cookies of a visitor's session (`name=value; …`), empty before the first; `nil` outside of a session.
  ///
  /// What is sent in a session differs from run to run, so neither they nor the body are told.
  package var session: String?
  /// The one address to connect to; `nil` for those of the name.
  package var address: Address?
  /// Which go at the same question this is, from 1; another go is another look.
  package var attempt: Int
  /// How long to wait for the first byte of the answer, where that is not the visit's usual time; it may not be shorter
  /// than a second.
  package var patience: Duration?
  /// Whether no other look waits for what it shows, so that others go first; not part of what is asked.
  package var isLeaf = false

  /// A request for `url`; a plain GET unless said otherwise.
  package init(
    _ method: Method = .get,
    _ url: WebURL,
    headers: [(String, String)] = [],
    body: [UInt8]? = nil,
    bodyLimit: Int? = nil,
    sendsCredentials: Bool? = nil,
    address: Address? = nil,
    attempt: Int = 1
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.bodyLimit = bodyLimit
    self.sendsCredentials = sendsCredentials
    self.address = address
    self.attempt = attempt
  }
}

/// How far a look came before it failed.
package enum FailureStage: String, Codable, CaseIterable, Sendable {
  /// Before anything was sent: the policy, the limits or the operator's options ended it.
  case plan
  case resolve, connect, tls, transfer
}

/// An HTTP request and what came of it; redirects are answers like others.
package struct Exchange: Sendable {
  /// What a server answered; interim answers (1xx) and trailers are dropped.
  package struct Answer: Hashable, Sendable {
    /// The status code.
    package var status: Int
    /// `1.0`, `1.1` or `2`.
    package var httpVersion: String
    /// The header fields.
    package var headers: HeaderFields
    /// The body after decompression; the part before the cut where one was made.
    package var body: [UInt8]
    /// Whether all of the body came.
    package var whole: Bool { cut == nil }
    /// Why the body is not whole; `nil` when it is.
    package var cut: Unknown?

    /// An answer from its parts.
    package init(
      status: Int,
      httpVersion: String = "1.1",
      headers: HeaderFields = HeaderFields([] as [Look.Header]),
      body: [UInt8] = [],
      cut: Unknown? = nil
    ) {
      self.status = status
      self.httpVersion = httpVersion
      self.headers = headers
      self.body = body
      self.cut = cut
    }
  }

  /// The look that decided.
  package var id: Look.ID
  /// What was asked.
  package var request: ExchangeRequest
  /// What came; `nil` when there was no answer.
  package var answer: Answer?
  /// Why there was no answer; `nil` exactly when there was one.
  package var failure: Unknown?
  /// How far it came; `nil` when there was an answer.
  package var stage: FailureStage?
  /// Whether the server answered a TLS handshake in plain HTTP.
  package var spokePlainHTTP: Bool
  /// Whether no answer came after the server had asked for a client's certificate (RFC 8446, 4.3.2).
  package var demandsCertificate: Bool
  /// What TLS showed, also on a connection used again and when no answer came; `nil` without TLS.
  package var session: Session?
  /// How long its phases took.
  package var timings: Look.Timings
  /// The address that was connected to; `nil` when none was.
  package var address: Address?
  /// When it ended, in seconds since 1970.
  package var endedAt: Int

  /// An exchange from its parts.
  package init(
    id: Look.ID,
    request: ExchangeRequest,
    answer: Answer? = nil,
    failure: Unknown? = nil,
    stage: FailureStage? = nil,
    spokePlainHTTP: Bool = false,
    demandsCertificate: Bool = false,
    session: Session? = nil,
    timings: Look.Timings = Look.Timings(),
    address: Address? = nil,
    endedAt: Int = 0
  ) {
    self.id = id
    self.request = request
    self.answer = answer
    self.failure = failure
    self.stage = stage
    self.spokePlainHTTP = spokePlainHTTP
    self.demandsCertificate = demandsCertificate
    self.session = session
    self.timings = timings
    self.address = address
    self.endedAt = endedAt
  }
}
