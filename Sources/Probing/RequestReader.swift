package import Model
import Reading

extension Prober {
  /// The request that an operator's words make.
  ///
  /// - Parameters:
  ///   - typed: the shop: a name, an address, a pasted page.
  ///   - pages: further pages; relative ones are of the shop. `cart=/warenkorb` says what the page is, so that no other
  ///     is looked for.
  ///   - maxPages: the most pages that are read; the usual number when `nil`.
  ///   - ipn: the IPN URL; a path is of the shop.
  ///   - api: the URL that a separate storefront calls.
  ///   - apiMethod: its method; `POST` when `nil`.
  ///   - apiCredentials: whether the call carries cookies.
  ///   - storefront: the origin of that storefront; the shop's when `nil`.
  ///   - allowPost: leave to send notifications to the IPN URL.
  ///   - ciphers: leave to ask for cipher suites one by one.
  ///   - visitReturns: leave to visit return URLs.
  ///   - allowCart: leave to put one item in an anonymous visitor's cart.
  ///   - browser: when pages are opened in a browser.
  ///   - options: how the audit connects.
  /// - Returns: what was asked for, without credentials.
  /// - Throws: ``OptionsError`` for a word that cannot be used.
  package static func request(
    typed: String,
    pages: [String] = [],
    maxPages: Int? = nil,
    ipn: String? = nil,
    api: String? = nil,
    apiMethod: String? = nil,
    apiCredentials: Bool = false,
    storefront: String? = nil,
    allowPost: Bool = false,
    ciphers: Bool = false,
    visitReturns: Bool = false,
    allowCart: Bool = false,
    browser: BrowserUse = .never,
    options: LookOptions = LookOptions()
  ) throws(OptionsError) -> AuditRequest {
    if allowCart, options.cookie != nil {
      throw OptionsError("--allow-cart is for an anonymous visitor; leave --cookie out")
    }
    let address: ShopAddress
    do { address = try ShopAddress.parse(typed) } catch { throw OptionsError(error.message) }
    var request = AuditRequest(typed: typed, shop: address.shop.text)
    func url(_ text: String, for option: String) throws(OptionsError) -> WebURL {
      // A path is the shop's; anything else must be an address of its own.
      let isAddress = text.contains("://")
      guard isAddress || text.hasPrefix("/"), let url = WebURL(text, base: address.shop) else {
        throw OptionsError(
          "'\(text)' is not an http or https address; give \(option) a URL such as \(address.shop.text)…"
        )
      }
      guard !url.hadUserInfo else {
        throw OptionsError("'\(option)' has a user name or password in its address; put it behind --user")
      }
      return url
    }
    request.pages = address.page.map { [$0.text] } ?? []
    for page in pages {
      let (role, text) = Self.role(before: page)
      let page = try url(text, for: "--page").text
      request.pages.append(page)
      if let role {
        request.pageRoles = (request.pageRoles ?? [:]).merging([page: role]) { first, _ in first }
      }
    }
    if let maxPages, !(1...50).contains(maxPages) {
      throw OptionsError("--max-pages \(maxPages) is out of range; give 1 to 50")
    }
    request.maxPages = maxPages
    request.ipn = try ipn.map { text throws(OptionsError) in try url(text, for: "--ipn").text }
    request.api = try api.map { text throws(OptionsError) in try url(text, for: "--api").text }
    if let storefront { request.storefront = try url(storefront, for: "--storefront").origin }
    if let apiMethod { request.apiMethod = try method(apiMethod) }
    if api == nil, storefront != nil {
      throw OptionsError("--storefront needs --api, the URL that the storefront calls")
    }
    if allowPost, ipn == nil {
      throw OptionsError("--allow-post needs --ipn, the URL that may be sent test notifications")
    }
    request.apiCredentials = apiCredentials
    request.allowPost = allowPost
    request.ciphers = ciphers ? true : nil
    request.browser = browser == .never ? nil : browser
    request.visitReturns = visitReturns ? true : nil
    request.allowCart = allowCart ? true : nil
    request.mapped = !(options.resolve.isEmpty && options.connectTo.isEmpty)
    return request
  }

  /// What a page is said to be, and its address: `cart=/warenkorb`.
  private static func role(before page: String) -> (role: Role?, address: String) {
    for role in Gathering.foundRoles where page.hasPrefix(role.rawValue + "=") {
      return (role, String(page.dropFirst(role.rawValue.utf8.count + 1)))
    }
    return (nil, page)
  }

  /// A method is a token (RFC 9110, 9.1).
  private static func method(_ text: String) throws(OptionsError) -> String {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
    else {
      throw OptionsError("'\(text)' is not an HTTP method; give one such as POST or GET")
    }
    return text.uppercased()
  }
}
