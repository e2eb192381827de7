package import Fetching
import Model
package import Reading

extension NotificationPostProbe {
  /// What is changed in a test notification to find out why it is refused.
  package enum Variant: String, CaseIterable, Sendable {
    /// Our own user agent in place of that of Amazon SNS.
    case ownAgent
    /// `application/json` in place of `text/plain`.
    case json
    /// No body.
    case empty
  }

  /// The agent that notifications come from.
  ///
  /// Source: Amazon SNS, HTTP/HTTPS headers.
  private static let agent = "Amazon Simple Notification Service Agent"

  /// A well-formed notification that no correct handler takes for real.
  ///
  /// It is marked as a test and unsigned, and its certificate is under a name that cannot exist; `number`, from 1, tells
  /// several apart. Source: RFC 2606; Amazon SNS, HTTP/HTTPS notification JSON format; Amazon Pay, set up instant payment
  /// notifications.
  package static func request(to url: WebURL, _ number: Int, variant: Variant? = nil) -> ExchangeRequest {
    let id = "00000000-0000-4000-8000-00000000000\(number)"
    let topic = "arn:aws:sns:eu-west-1:000000000000:payready-test"
    let members = [
      ("MerchantID", "payready-test"), ("ObjectType", "CHARGE"), ("ObjectId", "payready-test"),
      ("ChargePermissionId", "payready-test"), ("NotificationType", "STATE_CHANGE"), ("NotificationId", id),
      ("NotificationVersion", "V2"),
    ]
    let message = members.map { #"\"\#($0.0)\":\"\#($0.1)\""# }.joined(separator: ",")
    let body = """
      {"Type":"Notification","MessageId":"\(id)","TopicArn":"\(topic)","Message":"{\(message)}",\
      "Timestamp":"2020-01-01T00:00:00.000Z","SignatureVersion":"1","Signature":"UGF5UmVhZHkgdGVzdA==",\
      "SigningCertURL":"https://sns.payready.invalid/test.pem","UnsubscribeURL":"https://sns.payready.invalid/"}
      """
    var headers = [
      ("x-amz-sns-message-type", "Notification"), ("x-amz-sns-message-id", id),
      ("x-amz-sns-topic-arn", topic),
      ("x-amz-sns-subscription-arn", "\(topic):00000000-0000-4000-8000-000000000000"),
      ("Content-Type", variant == .json ? "application/json" : "text/plain; charset=UTF-8"),
      ("Connection", "Keep-Alive"),
    ]
    if variant != .ownAgent { headers.append(("User-Agent", agent)) }
    var request = ExchangeRequest(
      .post,
      url,
      headers: headers,
      body: variant == .empty ? [] : Array(body.utf8)
    )
    request.patience = patience
    return request
  }

  /// What the variants of a refused notification were answered.
  struct Variants: Sendable {
    private let exchanges: [Variant: Exchange]

    /// Sends the variants one after another; `nil` where the notification was not refused, or nothing came of it.
    init?(of kind: Observed<Answered>, at url: WebURL, after: [Look.ID], in scene: Scene) async {
      switch kind {
      case .known(.application), .known(.timeout), .known(.redirect), .absent, .unknown: return nil
      case .known: break
      }
      var exchanges: [Variant: Exchange] = [:]
      var looks = after
      for (number, variant) in Variant.allCases.enumerated() {
        let exchange = await scene.visit.exchange(
          request(to: url, 4 + number, variant: variant),
          after: looks
        )
        exchanges[variant] = exchange
        looks.append(exchange.id)
      }
      self.exchanges = exchanges
    }

    /// Whether the answer to nothing is that of WooCommerce's handler.
    var isWooCommerce: Bool {
      guard let answer = exchanges[.empty]?.answer, answer.status == 400 else { return false }
      return String(decoding: answer.body.prefix(4096), as: UTF8.self).lowercased().contains(
        "empty post data"
      )
    }

    /// Tells who answered each.
    func tell(_ set: inout FactSet, by barriers: BarrierReader) {
      let keys: [(Variant, FactKey<Answered>)] = [
        (.ownAgent, NotificationPostProbe.asOurselves), (.json, NotificationPostProbe.asJSON),
        (.empty, NotificationPostProbe.asNothing),
      ]
      for (variant, key) in keys {
        guard let exchange = exchanges[variant] else { continue }
        set.set(key, NotificationPostProbe.kind(of: exchange, by: barriers), from: [exchange.id])
      }
    }
  }
}
