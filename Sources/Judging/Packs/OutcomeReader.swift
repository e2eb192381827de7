import Model

/// Reads the outcomes of one rule.
struct OutcomeReader {
  let conditions: ConditionReader
  let scope: FactScope

  /// Server software that advice is often written for, by the word in its banner.
  private static let servers = [
    "apache", "caddy", "cloudflare", "envoy", "haproxy", "iis", "litespeed", "nginx", "openresty", "varnish",
  ]

  /// Ids that would be taken for results in examples.
  private static let reserved = Result.allCases.map(\.rawValue)

  /// The outcomes at `node`, with the rule's own fixes for those that have none; `nil` after a complaint that
  /// leaves nothing to go on with.
  func read(
    _ node: YAMLNode?,
    fix: YAMLNode?,
    fixFor: YAMLNode?,
    _ complaints: inout Complaints
  ) -> [Outcome]? {
    guard let node, let nodes = node.list("'outcomes'", &complaints) else { return nil }
    guard !nodes.isEmpty else {
      complaints.add(node.place, "the rule has no outcomes; add at least one")
      return nil
    }
    let usual = Texts(
      says: nil,
      fix: fix?.text("'fix'", &complaints).map { ($0, fix?.place ?? node.place) },
      fixFor: platformTexts(fixFor, &complaints)
    )
    var outcomes: [Outcome] = []
    var ids: Set<String> = []
    for entry in nodes {
      if let id = entry.idOfOutcome, !ids.insert(id).inserted {
        complaints.add(entry.place, "there are two outcomes \(quoted(id)); give this one another id")
      }
      guard let outcome = outcome(entry, usual, &complaints) else { continue }
      if let last = outcomes.last, last.isUnconditional {
        complaints.add(
          entry.place,
          "this outcome is never reached, since '\(last.id)' always comes out; add a 'when' there"
        )
      }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// Texts with the places to complain at.
  private struct Texts {
    var says: (text: String, place: Place)?
    var fix: (text: String, place: Place)?
    var fixFor: [String: (text: String, place: Place)]
  }

  private func outcome(_ node: YAMLNode, _ usual: Texts, _ complaints: inout Complaints) -> Outcome? {
    guard let fields = Fields(node, of: "an outcome", keys: Key.outcome, &complaints) else { return nil }
    let id = fields["id"]?.id("the id of an outcome", &complaints)
    if let id, Self.reserved.contains(id), let place = fields["id"]?.place {
      complaints.add(place, "'\(id)' is the name of a result; choose another id")
    }
    let effect = effect(fields, &complaints)
    let condition = fields["when"].map { conditions.read($0, scope, &complaints) }
    var texts = Texts(says: nil, fix: usual.fix, fixFor: usual.fixFor)
    if let says = fields["says"] { texts.says = says.text("'says'", &complaints).map { ($0, says.place) } }
    if let fix = fields["fix"] {
      texts.fix = fix.text("'fix'", &complaints).map { ($0, fix.place) }
      // The rule's advice by platform belongs to the rule's own fix; beside another one it would mislead.
      texts.fixFor = [:]
    }
    texts.fixFor.merge(platformTexts(fields["fixFor"], &complaints)) { $1 }
    // A `when` that was refused has been complained about; what it would have matched is not known.
    let isConditionSound = condition.map { $0 != nil } ?? true
    let match = condition.flatMap { $0 }?.match
    let placeholders = placeholders(of: texts, match, isMatchKnown: isConditionSound, &complaints)
    guard let id, let effect, isConditionSound else { return nil }
    return Outcome(
      id: id,
      place: node.place,
      effect: effect,
      says: texts.says?.text,
      fix: texts.fix?.text,
      fixFor: texts.fixFor.mapValues(\.text),
      when: condition.flatMap { $0 },
      placeholders: placeholders
    )
  }

  private func effect(_ fields: Fields, _ complaints: inout Complaints) -> Outcome.Effect? {
    let present = Key.effects.compactMap { name in fields[name].map { (name, $0) } }
    if present.count > 1 {
      complaints.add(present[1].1.place, "an outcome is one thing; keep one of \(oneOf(present.map(\.0)))")
      return nil
    }
    guard let (name, node) = present.first else {
      complaints.add(
        fields.node.place,
        "the outcome does not say what it is; add one of \(oneOf(Key.effects))"
      )
      return nil
    }
    if name != "unknown", let needs = fields["needs"] {
      complaints.add(needs.place, "'needs' belongs to 'unknown: notAsked'; leave it out")
    }
    switch name {
    case "fail", "ask":
      guard
        let severity = node.word("severity", among: Severity.allCases.map(\.rawValue), &complaints)
          .flatMap(Severity.init)
      else { return nil }
      return name == "fail" ? .fail(severity) : .ask(severity)
    case "note": return node.flag("'note'", &complaints) ? .note : nil
    case "pass": return node.flag("'pass'", &complaints) ? .pass : nil
    default:
      return UnknownReader.unknown(node, needs: fields["needs"], &complaints).map(Outcome.Effect.unknown)
    }
  }

  private func platformTexts(
    _ node: YAMLNode?,
    _ complaints: inout Complaints
  ) -> [String: (text: String, place: Place)] {
    var texts: [String: (text: String, place: Place)] = [:]
    for pair in node?.mapping("'fixFor'", &complaints) ?? [] {
      // A banner may name any server, so a word is refused only where it looks like a slip.
      let known = conditions.facts.platforms + Self.servers
      if !known.contains(pair.key), let near = Nearest.word(to: pair.key, among: known) {
        complaints.add(pair.keyPlace, "unknown platform \(quoted(pair.key)); did you mean '\(near)'?")
      }
      guard let text = pair.value.text("a fix", &complaints) else { continue }
      texts[pair.key] = (text, pair.value.place)
    }
    return texts
  }

  private func placeholders(
    of texts: Texts,
    _ match: Condition.OfElements?,
    isMatchKnown: Bool,
    _ complaints: inout Complaints
  ) -> [Outcome.Placeholder] {
    var found: [String: Outcome.Placeholder] = [:]
    for (text, place) in [texts.says, texts.fix].compactMap({ $0 }) + texts.fixFor.values {
      if let problem = Self.imbalance(of: text) { complaints.add(place, problem) }
      for name in Self.names(in: text) where found[name] == nil {
        if !isMatchKnown, name.hasPrefix("match.") { continue }
        do {
          found[name] = Outcome.Placeholder(text: name, origin: try origin(of: name, match))
        } catch {
          complaints.add(place, "placeholder {\(name)}: \(error.message)")
        }
      }
    }
    return found.values.sorted { $0.text < $1.text }
  }

  private func origin(
    of name: String,
    _ match: Condition.OfElements?
  ) throws(FactTable.Problem) -> Outcome.Placeholder.Origin {
    let path: FactPath
    let isMatch = name.hasPrefix("match.")
    if isMatch {
      guard let match, case .list(let element) = match.list.type else {
        throw FactTable.Problem(message: "the outcome's 'when' has no 'some' at its top; name a fact instead")
      }
      let inside = FactScope(about: scope.about, element: element)
      path = try conditions.facts.resolve(String(name.dropFirst(6)), in: inside)
      guard path.root == .element else {
        throw FactTable.Problem(message: "the elements have no such field; name a fact without 'match'")
      }
    } else {
      path = try conditions.facts.resolve(name, in: scope)
    }
    var shown = path.type
    if case .list(let element) = shown { shown = element }
    // A fact that is one record is one thing, for which reports have words; elements of a list are not.
    let isOneThing = if case .record = path.type { !isMatch && path.fields.isEmpty } else { false }
    guard shown.isScalar || isOneThing else {
      throw FactTable.Problem(
        message: "it is \(path.type.title) that cannot be written out; name a part of it"
      )
    }
    return isMatch ? .match(path.fields) : .path(path)
  }

  /// What is wrong with the braces of `text`: a placeholder with only one of them; `nil` where nothing is.
  ///
  /// Braces apart from names are text.
  private static func imbalance(of text: String) -> String? {
    var isOpen = false
    var last = UInt8(ascii: " ")
    for byte in text.utf8 {
      if last == UInt8(ascii: "{") { isOpen = isNameByte(byte) }
      if byte == UInt8(ascii: "{"), isOpen { break }
      if byte == UInt8(ascii: "}") {
        if !isOpen, isNameByte(last), !text.utf8.contains(UInt8(ascii: "{")) {
          return "a '}' has no '{' before it; write a placeholder as '{name}'"
        }
        isOpen = false
      }
      last = byte
    }
    return isOpen ? "a '{' is not closed; write a placeholder as '{name}'" : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// The names in braces within `text`: what looks like a path.
  ///
  /// Other braces are text.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    guard text.utf8.contains(UInt8(ascii: "{")) else { return names }
    for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: "}") else { continue }
      let name = part[..<end]
      let isPath =
        !name.isEmpty && name.utf8.count <= 120
        && name.utf8.allSatisfy { byte in
          (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: " ")
        }
      if isPath { names.append(String(name)) }
    }
    return names
  }
}

extension YAMLNode {
  /// The id in an outcome, whatever else is wrong with it.
  fileprivate var idOfOutcome: String? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key == "id" }?.value.scalar?.trimmed
  }
}

/// Reads why something is unknown.
enum UnknownReader {
  /// The reason at `node` with what it needs; `nil` after a complaint.
  static func unknown(_ node: YAMLNode, needs: YAMLNode?, _ complaints: inout Complaints) -> Unknown? {
    guard
      let reason = node.word("reason", among: Reason.allCases.map(\.rawValue), &complaints).flatMap(
        Reason.init
      )
    else { return nil }
    guard let needs else {
      if reason == .notAsked {
        complaints.add(
          node.place,
          "'notAsked' does not say what it needs; add 'needs', such as 'needs: browser'"
        )
      }
      return Unknown(reason)
    }
    guard reason == .notAsked else {
      complaints.add(needs.place, "'needs' belongs to 'unknown: notAsked'; leave it out")
      return nil
    }
    return needs.word("need", among: Need.allCases.map(\.rawValue), &complaints).flatMap(Need.init)
      .map { Unknown(reason, needs: $0) }
  }
}
