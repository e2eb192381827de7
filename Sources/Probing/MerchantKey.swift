import Glibc
import Reading

/// The merchant's public key, as an operator keeps it in a file.
enum MerchantKey {
  /// Reads the file at `path`, PEM; of a longer one no more than shows that it is too long.
  ///
  /// - Throws: ``OptionsError`` for a file that cannot be read or holds no such key; nothing of its content is told.
  static func read(_ path: String) throws(OptionsError) -> VerificationKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count <= VerificationKey.longestPEM {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count > 0 { bytes += buffer[..<count] } else if errno != EINTR { throw unreadable(path) }
    }
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

  private static func unreadable(_ path: String) -> OptionsError {
    let why = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    return OptionsError(
      "--public-key '\(path)' cannot be read: \(why.prefix(1).lowercased() + why.dropFirst()); check the path"
    )
  }
}
