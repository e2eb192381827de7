extension ScriptLiteral {
  /// What stands for it in a message.
  var excerpt: String {
    switch self {
    case .string(let text): text.cut(to: 80)
    case .number(let text): text.cut(to: 80)
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .undefined: "undefined"
    case .array: "[…]"
    case .object: "{…}"
    case .unknown(let text): text
    }
  }

  /// What `JSON.stringify` makes of it; `nil` where an unknown is inside, or a number that is not written as it would be.
  package var json: String? {
    var text = ""
    return writeJSON(to: &text) ? text : nil
  }

  private func writeJSON(to text: inout String) -> Bool {
    switch self {
    case .string(let value):
      text += Self.quoted(value)
    case .number(let value):
      guard Self.isCanonical(value) else { return false }
      text += value
    case .bool(let value):
      text += value ? "true" : "false"
    case .null:
      text += "null"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        guard (element == .undefined ? .null : element).writeJSON(to: &text) else { return false }
      }
      text += "]"
    case .object(let members):
      return Self.writeJSON(members, to: &text)
    case .undefined, .unknown:
      return false
    }
    return true
  }

  /// A repeated key keeps its first place and its last value.
  private static func writeJSON(_ members: [Member], to text: inout String) -> Bool {
    var values: [String: ScriptLiteral] = [:]
    var keys: [String] = []
    for member in members {
      // A key that is a number would move to the front.
      guard let key = member.key, key.utf8.first?.isASCIIDigit != true else { return false }
      if values.updateValue(member.value, forKey: key) == nil { keys.append(key) }
    }
    text += "{"
    var isFirst = true
    for key in keys {
      guard let value = values[key], value != .undefined else { continue }
      if !isFirst { text += "," }
      isFirst = false
      text += quoted(key) + ":"
      guard value.writeJSON(to: &text) else { return false }
    }
    text += "}"
    return true
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{8}": quoted += "\\b"
      case "\u{C}": quoted += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Whether a number is written as JavaScript would print it: plain, no needless zeros.
  private static func isCanonical(_ text: String) -> Bool {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) }) else {
      return false
    }
    guard unsigned.utf8.count <= 15, text != "-0" else { return false }
    if parts[0].count > 1, parts[0].hasPrefix("0") { return false }
    return parts.count == 1 || !parts[1].hasSuffix("0")
  }
}
