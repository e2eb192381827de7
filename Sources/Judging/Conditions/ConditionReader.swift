import Model

/// Reads conditions and checks every path, matcher and value against the table of facts.
struct ConditionReader {
  let facts: FactTable

  /// The condition at `node`; `nil` after a complaint.
  func read(_ node: YAMLNode, _ scope: FactScope, _ complaints: inout Complaints) -> Condition? {
    if case .list = node.content {
      complaints.add(
        node.place,
        "a condition is a mapping, but a list stands here; write 'all:' or 'any:' before it"
      )
      return nil
    }
    guard let pairs = node.mapping("a condition", &complaints) else { return nil }
    guard !pairs.isEmpty else {
      complaints.add(node.place, "the condition is empty; leave it out or name a fact")
      return nil
    }
    let conditions = pairs.map { read($0, scope, &complaints) }
    let sound = conditions.compactMap { $0 }
    guard sound.count == conditions.count else { return nil }
    return sound.count == 1 ? sound[0] : .all(sound)
  }

  private func read(_ pair: YAMLNode.Pair, _ scope: FactScope, _ complaints: inout Complaints) -> Condition? {
    switch pair.key {
    case "all": return list(pair, scope, &complaints).map(Condition.all)
    case "any": return list(pair, scope, &complaints).map(Condition.any)
    case "not": return read(pair.value, scope, &complaints).map(Condition.not)
    case "some": return ofElements(pair, scope, &complaints).map(Condition.some)
    case "each": return ofElements(pair, scope, &complaints).map(Condition.each)
    default: break
    }
    do {
      return fact(try facts.resolve(pair.key, in: scope), pair, &complaints)
    } catch {
      complaints.add(pair.keyPlace, error.message)
      return nil
    }
  }

  private func list(_ pair: YAMLNode.Pair, _ scope: FactScope, _ complaints: inout Complaints) -> [Condition]?
  {
    guard let nodes = pair.value.list("'\(pair.key)'", &complaints) else { return nil }
    guard !nodes.isEmpty else {
      complaints.add(pair.value.place, "'\(pair.key)' is empty; name at least one condition")
      return nil
    }
    let conditions = nodes.compactMap { read($0, scope, &complaints) }
    return conditions.count == nodes.count ? conditions : nil
  }

  private func fact(_ path: FactPath, _ pair: YAMLNode.Pair, _ complaints: inout Complaints) -> Condition? {
    switch pair.value.content {
    case .scalar:
      guard path.type.isScalar else {
        let hint =
          if case .list = path.type { "use 'contains', 'empty' or 'some'" } else { "name one of its fields" }
        complaints.add(pair.value.place, "'\(path.text)' is \(path.type.title), not a single value; \(hint)")
        return nil
      }
      guard let kind = MatcherKind.named("is"), let matcher = kind.read(pair.value, path.type, &complaints)
      else {
        return nil
      }
      return .fact(path, matcher)
    case .list:
      let hint = path.type.isScalar ? "'in'" : "'containsAny' or 'containsAll'"
      complaints.add(pair.value.place, "a list stands where a matcher should; write \(hint) before it")
      return nil
    case .mapping(let pairs):
      guard !pairs.isEmpty else {
        complaints.add(pair.value.place, "no matcher stands here; name one, such as 'exists: true'")
        return nil
      }
      let conditions = pairs.compactMap { matcher($0, path, &complaints).map { Condition.fact(path, $0) } }
      guard conditions.count == pairs.count else { return nil }
      return conditions.count == 1 ? conditions[0] : .all(conditions)
    }
  }

  private func matcher(
    _ pair: YAMLNode.Pair,
    _ path: FactPath,
    _ complaints: inout Complaints
  ) -> (any Matcher)? {
    guard let kind = MatcherKind.named(pair.key) else {
      complaints.addUnknown(pair.keyPlace, "matcher", pair.key, known: MatcherKind.all.map(\.name))
      return nil
    }
    guard kind.fits(path.type) else {
      let fitting = MatcherKind.all.filter { $0.fits(path.type) }.map(\.name)
      complaints.add(
        pair.keyPlace,
        "'\(kind.name)' does not fit '\(path.text)', which is \(path.type.title); use \(oneOf(fitting))"
      )
      return nil
    }
    return kind.read(pair.value, path.type, &complaints)
  }

  private func ofElements(
    _ pair: YAMLNode.Pair,
    _ scope: FactScope,
    _ complaints: inout Complaints
  ) -> Condition.OfElements? {
    guard let fields = Fields(pair.value, of: "'\(pair.key)'", keys: Key.ofElements, &complaints),
      let listNode = fields["of"], let name = listNode.text("'of'", &complaints),
      let whereNode = fields["where"]
    else { return nil }
    do {
      let path = try facts.resolve(name, in: scope)
      guard case .list(let element) = path.type else {
        complaints.add(listNode.place, "'\(path.text)' is \(path.type.title), not a list; name a list")
        return nil
      }
      // A list within a list belongs to its element: all of them together are no longer than the evidence.
      guard scope.element == nil || path.root == .element else {
        complaints.add(
          listNode.place,
          "'of' inside 'where' names a list of the element; \(quoted(name)) is none"
        )
        return nil
      }
      let inner = FactScope(about: scope.about, element: element)
      return read(whereNode, inner, &complaints).map { Condition.OfElements(list: path, condition: $0) }
    } catch {
      complaints.add(listNode.place, error.message)
      return nil
    }
  }
}
