internal import COpenSSL

/// Why a text is no key that Amazon Pay can be signed for with.
package enum KeyProblem: String, Error, Codable, CaseIterable, Sendable {
  /// There is no key in PEM, or one behind a password.
  case unreadable
  /// It is a key of another kind than RSA.
  case notRSA
  /// Its modulus has fewer than 2048 bits.
  case tooShort
  /// A private key stands where a public one belongs.
  case isPrivate
}

/// The merchant's private key: it signs, and shows itself nowhere.
///
/// It has no coded form, and no description holds any of it.
package struct SigningKey: Sendable {
  private let pem: [UInt8]
  /// The length of its modulus.
  package let bits: Int

  /// The first private key in `pem`, of which at most 64 KB are read.
  package init(pem: [UInt8]) throws(KeyProblem) {
    guard !pem.isEmpty, pem.count <= 1 << 16 else { throw .unreadable }
    var facts = copenssl_key_facts()
    guard copenssl_private_key(pem, pem.count, &facts) == 1 else { throw .unreadable }
    try Self.check(facts)
    self.pem = pem
    bits = Int(facts.bits)
  }

  static func check(_ facts: copenssl_key_facts) throws(KeyProblem) {
    guard facts.is_rsa != 0 else { throw .notRSA }
    guard facts.bits >= 2048 else { throw .tooShort }
  }

  /// The signature of `text`; `nil` when libcrypto refuses.
  package func signature(of text: [UInt8], algorithm: SigningAlgorithm) -> [UInt8]? {
    // 16384 bits, the longest that OpenSSL takes.
    var signature = [UInt8](repeating: 0, count: 2048)
    let count = copenssl_pss_sign(
      pem,
      pem.count,
      Int32(algorithm.saltLength),
      text,
      text.count,
      &signature,
      signature.count
    )
    return count == 0 ? nil : Array(signature.prefix(count))
  }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "a private key of \(bits) bits" }
  package var debugDescription: String { description }
  /// Nothing but the length.
  package var customMirror: Mirror { Mirror(self, children: ["bits": bits]) }
}

/// The public half of the merchant's key.
package struct VerificationKey: Hashable, Sendable {
  /// The most bytes of PEM that are read.
  package static let longestPEM = 1 << 16

  private let pem: [UInt8]
  /// The length of its modulus.
  package let bits: Int
  /// What names it: `sha256:` and the SHA-256 of its SubjectPublicKeyInfo in hexadecimal.
  package let fingerprint: String

  /// The first public key in `pem`, or that of a certificate; at most ``longestPEM`` bytes are read.
  ///
  /// Where a private key stands in it as well, nothing is taken: its holder gave more than was asked for.
  package init(pem: [UInt8]) throws(KeyProblem) {
    guard !pem.isEmpty, pem.count <= Self.longestPEM else { throw .unreadable }
    if String(decoding: pem, as: UTF8.self).contains("PRIVATE KEY-----") { throw .isPrivate }
    var facts = copenssl_key_facts()
    guard copenssl_public_key_facts(pem, pem.count, &facts) == 1 else { throw .unreadable }
    try SigningKey.check(facts)
    var digest = [UInt8](repeating: 0, count: 32)
    guard copenssl_public_key_digest(pem, pem.count, &digest) == 1 else { throw .unreadable }
    let digits = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    self.pem = pem
    bits = Int(facts.bits)
    fingerprint = "sha256:" + digits.joined()
  }

  /// Whether `signature` is that of `text`, with a salt of the algorithm's length.
  package func verifies(_ signature: [UInt8], of text: [UInt8], algorithm: SigningAlgorithm) -> Bool {
    verifies(signature, of: text, saltLength: algorithm.saltLength)
  }

  /// Whether `signature` is that of `text`, with a salt of exactly so many bytes.
  func verifies(_ signature: [UInt8], of text: [UInt8], saltLength: Int) -> Bool {
    guard !signature.isEmpty else { return false }
    return copenssl_pss_verify(
      pem,
      pem.count,
      Int32(saltLength),
      text,
      text.count,
      signature,
      signature.count
    ) == 1
  }
}
