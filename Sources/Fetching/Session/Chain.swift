/// The certificates that a server sent, and what is wrong with them.
package struct Chain: Hashable, Sendable, Codable {
  /// What can be wrong with a certificate of a chain.
  package enum Flaw: Hashable, Sendable, Codable {
    case expired, notYetValid
    /// The server's own certificate is its own issuer.
    case selfSigned
    /// The chain leads to a root that is not in the store.
    case unknownIssuer
    /// An issuer is neither sent nor known; clients that fetch nothing cannot go on from here.
    case missingIntermediate
    /// The server's own certificate is not for the host.
    case wrongHost
    /// The key has less than 112 bits of security (RSA below 2048).
    case weakKey
    /// The signature is of a broken digest (MD5, SHA-1).
    case weakSignature
    /// It is not for servers.
    case notForServers
    /// A signature does not fit.
    case badSignature
    /// An issuer is not allowed to issue it.
    case notAnIssuer
    /// A name in it is outside of what an issuer may issue for. Source: RFC 5280, 4.2.1.10.
    case nameConstraints
    /// Another error of OpenSSL's path validation (`X509_V_ERR_…`).
    case other(code: Int)
  }

  /// One flaw of one certificate.
  package struct Problem: Hashable, Sendable, Codable {
    /// What is wrong.
    package var flaw: Flaw
    /// Which certificate of the path it is about; 0 is the server's own.
    package var depth: Int

    /// A flaw of the certificate at `depth`.
    package init(_ flaw: Flaw, depth: Int) {
      self.flaw = flaw
      self.depth = depth
    }
  }

  /// As sent, the server's own first; at most 16.
  package var certificates: [Certificate]
  /// All that is wrong, by depth; empty when nothing is.
  package var problems: [Problem]
  /// Whether it leads to a root of the store; `nil` when a missing certificate hides it.
  package var trusted: Bool?
  /// Whether everything up to the root was sent; `nil` for a self-signed certificate, which has no chain.
  package var chainComplete: Bool?
  /// Whether the server's own certificate is for the host.
  package var coversHost: Bool
  /// What the stapled OCSP answer says; `nil` when none was sent.
  package var staple: Staple?

  /// Whether nothing at all is wrong; credentials go only over such a connection.
  package var verified: Bool { problems.isEmpty && trusted == true && coversHost }

  /// A chain from its parts.
  package init(
    certificates: [Certificate],
    problems: [Problem] = [],
    trusted: Bool?,
    chainComplete: Bool?,
    coversHost: Bool,
    staple: Staple? = nil
  ) {
    self.certificates = certificates
    self.problems = problems
    self.trusted = trusted
    self.chainComplete = chainComplete
    self.coversHost = coversHost
    self.staple = staple
  }
}

/// What TLS negotiated on a connection.
package struct Session: Hashable, Sendable, Codable {
  /// As OpenSSL names it: `TLSv1.3`, `TLSv1`.
  package var version: String
  /// The suite's IANA name.
  package var suite: String
  /// The suite's number.
  package var suiteCode: UInt16
  /// The group of the key exchange: `X25519`, `secp384r1`, `DH`; `nil` without an ephemeral key exchange.
  package var group: String?
  /// The protocol agreed on: `h2`, `http/1.1`; `nil` when none was.
  package var alpn: String?
  /// The certificates, judged.
  package var chain: Chain

  /// A session from its parts.
  package init(
    version: String,
    suite: String,
    suiteCode: UInt16,
    group: String? = nil,
    alpn: String? = nil,
    chain: Chain
  ) {
    self.version = version
    self.suite = suite
    self.suiteCode = suiteCode
    self.group = group
    self.alpn = alpn
    self.chain = chain
  }
}
