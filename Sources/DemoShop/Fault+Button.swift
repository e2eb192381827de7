import Model

extension Fault {
  static let buttonFaults: [FaultEntry] = [
    FaultEntry(.buttonAbsent, "button-script-present", .fails(.blocker), "nothing of Amazon Pay anywhere") {
      $0.button.removeAll()
    },
    FaultEntry(.buttonCommentedOut, "button-script-present", .fails(.blocker), "the button is commented out")
    {
      $0.button.removeAll()
      $0.extras +=
        #"<!-- <script src="\#(ButtonMarkup.source)"></script> <div id="AmazonPayButton"></div> -->"#
    },
    FaultEntry(
      .lookAlikeHost,
      "button-script-present",
      .fails(.blocker),
      "script from a host that only looks like Amazon's"
    ) {
      $0.button.tag =
        #"<script src="https://static-eu.payments-amazon.com.cdn-lamps.example/checkout.js"></script>"#
    },
    FaultEntry(
      .scriptOverHTTP,
      "button-script-present",
      .fails(.blocker),
      also: ["https-mixed-content"],
      "script over http"
    ) {
      $0.button.tag = #"<script src="http://static-eu.payments-amazon.com/checkout.js"></script>"#
    },
    FaultEntry(
      .callWithoutScript,
      "button-script-present",
      .fails(.blocker),
      "a call for which nothing loads the script"
    ) {
      $0.button.tag = ""
    },
    FaultEntry(
      .buttonMentionedOnly,
      "button-script-present",
      .fails(.blocker),
      "the script's address in a text only"
    ) {
      $0.button.removeAll()
      $0.extras += "<p>Soon: Amazon Pay (\(ButtonMarkup.source))</p>"
    },
    FaultEntry(
      .selfHostedCopy,
      "button-script-present",
      .fails(.major),
      "a copy of the script from the shop's own host"
    ) {
      $0.button.tag = #"<script src="/js/amazon-pay/checkout.js"></script>"#
      $0.look.assets["/js/amazon-pay/checkout.js"] = .init(
        "/* Amazon Pay checkout.js */ window.amazon = {Pay: {renderButton: function () {}}};\n"
      )
    },
    FaultEntry(
      .regionMismatch,
      "button-region-matches-account",
      .fails(.blocker),
      "America's script with a European account"
    ) {
      $0.button.tag = #"<script src="https://static-na.payments-amazon.com/checkout.js"></script>"#
    },
    FaultEntry(
      .scriptWithoutCall,
      "button-render-call",
      .fails(.blocker),
      "the script, and nothing that calls it"
    ) {
      $0.button.form = .none
      $0.button.container = ""
    },
    FaultEntry(.containerUnnamed, "button-render-call", .fails(.blocker), "a container that no call names") {
      $0.button.form = .none
    },
    FaultEntry(.scriptParked, "button-consent-gated", .asks(.minor), "script parked until the buyer consents")
    {
      $0.button.tag =
        #"<script type="text/plain" data-cookieconsent="marketing" src="\#(ButtonMarkup.source)"></script>"#
    },
    FaultEntry(
      .scriptIntegrity,
      "button-tag-attributes",
      .fails(.minor),
      "integrity on a script that changes without notice"
    ) {
      let digest = base64([UInt8](repeating: 7, count: 48))
      $0.button.tag =
        #"<script src="\#(ButtonMarkup.source)" integrity="sha384-\#(digest)" crossorigin="anonymous"></script>"#
    },
    FaultEntry(.scriptTwice, "button-tag-attributes", .fails(.minor), "the script twice") {
      $0.button.tag += "\n" + $0.button.tag
    },
    FaultEntry(
      .scriptAsyncBeforeCall,
      "button-tag-attributes",
      .fails(.minor),
      "an inline call before the async script"
    ) {
      $0.button.tag = #"<script src="\#(ButtonMarkup.source)" async></script>"#
      $0.button.tagComesFirst = false
    },
  ]

  static let configurationFaults: [FaultEntry] = [
    FaultEntry(.payloadEntities, "button-payload-is-json", .fails(.blocker), "payload with HTML entities") {
      $0.button.mangle = { $0.replacing("\"", with: "&quot;") }
    },
    FaultEntry(.payloadNotice, "button-payload-is-json", .fails(.blocker), "payload behind a PHP notice") {
      $0.button.mangle = {
        "<br />\n<b>Notice</b>:  Undefined index: store in <b>/var/www/pay.php</b> on line <b>12</b><br />\n\($0)"
      }
    },
    FaultEntry(.signatureEmpty, "button-payload-is-json", .fails(.major), "empty signature") {
      $0.button.signature = ""
    },
    FaultEntry(.signatureShort, "button-payload-is-json", .fails(.major), "signature of 64 bytes") {
      $0.button.signature = base64([UInt8](repeating: 0xa5, count: 64))
    },
    FaultEntry(
      .payloadWithoutURLs,
      "button-payload-urls",
      .fails(.blocker),
      "payload without a URL to come back to"
    ) {
      $0.button.checkoutDetails = [("checkoutCancelUrl", "https://\($0.host)/cart")]
    },
    FaultEntry(
      .merchantIDPlaceholder,
      "button-merchant-id",
      .fails(.blocker),
      "merchantId of the documentation"
    ) {
      $0.button.merchantID = "your_merchant_id"
    },
    FaultEntry(.merchantIDEmpty, "button-merchant-id", .fails(.blocker), "empty merchantId") {
      $0.button.merchantID = ""
    },
    FaultEntry(
      .merchantIDIsStoreID,
      "button-merchant-id",
      .fails(.blocker),
      "store id in place of the merchantId"
    ) {
      $0.button.merchantID = $0.button.storeID
    },
    FaultEntry(.merchantIDOdd, "button-merchant-id", .fails(.minor), "merchantId of an unusual shape") {
      $0.button.merchantID = "M-12345"
    },
    FaultEntry(
      .publicKeyIDPlaceholder,
      "button-public-key-id",
      .fails(.blocker),
      "publicKeyId of the documentation"
    ) {
      $0.button.publicKeyID = "LIVE-xxxxxxxxxx"
    },
    FaultEntry(.publicKeyIDEmpty, "button-public-key-id", .fails(.blocker), "empty publicKeyId") {
      $0.button.publicKeyID = ""
    },
    FaultEntry(.publicKeyIDOdd, "button-public-key-id", .fails(.minor), "publicKeyId of an unusual shape") {
      $0.button.publicKeyID = "LIVE-KEY1"
    },
    FaultEntry(.storeIDPlaceholder, "button-store-id", .fails(.blocker), "storeId of the documentation") {
      $0.button.storeID = "amzn1.application-oa2-client.xxxxx"
    },
    FaultEntry(.storeIDEmpty, "button-store-id", .fails(.blocker), "empty storeId") {
      $0.button.storeID = ""
    },
    FaultEntry(.storeIDOdd, "button-store-id", .fails(.minor), "storeId of an unusual shape") {
      $0.button.storeID = "amzn1.application-oa2-client.0123"
    },
    FaultEntry(.currencyLowerCase, "button-ledger-currency", .fails(.blocker), "ledgerCurrency in lower case")
    {
      $0.button.ledgerCurrency = "eur"
    },
    FaultEntry(
      .currencyCHF,
      "button-ledger-currency",
      .fails(.blocker),
      "the shop's own currency as ledgerCurrency"
    ) {
      $0.button.ledgerCurrency = "CHF"
    },
    FaultEntry(
      .payloadInconsistent,
      "button-payload-consistency",
      .fails(.major),
      "ProcessOrder without an amount"
    ) {
      $0.button.checkoutDetails = [
        ("checkoutMode", "ProcessOrder"), ("checkoutResultReturnUrl", "https://\($0.host)/result"),
      ]
    },
    FaultEntry(
      .payloadV1Fields,
      "button-payload-v1-fields",
      .fails(.minor),
      "a field of the API's first version"
    ) {
      $0.button.payloadExtras = #","paymentDetail":{"paymentIntent":"Confirm"}"#
    },
    FaultEntry(
      .buttonV1,
      "button-payload-v1-fields",
      .fails(.minor),
      "the first version's button, which asks the shop for a session"
    ) {
      $0.button.form = .version1(path: "/amazon-pay/session")
      $0.overrides["/amazon-pay/session"] = { _, _ in
        var response = Response.json(#"{"checkoutSessionId":"00000000-0000-4000-8000-000000000000"}"#)
        response.headers.set("Cache-Control", "no-store")
        return response
      }
    },
    FaultEntry(
      .placementInvalid,
      "button-enum-values",
      .fails(.minor),
      "a placement that Amazon does not know"
    ) {
      $0.button.placement = "PayNow"
    },
    FaultEntry(
      .productTypeInvalid,
      "button-enum-values",
      .fails(.minor),
      "a productType that Amazon does not know"
    ) {
      $0.button.productType = "PayAndCollect"
    },
    FaultEntry(.colorInvalid, "button-enum-values", .fails(.minor), "a buttonColor that Amazon does not know")
    {
      $0.button.color = "Blue"
    },
    FaultEntry(
      .algorithmInvalid,
      "button-enum-values",
      .fails(.minor),
      "an algorithm that Amazon does not know"
    ) {
      $0.button.algorithm = "RSA-SHA256"
    },
    FaultEntry(.languageHyphen, "button-language", .fails(.minor), "checkoutLanguage with a hyphen") {
      $0.button.language = "de-DE"
    },
    FaultEntry(.languageEmpty, "button-language", .fails(.minor), "empty checkoutLanguage") {
      $0.button.language = ""
    },
  ]
}

extension ButtonMarkup {
  /// Leaves nothing of the button.
  mutating func removeAll() {
    tag = ""
    container = ""
    form = .none
  }
}
