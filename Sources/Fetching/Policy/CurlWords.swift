/// A word of curl's that cannot be read; says what would be right.
package struct CurlWordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence, lower-case, without a full stop.
  package let description: String
}

/// Addresses that the operator gives a name: curl's `--resolve HOST:PORT:ADDRESS[,ADDRESS]…`.
package struct ResolveWord: Hashable, Sendable {
  /// In lower case, without brackets.
  package var host: String
  /// The port for which it holds; `nil` for all.
  package var port: Int?
  /// At least one, in the order in which they are tried.
  package var addresses: [Address]

  /// Addresses of `host`, for all ports unless one is given.
  package init(host: String, port: Int? = nil, addresses: [Address]) {
    self.host = host.lowercased()
    self.port = port
    self.addresses = addresses
  }

  /// What `--resolve` takes; a leading `+` is accepted and has no meaning here.
  package init(curl word: String) throws(CurlWordError) {
    func wrong(_ what: String) -> CurlWordError {
      CurlWordError(description: "'\(word)': \(what); write host:port:address[,address]")
    }
    var fields = AuthorityFields(word.hasPrefix("+") ? String(word.dropFirst()) : word)
    guard let host = fields.next(), !host.isEmpty else { throw wrong("the host is missing") }
    guard !host.hasPrefix("-") else { throw wrong("removing an entry is not supported") }
    guard host != "*" else { throw wrong("a host for all names is not supported") }
    guard let portText = fields.next(), let port = Self.port(portText) else {
      throw wrong("the port must be a number from 1 to 65535")
    }
    var addresses: [Address] = []
    for part in fields.rest.split(separator: ",", omittingEmptySubsequences: false) {
      guard let address = Address(String(part)) else { throw wrong("'\(part)' is no IP address") }
      addresses.append(address)
    }
    guard addresses.count <= 16 else { throw wrong("at most 16 addresses are taken") }
    self.init(host: host, port: port, addresses: addresses)
  }

  /// As curl takes it.
  var text: String {
    "\(host):\(port.map(String.init) ?? "*"):\(addresses.map(\.bracketed).joined(separator: ","))"
  }

  static func port(_ text: String) -> Int? {
    guard text.utf8.count <= 5, let port = Int(text), (1...65_535).contains(port) else { return nil }
    return port
  }
}

/// Another place to connect to: curl's `--connect-to HOST1:PORT1:HOST2:PORT2`.
package struct ConnectToWord: Hashable, Sendable {
  /// The host that is asked for, in lower case without brackets; `nil` for any.
  package var host: String?
  /// The port that is asked for; `nil` for any.
  package var port: Int?
  /// The host to connect to; `nil` for the same.
  package var toHost: String?
  /// The port to connect to; `nil` for the same.
  package var toPort: Int?

  /// A place for `host` and `port`.
  package init(host: String?, port: Int?, toHost: String?, toPort: Int?) {
    self.host = host?.lowercased()
    self.port = port
    self.toHost = toHost?.lowercased()
    self.toPort = toPort
  }

  /// What `--connect-to` takes; an empty field stands for any, or for the same.
  package init(curl word: String) throws(CurlWordError) {
    func wrong(_ what: String) -> CurlWordError {
      CurlWordError(description: "'\(word)': \(what); write host:port:host:port, where each may be empty")
    }
    var fields = AuthorityFields(word)
    guard let host = fields.next(), let portText = fields.next(), let toHost = fields.next() else {
      throw wrong("four fields are needed")
    }
    let toPortText = fields.rest
    for text in [portText, toPortText] where !text.isEmpty && ResolveWord.port(text) == nil {
      throw wrong("'\(text)' is no port")
    }
    for text in [host, toHost] where !AuthorityFields.isHost(text) { throw wrong("'\(text)' is no host") }
    self.init(
      host: host.isEmpty ? nil : host,
      port: ResolveWord.port(portText),
      toHost: toHost.isEmpty ? nil : toHost,
      toPort: ResolveWord.port(toPortText)
    )
  }

  /// As curl takes it.
  var text: String {
    [Self.bracketed(host), port.map(String.init), Self.bracketed(toHost), toPort.map(String.init)]
      .map { $0 ?? "" }.joined(separator: ":")
  }

  private static func bracketed(_ host: String?) -> String? {
    host.map { Address($0)?.bracketed ?? $0 }
  }
}

/// Splits a word at colons, but not inside brackets.
private struct AuthorityFields {
  private(set) var rest: String

  init(_ text: String) { rest = text }

  /// The field up to the next colon, without brackets; `nil` when no colon follows.
  mutating func next() -> String? {
    let field: Substring
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      field = rest[rest.index(after: rest.startIndex)..<end]
      let colon = rest.index(after: end)
      guard colon < rest.endIndex, rest[colon] == ":" else { return nil }
      rest = String(rest[rest.index(after: colon)...])
      return String(field)
    }
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    field = rest[..<colon]
    let text = String(field)
    rest = String(rest[rest.index(after: colon)...])
    return text
  }

  /// Whether a field can be a host: empty, an address, or a name of the characters that names have.
  static func isHost(_ text: String) -> Bool {
    if Address(text) != nil { return true }
    return text.utf8.count <= 253
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
