import DemoShop
import Fetching
import Model
import Probing
import Reading
import Testing

@Suite struct `Return URLs` {
  @Test(
    arguments: [
      ("https://shop.example/review", .sameOrigin), ("http://shop.example/review", .sameOrigin),
      ("https://www.shop.example/review", .twin), ("https://pay.shop.example/review", .otherHost),
      ("https://other.example/", .otherHost), ("https://localhost/", .localhost),
      ("https://127.0.0.1:3000/", .localhost), ("https://[::1]/", .localhost),
      ("https://shop.localhost/", .localhost), ("https://192.168.0.7/", .private),
      ("https://10.1.2.3/", .private), ("https://169.254.169.254/", .private),
      ("https://[fd00::7]/", .private), ("https://8.8.8.8/", .otherHost), ("https://shop.test/", .staging),
      ("https://staging.shop.example/", .staging), ("https://abc.ngrok-free.app/", .staging),
      ("https://shop.local/", .staging), ("https://devices.example/", .otherHost),
    ] as [(String, PayloadProbe.ReturnKind)]
  )
  func `are told by their host`(_ text: String, _ kind: PayloadProbe.ReturnKind) throws {
    #expect(PayloadProbe.kind(of: try .of(text), from: try .of("https://shop.example/cart")) == kind)
  }

  @Test func `of a shop at www. lead to its apex twin`() throws {
    let kind = PayloadProbe.kind(
      of: try .of("https://shop.example/"),
      from: try .of("https://www.shop.example/")
    )
    #expect(kind == .twin)
  }

  @Test func `of a shop on this machine are its own`() throws {
    let page = try WebURL.of("https://127.0.0.1:8443/")
    #expect(PayloadProbe.kind(of: try .of("https://127.0.0.1:8443/review"), from: page) == .localhost)
  }
}

@Suite struct `A test notification` {
  private let request: ExchangeRequest
  private let body: JSONValue

  init() throws {
    request = NotificationPostProbe.request(to: try .of("https://shop.example/ipn"), 1)
    body = try JSONReader.read(request.body ?? [])
  }

  @Test func `is posted as Amazon SNS posts`() {
    #expect(request.method == .post)
    let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.0.lowercased(), $0.1) })
    #expect(headers["x-amz-sns-message-type"] == "Notification")
    #expect(headers["x-amz-sns-message-id"] == body["MessageId"]?.string)
    #expect(headers["x-amz-sns-topic-arn"] == body["TopicArn"]?.string)
    #expect(headers["x-amz-sns-subscription-arn"]?.hasPrefix(headers["x-amz-sns-topic-arn"] ?? "?") == true)
    #expect(headers["content-type"] == "text/plain; charset=UTF-8")
    #expect(headers["user-agent"] == "Amazon Simple Notification Service Agent")
  }

  @Test func `is JSON with a message that is JSON`() throws {
    #expect(
      Set(body.object?.keys ?? [:].keys) == [
        "Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature",
        "SigningCertURL", "UnsubscribeURL",
      ]
    )
    let message = try JSONReader.read(try #require(body["Message"]?.string))
    #expect(message["NotificationType"]?.string == "STATE_CHANGE")
    #expect(message["ObjectId"]?.string == "payready-test")
    #expect(
      Set(message.object?.keys ?? [:].keys) == [
        "MerchantID", "ObjectType", "ObjectId", "ChargePermissionId", "NotificationType", "NotificationId",
        "NotificationVersion",
      ]
    )
  }

  @Test(arguments: ["SigningCertURL", "UnsubscribeURL"])
  func `names addresses that cannot exist`(_ field: String) throws {
    let url = try WebURL.of(try #require(body[field]?.string))
    #expect(url.isHTTPS)
    #expect(url.host.hasSuffix(".invalid"))
  }

  @Test func `has a signature that no key of Amazon's made`() throws {
    #expect(Base64.decodedLength(try #require(body["Signature"]?.string)) == 13)
  }

  @Test func `differs from the next one`() throws {
    let url = try WebURL.of("https://shop.example/ipn")
    let bodies = Set((1...3).compactMap { NotificationPostProbe.request(to: url, $0).body })
    #expect(bodies.count == 3)
  }
}

@Suite struct `The answer to a notification` {
  @Test(
    arguments: [
      (200, nil, "", .application), (204, nil, "", .application), (302, "location", "", .redirect),
      (400, nil, "", .badRequest), (401, nil, "", .forgeryRefused),
      (401, "www-authenticate", "", .authentication), (403, nil, "<h1>Forbidden</h1>", .forbidden),
      (403, nil, "Invalid Signature", .forgeryRefused),
      (403, nil, "Missing message type header", .forgeryRefused), (403, "cf-mitigated", "", .challenge),
      (403, nil, "Incapsula incident ID", .challenge), (404, nil, "", .notFound),
      (405, nil, "", .methodNotAllowed), (429, nil, "", .rateLimited), (410, nil, "", .gone),
      (415, nil, "", .unsupportedMediaType),
      (419, nil, "", .csrf), (500, nil, "", .serverError), (502, nil, "", .gateway),
      (503, nil, "", .maintenance), (504, nil, "", .gateway), (520, nil, "", .serverError),
    ] as [(Int, String?, String, NotificationPostProbe.Answered)]
  )
  func `tells who answered`(
    _ status: Int,
    _ field: String?,
    _ body: String,
    _ kind: NotificationPostProbe.Answered
  ) throws {
    let answer = Answer(
      status: status,
      headers: HeaderFields(field.map { [($0, $0 == "cf-mitigated" ? "challenge" : "x")] } ?? []),
      body: Array(body.utf8)
    )
    let barriers = BarrierReader(data: try PackData.all())
    #expect(
      NotificationPostProbe.kind(of: answer, at: try .of("https://shop.example/ipn"), by: barriers) == kind
    )
  }
}

@Suite(.timeLimit(.minutes(1))) struct `What a button does not show` {
  /// A button of that source, of which nothing but the merchant was read.
  private func shown(_ origin: ButtonConfiguration.Origin, _ api: ButtonCall.API? = nil)
    -> ButtonConfiguration
  {
    var button = ButtonConfiguration(origin: origin, api: api)
    button.merchantId = .known("A2ZAYEJU54T1B")
    return button.asFarAsShown
  }

  private func isUnknown<T>(_ seen: Seen<T>) -> Bool { if case .unknown = seen { true } else { false } }

  @Test(
    arguments: [.inlineCall, .woocommerceGlobal, .shopwareOptions, .prestashopGlobal]
      as [ButtonConfiguration.Origin]
  )
  func `is absent where the source would show it`(_ origin: ButtonConfiguration.Origin) {
    let button = shown(origin)
    #expect(button.publicKeyId.isAbsent)
    #expect(button.ledgerCurrency.isAbsent)
    #expect(button.merchantId == .known("A2ZAYEJU54T1B"))
  }

  @Test(arguments: [.shopifyMeta, .magentoRegistry] as [ButtonConfiguration.Origin])
  func `is unknown where the platform keeps it back`(_ origin: ButtonConfiguration.Origin) {
    let button = shown(origin)
    #expect(isUnknown(button.publicKeyId))
    #expect(isUnknown(button.storeId))
    #expect(isUnknown(button.ledgerCurrency))
    #expect(isUnknown(button.placement))
    #expect(isUnknown(button.sandbox))
    #expect(isUnknown(button.isDecoupled))
    #expect(button.merchantId == .known("A2ZAYEJU54T1B"), "what is shown stays known")
    #expect(button.payloadJSON.isAbsent, "no payload stands in the page")
  }

  @Test func `of the first checkout is unknown, and absent where that has no such thing`() {
    let call = shown(.checkoutV1, .v1Button)
    #expect(isUnknown(call.storeId))
    #expect(isUnknown(call.ledgerCurrency))
    #expect(call.publicKeyId.isAbsent)
    #expect(call.buttonColor.isAbsent, "the call would show it")
    #expect(call.isDecoupled == .known(false), "there is no payload that could come with the click")
    #expect(isUnknown(shown(.checkoutV1).buttonColor), "a plugin's registry does not show it")
  }

  @Test func `is told of a shop with the first checkout`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.cv1Only]))
    #expect(sight.fact("config.source", of: .button)?.value == "checkoutV1")
    #expect(sight.fact("config.merchantId", of: .button)?.value != nil)
    #expect(sight.fact("config.storeId", of: .button)?.reason == .notVisible)
    #expect(sight.fact("config.currencyRegion", of: .button)?.reason == .notVisible)
    #expect(sight.fact("config.merchantIdIsStoreId", of: .button)?.value == false)
    #expect(sight.fact("config.publicKeyId", of: .button)?.isAbsent == true)
    #expect(sight.fact("config.decoupled", of: .button)?.value == false)
    #expect(sight.fact("config.placeholders", of: .button)?.value == [])
    #expect(sight.fact("config.obsoleteFields", of: .button)?.value == [])
  }
}
