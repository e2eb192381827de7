/// All that an audit saw of one shop; judging it needs nothing else from the network.
package struct Evidence: Hashable, Sendable, Codable {
  /// The version of this form.
  package static let currentSchemaVersion = 1

  /// The version of the form in which it was written.
  package var schemaVersion: Int
  /// When the audit began, ISO 8601 in UTC with seconds; every date is compared with it.
  package var startedAt: String
  /// How long the looks took together, in milliseconds.
  package var durationMilliseconds: Int
  /// What was asked for.
  package var request: AuditRequest
  /// Where it was seen from, and with what.
  package var vantage: Vantage
  /// The address that was audited after redirects; the same as asked for where none led elsewhere.
  package var audited: String
  /// Every look, sorted by id.
  package var looks: [Look]
  /// Every subject, sorted by id.
  package var subjects: [Subject]

  /// Evidence from its parts; looks and subjects are sorted by id.
  package init(
    schemaVersion: Int = Evidence.currentSchemaVersion,
    startedAt: String,
    durationMilliseconds: Int,
    request: AuditRequest,
    vantage: Vantage,
    audited: String,
    looks: [Look],
    subjects: [Subject]
  ) {
    self.schemaVersion = schemaVersion
    self.startedAt = startedAt
    self.durationMilliseconds = durationMilliseconds
    self.request = request
    self.vantage = vantage
    self.audited = audited
    self.looks = looks.sorted { $0.id < $1.id }
    self.subjects = subjects.sorted { $0.id < $1.id }
  }
}

/// Where an audit saw from, and with what.
package struct Vantage: Hashable, Sendable, Codable {
  /// The program's version.
  package var tool: String
  /// libcurl's version.
  package var curl: String
  /// OpenSSL's version.
  package var openSSL: String
  /// Whether this machine has a route for IPv4.
  package var ipv4: Bool
  /// Whether this machine has a route for IPv6.
  package var ipv6: Bool
  /// Whether the shop is on this machine or a private network, by the operator's own target.
  package var localShop: Bool

  /// A vantage from its parts.
  package init(tool: String, curl: String, openSSL: String, ipv4: Bool, ipv6: Bool, localShop: Bool) {
    self.tool = tool
    self.curl = curl
    self.openSSL = openSSL
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.localShop = localShop
  }
}

/// What the operator asked to be looked at, without credentials.
package struct AuditRequest: Hashable, Sendable, Codable {
  /// The shop as typed.
  package var typed: String
  /// The shop's address: scheme, host in ASCII, port where it is not the scheme's own, path `/`.
  package var shop: String
  /// Pages named by the operator, absolute; a pasted path is one.
  package var pages: [String]
  /// The IPN URL; `nil` when none was given.
  package var ipn: String?
  /// The API that a separate storefront calls; `nil` when none was given.
  package var api: String?
  /// The method of the API call; `POST` unless said otherwise.
  package var apiMethod: String
  /// Whether the API call needs cookies.
  package var apiCredentials: Bool
  /// The storefront's origin; `nil` for the shop's own.
  package var storefront: String?
  /// Leave to POST to the IPN URL.
  package var allowPost: Bool
  /// Whether names or connections were redirected by the operator (`--resolve`, `--connect-to`).
  package var mapped: Bool
  /// Leave to ask for cipher suites one by one; `nil` when not given.
  package var ciphers: Bool?
  /// Leave to visit the URLs to which Amazon sends buyers back; `nil` when not given.
  package var visitReturns: Bool?
  /// The fingerprint of the public key that signatures are checked against, `sha256:` and 64 digits; `nil` without one.
  package var publicKey: String?
  /// What a named page is, by its address, in place of the page that would be found; `nil` when none was said.
  package var pageRoles: [String: Role]?
  /// The most pages that are read; `nil` for the usual number.
  package var maxPages: Int?

  /// Whether one item may be put in an anonymous visitor's cart; `nil` for no.
  package var allowCart: Bool?

  /// When pages are opened in a browser; `nil` for never.
  package var browser: BrowserUse?

  /// A request for `shop` with nothing else asked for.
  package init(typed: String, shop: String) {
    self.typed = typed
    self.shop = shop
    pages = []
    apiMethod = "POST"
    apiCredentials = false
    allowPost = false
    mapped = false
  }
}

/// When an audit opens pages in a browser.
package enum BrowserUse: String, Codable, CaseIterable, Sendable {
  /// Where one is installed and reading alone leaves the button undecided.
  case auto
  /// Every page on which a button is to be expected.
  case always
  case never
}
