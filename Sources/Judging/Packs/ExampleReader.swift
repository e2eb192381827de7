import Model

/// Reads the examples of one rule, each value in the shape that its fact declares.
struct ExampleReader {
  let facts: FactTable
  let scope: FactScope
  let outcomes: [Outcome]

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
    if outcomes.contains(where: { $0.id == text }) { return .outcome(text) }
    if let result = Result(rawValue: text), Self.results.contains(result) { return .result(result) }
    complaints.addUnknown(
      node.place,
      "outcome",
      text,
      known: outcomes.map(\.id) + Self.results.map(\.rawValue)
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
    if case .mapping(let pairs) = node.content, let special = special(node, pairs, type, &complaints) {
      return special.fact
    }
    return value(node, type, &complaints).map { .known($0, from: []) }
  }

  /// `{ unknown: … }` and `{ is: …, missing: … }`, unless the fact is a record with such a field; its `fact` is
  /// `nil` after a complaint.
  private func special(
    _ node: YAMLNode,
    _ pairs: [YAMLNode.Pair],
    _ type: FactType,
    _ complaints: inout Complaints
  ) -> (fact: Fact?, Void)? {
    let values = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    if case .record(let fields) = type, pairs.contains(where: { fields[$0.key] != nil }) { return nil }
    func refuseOthers(than known: [String]) {
      for pair in pairs where !known.contains(pair.key) {
        complaints.addUnknown(pair.keyPlace, "key", pair.key, known: known)
      }
    }
    if let reason = values["unknown"] {
      refuseOthers(than: ["unknown", "needs"])
      return (
        UnknownReader.unknown(reason, needs: values["needs"], &complaints).map { .unknown($0, from: []) }, ()
      )
    }
    guard let known = values["is"] else {
      guard case .record = type else {
        refuseOthers(than: ["unknown", "needs", "is", "missing"])
        if pairs.isEmpty { complaints.add(node.place, "nothing is given here; write a value or null") }
        return (nil, ())
      }
      return nil
    }
    refuseOthers(than: ["is", "missing", "needs"])
    guard let value = value(known, type, &complaints) else { return (nil, ()) }
    guard let missing = values["missing"] else { return (.known(value, from: []), ()) }
    guard case .list(let elements) = value else {
      complaints.add(missing.place, "only a list can be known in part; leave 'missing' out")
      return (nil, ())
    }
    let unknown = UnknownReader.unknown(missing, needs: values["needs"], &complaints)
    return (unknown.map { .partial(elements, missing: $0, from: []) }, ())
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
