/// An http or https address after the WHATWG URL Standard.
///
/// Only the two special schemes that a shop can have are read; everything else is no ``WebURL``. The text is at
/// most 64 KiB. Userinfo is dropped and flagged. Source: URL Standard, 4.4 "URL parsing", 3.5 "Host parsing".
package struct WebURL: Hashable, Sendable {
  /// The schemes that are read.
  package enum Scheme: String, Codable, CaseIterable, Sendable {
    case http, https

    /// 80 or 443.
    package var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  /// What a host is.
  package enum HostKind: String, Codable, CaseIterable, Sendable {
    case domain, ipv4, ipv6
  }

  /// The longest text that is read, in bytes.
  package static let longestText = 65_536

  /// `http` or `https`.
  package let scheme: Scheme
  /// In ASCII and lower case, IDN as punycode, IPv4 dotted, IPv6 compressed and in brackets; never empty.
  package let host: String
  /// What the host is.
  package let hostKind: HostKind
  /// The port to connect to: the one written, else the scheme's.
  package let port: Int
  /// Percent-encoded, without dot segments; begins with a slash.
  package let path: String
  /// Percent-encoded, without the question mark; `nil` when there was none.
  package let query: String?
  /// Percent-encoded, without the hash; `nil` when there was none.
  ///
  /// It does not count when URLs are compared.
  package let fragment: String?
  /// Whether a user name or password stood in the text; it is not kept.
  package let hadUserInfo: Bool

  /// The address in `text`, relative to `base` where one is given; `nil` when it is none, or not http(s).
  package init?(_ text: String, base: WebURL? = nil) {
    self.init(bytes: Array(text.utf8), base: base)
  }

  /// The address in UTF-8 `bytes`, relative to `base` where one is given; `nil` when it is none, or not http(s).
  package init?(bytes: [UInt8], base: WebURL? = nil) {
    guard let parsed = WebURLParser.parse(bytes, base: base) else { return nil }
    self = parsed
  }

  init(
    scheme: Scheme,
    host: String,
    hostKind: HostKind,
    port: Int?,
    path: String,
    query: String?,
    fragment: String?,
    hadUserInfo: Bool
  ) {
    self.scheme = scheme
    self.host = host
    self.hostKind = hostKind
    self.port = port ?? scheme.defaultPort
    self.path = path
    self.query = query
    self.fragment = fragment
    self.hadUserInfo = hadUserInfo
  }

  /// Reads bytes from anywhere; the entry point for fuzzing.
  package static func read(_ bytes: [UInt8]) -> WebURL? { WebURL(bytes: bytes) }

  /// The address that `reference` leads to from here; `nil` when it is not http(s) or cannot be read.
  package func resolving(_ reference: String) -> WebURL? { WebURL(reference, base: self) }

  /// Scheme, host, and port where it is not the scheme's own: `https://shop.example`.
  package var origin: String { "\(scheme.rawValue)://\(hostAndPort)" }

  /// The host, and the port where it is not the scheme's own.
  package var hostAndPort: String { port == scheme.defaultPort ? host : "\(host):\(port)" }

  /// The host as a resolver takes it: IPv6 without its brackets.
  package var hostName: String {
    hostKind == .ipv6 ? String(host.dropFirst().dropLast()) : host
  }

  /// The whole address without fragment and userinfo.
  package var text: String { origin + pathAndQuery }

  /// What a request line carries.
  package var pathAndQuery: String { query.map { "\(path)?\($0)" } ?? path }

  /// Whether it goes over TLS.
  package var isHTTPS: Bool { scheme == .https }

  /// Whether the name or address is this machine's own: `localhost`, `*.localhost`, 127.0.0.0/8, `[::1]`.
  ///
  /// Source: Secure Contexts, 3.1 "Is origin potentially trustworthy?".
  package var isLocalhost: Bool {
    switch hostKind {
    case .domain:
      let name = host.hasSuffix(".") ? String(host.dropLast()) : host
      return name == "localhost" || name.hasSuffix(".localhost")
    case .ipv4: return host.hasPrefix("127.")
    case .ipv6: return host == "[::1]"
    }
  }

  /// The same place over the other scheme; a port that is not the scheme's own stays.
  package func with(scheme other: Scheme) -> WebURL {
    WebURL(
      scheme: other,
      host: host,
      hostKind: hostKind,
      port: port == scheme.defaultPort ? nil : port,
      path: path,
      query: query,
      fragment: fragment,
      hadUserInfo: hadUserInfo
    )
  }

  /// The root of its origin: path `/`, nothing behind it.
  package var root: WebURL {
    WebURL(
      scheme: scheme,
      host: host,
      hostKind: hostKind,
      port: port,
      path: "/",
      query: nil,
      fragment: nil,
      hadUserInfo: false
    )
  }

  package static func == (lhs: WebURL, rhs: WebURL) -> Bool {
    lhs.scheme == rhs.scheme && lhs.port == rhs.port && lhs.host == rhs.host && lhs.path == rhs.path
      && lhs.query == rhs.query
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(scheme)
    hasher.combine(host)
    hasher.combine(port)
    hasher.combine(path)
    hasher.combine(query)
  }
}

extension WebURL: CustomStringConvertible {
  package var description: String { text }
}
