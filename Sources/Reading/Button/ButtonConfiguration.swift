package import Model

/// What reading a text shows of one value.
package enum Seen<Known: Hashable & Sendable>: Hashable, Sendable {
  case known(Known)
  /// It is not given.
  case absent
  /// It is given, but as an expression, by a later request, or in a form that was not understood; says which.
  case unknown(String)

  /// The value; `nil` when absent or unknown.
  package var value: Known? { if case .known(let value) = self { value } else { nil } }
  /// Whether it is known not to be given.
  package var isAbsent: Bool { self == .absent }
}

/// A button, or a checkout that starts without one, as its page configures it.
package struct ButtonConfiguration: Hashable, Sendable {
  /// Where the configuration was found.
  package enum Origin: String, Codable, CaseIterable, Sendable {
    /// `amazon.Pay.renderButton(…)` or `initCheckout(…)`.
    case inlineCall
    /// The global `amazon_payments_advanced`.
    case woocommerceGlobal
    /// `data-amazon-…-options`.
    case shopwareOptions
    /// The global `amazonpay`.
    case prestashopGlobal
    /// `meta id=amazon-payments-metadata`.
    case shopifyMeta
    /// `registry.set('amazonPay', …)`; the button's own values come later, by a request.
    case magentoRegistry
    /// Checkout v1: `OffAmazonPayments.Button(…)` and Widgets.js.
    case checkoutV1
  }

  /// `createCheckoutSession` of the obsolete API v1 button.
  package struct SessionEndpoint: Hashable, Sendable {
    /// As written.
    package var url: Seen<String>
    /// `GET` or `POST`, as written; absent means POST.
    package var method: Seen<String>
  }

  /// `estimatedOrderAmount`.
  package struct Amount: Hashable, Sendable {
    /// A decimal number, as written.
    package var amount: Seen<String>
    /// ISO 4217, as written.
    package var currencyCode: Seen<String>
  }

  /// Where the configuration was found.
  package var origin: Origin
  /// The address of the script it was found in; `nil` for the page itself.
  package var scriptURL: String?
  /// The function that takes it; `nil` where it comes from a plugin's registry.
  package var api: ButtonCall.API?
  /// The selector of the element it is drawn into (`#AmazonPayButton`), as given.
  package var container: Seen<String>
  /// Whether the page's HTML has that element.
  package var containerExists: Seen<Bool>
  /// As written, like all values that follow.
  package var merchantId: Seen<String>
  /// From the top level, else from `createCheckoutSessionConfig` or `signInConfig`.
  package var publicKeyId: Seen<String>
  /// The store id (client id) where it stands outside of the payload: Checkout v1, Shopify.
  package var storeId: Seen<String>
  /// The currency of the account.
  package var ledgerCurrency: Seen<String>
  /// Where in the shop the button says it stands.
  package var placement: Seen<String>
  /// `PayAndShip`, `PayOnly`, `SignIn`, …; absent means PayAndShip.
  package var productType: Seen<String>
  /// `Gold`, `LightGray`, `DarkGray`; absent means Gold.
  package var buttonColor: Seen<String>
  /// A language with an underscore (`de_DE`).
  package var checkoutLanguage: Seen<String>
  /// Whether test mode is on; plugins write it as `"1"`, `"yes"` or a boolean.
  package var sandbox: Seen<Bool>
  /// What the order may come to.
  package var estimatedOrderAmount: Seen<Amount>
  /// The shop's own endpoint that makes sessions: the obsolete API v1 button.
  package var createCheckoutSession: Seen<SessionEndpoint>
  /// The text that was signed; of `signInConfig` where the button is one to sign in.
  package var payloadJSON: Seen<String>
  /// The signature of ``payloadJSON``, base64.
  package var signature: Seen<String>
  /// How it was signed; absent is normal.
  package var algorithm: Seen<String>
  /// Whether `signInConfig` is given.
  package var signsIn: Bool
  /// Whether no `createCheckoutSessionConfig` (nor `createCheckoutSession`, nor `signInConfig`) is given: it comes with the click.
  package var isDecoupled: Seen<Bool>
  /// The region the plugin states (`de`, `us`, `EU`), in Amazon's words; never taken from RequireJS paths.
  package var region: Seen<Region>
  /// The version of the plugin where its options state it (Shopware).
  package var pluginVersion: Seen<String>
  /// Whether a browser comes to it by itself: not so in a script that is parked for consent.
  package var runs: Bool
  /// Where it stands, in bytes of the page or script.
  package var offset: Int

  /// A configuration of which nothing is given.
  package init(origin: Origin, scriptURL: String? = nil, api: ButtonCall.API? = nil, offset: Int = 0) {
    self.origin = origin
    self.scriptURL = scriptURL
    self.api = api
    self.offset = offset
    runs = true
    container = .absent
    containerExists = .absent
    merchantId = .absent
    publicKeyId = .absent
    storeId = .absent
    ledgerCurrency = .absent
    placement = .absent
    productType = .absent
    buttonColor = .absent
    checkoutLanguage = .absent
    sandbox = .absent
    estimatedOrderAmount = .absent
    createCheckoutSession = .absent
    payloadJSON = .absent
    signature = .absent
    algorithm = .absent
    signsIn = false
    isDecoupled = .absent
    region = .absent
    pluginVersion = .absent
  }
}
