/// What a certificate says.
package struct Certificate: Hashable, Sendable, Codable {
  /// The subject's name in one line, at most 512 bytes.
  package var subject: String
  /// The issuer's name in one line, at most 512 bytes.
  package var issuer: String
  /// DNS names and addresses that it is for, in its order, at most the first 16 KiB of them.
  package var names: [String]
  /// Whether there are more names than were read.
  package var namesAreCut: Bool
  /// Seconds since 1970; `nil` when unreadable.
  package var notBefore: Int?
  /// Seconds since 1970; `nil` when unreadable.
  package var notAfter: Int?
  /// In hexadecimal.
  package var serial: String
  /// `RSA`, `EC`, `ED25519` …; empty when the key is unreadable.
  package var keyType: String
  /// The size of the key; 0 when it is unreadable.
  package var keyBits: Int
  /// How it was signed: `sha256WithRSAEncryption`.
  package var signatureAlgorithm: String
  /// Whether it may issue others.
  package var isCA: Bool
  /// Whether it is its own issuer.
  package var selfSigned: Bool
  /// Whether a server may use it.
  package var serverUse: Bool
  /// Whether it says where its issuer's certificate can be had.
  package var namesIssuerAddress: Bool
  /// The digest of the whole certificate, in hexadecimal.
  package var sha256: String
  /// Whether it demands a stapled OCSP answer.
  ///
  /// Source: RFC 7633.
  package var ocspMustStaple: Bool

  /// For how many days it is valid, a part of one counted whole; `nil` when a date is unreadable.
  ///
  /// Both ends are within. Source: RFC 5280, 4.1.2.5.
  package var validityDays: Int? {
    guard let notBefore, let notAfter else { return nil }
    let (seconds, isOver) = notAfter.subtractingReportingOverflow(notBefore)
    guard !isOver, seconds >= 0, seconds < .max - 86_400 else { return nil }
    return (seconds + 86_400) / 86_400
  }

  /// Whether one of its names stands for many (`*.shop.example`).
  package var isWildcard: Bool { names.contains { $0.hasPrefix("*.") } }

  /// A certificate from its parts; what is not said is as in a server's usual one.
  package init(
    subject: String,
    issuer: String,
    names: [String] = [],
    namesAreCut: Bool = false,
    notBefore: Int? = nil,
    notAfter: Int? = nil,
    serial: String = "",
    keyType: String = "EC",
    keyBits: Int = 256,
    signatureAlgorithm: String = "ecdsa-with-SHA256",
    isCA: Bool = false,
    selfSigned: Bool = false,
    serverUse: Bool = true,
    namesIssuerAddress: Bool = false,
    sha256: String = "",
    ocspMustStaple: Bool = false
  ) {
    self.subject = subject
    self.issuer = issuer
    self.names = names
    self.namesAreCut = namesAreCut
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.serial = serial
    self.keyType = keyType
    self.keyBits = keyBits
    self.signatureAlgorithm = signatureAlgorithm
    self.isCA = isCA
    self.selfSigned = selfSigned
    self.serverUse = serverUse
    self.namesIssuerAddress = namesIssuerAddress
    self.sha256 = sha256
    self.ocspMustStaple = ocspMustStaple
  }
}
