/// The wish to be visited over TLS alone.
///
/// Source: RFC 6797, 6.1.
package struct StrictTransportSecurity: Hashable, Sendable {
  /// For how long, in seconds; 0 takes the wish back.
  package let maxAge: Int
  /// Whether it holds for names below as well.
  package let includesSubDomains: Bool
  /// Whether it asks to be preloaded; not part of the RFC.
  package let preload: Bool

  /// Reads the field's values in their order; only the first counts (8.1).
  package static func read(_ values: [String]) -> HeaderReading<StrictTransportSecurity> {
    guard let first = values.first else { return .absent }
    var directives: [String: String?] = [:]
    for part in ASCII.split(first, at: UInt8(ascii: ";")) where !part.isEmpty {
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = ASCII.trimmed(String(pieces[0]))
      guard ASCII.isToken(name) else { return .malformed("a directive has no name") }
      var value: String?
      if pieces.count == 2 {
        let text = ASCII.trimmed(String(pieces[1]))
        guard let read = ASCII.isToken(text) ? text : ASCII.unquoted(text) else {
          return .malformed("\(name.prefix(40)) has no valid value")
        }
        value = read
      }
      guard directives.updateValue(value, forKey: ASCII.lowercased(Array(name.utf8))) == nil else {
        return .malformed("\(name.prefix(40)) is given twice")
      }
    }
    guard let stated = directives["max-age"] else { return .malformed("max-age is missing") }
    guard let maxAge = stated.flatMap(ASCII.digits) else { return .malformed("max-age is no number") }
    if let subDomains = directives["includesubdomains"], subDomains != nil {
      return .malformed("includeSubDomains has a value")
    }
    return .value(
      StrictTransportSecurity(
        maxAge: maxAge,
        includesSubDomains: directives.keys.contains("includesubdomains"),
        preload: directives.keys.contains("preload")
      )
    )
  }

  /// Reads bytes from anywhere; the entry point for fuzzing.
  package static func read(_ bytes: [UInt8]) -> HeaderReading<StrictTransportSecurity> {
    read([String(decoding: bytes, as: UTF8.self)])
  }
}
