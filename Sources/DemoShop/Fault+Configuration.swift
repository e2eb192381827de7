import Model

extension Fault {
  static let configurationFaults: [FaultEntry] = [
    FaultEntry(
      .payloadEntities,
      "button-payload-is-json/not-json",
      .fails(.blocker),
      "payload with HTML entities"
    ) {
      $0.button.mangle = { $0.replacing("\"", with: "&quot;") }
    },
    FaultEntry(
      .payloadNotice,
      "button-payload-is-json/not-json",
      .fails(.blocker),
      "payload behind a PHP notice"
    ) {
      $0.button.mangle = {
        "<br />\n<b>Notice</b>:  Undefined index: store in <b>/var/www/pay.php</b> on line <b>12</b><br />\n\($0)"
      }
    },
    FaultEntry(.signatureEmpty, "button-payload-is-json/signature", .fails(.major), "empty signature") {
      $0.button.signature = ""
    },
    FaultEntry(.signatureShort, "button-payload-is-json/signature", .fails(.major), "signature of 64 bytes") {
      $0.button.signature = base64([UInt8](repeating: 0xa5, count: 64))
    },
    FaultEntry(
      .payloadWithoutURLs,
      "button-payload-urls/neither",
      .fails(.blocker),
      "payload without a URL to come back to"
    ) {
      $0.button.checkoutDetails = [("checkoutCancelUrl", "https://\($0.host)/cart")]
    },
    FaultEntry(
      .merchantIDPlaceholder,
      "button-merchant-id/placeholder",
      .fails(.blocker),
      "merchantId of the documentation"
    ) {
      $0.button.merchantID = "your_merchant_id"
    },
    FaultEntry(.merchantIDEmpty, "button-merchant-id/missing", .fails(.blocker), "empty merchantId") {
      $0.button.merchantID = ""
    },
    FaultEntry(
      .merchantIDIsStoreID,
      "button-merchant-id/store-id",
      .fails(.blocker),
      "store id in place of the merchantId"
    ) {
      $0.button.merchantID = $0.button.storeID
    },
    FaultEntry(.merchantIDOdd, "button-merchant-id/odd", .fails(.minor), "merchantId of an unusual shape") {
      $0.button.merchantID = "M-12345"
    },
    FaultEntry(
      .publicKeyIDPlaceholder,
      "button-public-key-id/placeholder",
      .fails(.blocker),
      "publicKeyId of the documentation"
    ) {
      $0.button.publicKeyID = "LIVE-xxxxxxxxxx"
    },
    FaultEntry(.publicKeyIDEmpty, "button-public-key-id/missing", .fails(.blocker), "empty publicKeyId") {
      $0.button.publicKeyID = ""
    },
    FaultEntry(.publicKeyIDOdd, "button-public-key-id/odd", .fails(.minor), "publicKeyId of an unusual shape")
    {
      $0.button.publicKeyID = "LIVE-KEY1"
    },
    FaultEntry(
      .storeIDPlaceholder,
      "button-store-id/placeholder",
      .fails(.blocker),
      "storeId of the documentation"
    ) {
      $0.button.storeID = "amzn1.application-oa2-client.xxxxx"
    },
    FaultEntry(.storeIDEmpty, "button-store-id/missing", .fails(.blocker), "empty storeId") {
      $0.button.storeID = ""
    },
    FaultEntry(.storeIDOdd, "button-store-id/odd", .fails(.minor), "storeId of an unusual shape") {
      $0.button.storeID = "amzn1.application-oa2-client.0123"
    },
    FaultEntry(
      .currencyLowerCase,
      "button-ledger-currency/lower-case",
      .fails(.blocker),
      "ledgerCurrency in lower case"
    ) {
      $0.button.ledgerCurrency = "eur"
    },
    FaultEntry(
      .currencyCHF,
      "button-ledger-currency/other",
      .fails(.blocker),
      "the shop's own currency as ledgerCurrency"
    ) {
      $0.button.ledgerCurrency = "CHF"
    },
    FaultEntry(
      .payloadInconsistent,
      "button-payload-consistency/no-amount",
      .fails(.major),
      "ProcessOrder without an amount"
    ) {
      $0.button.checkoutDetails = [
        ("checkoutMode", "ProcessOrder"), ("checkoutResultReturnUrl", "https://\($0.host)/result"),
      ]
    },
    FaultEntry(
      .payloadV1Fields,
      "button-payload-v1-fields/singular-names",
      .fails(.minor),
      "a field of the API's first version"
    ) {
      $0.button.payloadExtras = #","paymentDetail":{"paymentIntent":"Confirm"}"#
    },
    FaultEntry(
      .buttonV1,
      "button-payload-v1-fields/session-url",
      .fails(.minor),
      "the first version's button, which asks the shop for a session"
    ) {
      $0.button.form = .version1(url: "/amazon-pay/session")
      $0.overrides["/amazon-pay/session"] = { _, _ in
        var response = Response.json(#"{"checkoutSessionId":"00000000-0000-4000-8000-000000000000"}"#)
        response.headers.set("Cache-Control", "no-store")
        return response
      }
    },
    FaultEntry(
      .placementInvalid,
      "button-enum-values/placement",
      .fails(.minor),
      "a placement that Amazon does not know"
    ) {
      $0.button.placement = "PayNow"
    },
    FaultEntry(
      .productTypeInvalid,
      "button-enum-values/product-type",
      .fails(.minor),
      "a productType that Amazon does not know"
    ) {
      $0.button.productType = "PayAndCollect"
    },
    FaultEntry(
      .colorInvalid,
      "button-enum-values/color",
      .fails(.minor),
      "a buttonColor that Amazon does not know"
    ) {
      $0.button.color = "Blue"
    },
    FaultEntry(
      .algorithmInvalid,
      "button-enum-values/algorithm",
      .fails(.minor),
      "an algorithm that Amazon does not know"
    ) {
      $0.button.algorithm = "RSA-SHA256"
    },
    FaultEntry(.languageHyphen, "button-language/hyphen", .fails(.minor), "checkoutLanguage with a hyphen") {
      $0.button.language = "de-DE"
    },
    FaultEntry(.languageEmpty, "button-language/blank", .fails(.minor), "empty checkoutLanguage") {
      $0.button.language = ""
    },
  ]
}
