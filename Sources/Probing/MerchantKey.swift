import Reading

/// The merchant's public key, as an operator keeps it in a file.
enum MerchantKey {
  /// Reads the file at `path`, PEM.
  ///
  /// - Throws: ``OptionsError`` for a file that cannot be read or holds no such key; nothing of its content is told.
  static func read(_ path: String) throws(OptionsError) -> VerificationKey {
    let bytes = try OptionFile.read(path, of: "--public-key", atMost: VerificationKey.longestPEM)
    do {
      return try VerificationKey(pem: bytes)
    } catch {
      throw OptionsError("--public-key '\(path)' \(what(error))")
    }
  }

  private static func what(_ problem: KeyProblem) -> String {
    let derive = "openssl rsa -in private.pem -pubout -out public.pem"
    return switch problem {
    case .isPrivate:
      "holds a private key, which nobody but the shop's server needs; give the public one, made from it with '\(derive)'"
    case .unreadable: "holds no public key in PEM; give the one made with '\(derive)'"
    case .notRSA: "holds no RSA key; give the public key that was made for Amazon Pay"
    case .tooShort: "holds a key of fewer than 2048 bits; give the public key that was made for Amazon Pay"
    }
  }
}
