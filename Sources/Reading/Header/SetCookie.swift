/// A cookie as a server sets it.
///
/// Source: RFC 6265bis, 5.6 "The Set-Cookie header field".
package struct SetCookie: Hashable, Sendable {
  /// When the cookie goes with requests from other sites.
  package enum SameSite: String, Codable, CaseIterable, Sendable {
    case strict, lax, none
  }

  /// Why a cookie is refused although it can be read.
  ///
  /// Source: 5.7 "Storage model".
  package enum Refusal: String, Codable, CaseIterable, Sendable {
    /// Secure, or a prefix that needs it, and not set over TLS.
    case secureOverHTTP
    /// `__Secure-` without Secure.
    case securePrefix
    /// `__Host-` without Secure, with Domain, or with another Path than `/`.
    case hostPrefix
    /// SameSite=None without Secure.
    case sameSiteNoneWithoutSecure
  }

  /// As sent, in its case; may be empty.
  package let name: String
  /// A secret: it may be sent back and compared, and stands in no report.
  package let value: String
  /// In lower case, without a leading dot; `nil` for the host alone.
  package let domain: String?
  /// `nil` for the default: the directory of the request.
  package let path: String?
  /// Whether it goes over TLS only.
  package let isSecure: Bool
  /// Whether scripts cannot see it.
  package let isHTTPOnly: Bool
  /// Whether it is kept apart for each site that embeds the shop.
  package let isPartitioned: Bool
  /// `nil` when not said, or not in a known word; browsers then take Lax or much like it.
  package let sameSite: SameSite?
  /// Seconds for which it is kept, negative for at once; `nil` when not said.
  package let maxAge: Int?
  /// Whether an end of its life is given, be it by Max-Age or Expires; otherwise it ends with the session.
  package let isPersistent: Bool

  /// The cookie in one field value; `nil` where a browser ignores the field.
  package static func read(_ value: String) -> SetCookie? { read(Array(value.utf8)) }

  /// The cookie in the bytes of one field value; `nil` where a browser ignores the field.
  package static func read(_ bytes: [UInt8]) -> SetCookie? {
    guard !bytes.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else { return nil }
    var parts = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[...]
    guard let pair = parts.popFirst() else { return nil }
    // Without an equals sign all of it is the value.
    let (first, second) = halves(pair)
    let (name, value) = second.map { (first, $0) } ?? ("", first)
    guard !(name.isEmpty && value.isEmpty), name.utf8.count + value.utf8.count <= 4096 else { return nil }
    var attributes: [String: String] = [:]
    for part in parts {
      let (key, value) = halves(part)
      guard (value ?? "").utf8.count <= 1024 else { continue }
      let lower = ASCII.lowercased(Array(key.utf8))
      // An unreadable number leaves an earlier one standing; of all else the last counts.
      if lower == "max-age", seconds(value ?? "") == nil { continue }
      attributes[lower] = value ?? ""
    }
    return SetCookie(
      name: name,
      value: value,
      domain: domain(attributes["domain"]),
      path: attributes["path"].flatMap { $0.hasPrefix("/") ? $0 : nil },
      isSecure: attributes["secure"] != nil,
      isHTTPOnly: attributes["httponly"] != nil,
      isPartitioned: attributes["partitioned"] != nil,
      sameSite: attributes["samesite"].flatMap { SameSite(rawValue: ASCII.lowercased(Array($0.utf8))) },
      maxAge: attributes["max-age"].flatMap(seconds),
      isPersistent: attributes["max-age"] != nil || attributes["expires"] != nil
    )
  }

  /// Why a browser refuses it when it comes over this scheme; `nil` when it does not.
  package func refusal(over scheme: WebURL.Scheme) -> Refusal? {
    if isSecure, scheme == .http { return .secureOverHTTP }
    let lower = ASCII.lowercased(Array((name.isEmpty ? value : name).utf8))
    if lower.hasPrefix("__secure-"), !isSecure { return .securePrefix }
    if lower.hasPrefix("__host-"), !isSecure || domain != nil || path != "/" { return .hostPrefix }
    return sameSite == SameSite.none && !isSecure ? .sameSiteNoneWithoutSecure : nil
  }

  /// The trimmed texts before and after the first equals sign; the second is `nil` when there is no such sign.
  private static func halves(_ bytes: ArraySlice<UInt8>) -> (String, String?) {
    func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: ASCII.trimmed(part), as: UTF8.self) }
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else { return (text(bytes), nil) }
    return (text(bytes[..<sign]), text(bytes[(sign + 1)...]))
  }

  private static func domain(_ text: String?) -> String? {
    guard let text else { return nil }
    let name = text.hasPrefix(".") ? String(text.dropFirst()) : text
    return name.isEmpty ? nil : ASCII.lowercased(Array(name.utf8))
  }

  private static func seconds(_ text: String) -> Int? {
    text.hasPrefix("-") ? ASCII.digits(String(text.dropFirst())).map { -$0 } : ASCII.digits(text)
  }
}
