import Model

/// Works out conditions in a scene and remembers which facts it read.
struct Evaluator {
  let scene: Scene
  /// Paths of the facts that were read.
  private(set) var read: Set<String> = []
  /// The looks behind them.
  private(set) var looks: Set<Look.ID> = []

  init(scene: Scene) {
    self.scene = scene
  }

  /// What `condition` comes to.
  ///
  /// Outside lists every fact that it names is read, also where an earlier one has decided: what was read
  /// depends on the rule, not on the order in which it was written.
  mutating func truth(of condition: Condition, element: Value? = nil) -> Truth {
    switch condition {
    case .fact(let path, let matcher): matcher.decide(observe(path, element: element))
    case .all(let conditions): conditions.reduce(.holds) { $0.and(truth(of: $1, element: element)) }
    case .any(let conditions): conditions.reduce(.fails) { $0.or(truth(of: $1, element: element)) }
    case .not(let condition): truth(of: condition, element: element).contrary
    case .some(let elements): some(elements, element: element)
    case .each(let elements): each(elements, element: element)
    }
  }

  /// What stands at `path`; inside `where`, `element` is what paths start at.
  mutating func observe(_ path: FactPath, element: Value? = nil) -> Observed {
    if path.root == .element {
      guard let element else { return .unknown(Unknown(.defect)) }
      return Self.descend(path.fields, into: element)
    }
    let fact = scene.fact(path)
    read.insert(path.text)
    looks.formUnion(fact.looks)
    switch fact {
    case .known(let value, _):
      return Self.descend(path.fields, into: value)
    case .partial(let values, let missing, _):
      return path.fields.isEmpty ? .part(values, missing: missing) : .malformed
    case .absent:
      return .absent
    case .unknown(let unknown, _):
      return .unknown(unknown)
    }
  }

  /// The first element that `elements` finds; `nil` where none is known to fit.
  mutating func firstMatch(of elements: Condition.OfElements) -> Value? {
    let values = observe(elements.list).elements ?? []
    for value in values where truth(of: elements.condition, element: value) == .holds { return value }
    return nil
  }

  /// A field that a record lacks is absent.
  static func descend(_ fields: [String], into start: Value) -> Observed {
    var value = start
    for field in fields {
      guard case .record(let known) = value else { return .malformed }
      guard let next = known[field] else { return .absent }
      value = next
    }
    return .known(value)
  }

  /// One hit decides; a miss only where all elements are known.
  private mutating func some(_ elements: Condition.OfElements, element: Value?) -> Truth {
    switch observe(elements.list, element: element) {
    case .known(.list(let values)): return some(elements.condition, values)
    case .part(let values, let missing): return some(elements.condition, values).or(.unknown(missing))
    case .known: return .unknown(Unknown(.malformed))
    case .absent: return .fails
    case .unknown(let unknown): return .unknown(unknown)
    }
  }

  /// One miss decides; a hit only where all elements are known.
  ///
  /// What is absent has no elements to speak for it.
  private mutating func each(_ elements: Condition.OfElements, element: Value?) -> Truth {
    let contrary = Condition.not(elements.condition)
    switch observe(elements.list, element: element) {
    case .known(.list(let values)): return some(contrary, values).contrary
    case .part(let values, let missing): return some(contrary, values).contrary.and(.unknown(missing))
    case .known: return .unknown(Unknown(.malformed))
    case .absent: return .fails
    case .unknown(let unknown): return .unknown(unknown)
    }
  }

  private mutating func some(_ condition: Condition, _ values: [Value]) -> Truth {
    var result = Truth.fails
    for value in values {
      result = result.or(truth(of: condition, element: value))
      if result == .holds { break }
    }
    return result
  }
}
