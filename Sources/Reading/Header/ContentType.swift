/// What a body is.
///
/// Source: MIME Sniffing Standard, 4.4 "Parsing a MIME type".
package struct ContentType: Hashable, Sendable {
  /// Type and subtype in lower case: `text/html`.
  package let essence: String
  /// The character encoding's label in lower case; `nil` when not said.
  package let charset: String?

  /// The type in `text`; `nil` when it is none.
  package static func read(_ text: String) -> ContentType? {
    var parts = ASCII.split(text, at: UInt8(ascii: ";"))[...]
    guard let first = parts.popFirst() else { return nil }
    let halves = first.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, halves.allSatisfy(ASCII.isToken) else { return nil }
    var charset: String?
    for part in parts where charset == nil {
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pieces.count == 2, ASCII.equal(pieces[0], "charset") else { continue }
      let value = pieces[1].hasPrefix("\"") ? ASCII.unquoted(pieces[1]) : ASCII.trimmed(pieces[1])
      charset = value.flatMap { $0.isEmpty ? nil : ASCII.lowercased(Array($0.utf8)) }
    }
    return ContentType(essence: ASCII.lowercased(Array(first.utf8)), charset: charset)
  }

  /// Whether it is JSON by name.
  ///
  /// Source: MIME Sniffing Standard, "JSON MIME type".
  package var isJSON: Bool {
    essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json")
  }

  /// Whether it is HTML or XHTML by name.
  package var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }

  /// Whether browsers run it as a script by name.
  ///
  /// Source: MIME Sniffing Standard, "JavaScript MIME type".
  package var isJavaScript: Bool {
    let subtypes = ["javascript", "ecmascript", "x-javascript", "x-ecmascript", "jscript", "livescript"]
    let halves = essence.split(separator: "/")
    guard halves.count == 2, halves[0] == "text" || halves[0] == "application" else { return false }
    return subtypes.contains { $0 == halves[1] }
  }
}
