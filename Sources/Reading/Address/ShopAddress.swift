/// Why what an operator typed is no shop's address.
package enum AddressError: Error, Hashable, Sendable {
  case empty
  case spaces(String)
  case unsupportedScheme(String)
  case noHost(String)
  case badHost(String)
  case badPort(String)
  case userInfo(host: String)

  /// One sentence, lower-case, ending in what to do.
  package var message: String {
    switch self {
    case .empty: "no address was given; give a shop such as shop.example"
    case .spaces(let text):
      "'\(text)' has spaces in it; give one address, and put each further page behind --page"
    case .unsupportedScheme(let scheme):
      "'\(scheme):' is not a web address; give one that begins with https:// or with the shop's name"
    case .noHost(""): "the address ends before the shop's name; give one such as https://shop.example"
    case .noHost(let text): "'\(text)' names no shop; give a name such as shop.example"
    case .badHost(let text): "'\(text)' is not a name that a shop can have; check its spelling"
    case .badPort(let text): "'\(text)' is not a port; give a number from 1 to 65535"
    case .userInfo(let host):
      "the address has a user name or password in it; give '\(host)' and put the credentials behind --user"
    }
  }
}

/// What an operator typed to name a shop, understood.
package struct ShopAddress: Hashable, Sendable {
  /// The root of the shop, over HTTPS; a port that was typed stays.
  package let shop: WebURL
  /// The address as it was typed; over HTTPS where no scheme was.
  package let typed: WebURL
  /// The scheme that was typed; `nil` when none was.
  package let typedScheme: WebURL.Scheme?
  /// The page that was pasted, as it was typed; `nil` when the address is the shop's root.
  package let page: WebURL?

  /// Understands what was typed: a name, a name and port, an address of any kind, a pasted page.
  package static func parse(_ text: String) throws(AddressError) -> ShopAddress {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
    let trimmed = String(decoding: bytes[start..<end], as: UTF8.self)
    guard !trimmed.isEmpty else { throw .empty }
    let hasSpace = trimmed.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
    guard !hasSpace else { throw .spaces(shortened(trimmed)) }

    let (scheme, rest) = try splitScheme(trimmed)
    let authority = try authority(rest)
    let full = (scheme ?? .https).rawValue + "://" + authority + rest.dropFirst(authorityLength(rest))
    guard let typed = WebURL(full) else { throw .badHost(shortened(authority)) }
    guard !typed.host.contains(".."), !typed.host.hasPrefix(".") else { throw .badHost(shortened(authority)) }
    guard typed.port > 0 else { throw .badPort("0") }
    let isRoot = typed.path == "/" && typed.query == nil
    return ShopAddress(
      shop: typed.with(scheme: .https).root,
      typed: typed,
      typedScheme: scheme,
      page: isRoot ? nil : typed
    )
  }

  /// The scheme, and what follows it with any slashes removed; a colon before a port ends no scheme.
  private static func splitScheme(_ text: String) throws(AddressError) -> (WebURL.Scheme?, Substring) {
    guard let colon = text.firstIndex(of: ":") else { return (nil, withoutSlashes(text[...])) }
    let name = text[..<colon].lowercased()
    let after = text[text.index(after: colon)...]
    if let scheme = WebURL.Scheme(rawValue: name) { return (scheme, withoutSlashes(after)) }
    let isScheme =
      name.utf8.first.map(\.isASCIILetter) == true
      && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    if isScheme, after.hasPrefix("//") { throw .unsupportedScheme(shortened(name)) }
    // `mailto:me@shop.example` against `shop.example:8443`, `localhost:x` and `2001:db8::1`.
    let looksLikePort = after.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.utf8.allSatisfy(\.isASCIIDigit)
    let isAddress = IPv6Text.parse(Array(text.utf8)[...]) != nil
    if isScheme, !looksLikePort, !isAddress, name != "localhost", !name.utf8.contains(0x2E) {
      throw .unsupportedScheme(shortened(name))
    }
    return (nil, withoutSlashes(text[...]))
  }

  /// Two slashes begin an authority; a single one begins a path and so leaves no host.
  private static func withoutSlashes(_ text: Substring) -> Substring {
    text.hasPrefix("//") ? text.dropFirst(2) : text
  }

  private static func authorityLength(_ rest: Substring) -> Int {
    rest.prefix { $0 != "/" && $0 != "\\" && $0 != "?" && $0 != "#" }.count
  }

  private static func authority(_ rest: Substring) throws(AddressError) -> String {
    let authority = rest.prefix(authorityLength(rest))
    if let at = authority.lastIndex(of: "@") {
      throw .userInfo(host: shortened(String(authority[authority.index(after: at)...])))
    }
    guard !authority.isEmpty else { throw .noHost(shortened(String(rest))) }
    if IPv6Text.parse(Array(authority.utf8)[...]) != nil { return "[\(authority)]" }
    if authority.hasPrefix("["), !authority.contains("]") { throw .badHost(shortened(String(authority))) }
    let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
    if let colon = authority[afterBracket...].firstIndex(of: ":") {
      let port = authority[authority.index(after: colon)...]
      guard colon > authority.startIndex else { throw .noHost(shortened(String(rest))) }
      guard !port.isEmpty, port.utf8.allSatisfy(\.isASCIIDigit), let number = Int(port), number <= 65_535
      else {
        throw .badPort(shortened(String(port)))
      }
    }
    return String(authority)
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 80 ? text : text.prefix(79) + "…"
  }
}
