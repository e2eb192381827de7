import DemoShop

extension `Faults of pages and answers` {
  private static let http = "http://good-shop.example/cart?a=b"

  static let plainDoor: [Sighting] = [
    Sighting(.httpAnswers, at: http, [], "200 ok", "<h1>your cart"),
    Sighting(.httpMetaRefresh, at: http, [], "200 ok", #"http-equiv="refresh" content="0; url=https://"#),
    Sighting(.httpLoop, at: http, [], "location: http://good-shop.example/cart?a=b"),
    Sighting(.httpsDowngrade, at: http, [], "location: https://good-shop.example/entry"),
    Sighting(
      .httpsDowngrade,
      at: "https://good-shop.example/entry",
      [],
      "location: http://good-shop.example/plain"
    ),
    Sighting(.httpsDowngrade, at: "http://good-shop.example/plain", [], "200 ok"),
    Sighting(.redirectTemporary, at: http, [], "302 found"),
    Sighting(.redirectExtraHop, at: http, [], "location: http://good-shop.example/-/cart?a=b"),
    Sighting(
      .redirectExtraHop,
      at: "http://good-shop.example/-/cart?a=b",
      [],
      "location: https://good-shop.example/cart?a=b\r\n"
    ),
    Sighting(.redirectPathLost, at: http, [], "location: https://good-shop.example/\r\n"),
    Sighting(.redirectQueryLost, at: http, [], "location: https://good-shop.example/cart\r\n"),
    Sighting(.redirectOtherHost, at: http, [], "location: https://api.good-shop.example/cart?a=b"),
    Sighting(.redirectNoLocation, at: http, [], "301 moved permanently\r\ndate"),
    Sighting(.httpNotFound, at: http, [], "404 not found"),
    Sighting(.wwwAnswersToo, at: "https://www.good-shop.example/cart", [], "200 ok"),
    Sighting(.hstsShort, [], "strict-transport-security: max-age=300\r\n"),
    Sighting(.hstsInvalid, [], "strict-transport-security: includesubdomains\r\n"),
    Sighting(.cookieStrict, [], "ocsessid", "samesite=strict"),
    Sighting(.cookieNotSecure, [], "ocsessid=5f0e7c1d9a; path=/; httponly"),
  ]

  static let pages: [Sighting] = [
    Sighting(.mixedScript, [], #"<script src="http://"#), Sighting(.mixedFrame, [], #"<iframe src="http://"#),
    Sighting(.mixedStyle, [], #"href="http://"#), Sighting(.mixedForm, [], #"<form action="http://"#),
    Sighting(.mixedImage, [], #"<img src="http://"#), Sighting(.buttonCommentedOut, [], "<!-- <script"),
    Sighting(.lookAlikeHost, [], "payments-amazon.com.cdn-lamps.example"),
    Sighting(.scriptOverHTTP, [], "http://static-eu"),
    Sighting(.buttonMentionedOnly, [], "(https://static-eu"),
    Sighting(.selfHostedCopy, [], #"src="/js/amazon-pay/checkout.js""#),
    Sighting(.selfHostedCopy, at: "https://good-shop.example/js/amazon-pay/checkout.js", [], "window.amazon"),
    Sighting(.regionMismatch, [], "static-na.payments"), Sighting(.scriptParked, [], #"type="text/plain""#),
    Sighting(.scriptIntegrity, [], #"integrity="sha384-bwch"#),
    Sighting(.scriptTwice, [], "checkout.js\"></script>\n<script src=\"https://static-eu"),
    Sighting(
      .scriptAsyncBeforeCall,
      [],
      "});\n</script>\n<script src=\"https://static-eu.payments-amazon.com/checkout.js\" async>"
    ),
    Sighting(.cv1Only, [], "offamazonpayments/eur/lpa/js/widgets.js", "offamazonpayments.button("),
    Sighting(.payfort, [], "checkout.payfort.com"), Sighting(.magento1, [], "mage.cookies", "frontend="),
    Sighting(.magentoModuleOff, [], "requirejs-config.js", "x-magento-vary"),
    Sighting(.privateKeyInPage, [], "-----begin private key-----\naaaa", "-----end private key-----"),
    Sighting(.phpWarning, [], "<b>warning</b>:"), Sighting(.noSecurityHeaders, [], "server: apache"),
    Sighting(.password401, [], "401 unauthorized", "www-authenticate: basic"),
    Sighting(.passwordPage, [], "302 found", "location: /password"),
    Sighting(.passwordPage, at: "https://good-shop.example/password", [], "enter store using password"),
    Sighting(.maintenance, [], "503 service", "retry-after: 3600"),
    Sighting(.noPrivacyLink, at: "https://good-shop.example/privacy", [], "404 not found"),
    Sighting(.returnURLNotFound, at: "https://good-shop.example/review", [], "404 not found"),
    Sighting(.challenge, [], "403 forbidden", "cf-mitigated: challenge", "just a moment"),
    Sighting(.challenge, at: Sighting.ipn, Sighting.post, "cf-mitigated"),
    Sighting(.payloadCached, [], "age: 240", "x-cache: hit"),
    Sighting(.buttonV1, [], "createcheckoutsession: {url: '/amazon-pay/session'}"),
    Sighting(
      .buttonV1,
      at: "https://good-shop.example/amazon-pay/session",
      [],
      "no-store",
      "application/json"
    ),
  ]

  static let configuration: [Sighting] = [
    Sighting(.payloadEntities, [], "{&quot;"), Sighting(.payloadNotice, [], "<b>notice</b>"),
    Sighting(.signatureEmpty, [], "signature: ''"), Sighting(.signatureShort, [], "signature: 'paw"),
    Sighting(.payloadWithoutURLs, [], "checkoutcancelurl"),
    Sighting(.merchantIDPlaceholder, [], "'your_merchant_id'"),
    Sighting(.merchantIDEmpty, [], "merchantid: ''"),
    Sighting(.merchantIDIsStoreID, [], "merchantid: 'amzn1."),
    Sighting(.merchantIDOdd, [], "'m-12345'"), Sighting(.publicKeyIDPlaceholder, [], "'live-xxxxxxxxxx'"),
    Sighting(.publicKeyIDEmpty, [], "publickeyid: ''"), Sighting(.publicKeyIDOdd, [], "'live-key1'"),
    Sighting(.storeIDPlaceholder, [], "client.xxxxx"), Sighting(.storeIDEmpty, [], #""storeid":"""#),
    Sighting(.storeIDOdd, [], #"client.0123""#), Sighting(.currencyCHF, [], "ledgercurrency: 'chf'"),
    Sighting(.payloadInconsistent, [], "processorder"), Sighting(.payloadV1Fields, [], #""paymentdetail":"#),
    Sighting(.placementInvalid, [], "'paynow'"), Sighting(.productTypeInvalid, [], "'payandcollect'"),
    Sighting(.colorInvalid, [], "'blue'"), Sighting(.algorithmInvalid, [], "'rsa-sha256'"),
    Sighting(.languageHyphen, [], "'de-de'"), Sighting(.languageEmpty, [], "checkoutlanguage: ''"),
    Sighting(.sandboxFlag, [], "sandbox: true", "publickeyid: 'af"), Sighting(.sandboxKey, [], "'sandbox-af"),
    Sighting(.sandboxFlagLiveKey, [], "sandbox: true"),
    Sighting(.returnURLOverHTTP, [], "http://good-shop.example/review"),
    Sighting(.returnURLLocalhost, [], "https://localhost/review"),
    Sighting(.returnURLTest, [], "https://lamps.test/"),
    Sighting(.returnURLTwin, [], "https://www.good-shop.example/review"),
    Sighting(.returnURLOtherHost, [], "https://pay.lamps.example/review"),
  ]

  static let policies: [Sighting] = [
    Sighting(.cspWithoutAmazon, [], "; script-src 'self' 'unsafe-inline'\r\n"),
    Sighting(.cspStrictDynamicBare, [], "'strict-dynamic'", "<script nonce="),
    Sighting(.cspSandbox, [], "; sandbox allow-same-origin"),
    Sighting(.cspNoInline, [], "; script-src 'self' https://static-eu.payments-amazon.com\r\n"),
    Sighting(.cspConnect, [], "; connect-src 'self'\r\n"), Sighting(.cspFrame, [], "; frame-src 'self'\r\n"),
    Sighting(.cspFormAction, [], "; form-action 'self'\r\n"),
    Sighting(.cspImage, [], "; img-src 'self' data:\r\n"),
    Sighting(.coepRequireCORP, [], "cross-origin-embedder-policy: require-corp"),
    Sighting(.coopSameOrigin, [], "cross-origin-opener-policy: same-origin\r\n"),
  ]

  static let endpoints: [Sighting] = [
    Sighting(.ipn401, at: Sighting.ipn, Sighting.post, "401 unauthorized", "www-authenticate"),
    Sighting(.ipn403, at: Sighting.ipn, Sighting.post, "403 forbidden"),
    Sighting(.ipn404, at: Sighting.ipn, Sighting.post, "404 not found"),
    Sighting(.ipn405, at: Sighting.ipn, Sighting.post, "405 method"),
    Sighting(.ipn500, at: Sighting.ipn, Sighting.post, "500 internal"),
    Sighting(.ipn503, at: Sighting.ipn, Sighting.post, "503 service"),
    Sighting(.ipnRedirect, at: Sighting.ipn, Sighting.post, "301 moved", "location: \(Sighting.ipn)/"),
    Sighting(.ipnChallenge, at: Sighting.ipn, [], "cf-mitigated: challenge"),
    Sighting(.ipnRefusesText, at: Sighting.ipn, Sighting.post, "415 unsupported"),
    Sighting(
      .ipnAgentBlocked,
      at: Sighting.ipn,
      Sighting.post + ["-A", "Amazon Simple Notification Service Agent"],
      "403 forbidden"
    ),
    Sighting(.sessionNotJSON, at: Sighting.api, [], "text/html", "<h1>log in first</h1>"),
    Sighting(.sessionCacheable, at: Sighting.api, [], "cache-control: public, max-age=3600"),
    Sighting(.corsPreflight403, at: Sighting.api, Sighting.preflight, "403 forbidden"),
    Sighting(
      .corsPreflightRedirect,
      at: Sighting.api,
      Sighting.preflight,
      "301 moved",
      "location: /checkout/session/"
    ),
    Sighting(.corsHeaderMissing, at: Sighting.api, Sighting.preflight, "allow-headers: x-requested-with"),
    Sighting(
      .corsOtherOrigin,
      at: Sighting.api,
      Sighting.preflight,
      "allow-origin: https://old-storefront.example"
    ),
    Sighting(
      .corsTwoOrigins,
      at: Sighting.api,
      Sighting.preflight,
      "allow-origin: https://good-shop.example\r\naccess-control-allow-origin: https://www.good-shop.example"
    ),
    Sighting(.corsWildcardCredentials, at: Sighting.api, Sighting.preflight, "allow-origin: *"),
    Sighting(.corsReflectAny, at: Sighting.api, Sighting.foreign, "allow-origin: https://evil.example"),
    Sighting(
      .corsWWWApex,
      at: "https://www.good-shop.example/checkout/session",
      [],
      "location: https://good-shop.example/checkout"
    ),
  ]
}
