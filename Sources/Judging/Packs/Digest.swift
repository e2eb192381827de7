import FoundationEssentials
import Model

/// SHA-256 (FIPS 180-4) of what is judged with.
package enum Digest {
  /// `sha256:` and the digest of `bytes` in hexadecimal.
  package static func of(_ bytes: [UInt8]) -> String {
    "sha256:"
      + SHA256.hash(bytes).map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }.joined()
  }

  /// The digest of a value's canonical JSON: keys sorted, slashes as they are.
  static func of(_ value: some Encodable) -> String { of(canonicalJSON(value)) }

  /// The digest over names, lengths and contents, in the order of the names.
  static func of(files: [String: [UInt8]]) -> String {
    of(files.sorted { $0.key < $1.key }.flatMap { Array("\($0.key)\n\($0.value.count)\n".utf8) + $0.value })
  }

  /// The one way in which a value is written as JSON; empty for what JSON cannot say.
  static func canonicalJSON(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { Array($0) } ?? []
  }
}
