package import Model
package import Reading

/// A place to connect to.
package struct HostTarget: Hashable, Sendable {
  /// In ASCII and lower case; an IPv6 address without brackets.
  package var host: String
  /// The port.
  package var port: Int
  /// The one address to connect to; `nil` for those of the name.
  package var address: Address?

  /// The place `host:port`.
  package init(host: String, port: Int = 443, address: Address? = nil) {
    self.host = host
    self.port = port
    self.address = address
  }

  /// The place where `url` is served.
  package init(_ url: WebURL, address: Address? = nil) {
    self.init(host: url.hostName, port: url.port, address: address)
  }

  /// `host:port`, IPv6 in brackets.
  package var text: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// A real TLS handshake without a request.
package struct HandshakeTarget: Hashable, Sendable {
  /// Where.
  package var place: HostTarget
  /// The newest version that is offered; `nil` for TLS 1.3.
  package var newest: TLSVersion?
  /// Which go at the same question this is, from 1.
  package var attempt: Int

  /// A handshake with `place`.
  package init(_ place: HostTarget, newest: TLSVersion? = nil, attempt: Int = 1) {
    self.place = place
    self.newest = newest
    self.attempt = attempt
  }
}

/// What a handshake showed.
package struct Handshake: Sendable {
  /// The look that decided.
  package var id: Look.ID
  /// What was negotiated, and the chain; `nil` when the handshake failed.
  package var session: Session?
  /// Why it failed; `nil` exactly when there is a session.
  package var failure: Unknown?
  /// How far it came; `nil` when there is a session.
  package var stage: FailureStage?
  /// Whether the server answered in plain HTTP.
  package var spokePlainHTTP: Bool
  /// The address that was connected to; `nil` when none was.
  package var address: Address?

  /// A handshake from its parts.
  package init(
    id: Look.ID,
    session: Session? = nil,
    failure: Unknown? = nil,
    stage: FailureStage? = nil,
    spokePlainHTTP: Bool = false,
    address: Address? = nil
  ) {
    self.id = id
    self.session = session
    self.failure = failure
    self.stage = stage
    self.spokePlainHTTP = spokePlainHTTP
    self.address = address
  }
}

/// A ClientHello of ours to a server.
package struct HelloRequest: Sendable {
  /// Where.
  package var place: HostTarget
  /// What is offered.
  package var hello: ClientHello
  /// What the look is called: `TLS 1.1`, `RC4`.
  package var label: String
  /// Which go at the same question this is, from 1.
  package var attempt: Int
  /// Whether other looks may wait for what it shows.
  package var leads = false

  /// Offers `hello` to `place`; called by its version unless a label is given.
  package init(_ place: HostTarget, _ hello: ClientHello, label: String? = nil, attempt: Int = 1) {
    self.place = place
    self.hello = hello
    self.label = label ?? hello.version.name
    self.attempt = attempt
  }
}

/// What a server said to a ClientHello.
package struct Hello: Sendable {
  /// The kinds of answers.
  package enum Answer: Hashable, Sendable {
    /// A ServerHello of the version that was offered.
    case accepted(ServerHello)
    /// An alert by its name (`protocol_version`), `closed` for an orderly close, or the older version that was
    /// offered in return (`TLS 1.0`).
    case refused(String)
    /// The server speaks something else on this port.
    case notTLS
    /// It could not be seen, also after a repeat.
    case unknown(Unknown)

    /// Why it could not be seen; `nil` where it was.
    package var unknown: Unknown? { if case .unknown(let unknown) = self { unknown } else { nil } }
  }

  /// The look that decided.
  package var id: Look.ID
  /// What the server said.
  package var answer: Answer
  /// What came in clear from the ServerHello on, also where that is no acceptance; `nil` without one.
  package var flight: ServerFlight?
  /// The address that was connected to; `nil` when none was.
  package var address: Address?

  /// A hello from its parts.
  package init(id: Look.ID, answer: Answer, flight: ServerFlight? = nil, address: Address? = nil) {
    self.id = id
    self.answer = answer
    self.flight = flight
    self.address = address
  }
}
