/// A plain mistake in code that talks to Amazon Pay.
package enum CodeMistake: String, Codable, CaseIterable, Sendable {
  /// `NODE_TLS_REJECT_UNAUTHORIZED` is 0: the whole process takes any certificate.
  case certificatesUnchecked
  /// `overrideServiceUrl` of the Node SDK, which does the same.
  case overrideServiceURL
  /// Keys of MWS, beside a client of the current API.
  case mwsKeys
}

/// What a file of code shows of how a shop talks to Amazon Pay.
///
/// Words are looked for, nothing is evaluated; comments that fill a line are left out.
package struct CodeSigns: Hashable, Sendable {
  /// Mistakes with their lines, from 1, in order; at most one of a kind.
  package var mistakes: [Mistake] = []
  /// It makes a client of Amazon's SDK.
  package var makesClient = false
  /// It creates objects at Amazon in a language whose SDK leaves the idempotency key to the caller.
  package var createsObjects = false
  /// It names a key for repeats.
  package var namesIdempotencyKey = false
  /// It takes notifications of Amazon SNS.
  package var takesNotifications = false
  /// It checks their signature, or hands them to a library that does.
  package var checksSignatures = false
  /// It looks at what tells a repeated notification from a new one.
  package var recognisesRepeats = false

  /// Signs of nothing.
  package init() {}

  /// A mistake at its line.
  package struct Mistake: Hashable, Sendable {
    /// What it is.
    package let kind: CodeMistake
    /// From 1.
    package let line: Int
  }

  /// What was seen in either.
  package mutating func formUnion(_ other: CodeSigns) {
    makesClient = makesClient || other.makesClient
    createsObjects = createsObjects || other.createsObjects
    namesIdempotencyKey = namesIdempotencyKey || other.namesIdempotencyKey
    takesNotifications = takesNotifications || other.takesNotifications
    checksSignatures = checksSignatures || other.checksSignatures
    recognisesRepeats = recognisesRepeats || other.recognisesRepeats
  }
}

/// Reads code and configuration for the words that matter; in linear time.
package enum CodeReader {
  /// The longest file that is read, in bytes.
  package static let longest = 8 << 20

  /// Whether a file is read, by its name: code, and configuration that sets variables.
  package static func reads(fileName: String) -> Bool {
    if fileName.hasPrefix(".env") || fileName == "Dockerfile" || fileName == "package.json" { return true }
    guard let dot = fileName.lastIndex(of: ".") else { return false }
    return endings.contains(fileName[fileName.index(after: dot)...].lowercased())
  }

  private static let endings: Set<String> = [
    "php", "phtml", "js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx", "java", "kt", "cs", "yml", "yaml",
    "env",
    "sh", "service", "conf", "ini", "toml",
  ]

  /// What `bytes`, a file of that name, show.
  package static func read(_ bytes: [UInt8], fileName: String) -> CodeSigns {
    var signs = CodeSigns()
    let content = bytes.count <= longest ? bytes[...] : bytes.prefix(longest)
    func has(_ words: [String]) -> Bool { words.contains { ByteSearch.first(of: $0, in: content) != nil } }
    signs.makesClient = has(clients)
    let isScript = ["php", "phtml", "js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx"]
      .contains { fileName.lowercased().hasSuffix(".\($0)") }
    signs.createsObjects = signs.makesClient && isScript && has(creations)
    signs.namesIdempotencyKey = has(["idempotency"])
    signs.takesNotifications =
      has(["x-amz-sns-message-type", "x_amz_sns_message_type"])
      || (has(["ChargePermissionId"]) && has(["NotificationType"]))
    signs.checksSignatures = has(validators)
    signs.recognisesRepeats =
      signs.takesNotifications
      && has(["NotificationId", "MessageId", "x-amz-sns-message-id", "x_amz_sns_message_id"])
    let asks = has([switchOff, override] + mwsWords)
    if asks { signs.mistakes = mistakes(in: content, isScript: isScript, makesClient: signs.makesClient) }
    return signs
  }

  private static let switchOff = "NODE_TLS_REJECT_UNAUTHORIZED"
  private static let override = "overrideServiceUrl"
  private static let clients = [
    "Amazon\\Pay\\API", "@amazonpay/amazon-pay-api-sdk-nodejs", "com.amazon.pay.api", "Amazon.Pay.API",
  ]
  private static let creations = [
    "createCheckoutSession", "createCharge", "createRefund", "createChargePermission",
    "completeCheckoutSession",
  ]
  private static let validators = [
    "SigningCertURL", "MessageValidator", "sns-validator", "SnsMessageManager", "IsMessageSignatureValid",
    "sns-payload-validator", "IpnHandler",
  ]
  private static let mwsWords = [
    "mws_access_key", "mws_secret_key", "mws_auth_token", "mwsAccessKey", "mwsSecretKey", "mwsAuthToken",
    "amzn.mws.",
  ]

  private static func mistakes(in content: ArraySlice<UInt8>, isScript: Bool, makesClient: Bool)
    -> [CodeSigns.Mistake]
  {
    var found: [CodeMistake: Int] = [:]
    var number = 0
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard !isComment(line) else { continue }
      func note(_ kind: CodeMistake, _ isSo: Bool) {
        if isSo, found[kind] == nil { found[kind] = number }
      }
      note(.certificatesUnchecked, value(behind: switchOff, in: line)?.isZero == true)
      note(.overrideServiceURL, isScript && value(behind: override, in: line)?.isGiven == true)
      note(
        .mwsKeys,
        makesClient
          && mwsWords.contains { word in
            word == "amzn.mws."
              ? ByteSearch.first(of: word, in: line) != nil : value(behind: word, in: line)?.isGiven == true
          }
      )
    }
    return found.map { CodeSigns.Mistake(kind: $0.key, line: $0.value) }.sorted {
      ($0.line, $0.kind.rawValue) < ($1.line, $1.kind.rawValue)
    }
  }

  /// Whether the line holds nothing but a comment.
  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 <= 0x20 }
    return ["//", "#", "*", "/*", ";", "<!--", "--"].contains { text.starts(with: $0.utf8) }
  }

  /// What a word is set to on its line; `nil` where the word is missing or nothing is assigned to it.
  private static func value(behind word: String, in line: ArraySlice<UInt8>) -> Assigned? {
    guard let start = ByteSearch.first(of: word, in: line) else { return nil }
    var rest = line[(start + word.utf8.count)...]
    rest = rest.drop { " \t\"')]".utf8.contains($0) }
    // A comparison assigns nothing.
    guard let sign = rest.first, ":=".utf8.contains(sign), !rest.starts(with: "==".utf8) else { return nil }
    rest = rest.drop { " \t:=>\"'".utf8.contains($0) }
    return Assigned(text: rest.prefix { !",;\"')]} \t\r".utf8.contains($0) })
  }

  private struct Assigned {
    let text: ArraySlice<UInt8>
    var isZero: Bool { text.elementsEqual("0".utf8) }
    /// Neither empty nor one of the words for nothing.
    var isGiven: Bool {
      !text.isEmpty && !["null", "undefined", "false", "nil"].contains(String(decoding: text, as: UTF8.self))
    }
  }
}
