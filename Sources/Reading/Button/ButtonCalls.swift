/// Finds calls of Amazon Pay's functions in a script.
struct ButtonCalls {
  /// Calls of one script that are kept.
  private static let limit = 200

  private let script: ScriptTokens
  private var aliases: Set<String> = []
  /// The functions called, each with the token of its opening parenthesis.
  private(set) var places: [(api: ButtonCall.API, parenthesis: Int)] = []
  /// Whether the limit was reached.
  private(set) var isCut = false

  init(_ script: ScriptTokens) {
    self.script = script
    aliases = findAliases()
    for index in script.tokens.indices where script.isAt(index, "(") {
      guard let api = api(before: index) else { continue }
      guard places.count < Self.limit else {
        isCut = true
        return
      }
      places.append((api, index))
    }
  }

  /// The calls with their arguments, in their order.
  func read(_ reader: ScriptReader, scriptURL: String?, runs: Bool) -> [ButtonCall] {
    places.map { call($0.api, at: $0.parenthesis, reader, scriptURL: scriptURL, runs: runs) }
  }

  private func call(
    _ api: ButtonCall.API,
    at parenthesis: Int,
    _ reader: ScriptReader,
    scriptURL: String?,
    runs: Bool
  ) -> ButtonCall {
    let arguments = reader.arguments(at: parenthesis)
    var selector = Seen<String>.absent
    var configuration: ScriptLiteral?
    switch api {
    case .renderButton, .bindChangeAction, .v1Button:
      selector = Seen(string: arguments.first)
      configuration = arguments.dropFirst().first
      if api == .v1Button, let settings = arguments.dropFirst(2).first {
        configuration = merge(configuration, settings)
      }
    case .initCheckout, .buttonInitCheckout, .v1Widget, .setClientId, .authorize:
      configuration = arguments.first
    case .signOut:
      break
    }
    return ButtonCall(
      api: api,
      selector: selector,
      configuration: configuration,
      isDecoupled: api == .renderButton && ButtonConfiguration.comesWithClick(configuration) == .known(true),
      scriptURL: scriptURL,
      runs: runs,
      offset: script.tokens[max(0, parenthesis - 1)].start
    )
  }

  /// The seller id and the settings of `OffAmazonPayments.Button(id, seller, {…})` in one object.
  private func merge(_ seller: ScriptLiteral?, _ settings: ScriptLiteral) -> ScriptLiteral {
    let members = settings.members ?? [.init(key: nil, value: .unknown(settings.excerpt))]
    return .object(members + [.init(key: "merchantId", value: seller ?? .undefined)])
  }

  /// The function that is called by the parenthesis; `nil` when it is none of Amazon Pay's.
  private func api(before parenthesis: Int) -> ButtonCall.API? {
    guard let name = script.identifier(parenthesis - 1) else { return nil }
    let owner = isDot(parenthesis - 2) ? script.identifier(parenthesis - 3) : nil
    let outer = owner != nil && isDot(parenthesis - 4) ? script.identifier(parenthesis - 5) : nil
    let isPay = owner.map { $0 == "Pay" || aliases.contains($0) || $0.mentions("amazonPay") } ?? false
    switch name {
    case "renderButton": return isPay ? .renderButton : nil
    case "initCheckout":
      if isPay, owner?.mentions("button") != true { return .initCheckout }
      return isDot(parenthesis - 2) ? .buttonInitCheckout : nil
    case "bindChangeAction": return isPay ? .bindChangeAction : nil
    case "signout": return isPay ? .signOut : nil
    case "Button": return owner == "OffAmazonPayments" ? .v1Button : nil
    case "setClientId": return owner == "Login" ? .setClientId : nil
    case "authorize": return owner == "Login" && outer == "amazon" ? .authorize : nil
    default: return owner == "Widgets" && outer == "OffAmazonPayments" ? .v1Widget : nil
    }
  }

  private func isDot(_ index: Int) -> Bool { script.isAt(index, ".") || script.isAt(index, "?.") }

  /// Names that stand for `amazon.Pay`.
  private func findAliases() -> Set<String> {
    var names: Set<String> = []
    for index in script.tokens.indices where script.isAt(index, "Pay") {
      guard isDot(index - 1), script.isAt(index - 2, "amazon"), !isDot(index + 1),
        !script.isAt(index + 1, "(")
      else {
        continue
      }
      let first = isDot(index - 3) ? index - 4 : index - 2
      if script.isAt(first - 1, "="), let name = script.identifier(first - 2) { names.insert(name) }
    }
    return names
  }
}
