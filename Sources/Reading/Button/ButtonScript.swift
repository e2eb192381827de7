package import Model

/// A reference to one of Amazon Pay's scripts, wherever it stands.
package struct ButtonScript: Hashable, Sendable {
  /// The script.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// `https://static-(na|eu|fe).payments-amazon.com/checkout.js`.
    case checkoutV2
    /// `…/OffAmazonPayments/…/Widgets.js`.
    case checkoutV1
    /// Login with Amazon (`login1.js`, `/v2/login.js`).
    case login
    /// `cPSPcheckout.js`, for payment service providers.
    case paymentServiceProvider
    /// A host that looks like one of the three, but is not.
    case lookAlike
    /// Another file on Amazon Pay's hosts.
    case other
    /// A copy of checkout.js on another host.
    case selfHosted
  }

  /// How it stands there.
  package enum Form: Hashable, Sendable {
    /// A classic script tag over https.
    case sound
    /// A script tag over http.
    case insecure
    case commentedOut
    /// Held back until the visitor consents; by whom.
    case parked(by: String)
    case module
    /// With `nomodule`.
    case noModule
    case inTemplate
    case inNoscript
    /// Its end tag is missing, so that a browser does not run it.
    case unclosed
    /// In an iframe's `srcdoc`.
    case inFrame
    /// A script tag with a type that no browser runs.
    case otherType(String)
    /// `link rel=preload` or another hint: loaded, not run.
    case hint
    /// In the page's visible text.
    case textMention
    /// A path of RequireJS; on Magento all regions stand there.
    case requireJSPath
    /// A string in a script: probably loaded by it.
    case scriptText
    /// In a plugin's options (`data-…` or `meta`), from which its script loads it.
    case options

    /// Whether a browser that reads the page loads and runs it.
    package var loads: Bool { self == .sound || self == .module }
  }

  /// As written.
  package var address: String
  /// Which script it is.
  package var kind: Kind
  /// By the host; `nil` where the host is none of the three.
  package var region: Region?
  /// Whether the path has `/sandbox/`: the environment of Checkout v1.
  package var isSandbox: Bool
  /// How it stands there.
  package var form: Form
  /// The version in `?ver=`; `nil` when there is none.
  package var version: String?
  /// `nil` when there is none, as for all that follow.
  package var integrity: String?
  /// The `crossorigin` attribute; empty is anonymous.
  package var crossOrigin: String?
  /// The `nonce` attribute.
  package var nonce: String?
  /// Whether it may run at any time after it came.
  package var isAsync: Bool
  /// Whether it runs when the page has been read.
  package var isDeferred: Bool
  /// The address of the script that holds it; `nil` for the page itself.
  package var scriptURL: String?
  /// Where it stands, in bytes of the page or script.
  package var offset: Int

  /// A reference from what it points at; all else as in a plain tag.
  package init(
    address: String,
    kind: Kind,
    region: Region? = nil,
    isSandbox: Bool = false,
    form: Form = .sound,
    version: String? = nil,
    scriptURL: String? = nil,
    offset: Int = 0
  ) {
    self.address = address
    self.kind = kind
    self.region = region
    self.isSandbox = isSandbox
    self.form = form
    self.version = version
    self.scriptURL = scriptURL
    self.offset = offset
    integrity = nil
    crossOrigin = nil
    nonce = nil
    isAsync = false
    isDeferred = false
  }
}
