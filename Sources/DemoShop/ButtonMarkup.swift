import COpenSSL

/// The button of a shop, as markup and script.
struct ButtonMarkup: Sendable {
  /// How the button gets its payload.
  enum Form: Sendable {
    /// Payload and signature stand in the call.
    case classic
    /// The call has none; a script asks the shop's API for it on a click.
    case decoupled(api: String)
    /// The old button: checkout.js asks this address for a session, by this method if one is said.
    case version1(url: String, method: String? = nil)
    /// This text in place of the inline script's.
    case script(String)
    /// No call.
    case none
  }

  /// When Amazon's script is loaded.
  enum Loading: Sendable {
    case withPage
    /// Two seconds after the page.
    case late
    /// When the consent banner is accepted.
    case afterConsent
  }

  static let source = "https://static-eu.payments-amazon.com/checkout.js"

  var tag = #"<script src="\#(source)"></script>"#
  /// Before or behind the inline script.
  var tagComesFirst = true
  var container = #"<div id="AmazonPayButton"></div>"#
  var selector = "#AmazonPayButton"
  /// Attributes of the inline script's tag, with a blank in front; empty for none.
  var inlineAttributes = ""
  var form: Form = .classic
  var loading: Loading = .withPage

  var merchantID = "A3DEMOSHOP0001"
  var publicKeyID = "LIVE-AFDEMOSHOP0123456789ABCD"
  var ledgerCurrency = "EUR"
  var sandbox: Bool?
  var language = "de_DE"
  var productType = "PayAndShip"
  /// `nil` takes the page's own.
  var placement: String?
  var color = "Gold"

  var storeID = "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef"
  /// The members of webCheckoutDetails, JSON strings by name.
  var checkoutDetails: [(name: String, value: String)]
  /// Further members of the payload, as JSON text.
  var payloadExtras = ""
  /// What is made of the payload on its way into the page.
  var mangle: @Sendable (String) -> String = { $0 }
  var algorithm: String? = "AMZN-PAY-RSASSA-PSS-V2"
  /// Base64; `nil` until somebody signs.
  var signature: String?
  /// Who signs the payload, and how.
  var signing = Signing()

  /// How a signature comes about; sound as it comes.
  struct Signing: Sendable {
    /// Whether somebody else's key signs.
    var isByStranger = false
    /// The algorithm that is signed along with the payload; `nil` for the one that the button states.
    var algorithm: String?
    /// The length of the salt; `nil` for that of the algorithm.
    var salt: Int?
  }

  init(host: String) {
    checkoutDetails = [("checkoutReviewReturnUrl", "https://\(host)/review")]
  }

  /// What Amazon would get, byte for byte.
  var payload: String {
    let details = checkoutDetails.map { #""\#($0.name)":"\#($0.value)""# }.joined(separator: ",")
    return #"{"webCheckoutDetails":{\#(details)},"storeId":"\#(storeID)""#
      + #","chargePermissionType":"OneTime","scopes":["name","email","phoneNumber","billingAddress"]"#
      + payloadExtras + "}"
  }

  /// What the session endpoint hands out.
  var sessionJSON: String {
    let quoted = payload.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return #"{"payloadJSON":"\#(quoted)","signature":"\#(signature ?? "")","publicKeyId":"\#(publicKeyID)""#
      + (algorithm.map { #","algorithm":"\#($0)""# } ?? "") + "}"
  }

  /// The whole button for a page whose placement is `placement`.
  func html(placement: String) -> String {
    let call = script(placement: placement)
    if let begin = loading.script {
      return """
        \(container)
        \(loading.markup)<script\(inlineAttributes)>
        function showAmazonPay() {
          const script = document.createElement('script');
          script.src = '\(Self.source)';
          script.onload = () => {
            \(call)
          };
          document.head.append(script);
        }
        \(begin)
        </script>
        """
    }
    let inline = call.isEmpty ? "" : "<script\(inlineAttributes)>\n\(call)\n</script>"
    return [container, tagComesFirst ? tag : inline, tagComesFirst ? inline : tag].joined(separator: "\n")
  }

  private func script(placement: String) -> String {
    switch form {
    case .none: return ""
    case .script(let text): return text
    case .classic:
      let algorithm = self.algorithm.map { ",\n    algorithm: '\($0)'" } ?? ""
      return call(
        placement,
        """
        createCheckoutSessionConfig: {
            payloadJSON: '\(Self.literal(mangle(payload)))',
            signature: '\(signature ?? "")'\(algorithm)
          }
        """
      )
    case .decoupled(let api):
      return """
        const button = \(call(placement, nil))
        button.onClick(async () => {
          const answer = await fetch('\(api)', {
            method: 'POST', credentials: 'include', headers: {'content-type': 'application/json'}, body: '{}'
          });
          button.initCheckout({createCheckoutSessionConfig: await answer.json()});
        });
        """
    case .version1(let url, let method):
      let said = method.map { ", method: '\($0)'" } ?? ""
      return call(placement, "createCheckoutSession: {url: '\(url)'\(said)}")
    }
  }

  private func call(_ pagePlacement: String, _ last: String?) -> String {
    let members =
      [
        "merchantId: '\(merchantID)'", "publicKeyId: '\(publicKeyID)'", "ledgerCurrency: '\(ledgerCurrency)'",
        sandbox.map { "sandbox: \($0)" }, "checkoutLanguage: '\(language)'", "productType: '\(productType)'",
        "placement: '\(placement ?? pagePlacement)'", "buttonColor: '\(color)'", last,
      ].compactMap(\.self)
    return "amazon.Pay.renderButton('\(selector)', {\n  \(members.joined(separator: ",\n  "))\n});"
  }

  /// `text` inside single quotes of JavaScript, inside a script element of HTML.
  private static func literal(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\n", with: "\\n")
      .replacing("</script", with: "<\\/script")
  }
}

extension ButtonMarkup.Loading {
  /// What begins to load; `nil` where a tag of the page does.
  fileprivate var script: String? {
    switch self {
    case .withPage: nil
    case .late: "setTimeout(showAmazonPay, 2000);"
    case .afterConsent:
      """
      const banner = document.querySelector('#onetrust-banner-sdk');
      banner.addEventListener('click', (event) => {
        if (event.target.id === 'onetrust-accept-btn-handler') showAmazonPay();
        if (event.target !== banner) banner.remove();
      });
      """
    }
  }

  /// What stands before the script, with a line break behind; empty for nothing.
  fileprivate var markup: String {
    guard case .afterConsent = self else { return "" }
    return """
      <div id="onetrust-banner-sdk" style="position: fixed; bottom: 0; padding: 2rem; background: white">We use cookies. \
      <button id="onetrust-accept-btn-handler">Accept all</button> \
      <button id="onetrust-reject-all-handler">Only what is necessary</button></div>

      """
  }
}

/// The merchant's key pair, with which buttons are signed.
struct Merchant: Sendable {
  /// One pair serves every world of this process: a key of 2048 bits takes longer than all else at start.
  static let only = Result { try Merchant(Authority(name: "Merchant")) }
  /// Somebody else's pair.
  static let stranger = Result { try Merchant(Authority(name: "Stranger")) }

  private let keyPEM: String
  /// What a merchant gives to somebody who is to check signatures, PEM.
  let publicKeyPEM: String

  private init(_ authority: Authority) throws {
    var plan = CertificatePlan(names: ["merchant.invalid"])
    plan.key = .rsa2048
    keyPEM = try authority.issue(plan).keyPEM
    var written = [CChar](repeating: 0, count: 4096)
    guard copenssl_public_key(keyPEM, &written, written.count) == 1 else {
      throw Authority.Failure(description: openSSLError())
    }
    publicKeyPEM = text(of: written)
  }

  /// The signature of the button's payload in base64, as Amazon's SDKs make it.
  func sign(_ button: ButtonMarkup) throws -> String {
    let signer = button.signing.isByStranger ? try Merchant.stranger.get() : self
    return try signer.sign(
      button.payload,
      algorithm: button.signing.algorithm ?? button.algorithm,
      salt: button.signing.salt
    )
  }

  private func sign(_ payload: String, algorithm: String?, salt: Int?) throws -> String {
    var signature = [UInt8](repeating: 0, count: 512)
    let name = algorithm ?? "AMZN-PAY-RSASSA-PSS"
    let count = copenssl_sign_button(
      keyPEM,
      name,
      payload,
      Int32(salt ?? (name.hasSuffix("-V2") ? 32 : 20)),
      &signature,
      signature.count
    )
    guard count > 0 else { throw Authority.Failure(description: openSSLError()) }
    return base64(signature[..<count])
  }
}

/// `bytes` in base64 (RFC 4648, 4).
func base64(_ bytes: some Collection<UInt8>) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let three = Array(rest.prefix(3))
    rest = rest.dropFirst(3)
    let bits = three.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
    for index in 0..<4 {
      text.append(index <= three.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
