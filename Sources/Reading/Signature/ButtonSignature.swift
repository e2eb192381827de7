/// How the signature of a button's payload came about, as far as a public key shows it.
package struct ButtonSignature: Hashable, Sendable {
  /// In which spelling the payload was signed.
  package enum Spelling: String, CaseIterable, Sendable {
    /// Byte for byte as the page shows it.
    case asShown
    /// With a backslash before each slash, where the page has none (PHP's `json_encode` writes them).
    case slashesEscaped
    /// Without the backslashes that the page has before slashes.
    case slashesPlain
    /// Without the white space that stands around it in the page.
    case trimmed

    func text(of payload: String) -> String {
      switch self {
      case .asShown: payload
      case .slashesEscaped: payload.replacing("\\/", with: "/").replacing("/", with: "\\/")
      case .slashesPlain: payload.replacing("\\/", with: "/")
      case .trimmed: payload.trimmed
      }
    }
  }

  /// The algorithm whose name was signed with the payload.
  package let algorithm: SigningAlgorithm
  /// The length of the salt in bytes; that of ``algorithm`` where all is well.
  package let saltLength: Int
  /// The spelling that was signed.
  package let spelling: Spelling

  /// What the holder of `key` signed.
  ///
  /// - Parameters:
  ///   - signature: Base64, as it stands in the page.
  ///   - payload: The payload's text as a script sees it.
  ///   - key: The public half of the merchant's key.
  /// - Returns: How it was signed; `nil` where `key` takes the signature in no way.
  package static func read(
    _ signature: String,
    ofPayload payload: String,
    by key: VerificationKey
  ) -> ButtonSignature? {
    guard let bytes = Base64.decode(signature), !bytes.isEmpty else { return nil }
    var tried: Set<String> = []
    for spelling in Spelling.allCases {
      let text = spelling.text(of: payload)
      guard tried.insert(text).inserted else { continue }
      for algorithm in SigningAlgorithm.allCases {
        guard let signed = algorithm.stringToSign(for: Array(text.utf8)) else { continue }
        for salt in SigningAlgorithm.allCases.map(\.saltLength)
        where key.verifies(bytes, of: Array(signed.utf8), saltLength: salt) {
          return ButtonSignature(algorithm: algorithm, saltLength: salt, spelling: spelling)
        }
      }
    }
    return nil
  }

  /// Whether Amazon finds it sound that is told `algorithm`.
  package func fits(_ algorithm: SigningAlgorithm) -> Bool {
    spelling == .asShown && self.algorithm == algorithm && saltLength == algorithm.saltLength
  }
}
