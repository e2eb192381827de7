/// What caches may do with an answer.
///
/// Source: RFC 9111, 5.2.2.
package struct CacheControl: Hashable, Sendable {
  /// Nothing may be stored.
  package let noStore: Bool
  /// What is stored must be asked about before it is used.
  package let noCache: Bool
  /// Only the buyer's own browser may store it.
  package let isPrivate: Bool
  /// Shared caches may store it.
  package let isPublic: Bool
  /// Freshness in seconds; `nil` when not said or unreadable.
  package let maxAge: Int?
  /// Freshness in seconds for shared caches; `nil` when not said or unreadable.
  package let sharedMaxAge: Int?

  /// Reads the field's values; `nil` when there is none.
  ///
  /// Of several ages the first counts.
  package static func read(_ values: [String]) -> CacheControl? {
    guard !values.isEmpty else { return nil }
    var directives: [String: String] = [:]
    for part in values.flatMap({ ASCII.split($0, at: UInt8(ascii: ",")) }) where !part.isEmpty {
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = ASCII.lowercased(Array(ASCII.trimmed(String(pieces[0])).utf8))
      let value = pieces.count == 2 ? ASCII.trimmed(String(pieces[1])) : ""
      if directives[name] == nil { directives[name] = ASCII.unquoted(value) ?? value }
    }
    return CacheControl(
      noStore: directives["no-store"] != nil,
      noCache: directives["no-cache"] != nil,
      isPrivate: directives["private"] != nil,
      isPublic: directives["public"] != nil,
      maxAge: directives["max-age"].flatMap(ASCII.digits),
      sharedMaxAge: directives["s-maxage"].flatMap(ASCII.digits)
    )
  }
}
