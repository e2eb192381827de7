import Model

/// Reads the examples of one rule, each value in the shape that its fact declares.
struct ExampleReader {
  let facts: FactTable
  let scope: FactScope
  /// Ids of the rule's outcomes; `nil` where they could not be read.
  let outcomes: [String]?

  /// Results that an example can name; a failure is named by its outcome.
  private static let results: [Result] = [.pass, .unknown, .open, .notApplicable]

  func read(_ node: YAMLNode?, _ complaints: inout Complaints) -> [Example] {
    guard let node, let entries = node.list("'examples'", &complaints) else { return [] }
    return entries.compactMap { example($0, &complaints) }
  }

  private func example(_ node: YAMLNode, _ complaints: inout Complaints) -> Example? {
    guard let fields = Fields(node, of: "an example", keys: Key.example, &complaints) else { return nil }
    let name = fields["name"]?.text("'name'", &complaints)
    let gives = fields["gives"].flatMap { expectation($0, &complaints) }
    let answer = fields["answer"]?.word("answer", among: ["yes", "no"], &complaints)
    var given: [Scene.Address: Fact] = [:]
    var audit = Scene.usualAudit
    for pair in fields["given"]?.mapping("'given'", &complaints) ?? [] {
      guard let (path, fact) = fact(pair, &complaints) else { continue }
      if path.root == .audit {
        audit[path.fact] = fact
      } else if given.updateValue(fact, forKey: Scene.Address(root: path.root, fact: path.fact)) != nil {
        complaints.add(pair.keyPlace, "'\(path.text)' is given twice; keep one of them")
      }
    }
    guard let name, let gives else { return nil }
    return Example(
      name: name,
      place: node.place,
      gives: gives,
      answer: answer.map { $0 == "yes" },
      given: given,
      audit: audit
    )
  }

  private func expectation(_ node: YAMLNode, _ complaints: inout Complaints) -> Example.Expectation? {
    guard let text = node.text("'gives'", &complaints) else { return nil }
    if outcomes?.contains(text) ?? true { return .outcome(text) }
    if let result = Result(rawValue: text), Self.results.contains(result) { return .result(result) }
    complaints.addUnknown(
      node.place,
      "outcome",
      text,
      known: (outcomes ?? []) + Self.results.map(\.rawValue)
    )
    return nil
  }

  private func fact(_ pair: YAMLNode.Pair, _ complaints: inout Complaints) -> (FactPath, Fact)? {
    do {
      let path = try facts.resolve(pair.key, in: scope)
      guard path.fields.isEmpty else {
        complaints.add(
          pair.keyPlace,
          "'\(path.text)' is a part of the fact '\(path.fact)'; give the whole fact"
        )
        return nil
      }
      return fact(pair.value, path.type, &complaints).map { (path, $0) }
    } catch {
      complaints.add(pair.keyPlace, error.message)
      return nil
    }
  }

  private func fact(_ node: YAMLNode, _ type: FactType, _ complaints: inout Complaints) -> Fact? {
    if node.isNull { return .absent(from: []) }
    if case .mapping(let pairs) = node.content, Self.isSpecial(pairs, type) {
      return special(node, pairs, type, &complaints)
    }
    return value(node, type, &complaints).map { .known($0, from: []) }
  }

  /// Whether a mapping tells how a fact is known, and is not itself the record that the fact is.
  private static func isSpecial(_ pairs: [YAMLNode.Pair], _ type: FactType) -> Bool {
    guard case .record(let fields) = type else { return true }
    return pairs.contains { $0.key == "unknown" || $0.key == "is" }
      && !pairs.contains { fields[$0.key] != nil }
  }

  /// What `{ unknown: … }` and `{ is: …, missing: … }` stand for; `nil` after a complaint.
  private func special(
    _ node: YAMLNode,
    _ pairs: [YAMLNode.Pair],
    _ type: FactType,
    _ complaints: inout Complaints
  ) -> Fact? {
    let values = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    let known = values["unknown"] == nil ? ["is", "missing", "needs"] : ["unknown", "needs"]
    for pair in pairs where !known.contains(pair.key) {
      complaints.addUnknown(pair.keyPlace, "key", pair.key, known: Set(known + ["unknown"]).sorted())
    }
    if let reason = values["unknown"] {
      return UnknownReader.unknown(reason, needs: values["needs"], &complaints).map { .unknown($0, from: []) }
    }
    guard let given = values["is"] else {
      if pairs.isEmpty { complaints.add(node.place, "nothing is given here; write a value or null") }
      return nil
    }
    guard let value = value(given, type, &complaints) else { return nil }
    guard let missing = values["missing"] else { return .known(value, from: []) }
    guard case .list(let elements) = value else {
      complaints.add(missing.place, "only a list can be known in part; leave 'missing' out")
      return nil
    }
    return UnknownReader.unknown(missing, needs: values["needs"], &complaints).map {
      .partial(elements, missing: $0, from: [])
    }
  }

  /// The value of `type` at `node`; `nil` after a complaint.
  private func value(_ node: YAMLNode, _ type: FactType, _ complaints: inout Complaints) -> Value? {
    switch type {
    case .bool, .int, .text, .word, .date, .url, .version:
      return Operand.scalar(node, type, &complaints)
    case .list(let element):
      guard let nodes = node.list("this fact", &complaints) else { return nil }
      let values = nodes.compactMap { value($0, element, &complaints) }
      return values.count == nodes.count ? .list(values) : nil
    case .record(let known):
      guard let pairs = node.mapping("this fact", &complaints) else { return nil }
      var fields: [String: Value] = [:]
      for pair in pairs {
        guard let type = known[pair.key] else {
          complaints.addUnknown(pair.keyPlace, "field", pair.key, known: known.keys.sorted())
          continue
        }
        // What a record lacks is absent.
        if !pair.value.isNull { fields[pair.key] = value(pair.value, type, &complaints) }
      }
      return .record(fields)
    }
  }
}

extension Scene {
  /// What examples take for stated and seen unless they say otherwise.
  static let usualAudit: [String: Fact] = [
    "stage": .known(.text(Stage.live.rawValue), from: []), "local": .known(false, from: []),
    "mapped": .known(false, from: []),
  ]
}
