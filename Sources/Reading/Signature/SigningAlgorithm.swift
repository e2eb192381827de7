/// How requests to Amazon Pay and the payloads of its buttons are signed.
///
/// Both are RSASSA-PSS over SHA-256 (RFC 8017, 8.1); they differ in the salt. Source: Amazon's SDKs.
package enum SigningAlgorithm: String, Codable, CaseIterable, Sendable {
  /// The older one, which an SDK takes where none is set.
  case pss = "AMZN-PAY-RSASSA-PSS"
  case pssV2 = "AMZN-PAY-RSASSA-PSS-V2"

  /// The length of the salt in bytes.
  package var saltLength: Int {
    switch self {
    case .pss: 20
    case .pssV2: 32
    }
  }

  /// What is signed for `text`: the algorithm's name, a line feed, and the SHA-256 of `text` in hexadecimal.
  ///
  /// `nil` when libcrypto does not offer the digest.
  package func stringToSign(for text: [UInt8]) -> String? {
    Digest.sha256.hex(of: text).map { "\(rawValue)\n\($0)" }
  }

  /// Whether `signature`, in Base64, is that of a button's payload by the holder of `key`.
  ///
  /// - Parameters:
  ///   - signature: As it stands in the page.
  ///   - payload: The payload's text as a script sees it; it is signed byte for byte.
  ///   - key: The public half of the merchant's key.
  /// - Returns: `nil` where the signature is no Base64, so that it is nobody's.
  package func isSignature(_ signature: String, ofPayload payload: String, by key: VerificationKey) -> Bool? {
    guard let bytes = Base64.decode(signature), let signed = stringToSign(for: Array(payload.utf8)) else {
      return nil
    }
    return key.verifies(bytes, of: Array(signed.utf8), algorithm: self)
  }
}
