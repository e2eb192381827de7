/// Reads values out of a script without running it.
///
/// Names that are bound exactly once, to a literal, are followed; every other expression is unknown.
package struct ScriptReader: Sendable {
  /// The script.
  package let script: ScriptTokens
  /// For each opening bracket its closing one, for a template's part the next; -1 where there is none.
  private let partners: [Int32]
  private let bindings: ScriptBindings

  /// How many texts this one was inside of (`JSON.parse`).
  private let hops: Int

  /// A reader of a whole script.
  package init(_ script: ScriptTokens) {
    self.init(script, hops: 0)
  }

  /// A reader of a text inside of so many others.
  init(_ script: ScriptTokens, hops: Int) {
    self.script = script
    self.hops = hops
    partners = Self.pair(script)
    bindings = ScriptBindings(script, partners: partners)
  }

  /// The literal that a text consists of: the value of an attribute, a JSON island.
  package static func literal(in text: String) -> ScriptLiteral {
    let reader = ScriptReader(ScriptTokens(text))
    let (value, end) = reader.expression(at: 0)
    return end == reader.script.tokens.count ? value : .unknown(text.cut(to: 80))
  }

  /// The value of the expression that begins at a token.
  package func literal(at index: Int) -> ScriptLiteral { expression(at: index).value }

  /// The arguments of a call, from its opening parenthesis on; at most eight.
  package func arguments(at parenthesis: Int) -> [ScriptLiteral] {
    guard script.isAt(parenthesis, "(") else { return [] }
    var found: [ScriptLiteral] = []
    var index = parenthesis + 1
    while found.count < 8, index < script.tokens.count, !script.isAt(index, ")") {
      let (value, next) = expression(at: index)
      found.append(value)
      guard script.isAt(next, ",") else { break }
      index = next + 1
    }
    return found
  }

  /// What a global is set to (`var x = …`, `x = …`, `window.x = …`): the last literal it is given; `nil` when it is not set.
  package func global(_ name: String) -> (value: ScriptLiteral, offset: Int)? {
    guard let places = bindings.assignments[name] else { return nil }
    var found: (value: ScriptLiteral, offset: Int)?
    for place in places.suffix(8) {
      let value = literal(at: place)
      if found == nil || !value.isUnknown { found = (value, script.tokens[place].start) }
    }
    return found
  }

  /// The partner of a bracket; `nil` where it is never closed.
  func partner(of index: Int) -> Int? {
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return Int(partners[index])
  }

  /// The expression at a token and the token after it.
  private func expression(at index: Int) -> (value: ScriptLiteral, end: Int) {
    var parser = ScriptExpressions(script: script, partners: partners, bindings: bindings, hops: hops)
    return parser.expression(at: index, depth: 0)
  }

  private static func pair(_ script: ScriptTokens) -> [Int32] {
    var partners = [Int32](repeating: -1, count: script.tokens.count)
    var open: [(index: Int, close: UInt8)] = []
    for (index, token) in script.tokens.enumerated() {
      switch token.kind {
      case .templateHead:
        open.append((index, 0x60))
      case .templateMiddle, .templateTail:
        while let last = open.popLast() {
          guard last.close == 0x60 else { continue }
          partners[last.index] = Int32(clamping: index)
          break
        }
        if token.kind == .templateMiddle { open.append((index, 0x60)) }
      case .punctuator where token.end - token.start == 1:
        switch script.bytes[token.start] {
        case 0x28: open.append((index, 0x29))
        case 0x5B: open.append((index, 0x5D))
        case 0x7B: open.append((index, 0x7D))
        case let close where close == 0x29 || close == 0x5D || close == 0x7D:
          if let last = open.last, last.close == close {
            partners[last.index] = Int32(clamping: index)
            open.removeLast()
          }
        default: break
        }
      default: break
      }
    }
    return partners
  }
}
