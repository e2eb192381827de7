/// A redirect by a `Refresh` header or a `meta` element.
///
/// Source: HTML Standard, "shared declarative refresh steps".
package struct Refresh: Hashable, Sendable {
  /// After how many seconds.
  package let seconds: Int
  /// Where to; `nil` for the page itself, or when it is not http(s).
  package let target: WebURL?

  /// The redirect in `text` on the page at `document`; `nil` when it is none.
  package static func read(_ text: String, document: WebURL) -> Refresh? {
    let bytes = Array(text.utf8)
    var rest = bytes.drop(while: isSpace)
    let digits = rest.prefix(while: \.isASCIIDigit)
    guard !digits.isEmpty || rest.first == UInt8(ascii: ".") else { return nil }
    let seconds = digits.isEmpty ? 0 : ASCII.digits(String(decoding: digits, as: UTF8.self)) ?? 0
    rest = rest[digits.endIndex...].drop { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    guard let first = rest.first else { return Refresh(seconds: seconds, target: document) }
    guard isSpace(first) || first == UInt8(ascii: ";") || first == UInt8(ascii: ",") else { return nil }
    rest = rest.drop(while: isSpace)
    if rest.first == UInt8(ascii: ";") || rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() }
    rest = rest.drop(while: isSpace)
    guard !rest.isEmpty else { return Refresh(seconds: seconds, target: document) }
    let address = String(decoding: unquoted(afterName(rest)), as: UTF8.self)
    return Refresh(seconds: seconds, target: document.resolving(address))
  }

  /// Without `url =`, where that stands.
  private static func afterName(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard ASCII.lowercased(bytes.prefix(3)) == "url" else { return bytes }
    let sign = bytes.dropFirst(3).drop(while: isSpace)
    return sign.first == UInt8(ascii: "=") ? sign.dropFirst().drop(while: isSpace) : bytes
  }

  /// What stands in quotes ends at the second one, or at the end.
  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return bytes
    }
    return bytes.dropFirst().prefix { $0 != quote }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { ASCII.isSpace(byte) || byte == 0x0C }
}

/// When a server wants to be asked again.
///
/// Source: RFC 9110, 10.2.3.
package enum RetryAfter {
  /// Seconds to wait from `now` (seconds since 1970), never negative; `nil` when it is neither number nor date.
  package static func read(_ text: String, now: Int) -> Int? {
    let text = ASCII.trimmed(text)
    return ASCII.digits(text) ?? HTTPDate.read(text).map { max(0, $0 - now) }
  }
}
