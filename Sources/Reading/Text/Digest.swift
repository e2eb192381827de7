import COpenSSL

/// Digests of the SHA-2 family, by libcrypto.
package enum Digest: String, Codable, CaseIterable, Sendable {
  case sha256, sha384, sha512

  /// The length of a digest in bytes.
  package var length: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// The digest of `bytes`; `nil` when libcrypto does not offer it.
  package func of(_ bytes: [UInt8]) -> [UInt8]? {
    var output = [UInt8](repeating: 0, count: length)
    let done = bytes.withUnsafeBufferPointer { input in
      switch self {
      case .sha256: copenssl_sha256(input.baseAddress, input.count, &output)
      case .sha384: copenssl_sha384(input.baseAddress, input.count, &output)
      case .sha512: copenssl_sha512(input.baseAddress, input.count, &output)
      }
    }
    return done == 1 ? output : nil
  }

  /// The digest of `bytes` in lower-case hexadecimal; `nil` when libcrypto does not offer it.
  package func hex(of bytes: [UInt8]) -> String? {
    of(bytes).map { digest in
      digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
