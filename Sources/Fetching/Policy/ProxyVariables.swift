/// What the environment says of proxies, read as libcurl reads it.
///
/// The lower-case name goes before the upper-case one; `HTTP_PROXY` is not read at all (a CGI client could set it by a
/// header field). Source: curl's manual, "ENVIRONMENT"; libcurl-env(3).
package struct ProxyVariables: Hashable, Sendable {
  /// The names that are read, in the order in which the first of those that name a proxy for https counts.
  package static let names = [
    "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "no_proxy", "NO_PROXY",
  ]

  /// The variables that are set and not empty.
  package let values: [String: String]

  /// Those of ``names`` that stand in `environment`; longer ones than 4 KB are left out.
  package init(_ environment: [String: String]) {
    values = environment.filter {
      Self.names.contains($0.key) && !$0.value.isEmpty && $0.value.utf8.count <= 4096
    }
  }

  /// The proxy for https addresses, as it was written; `nil` where none is set.
  package var secureProxy: String? { Self.names.prefix(4).lazy.compactMap { values[$0] }.first }

  /// The hosts that are reached without a proxy, as they were written; `nil` where none are.
  package var exceptions: String? { values["no_proxy"] ?? values["NO_PROXY"] }

  /// The proxy's scheme, host and port, without user and password; `nil` for what cannot be told without risk.
  package static func shown(_ proxy: String) -> String? {
    let scheme = proxy.firstRange(of: "://").map { String(proxy[..<$0.lowerBound]) }
    let rest = proxy.firstRange(of: "://").map { proxy[$0.upperBound...] } ?? proxy[...]
    // What stands before the last @ may hold a password, with any sign in it.
    let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    let host = place.prefix { !"/?#".contains($0) }
    let isPlain = host.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-._:[]".utf8.contains(byte)
    }
    let isScheme = scheme.map { name in name.utf8.allSatisfy { (0x30...0x7A).contains($0) } } ?? true
    // Without an @ a password may still follow a user's name.
    guard isPlain, isScheme, !host.isEmpty, host.utf8.count <= 260, Self.isPlace(host) else { return nil }
    return (scheme.map { "\($0.lowercased())://" } ?? "") + host
  }

  /// Whether it is a host, or a host with a port.
  private static func isPlace(_ text: Substring) -> Bool {
    if text.hasPrefix("[") { return text.contains("]") }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 1 || (parts.count == 2 && ResolveWord.port(String(parts[1])) != nil)
  }

  /// Whether the list `exceptions` takes `host` out: `*`, the name itself, or a domain above it; commas or blanks stand
  /// between entries, a leading dot means nothing.
  package static func excepts(_ host: String, _ exceptions: String) -> Bool {
    let host = trimmedDot(host.lowercased()[...])
    return exceptions.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }.contains { entry in
      if entry == "*" { return true }
      let name = trimmedDot(entry.hasPrefix(".") ? entry.dropFirst() : entry)
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }

  private static func trimmedDot(_ name: Substring) -> Substring {
    name.hasSuffix(".") ? name.dropLast() : name
  }
}
