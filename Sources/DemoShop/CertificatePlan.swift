import COpenSSL

/// What a certificate says, and what is wrong with it on purpose.
package struct CertificatePlan: Sendable, Hashable {
  /// The leaf's key.
  package enum Key: Sendable, Hashable {
    case ec256, ec384, rsa2048, rsa1024, ed25519
  }

  /// The digest of the signature on the leaf.
  package enum Digest: Sendable, Hashable {
    case sha256, sha1, md5
  }

  /// Who vouches for the leaf.
  package enum Issuer: Sendable, Hashable {
    /// The authority whose root the client is given, through an intermediate.
    case authority
    /// An authority of which the client knows nothing.
    case otherRoot
    /// Nobody but itself.
    case itself
  }

  /// DNS names and IP addresses; the first one is also the common name.
  package var names: [String]
  /// Seconds from now until it becomes valid; negative is past.
  package var validFrom: Int
  /// Seconds from ``validFrom`` until it ends.
  package var validFor: Int
  /// The leaf's key.
  package var key: Key = .ec256
  /// The digest of the signature on the leaf.
  package var digest: Digest = .sha256
  /// Who vouches for it.
  package var issuer: Issuer = .authority
  /// Whether the chain that is sent has the intermediate.
  package var includesIntermediate = true
  /// Whether the intermediate ended yesterday.
  package var expiredIntermediate = false
  /// Whether it was issued for servers; else for clients only.
  package var serverUse = true
  /// The DNS name below which alone its issuer may issue; `nil` for any.
  package var permittedBelow: String?
  /// Whether it demands a stapled OCSP answer.
  package var mustStaple = false
  /// What is stapled to it.
  package var staple = StapledAnswer.none
  /// In which form the chain is sent.
  package var form = Form.asIssued

  /// The OCSP answer that a server staples.
  package enum StapledAnswer: Sendable, Hashable {
    case none, good, revoked, outdated
    /// Bytes that are no answer.
    case garbage
  }

  /// A form of the chain.
  package enum Form: Sendable, Hashable {
    /// The leaf, then its issuer.
    case asIssued
    /// The root after that.
    case withRoot
    /// The root before the intermediate.
    case disordered
    /// A certificate after that which has nothing to do with it.
    case withStranger
  }

  /// One day, in seconds.
  package static let day = 86_400

  /// A sound certificate for `names`, valid from an hour ago for `days` days from now.
  package init(names: [String], days: Int = 90) {
    self.names = names
    validFrom = -3600
    validFor = days * Self.day + 3600 + 1800
  }
}

extension CertificatePlan.Key {
  var raw: copenssl_key_kind {
    switch self {
    case .ec256: COPENSSL_KEY_EC256
    case .ec384: COPENSSL_KEY_EC384
    case .rsa2048: COPENSSL_KEY_RSA2048
    case .rsa1024: COPENSSL_KEY_RSA1024
    case .ed25519: COPENSSL_KEY_ED25519
    }
  }
}

extension CertificatePlan.Digest {
  var raw: copenssl_digest_kind {
    switch self {
    case .sha256: COPENSSL_DIGEST_SHA256
    case .sha1: COPENSSL_DIGEST_SHA1
    case .md5: COPENSSL_DIGEST_MD5
    }
  }
}
