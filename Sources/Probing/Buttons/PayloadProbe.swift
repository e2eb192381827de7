import Fetching
import Model
package import Reading

/// What a button's signed payload says.
package enum PayloadProbe: Probe {
  static let name = "payload"

  enum Signature: String, FactWord { case sound, empty, notBase64, short }
  /// What kind of place a return URL leads to.
  package enum ReturnKind: String, FactWord {
    case sameOrigin, twin, otherHost, localhost, `private`, staging
  }

  /// A return URL as rules see it.
  struct ReturnAddress: FactValue {
    static let factType = FactType.record([
      "field": .text, "url": .url, "scheme": DocumentProbe.Scheme.factType, "kind": ReturnKind.factType,
    ])
    let field: String
    let url: WebURL
    let kind: ReturnKind
    var factValue: Value {
      [
        "field": .text(field), "url": .text(excerpt(url.text, to: 2048)),
        "scheme": .text(url.scheme.rawValue),
        "kind": .text(kind.rawValue),
      ]
    }
  }

  private static let none = "no payload stands in the page"
  static let isJSON = FactKey<Bool>(
    "payload.isJSON",
    of: .button,
    absent: none,
    "Whether the payload is JSON."
  )
  static let problem = FactKey<PayloadProblem>(
    "payload.problem",
    of: .button,
    absent: "it is JSON, or there is none",
    "Why the payload is no JSON."
  )
  static let signature = FactKey<Signature>(
    "payload.signature",
    of: .button,
    absent: none,
    "What the signature looks like."
  )
  private static func text(_ field: String, _ summary: String) -> FactKey<String> {
    FactKey("payload.\(field)", of: .button, absent: "it is not given", summary)
  }
  private static func address(_ field: String, _ summary: String) -> FactKey<WebAddress> {
    FactKey("payload.\(field)", of: .button, absent: "it is not given", summary)
  }
  static let checkoutMode = text("checkoutMode", "webCheckoutDetails.checkoutMode.")
  static let paymentIntent = text("paymentIntent", "paymentDetails.paymentIntent.")
  static let reviewURL = address("reviewReturnUrl", "Where the buyer reviews the order.")
  static let resultURL = address("resultReturnUrl", "Where the buyer ends.")
  static let cancelURL = address("cancelUrl", "Where the buyer goes who cancels.")
  static let returnURLs = FactKey<[ReturnAddress]>(
    "payload.returnUrls",
    of: .button,
    absent: none,
    "Every return URL, with what kind of host it leads to."
  )
  static let hasCharge = FactKey<Bool>(
    "payload.hasChargeAmount",
    of: .button,
    absent: none,
    "Whether paymentDetails.chargeAmount is given."
  )
  static let hasAddress = FactKey<Bool>(
    "payload.hasAddressDetails",
    of: .button,
    absent: none,
    "Whether addressDetails is given."
  )
  static let hasDescriptor = FactKey<Bool>(
    "payload.hasSoftDescriptor",
    of: .button,
    absent: none,
    "Whether paymentDetails.softDescriptor is given."
  )
  static let pending = FactKey<Bool>(
    "payload.canHandlePending",
    of: .button,
    absent: "it is not given",
    "paymentDetails.canHandlePendingAuthorization."
  )
  static let keys: [any AnyFactKey] = [
    isJSON, problem, signature, checkoutMode, paymentIntent, reviewURL, resultURL, cancelURL, returnURLs,
    hasCharge, hasAddress, hasDescriptor, pending,
  ]

  static func facts(of button: FoundButton, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = button.looks
    let text: String
    switch button.configuration.payloadJSON {
    case .absent: return absent(looks)
    case .unknown(let why):
      set.fill(keys, with: Unknown(.notVisible, detail: excerpt(why)), from: looks)
      return set
    case .known(let known): text = known
    }
    set.set(signature, signatureKind(button.configuration.signature), from: looks)
    guard let payload = button.payload else {
      set.set(isJSON, false, from: looks)
      set.set(problem, .known(Self.problem(of: text)), from: looks)
      set.fill(keys, with: Unknown(.malformed, detail: "the payload is not JSON"), from: looks)
      return set
    }
    set.set(isJSON, true, from: looks)
    set.set(problem, .absent, from: looks)
    tell(payload, scene, looks, &set)
    return set
  }

  private static func absent(_ looks: [Look.ID]) -> FactSet {
    var set = FactSet()
    set.set(isJSON, .absent, from: looks)
    set.set(problem, .absent, from: looks)
    set.set(signature, .absent, from: looks)
    for key in [checkoutMode, paymentIntent] { set.set(key, .absent, from: looks) }
    for key in [reviewURL, resultURL, cancelURL] { set.set(key, .absent, from: looks) }
    set.set(returnURLs, .absent, from: looks)
    for key in [hasCharge, hasAddress, hasDescriptor, pending] { set.set(key, .absent, from: looks) }
    return set
  }

  private static func tell(_ payload: Payload, _ scene: Scene, _ looks: [Look.ID], _ set: inout FactSet) {
    func address(_ field: String) -> Observed<WebAddress> {
      Observed(payload.text("webCheckoutDetails", field).flatMap { $0.isEmpty ? nil : WebAddress($0) })
    }
    set.set(checkoutMode, Observed(payload.text("webCheckoutDetails", "checkoutMode")), from: looks)
    set.set(paymentIntent, Observed(payload.text("paymentDetails", "paymentIntent")), from: looks)
    set.set(reviewURL, address("checkoutReviewReturnUrl"), from: looks)
    set.set(resultURL, address("checkoutResultReturnUrl"), from: looks)
    set.set(cancelURL, address("checkoutCancelUrl"), from: looks)
    let returns = payload.returnURLs.map { found in (found, WebURL(found.text)) }
    let unreadable = returns.first { $0.1 == nil }.map {
      Unknown(.malformed, detail: "\($0.0.field) is no web address")
    }
    let known = returns.compactMap { found, url in
      url.map { ReturnAddress(field: found.field, url: $0, kind: kind(of: $0, from: payload.page)) }
    }
    set.set(returnURLs, known, missing: unreadable, from: looks)
    set.set(hasCharge, payload.has("paymentDetails", "chargeAmount"), from: looks)
    set.set(hasAddress, payload.has("addressDetails"), from: looks)
    set.set(hasDescriptor, payload.has("paymentDetails", "softDescriptor"), from: looks)
    set.set(pending, Observed(payload.canHandlePending), from: looks)
  }

  /// What kind of place a return URL leads to, seen from the page that sends the buyer away.
  package static func kind(of url: WebURL, from page: WebURL) -> ReturnKind {
    if url.isLocalhost { return .localhost }
    if url.host == page.host { return .sameOrigin }
    if url.hostKind != .domain { return Address(url.hostName)?.kind == .global ? .otherHost : .private }
    if "www.\(url.host)" == page.host || url.host == "www.\(page.host)" { return .twin }
    let labels = url.host.split(separator: ".").map(String.init)
    let staging: Set = [
      "test", "local", "localhost", "invalid", "staging", "stage", "dev", "ngrok", "internal",
    ]
    if labels.contains(where: staging.contains) || labels.contains(where: { $0.hasPrefix("ngrok") }) {
      return .staging
    }
    return .otherHost
  }

  private static func signatureKind(_ seen: Seen<String>) -> Observed<Signature> {
    switch seen {
    case .absent: return .known(.empty)
    case .unknown(let why): return .unknown(.notVisible, why)
    case .known(let text):
      guard !text.trimmed.isEmpty else { return .known(.empty) }
      guard let bytes = Base64.decodedLength(text) else { return .known(.notBase64) }
      return .known(bytes >= 256 ? .sound : .short)
    }
  }

  private static func problem(of text: String) -> PayloadProblem {
    if text.contains("&quot;") { return .htmlEntities }
    do {
      _ = try JSONReader.read(text)
      return .notAnObject
    } catch {
      return .notJSON(character: error.offset)
    }
  }
}

/// Why a payload cannot be read.
enum PayloadProblem: FactValue {
  /// HTML entities stand where quotes belong.
  case htmlEntities
  /// It is JSON, but another value than an object.
  case notAnObject
  /// It stops being JSON at this character, from 0.
  case notJSON(character: Int)

  static let factType = FactType.record([
    "kind": .word(["htmlEntities", "notAnObject", "notJSON"]), "character": .int,
  ])

  var factValue: Value {
    switch self {
    case .htmlEntities: .record(["kind": .text("htmlEntities")])
    case .notAnObject: .record(["kind": .text("notAnObject")])
    case .notJSON(let character): .record(["kind": .text("notJSON"), "character": .int(character)])
    }
  }
}
