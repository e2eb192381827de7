package import Model
import Probing

/// What is to be audited and how to reach it, in the operator's words.
///
/// Options that lead connections elsewhere or carry credentials are curl's own, in curl's own form.
public struct Order: Sendable {
  /// The shop: a name, an address, or the address of a page that shows the button.
  public var shop: String
  /// Further pages; a path is the shop's.
  public var pages: [String] = []
  /// The URL that receives payment notifications; `nil` leaves it out or derives it from the platform.
  public var ipn: String?
  /// The API that a separate storefront calls; `nil` where there is none.
  public var api: String?
  /// The method of that call; `nil` for POST.
  public var apiMethod: String?
  /// Whether that call needs cookies.
  public var apiCredentials = false
  /// The origin of the separate storefront; `nil` for the shop's.
  public var storefront: String?
  /// Leave to send three test notifications to the IPN URL, one after another, and three variants where they are refused.
  public var allowPost = false
  /// The most pages that are read, the home page among them; `nil` for the usual number.
  public var maxPages: Int?
  /// Leave to ask for cipher suites one by one, in the server's order.
  public var ciphers = false
  /// Leave to visit the URLs to which Amazon sends buyers back, by HEAD and GET and without a session.
  public var visitReturns = false
  /// Whether one item may be put in an anonymous visitor's cart.
  public var allowCart = false
  /// The file of the merchant's public key, PEM, against which buttons' signatures are checked; `nil` checks none.
  public var publicKeyFile: String?
  /// When pages are opened in a browser.
  package var browser = BrowserUse.never
  /// A file that the browser gets in place of Amazon's checkout.js; `nil` for Amazon's own.
  public var checkoutScriptFile: String?
  /// `HOST:PORT:ADDRESS`, as curl's `--resolve`.
  public var resolve: [String] = []
  /// `HOST1:PORT1:HOST2:PORT2`, as curl's `--connect-to`.
  public var connectTo: [String] = []
  /// A file of further roots, PEM.
  public var caFile: String?
  /// `NAME:PASSWORD` for the shop's own origins.
  public var user: String?
  /// `Name: value` for the shop's own origins.
  public var headers: [String] = []
  /// The Cookie field for the shop's own origins.
  public var cookie: String?
  /// The proxy that all connections go through.
  public var proxy: String?
  /// The time that all looks together may take, in seconds.
  public var timeoutSeconds = 120

  /// An order for `shop` with nothing else asked for.
  public init(shop: String) { self.shop = shop }

  var lookOptions: LookOptions {
    var options = LookOptions()
    options.resolve = resolve
    options.connectTo = connectTo
    options.caFile = caFile
    options.publicKeyFile = publicKeyFile
    options.checkoutScriptFile = checkoutScriptFile
    options.user = user
    options.headers = headers
    options.cookie = cookie
    options.proxy = proxy
    options.timeoutSeconds = timeoutSeconds
    return options
  }
}

/// A word of an order that cannot be used.
public struct OrderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence, lower-case, ending in what to do.
  public let message: String
  /// The sentence.
  public var description: String { message }

  init(_ error: OptionsError) { message = error.message }
  init(message: String) { self.message = message }
}
