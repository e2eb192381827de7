import Model

/// `hostMatches`: the host of a URL, or a host by itself, against names and `*.name` (subdomains only).
struct HostMatcher: Matcher {
  /// In small letters; those that begin with a dot stand for subdomains.
  private let patterns: [String]
  let text: String
  private let isURL: Bool

  func decide(_ value: Value) -> Truth {
    guard case .text(let text) = value else { return .unknown(Unknown(.malformed)) }
    guard let host = Self.host(of: text, isURL: isURL) else { return .unknown(Unknown(.malformed)) }
    return Truth(
      patterns.contains { pattern in
        pattern.hasPrefix(".")
          ? host.hasSuffix(pattern) && host.utf8.count > pattern.utf8.count : host == pattern
      }
    )
  }

  static let kinds = [
    MatcherKind(
      name: "hostMatches",
      summary: "The host of the URL is one of these: 'example.com', or '*.example.com' for subdomains only.",
      operand: .scalarOrList,
      fits: { $0 == .url || $0 == .text },
      read: { node, type, complaints in
        guard let values = Operand.scalarOrList(node, .text, &complaints) else { return nil }
        var patterns: [String] = []
        for case .text(let written) in values {
          guard let pattern = pattern(written) else {
            complaints.add(
              node.place,
              "\(quoted(written)) is no host; write 'example.com' or '*.example.com', in ASCII, without port"
            )
            return nil
          }
          patterns.append(pattern)
        }
        return HostMatcher(
          patterns: patterns,
          text: "hostMatches \(values.shown)",
          isURL: type == .url
        )
      }
    )
  ]

  private static func pattern(_ written: String) -> String? {
    let isWild = written.hasPrefix("*.")
    let name = (isWild ? String(written.dropFirst(2)) : written).lowercased()
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isSound =
      !name.isEmpty
      && labels.allSatisfy { label in
        !label.isEmpty && label.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0) }
      }
    return isSound ? (isWild ? "." : "") + name : nil
  }

  /// The host that `text` names, in small letters, without port; empty where a URL has none (`data:`), `nil`
  /// where a URL is relative and so does not tell.
  static func host(of text: String, isURL: Bool) -> String? {
    var rest = Substring(text)
    if let scheme = scheme(of: rest) {
      rest = rest.dropFirst(scheme + 1)
      guard rest.hasPrefix("//") else { return "" }
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
    } else if isURL {
      return nil
    }
    var authority = rest.prefix { !"/\\?#".contains($0) }
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    if authority.hasPrefix("[") {
      return authority.prefix { $0 != "]" }.dropFirst().lowercased()
    }
    var host = authority.prefix { $0 != ":" }
    if host.hasSuffix(".") { host = host.dropLast() }
    return host.lowercased()
  }

  /// The length of the scheme before the colon; `nil` where there is none.
  ///
  /// `host:443` has none.
  private static func scheme(of text: Substring) -> Int? {
    let name = text.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    let after = text.dropFirst(name.count)
    guard after.hasPrefix(":"), let first = name.unicodeScalars.first, first.properties.isAlphabetic,
      first.isASCII,
      after.hasPrefix("://") || !(after.dropFirst().first?.isNumber ?? true), !name.contains(".")
    else { return nil }
    return name.count
  }
}
