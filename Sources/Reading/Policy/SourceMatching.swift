extension SourceExpression {
  /// Whether this entry allows `url` in a document at `document`; `isRedirected` where a redirect led there.
  ///
  /// Source: CSP3, 6.7.2.8 "Does url match expression in origin with redirect count?".
  package func matches(_ url: WebURL, document: WebURL, isRedirected: Bool = false) -> Bool {
    switch self {
    case .any: true
    case .scheme(let scheme): Self.scheme(scheme, covers: url.scheme)
    case .host(let host): host.matches(url, document: document, isRedirected: isRedirected)
    case .documentOrigin: Self.isOwn(url, document)
    case .none, .nonce, .hash, .keyword, .unknown: false
    }
  }

  /// A scheme covers its secure counterpart.
  ///
  /// Source: CSP3, 6.7.2.9; as in browsers, the WebSocket schemes cover nothing but WebSockets.
  fileprivate static func scheme(_ pattern: String, covers scheme: WebURL.Scheme) -> Bool {
    switch pattern {
    case "http": true
    case "https": scheme == .https
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
  fileprivate func matches(_ url: WebURL, document: WebURL, isRedirected: Bool) -> Bool {
    let wanted = scheme ?? document.scheme.rawValue
    guard SourceExpression.scheme(wanted, covers: url.scheme), hostMatches(url) else { return false }
    return portMatches(url, isUpgrade: wanted == "http" && url.isHTTPS) && (isRedirected || pathMatches(url))
  }

  /// Source: CSP3, 6.7.2.10; as in browsers, IP addresses can be named too.
  private func hostMatches(_ url: WebURL) -> Bool {
    if host == "*" { return true }
    return host.hasPrefix("*.") ? url.host.hasSuffix(host.dropFirst()) : host == url.host
  }

  /// Source: CSP3, 6.7.2.11; as in browsers, `:80` goes with the upgrade from http to https, and that leads to port 443
  /// alone.
  private func portMatches(_ url: WebURL, isUpgrade: Bool) -> Bool {
    switch port {
    case nil: return url.port == url.scheme.defaultPort
    case .any: return true
    case .number(let number):
      if isUpgrade { return url.port == 443 && (number == 80 || number == 443) }
      return number == url.port
    }
  }

  /// Source: CSP3, 6.7.2.12; as in browsers, both paths are decoded before they are compared.
  ///
  /// A path that ends in a slash covers all below it, any other itself alone.
  private func pathMatches(_ url: WebURL) -> Bool {
    guard let path, !path.isEmpty else { return true }
    let wanted = PercentEncoding.decode(path.utf8)
    let given = PercentEncoding.decode(url.path.utf8)
    return wanted.last == UInt8(ascii: "/") ? given.starts(with: wanted) : given == wanted
  }
}
