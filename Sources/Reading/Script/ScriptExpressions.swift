/// Reads one expression, as far as it is a literal.
struct ScriptExpressions {
  /// Nesting that is followed.
  private static let depthLimit = 64
  /// Names that are followed through one another.
  private static let hopLimit = 4

  let script: ScriptTokens
  let partners: [Int32]
  let bindings: ScriptBindings
  /// Steps left: what keeps a script that refers to itself over and over from costing more than its length.
  private var steps = 20_000
  private var hops = 0

  init(script: ScriptTokens, partners: [Int32], bindings: ScriptBindings, hops: Int = 0) {
    self.script = script
    self.partners = partners
    self.bindings = bindings
    self.hops = hops
  }

  private var count: Int { script.tokens.count }

  /// The value at a token, and the token that ends the expression (`,`, `;`, a closing bracket, or the end).
  mutating func expression(at start: Int, depth: Int) -> (value: ScriptLiteral, end: Int) {
    steps -= 1
    guard depth < Self.depthLimit, steps > 0, start < count else { return unknown(from: start, at: start) }
    guard let (first, next) = operand(at: start, depth: depth) else { return unknown(from: start, at: start) }
    var value = first
    var index = next
    while script.isAt(index, "+"), let text = Self.text(value) {
      guard let (more, after) = operand(at: index + 1, depth: depth), let tail = Self.text(more),
        value.string != nil || more.string != nil
      else { return unknown(from: start, at: index) }
      value = .string(text + tail)
      index = after
      steps -= 1 + tail.utf8.count / 64
      guard steps > 0 else { break }
    }
    return endsExpression(index) ? (value, index) : unknown(from: start, at: index)
  }

  /// What a string or number is within a concatenation.
  private static func text(_ value: ScriptLiteral) -> String? {
    switch value {
    case .string(let text): text
    case .number(let text): value.json == nil ? nil : text
    default: nil
    }
  }

  // MARK: Ends

  private func isCloser(_ index: Int) -> Bool {
    if script.isAt(index, ")") || script.isAt(index, "]") || script.isAt(index, "}") { return true }
    let kind = script.tokens[index].kind
    return kind == .templateMiddle || kind == .templateTail
  }

  private func endsExpression(_ index: Int) -> Bool {
    guard index < count else { return true }
    if isCloser(index) || script.isAt(index, ",") || script.isAt(index, ";") { return true }
    // A line that begins with a name, after a value, begins a statement.
    return script.tokens[index].followsLineBreak && script.tokens[index].kind == .identifier
      && !script.isAt(index, "instanceof") && !script.isAt(index, "in")
  }

  /// The rest of an expression that is not a literal, skipped.
  private mutating func unknown(from start: Int, at index: Int) -> (value: ScriptLiteral, end: Int) {
    let end = skip(from: index)
    return (.unknown(excerpt(start, end)), end)
  }

  private mutating func skip(from start: Int) -> Int {
    var index = start
    while index < count, steps > 0 {
      steps -= 1
      if isCloser(index), index > start || script.tokens[index].kind == .punctuator { return index }
      if script.isAt(index, ",") || script.isAt(index, ";") { return index }
      if opensBracket(index) {
        guard let partner = partner(index) else { return count }
        index = partner
        // The end of a template's part may open the next.
        while index < count, script.tokens[index].kind == .templateMiddle {
          guard let next = self.partner(index) else { return count }
          index = next
        }
      }
      index += 1
    }
    return steps > 0 ? index : count
  }

  private func opensBracket(_ index: Int) -> Bool {
    script.tokens[index].kind == .templateHead || script.isAt(index, "(") || script.isAt(index, "[")
      || script.isAt(index, "{")
  }

  private func partner(_ index: Int) -> Int? {
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return Int(partners[index])
  }

  private func excerpt(_ start: Int, _ end: Int) -> String {
    guard start < count, start < end else { return "" }
    let first = script.tokens[start].start
    let last = max(first, script.tokens[min(end, count) - 1].end)
    var text = PageText(limit: 80)
    text.append(String(decoding: script.bytes[first..<min(last, first + 200)], as: UTF8.self))
    return text.isCut || last > first + 200 ? text.finished + "…" : text.finished
  }

  // MARK: Operands

  /// A literal and the token after it; `nil` for anything else.
  private mutating func operand(at index: Int, depth: Int) -> (ScriptLiteral, Int)? {
    guard index < count else { return nil }
    switch script.tokens[index].kind {
    case .string, .template:
      return script.string(index).map { (.string($0), index + 1) }
    case .number:
      return (.number(script.text(index)), index + 1)
    case .identifier:
      return named(at: index, depth: depth)
    case .punctuator:
      if script.isAt(index, "{") { return object(at: index, depth: depth) }
      if script.isAt(index, "[") { return array(at: index, depth: depth) }
      if script.isAt(index, "(") { return parenthesized(at: index, depth: depth) }
      return prefixed(at: index)
    case .templateHead, .templateMiddle, .templateTail, .regularExpression, .broken:
      return nil
    }
  }

  /// `!0`, `-1`.
  private func prefixed(at index: Int) -> (ScriptLiteral, Int)? {
    guard index + 1 < count, script.tokens[index + 1].kind == .number else { return nil }
    let number = script.text(index + 1)
    if script.isAt(index, "!"), number == "0" || number == "1" { return (.bool(number == "0"), index + 2) }
    if script.isAt(index, "-") { return (.number("-" + number), index + 2) }
    return script.isAt(index, "+") ? (.number(number), index + 2) : nil
  }

  private mutating func parenthesized(at index: Int, depth: Int) -> (ScriptLiteral, Int)? {
    let (value, end) = expression(at: index + 1, depth: depth + 1)
    return script.isAt(end, ")") && !value.isUnknown ? (value, end + 1) : nil
  }

  private mutating func array(at open: Int, depth: Int) -> (ScriptLiteral, Int)? {
    guard let close = partner(open) else { return nil }
    var elements: [ScriptLiteral] = []
    var index = open + 1
    while index < close, steps > 0 {
      if script.isAt(index, ",") {
        elements.append(.undefined)
        index += 1
        continue
      }
      let (value, end) = expression(at: index, depth: depth + 1)
      elements.append(value)
      index = max(end, index) + 1
    }
    if steps <= 0 { elements.append(.unknown("too long to follow")) }
    return (.array(elements), close + 1)
  }

  // MARK: Names

  private mutating func named(at index: Int, depth: Int) -> (ScriptLiteral, Int)? {
    switch script.identifier(index) {
    case "true": return (.bool(true), index + 1)
    case "false": return (.bool(false), index + 1)
    case "null": return (.null, index + 1)
    case "undefined": return (.undefined, index + 1)
    case "void" where script.isAt(index + 2, ",") || script.isAt(index + 2, "}"):
      return (.undefined, index + 2)
    case "JSON": return json(at: index, depth: depth)
    case let name?: return constant(name, at: index, depth: depth)
    case nil: return nil
    }
  }

  /// `JSON.stringify({…})` is its text, `JSON.parse('…')` what the text holds.
  private mutating func json(at index: Int, depth: Int) -> (ScriptLiteral, Int)? {
    guard script.isAt(index + 1, "."), script.isAt(index + 3, "(") else { return nil }
    let (value, end) = expression(at: index + 4, depth: depth + 1)
    // With further arguments the text would be another.
    guard script.isAt(end, ")") else { return nil }
    if script.isAt(index + 2, "stringify") { return value.json.map { (.string($0), end + 1) } }
    guard script.isAt(index + 2, "parse"), let text = value.string, hops < 2 else { return nil }
    steps -= text.utf8.count / 8
    guard steps > 0 else { return nil }
    let inner = ScriptTokens(text)
    let reader = ScriptReader(inner, hops: hops + 1)
    let parsed = reader.literal(at: 0)
    return parsed.isUnknown ? nil : (parsed, end + 1)
  }

  /// A name that is bound once to a literal, and members of it.
  private mutating func constant(_ name: String, at index: Int, depth: Int) -> (ScriptLiteral, Int)? {
    guard hops < Self.hopLimit, let place = bindings.constant(name) else { return nil }
    hops += 1
    defer { hops -= 1 }
    var value = expression(at: place, depth: depth + 1).value
    guard !value.isUnknown else { return nil }
    if case .object(var members) = value, let changes = bindings.memberAssignments[name] {
      members += changes.prefix(64).map {
        .init(key: $0, value: .unknown("set later on \(name)".cut(to: 80)))
      }
      value = .object(members)
    }
    var end = index + 1
    while script.isAt(end, "."), let member = script.identifier(end + 1), case .object = value {
      guard let inner = value[member], !inner.isUnknown else { return nil }
      value = inner
      end += 2
    }
    return (value, end)
  }
}

// MARK: Objects

extension ScriptExpressions {
  private mutating func object(at open: Int, depth: Int) -> (ScriptLiteral, Int)? {
    guard let close = partner(open) else { return nil }
    var members: [ScriptLiteral.Member] = []
    var index = open + 1
    while index < close, steps > 0 {
      if script.isAt(index, ",") {
        index += 1
        continue
      }
      let end: Int
      if script.isAt(index, "...") {
        let (value, next) = expression(at: index + 1, depth: depth + 1)
        members += value.members ?? [.init(key: nil, value: .unknown("..." + value.excerpt))]
        end = next
      } else {
        let (member, next) = self.member(at: index, depth: depth)
        members.append(member)
        end = next
      }
      index = max(end, index + 1)
    }
    if steps <= 0 { members.append(.init(key: nil, value: .unknown("too long to follow"))) }
    return (.object(members), close + 1)
  }

  /// A member and the token after it.
  private mutating func member(at start: Int, depth: Int) -> (ScriptLiteral.Member, Int) {
    var index = start
    if isModifier(index) { index += 1 }
    let (key, next) = self.key(at: index)
    if script.isAt(next, ":") {
      let (value, end) = expression(at: next + 1, depth: depth + 1)
      return (.init(key: key, value: value), end)
    }
    if script.isAt(next, ",") || script.isAt(next, "}") {
      // A shorthand stands for the name's own value.
      let value = index == start ? operand(at: index, depth: depth + 1)?.0 : nil
      return (.init(key: key, value: value ?? .unknown(script.text(index).cut(to: 80))), next)
    }
    let (value, end) = unknown(from: start, at: max(next, start + 1))
    // After a method's body no comma need be missed.
    return (.init(key: script.isAt(next, "(") ? key : nil, value: value), end)
  }

  private func isModifier(_ index: Int) -> Bool {
    if script.isAt(index, "*") { return true }
    guard script.isAt(index, "get") || script.isAt(index, "set") || script.isAt(index, "async") else {
      return false
    }
    return !script.isAt(index + 1, ":") && !script.isAt(index + 1, ",") && !script.isAt(index + 1, "}")
      && !script.isAt(index + 1, "(")
  }

  private func key(at index: Int) -> (String?, Int) {
    guard index < count else { return (nil, index) }
    switch script.tokens[index].kind {
    case .identifier: return (script.identifier(index), index + 1)
    case .string: return (script.string(index), index + 1)
    case .number: return (script.text(index), index + 1)
    case .punctuator where script.isAt(index, "["):
      guard let close = partner(index) else { return (nil, count) }
      let name = close == index + 2 ? script.string(index + 1) : nil
      return (name, close + 1)
    default: return (nil, index)
    }
  }
}
