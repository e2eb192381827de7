/// A request to Amazon Pay's API in the form that is signed.
///
/// The form is that of Amazon's SDKs, which follow AWS Signature Version 4: method, path, query, header fields, their
/// names, and the SHA-256 of the body, each on lines of its own.
package struct CanonicalRequest: Sendable {
  /// In capitals.
  package let method: String
  /// As it is sent, beginning with a slash.
  package let path: String
  /// Names and values before they are percent-encoded.
  package let query: [(name: String, value: String)]
  /// The fields that are signed.
  package let headers: [(name: String, value: String)]
  /// The body; empty where there is none.
  package let body: [UInt8]

  /// A request from its parts.
  package init(
    method: String,
    path: String,
    query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path.isEmpty ? "/" : path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Names in lower case, values without white space around them, sorted by name; a field without a value is left out.
  private var sortedHeaders: [(name: String, value: String)] {
    headers.map { ($0.name.asciiLowercased, $0.value.trimmed) }
      .filter { !$0.1.isEmpty }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }

  /// The names of the signed fields, in lower case, sorted, with semicolons between.
  package var signedHeaderNames: String { sortedHeaders.map(\.name).joined(separator: ";") }

  /// Sorted by name, values percent-encoded after RFC 3986, 2.3; a parameter without a value is left out.
  package var canonicalQuery: String {
    query.filter { !$0.value.isEmpty }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .map { "\($0.name)=\(Self.encoded($0.value))" }
      .joined(separator: "&")
  }

  /// The whole form; `nil` when libcrypto does not offer the digest.
  package var text: String? {
    guard let digest = Digest.sha256.hex(of: body) else { return nil }
    let fields = sortedHeaders.map { "\($0.name):\($0.value)\n" }.joined()
    return [method, path, canonicalQuery, fields, signedHeaderNames, digest].joined(separator: "\n")
  }

  private static func encoded(_ value: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in value.utf8 {
      if byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

extension CanonicalRequest {
  /// The value of the `Authorization` field that signs this request; `nil` when libcrypto refuses.
  package func authorization(publicKeyID: String, key: SigningKey, algorithm: SigningAlgorithm) -> String? {
    guard let text, let signed = algorithm.stringToSign(for: Array(text.utf8)),
      let signature = key.signature(of: Array(signed.utf8), algorithm: algorithm)
    else { return nil }
    return "\(algorithm.rawValue) PublicKeyId=\(publicKeyID), SignedHeaders=\(signedHeaderNames), "
      + "Signature=\(Base64.encode(signature))"
  }
}
