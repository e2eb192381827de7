/// Which names a script binds and where, regardless of scope: a name that is bound twice is not followed.
struct ScriptBindings: Sendable {
  /// A list of parameters or a pattern is read this far; longer ones exist only in generated code.
  private static let listLimit = 64

  /// For each name that is given a value, the tokens where the values begin.
  private(set) var assignments: [String: [Int]] = [:]
  /// For each name, the members that are set on it later; `nil` for a computed one.
  private(set) var memberAssignments: [String: [String?]] = [:]
  private var declarations: [String: Int] = [:]
  private let script: ScriptTokens

  init(_ script: ScriptTokens, partners: [Int32]) {
    self.script = script
    var openings: [Int: Int] = [:]
    for (index, partner) in partners.enumerated() where partner >= 0 { openings[Int(partner)] = index }
    for index in script.tokens.indices { note(index, openings, partners) }
  }

  /// Where the only value of a name begins; `nil` when it has none, or more than one.
  func constant(_ name: String) -> Int? {
    guard let places = assignments[name], places.count == 1, declarations[name] == 1 else { return nil }
    return places[0]
  }

  private mutating func note(_ index: Int, _ openings: [Int: Int], _ partners: [Int32]) {
    switch script.tokens[index].kind {
    case .identifier:
      noteName(index, partners)
    case .punctuator:
      if script.isAt(index, "=>") {
        if script.isAt(index - 1, ")"), let open = openings[index - 1] {
          declareAll(from: open, to: index - 1)
        } else {
          declare(index - 1)
        }
      } else if script.isAt(index, ")"), script.isAt(index + 1, "{"), let open = openings[index],
        !isControl(open - 1)
      {
        declareAll(from: open, to: index)
      }
    default: break
    }
  }

  private func isControl(_ index: Int) -> Bool {
    script.isAt(index, "if") || script.isAt(index, "for") || script.isAt(index, "while")
      || script.isAt(index, "switch") || script.isAt(index, "with")
  }

  private mutating func noteName(_ index: Int, _ partners: [Int32]) {
    if script.isAt(index, "const") || script.isAt(index, "let") || script.isAt(index, "var") {
      if script.isAt(index + 1, "{") || script.isAt(index + 1, "[") {
        declareAll(from: index + 1, to: Int(partners[index + 1]))
      } else {
        declare(index + 1)
      }
      return
    }
    if script.isAt(index, "function") || script.isAt(index, "class") {
      declare(index + 1)
      return
    }
    let follows = index + 1
    if script.isAt(index - 1, ".") {
      noteMember(index)
    } else if script.isAt(follows, "=") {
      noteAssignment(index, value: index + 2)
    } else if script.isAt(follows, "[") {
      noteComputed(index)
    } else if changesValue(follows) || changesValue(index - 1, onlyUpdates: true) {
      noteAssignment(index, value: follows)
    }
  }

  /// Whether the punctuator gives the name beside it another value (`+=`, `++`).
  private func changesValue(_ index: Int, onlyUpdates: Bool = false) -> Bool {
    if script.isAt(index, "++") || script.isAt(index, "--") { return true }
    if onlyUpdates { return false }
    return script.isAt(index, "+=") || script.isAt(index, "||=") || script.isAt(index, "??=")
      || script.isAt(index, "&&=")
  }

  private mutating func noteAssignment(_ index: Int, value: Int) {
    guard let name = script.identifier(index), value < script.tokens.count else { return }
    assignments[name, default: []].append(value)
    // `var a = 1, b = 2`: the second has no keyword of its own.
    if script.isAt(index - 1, ",") { declarations[name, default: 0] += 1 }
  }

  /// `a.b = …` sets a member of `a`; of `window.b = …` it is the global `b`.
  private mutating func noteMember(_ index: Int) {
    guard script.isAt(index + 1, "="), let member = script.identifier(index),
      let owner = script.identifier(index - 2)
    else { return }
    if owner == "window" || owner == "globalThis" || owner == "self" {
      if index + 2 < script.tokens.count { assignments[member, default: []].append(index + 2) }
    } else if !script.isAt(index - 3, ".") {
      memberAssignments[owner, default: []].append(member)
    }
  }

  /// `a[…] = …`, and `window["b"] = …`.
  private mutating func noteComputed(_ index: Int) {
    guard script.isAt(index + 3, "]"), script.isAt(index + 4, "="), let name = script.identifier(index) else {
      return
    }
    let key = script.string(index + 2)
    if name == "window", let key {
      if index + 5 < script.tokens.count { assignments[key, default: []].append(index + 5) }
    } else {
      memberAssignments[name, default: []].append(key)
    }
  }

  private mutating func declare(_ index: Int) {
    guard let name = script.identifier(index) else { return }
    declarations[name, default: 0] += 1
  }

  /// Notes the names of a pattern or a list of parameters: what they hold comes from elsewhere, so they are never followed.
  private mutating func declareAll(from open: Int, to close: Int) {
    let end = min(close, open + Self.listLimit)
    guard open < end else { return }
    for index in open..<end {
      if let name = script.identifier(index) { declarations[name, default: 0] += 2 }
    }
  }
}
