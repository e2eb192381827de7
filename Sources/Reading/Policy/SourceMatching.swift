extension SourceExpression {
  /// Whether this entry allows `url` in a document at `document`.
  ///
  /// Source: CSP3, 6.7.2.8 "Does url match expression in origin with redirect count?", for no redirect.
  package func matches(_ url: WebURL, document: WebURL) -> Bool {
    switch self {
    case .any: true
    case .scheme(let scheme): Self.scheme(scheme, covers: url.scheme)
    case .host(let host): host.matches(url, document: document)
    case .documentOrigin: Self.isOwn(url, document)
    case .none, .nonce, .hash, .keyword, .unknown: false
    }
  }

  /// A scheme covers its secure counterpart.
  ///
  /// Source: CSP3, 6.7.2.9; the WebSocket schemes match http(s) too.
  fileprivate static func scheme(_ pattern: String, covers scheme: WebURL.Scheme) -> Bool {
    switch pattern {
    case "http", "ws": true
    case "https", "wss": scheme == .https
    default: false
    }
  }

  private static func isOwn(_ url: WebURL, _ document: WebURL) -> Bool {
    guard url.host == document.host else { return false }
    if url.scheme == document.scheme { return url.port == document.port }
    let samePort = url.port == document.port
    let defaultPorts = url.port == url.scheme.defaultPort && document.port == document.scheme.defaultPort
    return url.isHTTPS && (samePort || defaultPorts)
  }
}

extension SourceExpression.Host {
  fileprivate func matches(_ url: WebURL, document: WebURL) -> Bool {
    SourceExpression.scheme(scheme ?? document.scheme.rawValue, covers: url.scheme) && hostMatches(url)
      && portMatches(url) && pathMatches(url)
  }

  /// Source: CSP3, 6.7.2.10; of all IP addresses only 127.0.0.1 can be named.
  private func hostMatches(_ url: WebURL) -> Bool {
    if host == "*" { return true }
    if host.hasPrefix("*.") { return url.host.hasSuffix(host.dropFirst()) }
    guard host == url.host else { return false }
    return url.hostKind == .domain || url.host == "127.0.0.1"
  }

  /// Source: CSP3, 6.7.2.11; as browsers do, `:80` goes with the upgrade from http to https.
  private func portMatches(_ url: WebURL) -> Bool {
    switch port {
    case nil: url.port == url.scheme.defaultPort
    case .any: true
    case .number(let number): number == url.port || (number == 80 && url.isHTTPS && url.port == 443)
    }
  }

  /// Source: CSP3, 6.7.2.12; a path that ends in a slash covers all below it, any other itself alone.
  private func pathMatches(_ url: WebURL) -> Bool {
    guard let path else { return true }
    func pieces(_ text: String) -> [[UInt8]] {
      text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .map { PercentEncoding.decode($0) }
    }
    var wanted = pieces(path)
    let given = pieces(url.path)
    if path.hasSuffix("/") {
      guard wanted.count <= given.count else { return false }
      wanted.removeLast()
      return given.starts(with: wanted)
    }
    return wanted == given
  }
}
