import ArgumentParser
import Auditing
import Model
import Reporting

/// What to audit and how to reach it.
struct ShopOptions: ParsableArguments {
  @Argument(help: "The shop: a name, an address, or the address of a page that shows the button.")
  var shop: String

  @Option(
    name: .customLong("page"),
    help: ArgumentHelp(
      "A further page that shows the button; cart=URL in place of the cart that is found (repeatable).",
      valueName: "url"
    )
  )
  var pages: [String] = []

  @Option(help: ArgumentHelp("The most pages that are read (default: 12).", valueName: "number"))
  var maxPages: Int?

  @Option(help: ArgumentHelp("The URL that receives payment notifications.", valueName: "url"))
  var ipn: String?

  @Flag(
    help:
      "Leave to send test notifications to the IPN URL, one after another: three, and three variants where they are refused."
  )
  var allowPost = false

  @Flag(help: "Ask for cipher suites one by one, in the server's order (some dozen connections more).")
  var ciphers = false

  @Flag(
    help:
      "Leave to put one item in the cart of an anonymous visitor, by the shop's own form; nothing is bought."
  )
  var allowCart = false

  @Flag(
    help: "Leave to visit the URLs to which Amazon sends buyers back, by HEAD and GET, without a session."
  )
  var visitReturns = false

  @Option(
    help: ArgumentHelp(
      "Check the buttons' signatures against the public half of the key that signs them (PEM).",
      valueName: "file"
    )
  )
  var publicKey: String?

  @Option(
    help: ArgumentHelp(
      "Open pages in a headless Chromium: auto (where reading alone leaves the button undecided), always or never.",
      valueName: "when"
    )
  )
  var browser = BrowserUse.auto

  @Option(
    help: ArgumentHelp("A file that the browser gets in place of Amazon's checkout.js.", valueName: "file")
  )
  var checkoutScript: String?

  @Option(help: ArgumentHelp("The API that a separate storefront calls from the browser.", valueName: "url"))
  var api: String?

  @Option(help: ArgumentHelp("The method of that call (default: POST).", valueName: "method"))
  var apiMethod: String?

  @Flag(help: "That call sends cookies.")
  var apiCredentials = false

  @Option(help: ArgumentHelp("The origin of the separate storefront.", valueName: "url"))
  var storefront: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The time that all looks together may take.", valueName: "seconds")
  )
  var timeout = 120

  @Option(help: ArgumentHelp("As curl: HOST:PORT:ADDRESS (repeatable).", valueName: "entry"))
  var resolve: [String] = []

  @Option(help: ArgumentHelp("As curl: HOST1:PORT1:HOST2:PORT2 (repeatable).", valueName: "entry"))
  var connectTo: [String] = []

  @Option(help: ArgumentHelp("As curl: a file of further trusted roots.", valueName: "file"))
  var cacert: String?

  @Option(help: ArgumentHelp("As curl: name:password for the shop's own origins.", valueName: "credentials"))
  var user: String?

  @Option(
    name: .customLong("header"),
    help: ArgumentHelp("As curl: 'Name: value' for the shop's own origins (repeatable).", valueName: "field")
  )
  var headers: [String] = []

  @Option(help: ArgumentHelp("As curl: the Cookie field for the shop's own origins.", valueName: "cookies"))
  var cookie: String?

  @Option(
    help: ArgumentHelp(
      "As curl: the proxy that all connections go through (http or socks5h).",
      valueName: "url"
    )
  )
  var proxy: String?

  mutating func validate() throws {
    guard (1...3600).contains(timeout) else {
      throw ValidationError("--timeout \(timeout) is out of range; give 1 to 3600 seconds")
    }
  }

  /// What was asked for, as the front door takes it.
  var order: Order {
    var order = Order(shop: shop)
    order.pages = pages
    order.maxPages = maxPages
    order.ipn = ipn
    order.api = api
    order.apiMethod = apiMethod
    order.apiCredentials = apiCredentials
    order.storefront = storefront
    order.allowPost = allowPost
    order.ciphers = ciphers
    order.visitReturns = visitReturns
    order.allowCart = allowCart
    order.publicKeyFile = publicKey
    order.browser = browser
    order.checkoutScriptFile = checkoutScript
    order.resolve = resolve
    order.connectTo = connectTo
    order.caFile = cacert
    order.user = user
    order.headers = headers
    order.cookie = cookie
    order.proxy = proxy
    order.timeoutSeconds = timeout
    return order
  }
}

extension BrowserUse: ExpressibleByArgument {}
extension Stage: ExpressibleByArgument {}
extension Region: ExpressibleByArgument {}
extension Gate.FailOn: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
