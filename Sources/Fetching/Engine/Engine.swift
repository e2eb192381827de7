internal import CCurl
internal import COpenSSL

/// How an engine is set up.
package struct EngineSettings: Hashable, Sendable {
  /// The PEM file with the roots that certificates are judged against; the environment is not asked.
  package var roots: String
  /// Connections at once to one address, over all visits; at least 1.
  package var connectionsPerAddress: Int

  /// Settings for an engine; Debian's roots and six connections unless said otherwise.
  package init(roots: String = "/etc/ssl/certs/ca-certificates.crt", connectionsPerAddress: Int = 6) {
    self.roots = roots
    self.connectionsPerAddress = connectionsPerAddress
  }
}

/// Why there can be no engine, or no visit; says what to do.
package enum EngineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// libcurl does not fit.
  case curl(String)
  /// Root certificates cannot be read.
  case roots(String)
  /// A proxy that looks cannot go through.
  case proxy(String)
  /// The system gives no thread or descriptor.
  case system(String)

  package var description: String {
    switch self {
    case .curl(let text), .roots(let text), .proxy(let text), .system(let text): text
    }
  }
}

/// The network; one thread drives libcurl's multi interface.
///
/// Made once and handed on. Each visit has connections of its own; the bound on connections to one address holds over
/// all of them.
package final class Engine: Sendable {
  let loop: Loop
  let resolver: Resolver
  private let roots: Roots
  private let numbers = Locked<UInt64>(0)
  private let families: (ipv4: Bool, ipv6: Bool)

  /// Checks libcurl, reads the roots and starts the thread.
  package init(_ settings: EngineSettings = EngineSettings()) throws(EngineError) {
    try Self.checkLibrary()
    roots = try Roots(file: settings.roots)
    guard let loop = Loop(connectionsPerAddress: settings.connectionsPerAddress), loop.start() else {
      throw .system("the system gives no thread for the network; raise its limits")
    }
    self.loop = loop
    resolver = Resolver(loop: loop)
    families = (ccurl_has_route(4) != 0, ccurl_has_route(6) != 0)
  }

  deinit {
    loop.stopSoon()
  }

  /// Begins the looks of one audit.
  ///
  /// Throws when the visit's own roots cannot be read, or its proxy cannot be used.
  package func visit(_ settings: VisitSettings) throws(EngineError) -> Visit {
    if let proxy = settings.proxy { try Self.check(proxy: proxy) }
    let roots = if let path = settings.extraRoots { try Roots(roots, adding: path) } else { roots }
    let lane = number()
    loop.post { $0.openLane(lane, roots: roots, judgedAt: settings.judgedAt) }
    return Visit(settings, engine: self, lane: lane)
  }

  /// Ends all looks as cancelled and stops the thread.
  ///
  /// Later looks end as cancelled at once.
  package func shutdown() async {
    await loop.stop()
  }

  /// Whether this machine had a route to the public network over each family when the engine was made.
  package func addressFamilies() -> (ipv4: Bool, ipv6: Bool) { families }

  /// libcurl's version: `7.88.1`.
  package static var curlVersion: String { ccurl_version_text().map { String(cString: $0) } ?? "" }

  /// OpenSSL's version in full: `OpenSSL 3.0.19 27 Jan 2026`.
  package static var openSSLVersion: String { String(cString: copenssl_version_text()) }

  /// A number that was not given before.
  func number() -> UInt64 {
    numbers.withLock { number in
      number += 1
      return number
    }
  }

  /// A hello of ours goes over the bare socket, and a handshake is watched where it begins: neither can be done inside
  /// a proxy's own TLS.
  private static func check(proxy: String) throws(EngineError) {
    guard let end = proxy.firstRange(of: "://") else { return }
    let scheme = proxy[..<end.lowerBound].lowercased()
    guard ["http", "socks4", "socks4a", "socks5", "socks5h"].contains(scheme) else {
      throw .proxy(
        "a proxy that is spoken to over '\(scheme)' cannot be used; give --proxy an http:// or socks5h:// address"
      )
    }
  }

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private static func checkLibrary() throws(EngineError) {
    guard isReady else { throw .curl("libcurl cannot be used; reinstall it") }
    guard ccurl_version_number() >= 0x07_5500 else {
      throw .curl("libcurl \(curlVersion) is too old; 7.85 or newer is needed")
    }
    guard let library = ccurl_tls_text().map({ String(cString: $0) }), library.hasPrefix("OpenSSL/3") else {
      throw .curl("libcurl is built without OpenSSL 3; install libcurl's OpenSSL flavour")
    }
  }
}
