import Model

/// The address of a script, taken apart as far as telling Amazon's own from others needs.
struct ButtonAddress: Hashable, Sendable {
  /// As written.
  let text: String
  /// In lower case; that of the page where none is written; empty where neither has one.
  let scheme: String
  /// In lower case, without port; empty for an address without host.
  let host: String
  /// Empty when there is none.
  let port: String
  /// Whether something stands before an `@`.
  let userInformation: String
  /// With its `/`.
  let path: String
  /// Without `?`; empty when there is none.
  let query: String

  /// Takes an address apart as a browser does: white space dropped, `\` read as `/`.
  init(_ text: String, page: String) {
    self.text = text
    var rest = String(decoding: text.utf8.filter { $0 > 0x20 }.map { $0 == 0x5C ? 0x2F : $0 }, as: UTF8.self)[
      ...
    ]
    rest = rest.prefix { $0 != "#" }
    if let question = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: question)...])
      rest = rest[..<question]
    } else {
      query = ""
    }
    let pageScheme = page.prefix { $0 != ":" }.lowercased()
    var scheme = pageScheme == "http" || pageScheme == "https" ? pageScheme : ""
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].utf8.allSatisfy(\.isASCIIAlphanumeric),
      colon > rest.startIndex
    {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    self.scheme = scheme
    guard rest.hasPrefix("//") else {
      (host, port, userInformation) = ("", "", "")
      path = String(rest)
      return
    }
    rest = rest.drop { $0 == "/" }
    var authority = rest.prefix { $0 != "/" }
    path = String(rest[authority.endIndex...])
    if let at = authority.lastIndex(of: "@") {
      userInformation = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    } else {
      userInformation = ""
    }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    host = String(parts.first ?? "").asciiLowercased
    port = parts.count > 1 ? String(parts[1]) : ""
  }

  /// The last part of the path.
  var fileName: String { String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "") }

  /// The value of `ver` or `v` in the query; `nil` when there is none.
  var version: String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0] == "ver" || parts[0] == "v" { return String(parts[1]).cut(to: 40) }
    }
    return nil
  }

  /// The region of the host; `nil` for any but the three.
  var region: Region? {
    switch host {
    case "static-na.payments-amazon.com": .na
    case "static-eu.payments-amazon.com": .eu
    case "static-fe.payments-amazon.com", "origin-na.ssl-images-amazon.com": .fe
    default: nil
    }
  }

  /// Whether the host is Amazon Pay's own.
  var isAmazonPay: Bool {
    host.hasPrefix("static-") && region != nil
      || Self.domains.contains { host == "payments-amazon." + $0 || host.hasSuffix(".payments-amazon." + $0) }
  }

  private static let domains = ["com", "co.uk", "co.jp", "jp", "it", "fr", "es", "de"]

  /// Which of Amazon Pay's scripts it is, or pretends to be; `nil` when it has nothing to do with them.
  ///
  /// `allowsBarePath`: RequireJS leaves `.js` away.
  func kind(allowsBarePath: Bool = false) -> ButtonScript.Kind? {
    let isCheckout = path == "/checkout.js" || (allowsBarePath && path == "/checkout")
    if host.isEmpty { return isCopy ? .selfHosted : nil }
    if userInformation.mentions("payments-amazon") { return .lookAlike }
    if path.mentions("/OffAmazonPayments/"), path.asciiLowercased.hasSuffix("/widgets.js") {
      return isAmazonPay || host.hasSuffix(".ssl-images-amazon.com") ? .checkoutV1 : .lookAlike
    }
    if host == "api-cdn.amazon.com", path.hasPrefix("/sdk/login") { return .login }
    if isAmazonPay {
      guard region != nil, port.isEmpty || port == "443" || scheme == "http" else {
        return isCheckout ? .lookAlike : .other
      }
      if isCheckout { return .checkoutV2 }
      if path == "/cPSPcheckout.js" { return .paymentServiceProvider }
      return path.hasSuffix("/login.js") ? .login : .other
    }
    if host.contains("payments-amazon") || host.contains("payment-amazon") || host.contains("paymentsamazon")
    {
      return .lookAlike
    }
    return isCopy ? .selfHosted : nil
  }

  /// Whether it looks like a copy of checkout.js: that name, and Amazon's in the address, outside of a plugin's own folder.
  private var isCopy: Bool {
    let name = fileName.asciiLowercased
    guard name == "checkout.js" || name == "checkout.min.js" else { return false }
    if path.mentions("payments-amazon") { return true }
    return path.mentions("amazon") && !Self.pluginFolders.contains { path.mentions($0) }
  }

  private static let pluginFolders = [
    "/wp-content/plugins/", "/modules/", "/bundles/", "/static/version", "/custom/plugins/", "/extensions/",
    "Amazon_Pay/",
  ]

  /// The bytes around a place, up to white space, quotes or brackets on both sides.
  static func word(in bytes: ArraySlice<UInt8>, around offset: Int) -> ArraySlice<UInt8> {
    var start = offset
    let floor = max(bytes.startIndex, offset - 300)
    while start > floor, !isDelimiter(bytes[start - 1]) { start -= 1 }
    var end = offset
    let ceiling = min(bytes.endIndex, offset + 500)
    while end < ceiling, !isDelimiter(bytes[end]) { end += 1 }
    return bytes[start..<end]
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x27, 0x60, 0x3C, 0x3E, 0x28, 0x29, 0x2C, 0x3B, 0x7B, 0x7D: true
    default: false
    }
  }
}
