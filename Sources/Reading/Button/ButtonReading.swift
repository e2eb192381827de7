/// The text of a script that a page references.
package struct ScriptSource: Sendable {
  /// Its address, resolved.
  package var url: String
  /// Its bytes, UTF-8.
  package var bytes: [UInt8]
  /// Whether a browser runs it as it reads the page.
  package var runs: Bool

  /// A script from its parts.
  package init(url: String, bytes: [UInt8], runs: Bool = true) {
    self.url = url
    self.bytes = bytes
    self.runs = runs
  }
}

/// A trace of a plugin that brings Amazon Pay to a platform.
package struct PluginMarker: Hashable, Sendable {
  /// The plugin.
  package enum Plugin: String, Codable, CaseIterable, Sendable {
    case woocommerce = "woocommerce-amazon-pay"
    case magento = "magento-amazon-pay"
    case shopware = "shopware-amazon-pay"
    case prestashop = "prestashop-amazon-pay"
    case oxid = "oxid-amazon-pay"
    case shopify = "shopify-amazon-pay"
    case bigcommerce = "bigcommerce-amazon-pay"
  }
  /// How much it shows.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// The plugin's configuration: its bootstrap is on the page.
    case configuration
    /// A script or style of the plugin.
    case file
    /// An element of the plugin.
    case element
    /// A path of RequireJS.
    case requireJSPath
    /// `platformId` in a payload.
    case platformId
  }

  /// The plugin it speaks of.
  package var plugin: Plugin
  /// What kind of trace it is.
  package var kind: Kind
  /// What was seen, at most 120 bytes.
  package var text: String
  /// The plugin's version; `nil` where the marker does not show it.
  package var version: String?
}

/// A product that is not Amazon Pay, or not any more.
package struct OtherProduct: Hashable, Sendable {
  /// The product.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// Amazon Payment Services, formerly PayFort.
    case paymentServices
    case amazonPayIndia
    /// Adyen's drop-in with `amazonpay`.
    case adyen
    /// A form of Amazon Simple Pay or Checkout by Amazon.
    case simplePay
  }

  /// What kind of trace it is.
  package var kind: Kind
  /// What was seen, at most 120 bytes.
  package var text: String
}

/// Something secret that stands where everyone can read it.
///
/// The secret itself is not kept.
package struct PageSecret: Hashable, Sendable {
  /// What was found.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// A PEM private key with a body and its END line.
    case privateKey
    /// `amzn.mws.` and a UUID.
    case mwsToken
  }

  /// What kind of trace it is.
  package var kind: Kind
  /// What may be shown: the beginning, then the mark that it was cut.
  package var excerpt: String
  /// The address of the script that holds it; `nil` for the page itself.
  package var scriptURL: String?
  /// Where it begins, in bytes of the page or script.
  package var offset: Int
}

/// What a developer would see and a buyer should not.
package struct DebugOutput: Hashable, Sendable {
  /// What was found.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// PHP's own message with file and line.
    case phpMessage
    case stackTrace
    case developerMode
  }

  /// What kind of trace it is.
  package var kind: Kind
  /// What was seen, at most 200 bytes, tags removed.
  package var excerpt: String
  /// Where it begins, in bytes of the page or script.
  package var offset: Int
}

/// All that a page and its scripts show of Amazon Pay.
package struct AmazonPayOnPage: Sendable {
  /// References to Amazon's scripts, in the order of the page, then of the scripts given.
  package var scripts: [ButtonScript] = []
  /// Calls of Amazon Pay's functions; calls in comments and strings do not count.
  package var calls: [ButtonCall] = []
  /// One for each button or registry.
  package var buttons: [ButtonConfiguration] = []
  /// Traces of plugins, without repetition.
  package var pluginMarkers: [PluginMarker] = []
  /// Products that are taken for Amazon Pay, without repetition.
  package var otherProducts: [OtherProduct] = []
  /// Keys that must not stand on a page.
  package var secrets: [PageSecret] = []
  /// Messages for developers in the page, at most 20.
  package var debugOutput: [DebugOutput] = []
  /// Literal URLs of `createCheckoutSession`, as written, without repetition.
  package var apiCalls: [String] = []
  /// Pictures of Amazon Pay (footer icons): prove only that an icon is shown.
  package var icons: [String] = []
  /// Ways in which the visible text writes the name (`Amazon Pay`, `AmazonPay`), without repetition.
  package var brandSpellings: [String] = []
  /// Whether the RequireJS configuration lists Magento's `amazonPayCheckout…` paths.
  package var listsMagentoPaths = false
  /// Whether page or scripts name Amazon Pay's hosts, functions or a plugin anywhere, comments and text included.
  package var namesAmazonPay = false
  /// Whether a list reached its bound, or a script was too entangled to follow to its end.
  package var isCut = false

  /// A page that shows nothing.
  package init() {}
}
