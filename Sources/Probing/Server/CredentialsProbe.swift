import Fetching
import Glibc
import Model
import Reading

/// What Amazon Pay's API said to a request that the operator's key signed.
struct CredentialsSight: Sendable {
  /// What was asked with; `nil` where nobody gave any.
  var credentials: APICredentials?
  /// The look that asked; `nil` where none was made.
  var exchange: Exchange?
  /// Why nothing was asked; `nil` where it was.
  var left: Unknown?
}

/// Whether a merchant's key signs what Amazon Pay's API takes.
enum CredentialsProbe: Probe {
  static let name = "credentials"

  /// What the API's answer means.
  enum Answer: String, FactWord {
    /// A session was made.
    case accepted
    /// The signature is not that of the key with this id.
    case wrongSignature
    /// The key may not act for this account, or not in this environment.
    case unauthorized
    /// The account may not take payments yet.
    case accountNotReady
    /// The signature was taken; something else in the request was not.
    case contentRefused
    /// Too many requests, or the API is not available.
    case unavailable
    /// Nothing that is known.
    case other
  }

  enum Environment: String, FactWord { case sandbox, live }
  enum RegionWord: String, FactWord { case na, eu, fe }

  private static let none = "the name of the key says neither"
  static let region = FactKey<RegionWord>(
    "credentials.region",
    of: .server,
    "The region that the file names."
  )
  static let environment = FactKey<Environment>(
    "credentials.environment",
    of: .server,
    "Where requests with these credentials go."
  )
  static let keyEnvironment = FactKey<Environment>(
    "credentials.keyEnvironment",
    of: .server,
    absent: none,
    "The environment that the id of the key names."
  )
  static let algorithm = FactKey<String>("credentials.algorithm", of: .server, "How the request was signed.")
  static let answer = FactKey<Answer>("credentials.answer", of: .server, "What the API's answer means.")
  static let status = FactKey<Int>("credentials.status", of: .server, "The status of that answer.")
  static let reasonCode = FactKey<String>(
    "credentials.reasonCode",
    of: .server,
    absent: "the answer names none",
    "The reason that the answer names."
  )
  static let keys: [any AnyFactKey] = [
    region, environment, keyEnvironment, algorithm, answer, status, reasonCode,
  ]

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let credentials = server.credentials.credentials else {
      set.fill(keys, with: Unknown(.notAsked, needs: .credentials))
      return set
    }
    if let word = RegionWord(rawValue: credentials.region.rawValue) { set.set(region, word, from: []) }
    if let word = Environment(rawValue: credentials.environment.rawValue) {
      set.set(environment, word, from: [])
    }
    set.set(
      keyEnvironment,
      Observed(credentials.keyEnvironment.flatMap { Environment(rawValue: $0.rawValue) }),
      from: []
    )
    set.set(algorithm, credentials.algorithm.rawValue, from: [])
    guard let exchange = server.credentials.exchange, let got = exchange.answer else {
      let why = server.credentials.left ?? server.credentials.exchange?.failure ?? Unknown(.defect)
      set.fill(keys, with: why, from: server.credentials.exchange.map { [$0.id] } ?? [])
      return set
    }
    let looks = [exchange.id]
    let code = Self.code(in: got.body)
    set.set(answer, Self.meaning(status: got.status, code: code), from: looks)
    set.set(status, got.status, from: looks)
    set.set(reasonCode, Observed(code), from: looks)
    return set
  }

  /// The `reasonCode` of an error; `nil` where there is none, or no plain word.
  static func code(in body: [UInt8]) -> String? {
    guard let text = (try? JSONReader.read(body))?["reasonCode"]?.string, (1...60).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) })
    else { return nil }
    return text
  }

  /// Source: Amazon Pay API v2, error handling; the error table of Amazon's Magento module.
  static func meaning(status: Int, code: String?) -> Answer {
    switch (status, code) {
    case (200...299, _): .accepted
    case (_, "InvalidRequestSignature"?): .wrongSignature
    case (_, "UnauthorizedAccess"?): .unauthorized
    case (_, "InvalidAccountStatus"?): .accountNotReady
    case (429, _), (500..., _), (_, "TooManyRequests"?), (_, "ServiceUnavailable"?): .unavailable
    case (
      400, "InvalidParameterValue"?
    ), (400, "InvalidRequestFormat"?), (400, "MissingParameterValue"?), (400, "UnrecognizedField"?),
      (400, "InvalidParameterCombination"?), (400, "MissingParameter"?):
      .contentRefused
    default: .other
    }
  }
}

extension APICredentials {
  /// A request that makes a session nobody will use, signed at a moment in seconds since 1970.
  ///
  /// `nonce` tells requests apart. The field that signs comes apart: it is a credential. `nil` where libcrypto refuses.
  func sessionRequest(at epoch: Int, nonce: String) -> (request: ExchangeRequest, authorization: String)? {
    let body =
      #"{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://example.com/payready"},"storeId":"\#(storeID)"}"#
    let date = isoText(epoch: epoch).filter { $0 != "-" && $0 != ":" }
    let fields = [
      ("accept", "application/json"), ("content-type", "application/json"), ("x-amz-pay-date", date),
      ("x-amz-pay-host", host), ("x-amz-pay-idempotency-key", nonce), ("x-amz-pay-region", regionCode),
    ]
    let canonical = CanonicalRequest(
      method: "POST",
      path: path,
      headers: fields.map { (name: $0.0, value: $0.1) },
      body: Array(body.utf8)
    )
    guard let url = WebURL("https://\(host)\(path)"),
      let authorization = canonical.authorization(publicKeyID: publicKeyID, key: key, algorithm: algorithm)
    else { return nil }
    var request = ExchangeRequest(.post, url, headers: fields, body: Array(body.utf8))
    request.sendsCredentials = true
    return (request, authorization)
  }
}
