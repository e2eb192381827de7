import Model

/// The address of a script, as far as telling Amazon's own from others needs.
struct ButtonAddress: Hashable, Sendable {
  /// As written.
  let text: String
  /// Resolved; `nil` where it is no address of the web.
  let url: WebURL?

  /// Reads an address; `base` is what it is relative to.
  init(_ text: String, base: WebURL?) {
    self.text = text
    url = WebURL(text, base: base)
  }

  /// In lower case; empty where there is none.
  var host: String { url?.host ?? "" }
  /// With its `/`; empty where there is none.
  var path: String { url?.path ?? "" }

  /// The last part of the path.
  var fileName: String { String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "") }

  /// The value of `ver` or `v` in the query; `nil` when there is none.
  var version: String? {
    for pair in (url?.query ?? "").split(separator: "&") {
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
    guard let url else { return nil }
    let isCheckout = path == "/checkout.js" || (allowsBarePath && path == "/checkout")
    if url.hadUserInfo, text.mentions("payments-amazon"), !isAmazonPay { return .lookAlike }
    if path.mentions("/OffAmazonPayments/"), path.asciiLowercased.hasSuffix("/widgets.js") {
      return isAmazonPay || host.hasSuffix(".ssl-images-amazon.com") ? .checkoutV1 : .lookAlike
    }
    if host == "api-cdn.amazon.com", path.hasPrefix("/sdk/login") { return .login }
    if isAmazonPay {
      guard region != nil, url.port == url.scheme.defaultPort else {
        return isCheckout ? .lookAlike : .other
      }
      if isCheckout { return .checkoutV2 }
      if path == "/cPSPcheckout.js" { return .paymentServiceProvider }
      return path.hasSuffix("/login.js") ? .login : .other
    }
    if Self.resemblesAmazonPay(host) { return .lookAlike }
    return isCopy ? .selfHosted : nil
  }

  /// Whether a host reads like Amazon Pay's: with and without its hyphen, and with signs that look like its letters.
  private static func resemblesAmazonPay(_ host: String) -> Bool {
    // Nothing else looks like a z.
    guard host.utf8.contains(UInt8(ascii: "z")) else { return false }
    let plain = host.replacing("rn", with: "m").replacing("0", with: "o").replacing("1", with: "l")
      .replacing("5", with: "s").replacing("vv", with: "w")
    return ["payments-amazon", "payment-amazon", "paymentsamazon"].contains { plain.contains($0) }
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
