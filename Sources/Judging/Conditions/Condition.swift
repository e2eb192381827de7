/// What must hold: facts against matchers, joined by `all`, `any` and `not`, or asked of the elements of a list.
indirect enum Condition: Sendable {
  case fact(FactPath, any Matcher)
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case some(OfElements)
  case each(OfElements)

  /// A condition for the elements of a list.
  struct OfElements: Sendable {
    let list: FactPath
    let condition: Condition
  }

  /// The first `some` that stands at the top or in a mapping or `all` there; its hit is `{match.…}` in texts.
  var match: OfElements? {
    switch self {
    case .some(let elements): elements
    case .all(let conditions): conditions.lazy.compactMap(\.match).first
    case .fact, .any, .not, .each: nil
    }
  }

  /// The facts that it names, lists included, without what lies within elements.
  var paths: [FactPath] {
    switch self {
    case .fact(let path, _): path.root == .element ? [] : [path]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.paths)
    case .not(let condition): condition.paths
    case .some(let elements), .each(let elements): elements.condition.paths + [elements.list]
    }
  }

  /// As a person would say it, on one line.
  var text: String {
    switch self {
    case .fact(let path, let matcher): "\(path.text) \(matcher.text)"
    case .all: "all of"
    case .any: "any of"
    case .not: "not"
    case .some(let elements): "some of \(elements.list.text) where"
    case .each(let elements): "each of \(elements.list.text) where"
    }
  }

  /// The conditions that it is made of.
  var parts: [Condition] {
    switch self {
    case .fact: []
    case .all(let conditions), .any(let conditions): conditions
    case .not(let condition): [condition]
    case .some(let elements), .each(let elements): [elements.condition]
    }
  }
}
