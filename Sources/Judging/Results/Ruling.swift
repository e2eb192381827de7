import Model

/// One rule judged in one scene: which outcomes are possible, and what that comes to.
struct Ruling {
  let rule: Rule

  /// An outcome that could come out; `nil` for the pass that is left when none does.
  private struct Possible {
    let outcome: Outcome?
    let truth: Truth

    var effect: Outcome.Effect { outcome?.effect ?? .pass }

    /// What stands between this outcome and certainty, and what it says itself if it is certain.
    var unknowns: Set<Unknown> {
      switch (truth, effect) {
      case (.unknown(let unknowns), _): unknowns
      case (.holds, .unknown(let unknown)): [unknown]
      case (.holds, _), (.fails, _): []
      }
    }
  }

  /// The result for `subject`, before answers, waivers and root causes.
  func result(for subject: Subject.ID, in scene: Scene) -> RuleResult {
    var evaluator = Evaluator(scene: scene)
    var result = RuleResult(rule: rule.id, subject: subject, result: .notApplicable)
    let applies = rule.appliesWhen.map { evaluator.truth(of: $0) } ?? .holds
    if applies == .fails {
      result.values = reasons(&evaluator)
    } else {
      decide(possible(&evaluator), applies, into: &result, &evaluator)
    }
    result.read = evaluator.read.sorted()
    let outcome = rule.outcomes.first { $0.id == result.outcome }
    result.looks = (outcome.flatMap { looks(behind: $0, in: scene) } ?? evaluator.looks).sorted()
    return result
  }

  /// What showed that `outcome` came out, apart from what only showed that the rule applies; `nil` where it reads
  /// nothing.
  private func looks(behind outcome: Outcome, in scene: Scene) -> Set<Look.ID>? {
    var evaluator = Evaluator(scene: scene)
    if let condition = outcome.when { _ = evaluator.truth(of: condition) }
    _ = values(of: outcome, &evaluator)
    return evaluator.looks.isEmpty ? nil : evaluator.looks
  }

  /// The outcomes that can come out: those whose condition is unknown, up to the first that holds.
  private func possible(_ evaluator: inout Evaluator) -> [Possible] {
    var possible: [Possible] = []
    for outcome in rule.outcomes {
      let truth = outcome.when.map { evaluator.truth(of: $0) } ?? .holds
      if truth != .fails { possible.append(Possible(outcome: outcome, truth: truth)) }
      if truth == .holds { return possible }
    }
    return possible + [Possible(outcome: nil, truth: .holds)]
  }

  private func decide(
    _ possible: [Possible],
    _ applies: Truth,
    into result: inout RuleResult,
    _ evaluator: inout Evaluator
  ) {
    result.atWorst = possible.compactMap { atWorst($0.effect) }.max()
    let unknowns = possible.reduce(into: Set<Unknown>()) { $0.formUnion($1.unknowns) }
    if case .unknown(let reasons) = applies {
      leaveUnknown(unknowns.union(reasons), &result)
    } else if possible.count == 1, let only = possible.first {
      settle(on: only, unknowns, into: &result, &evaluator)
    } else if let mildest = mildest(possible) {
      settle(on: mildest, unknowns, into: &result, &evaluator)
    } else if isPass(possible) {
      result.result = .pass
    } else {
      leaveUnknown(unknowns, &result)
    }
  }

  /// Whether nothing but passes is possible.
  ///
  /// Where a rule can fail, it is enough that no failure is left; where it only informs, an uncertain note
  /// leaves it unknown.
  private func isPass(_ possible: [Possible]) -> Bool {
    possible.allSatisfy { $0.effect == .pass || ($0.effect == .note && rule.worst != nil) }
  }

  /// The most severe failure that an outcome leaves possible; one that says 'unknown' leaves all.
  private func atWorst(_ effect: Outcome.Effect) -> Severity? {
    switch effect {
    case .fail(let severity), .ask(let severity): severity
    case .unknown: rule.worst
    case .note, .pass: nil
    }
  }

  /// The mildest of possible failures, or of possible questions, where nothing else is possible; the certain one
  /// among equals.
  private func mildest(_ possible: [Possible]) -> Possible? {
    let areFailures = possible.allSatisfy { if case .fail = $0.effect { true } else { false } }
    let areQuestions = possible.allSatisfy { if case .ask = $0.effect { true } else { false } }
    guard areFailures || areQuestions, let severity = possible.compactMap(\.effect.severity).min() else {
      return nil
    }
    let mildest = possible.filter { $0.effect.severity == severity }
    return mildest.first { $0.truth == .holds } ?? mildest.first
  }

  private func settle(
    on possible: Possible,
    _ unknowns: Set<Unknown>,
    into result: inout RuleResult,
    _ evaluator: inout Evaluator
  ) {
    guard let outcome = possible.outcome else {
      result.result = .pass
      return
    }
    result.outcome = outcome.id
    switch outcome.effect {
    case .fail(let severity):
      result.result = .fail
      result.severity = severity
    case .ask(let severity):
      result.result = .open
      result.severity = severity
      result.question = .open
      result.unknowns = [Unknown(.notAsked, needs: .person)]
    case .note:
      result.result = .pass
      result.note = true
    case .pass:
      result.result = .pass
    case .unknown:
      leaveUnknown(unknowns, &result)
    }
    result.values = values(of: outcome, &evaluator)
  }

  /// Open where nothing stands in the way but that nobody asked to look.
  private func leaveUnknown(_ unknowns: Set<Unknown>, _ result: inout RuleResult) {
    result.result = unknowns.allSatisfy { $0.reason == .notAsked } ? .open : .unknown
    result.unknowns = unknowns.sorted(by: Unknown.precedes)
  }

  /// The values because of which the rule does not apply, by path.
  private func reasons(_ evaluator: inout Evaluator) -> [String: Value] {
    var values: [String: Value] = [:]
    for path in rule.appliesWhen?.paths ?? [] where path.root != .element {
      if case .known(let value) = evaluator.observe(path), value.isWritable { values[path.text] = value }
    }
    return values
  }

  private func values(of outcome: Outcome, _ evaluator: inout Evaluator) -> [String: Value] {
    var values: [String: Value] = [:]
    lazy var match = outcome.when?.match.flatMap { evaluator.firstMatch(of: $0) }
    for placeholder in outcome.placeholders {
      let observed: Observed? =
        switch placeholder.origin {
        case .path(let path): evaluator.observe(path)
        case .match(let fields): match.map { Evaluator.descend(fields, into: $0) }
        }
      switch observed {
      case .known(let value) where value.isWritable: values[placeholder.text] = value
      // What was seen of a list is worth telling, though there may be more.
      case .part(let seen, _) where !seen.isEmpty && Value.list(seen).isWritable:
        values[placeholder.text] = .list(seen)
      case .known, .part, .absent, .unknown, nil: break
      }
    }
    return values
  }
}

extension Value {
  /// Whether a sentence can hold it: a scalar, or a list or record of them.
  fileprivate var isWritable: Bool {
    switch self {
    case .bool, .int, .text: true
    case .record(let fields): fields.values.allSatisfy(\.isScalar)
    case .list(let elements): elements.allSatisfy(\.isScalar)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .bool, .int, .text: true
    case .list, .record: false
    }
  }
}

extension Unknown {
  /// By reason, need and detail, so that lists of them stand in one order.
  static func precedes(_ left: Unknown, _ right: Unknown) -> Bool {
    (left.reason.rawValue, left.needs?.rawValue ?? "", left.detail ?? "")
      < (right.reason.rawValue, right.needs?.rawValue ?? "", right.detail ?? "")
  }
}
