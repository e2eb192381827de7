import COpenSSL

/// How a server speaks TLS, and as whom.
package struct TLSOptions: Sendable {
  /// A version on the wire.
  package enum Version: Int32, Sendable, CaseIterable {
    case tls10 = 0x0301
    case tls11 = 0x0302
    case tls12 = 0x0303
    case tls13 = 0x0304
  }

  /// The lowest version accepted.
  package var minimum: Version = .tls12
  /// The highest version accepted.
  package var maximum: Version = .tls13
  /// Suites up to TLS 1.2, in OpenSSL's words and the server's order of preference.
  package var suites = TLSOptions.modernSuites
  /// Bits of the finite-field Diffie-Hellman group: 0 lets OpenSSL choose, 1024 is the only other value.
  package var dhBits = 0
  /// Whether a client without a certificate is refused.
  package var asksClientCertificate = false
  /// Whether HTTP/2 is spoken with clients that offer it; answers then go at once and whole.
  package var speaksHTTP2 = false
  /// Whether a client that offers TLS 1.3 and 1.2 at once is cut off, as by a middlebox that knows no better.
  package var cutsOffNewest = false
  /// Shown to clients that ask for a name not in ``named``; `nil` refuses them.
  package var identity: Identity?
  /// Identities by server name, at most 64.
  package var named: [String: Identity] = [:]

  /// Suites with forward secrecy and authenticated encryption only (RFC 9325, 4.2).
  package static let modernSuites = "ECDHE+AESGCM:ECDHE+CHACHA20"

  /// TLS 1.2 and 1.3 with modern suites, as `identity` to everyone.
  package init(identity: Identity?) {
    self.identity = identity
  }

  /// The C side of these options.
  func makeServer() throws -> TLSContext {
    let context = suites.withCString { suites in
      var plan = copenssl_server_plan(
        minimum: minimum.rawValue,
        maximum: maximum.rawValue,
        suites: suites,
        security_level: 0,
        dh_bits: Int32(dhBits),
        asks_client_certificate: asksClientCertificate ? 1 : 0,
        speaks_http2: speaksHTTP2 ? 1 : 0
      )
      return copenssl_server_new(&plan)
    }
    guard let context else { throw Authority.Failure(description: openSSLError()) }
    let made = TLSContext(context, cutsOffNewest: cutsOffNewest)
    let others = identity.map { [("*", $0)] } ?? []
    for (name, identity) in others + named.sorted(by: { $0.key < $1.key }).map({ ($0.key, $0.value) }) {
      guard copenssl_server_add(context, name, identity.chainPEM, identity.keyPEM) == 1 else {
        throw Authority.Failure(description: openSSLError())
      }
    }
    if let staple = identity?.staple {
      guard copenssl_server_staple(context, staple, staple.count) == 1 else {
        throw Authority.Failure(description: openSSLError())
      }
    }
    return made
  }
}

/// One `copenssl_server`, owned: freed with its last user.
///
/// `@unchecked Sendable` holds because it is filled before a listener has it and only read by OpenSSL
/// afterwards, whose contexts are made for many threads.
final class TLSContext: @unchecked Sendable {
  let raw: OpaquePointer
  /// Whether a client that offers TLS 1.3 and 1.2 at once is cut off.
  let cutsOffNewest: Bool

  init(_ raw: OpaquePointer, cutsOffNewest: Bool) {
    self.raw = raw
    self.cutsOffNewest = cutsOffNewest
  }

  deinit {
    copenssl_server_free(raw)
  }
}
