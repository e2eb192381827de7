import Model

/// Finds, for what went wrong, the rule that went wrong first.
struct RootCauses {
  let catalogue: Catalogue
  let world: World

  /// How an assumed rule bears on the one that assumes it.
  private enum Strength: Int, Comparable {
    /// It could not be seen.
    case unknown
    /// It could not be seen because something before it failed.
    case behindFailure
    /// It failed.
    case failed

    static func < (lhs: Strength, rhs: Strength) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  private struct Cause {
    let strength: Strength
    /// The rule at the beginning of the chain.
    let root: String
  }

  /// Sets `explainedBy` wherever an assumed rule explains a result; `results` are in the catalogue's order.
  func explain(_ results: inout [[RuleResult]]) {
    var causes: [Key: Cause] = [:]
    for index in catalogue.order {
      let rule = catalogue.rules[index]
      for position in results[index].indices {
        let result = results[index][position]
        let behind = strongest(for: result, rule, causes)
        if let behind, Self.explains(behind.strength, result) {
          results[index][position].explainedBy = behind.root
        }
        causes[Key(rule: rule.id, subject: result.subject)] = Self.cause(
          results[index][position],
          behind: behind
        )
      }
    }
  }

  private struct Key: Hashable {
    let rule: String
    let subject: Subject.ID
  }

  /// What an assumed rule does to those that assume it; `nil` where it stands in nobody's way.
  private static func cause(_ result: RuleResult, behind: Cause?) -> Cause? {
    let root = result.explainedBy ?? result.rule
    let isBehindFailure = result.explainedBy != nil && (behind?.strength ?? .unknown) > .unknown
    switch result.result {
    case .fail: return Cause(strength: .failed, root: root)
    case .unknown: return Cause(strength: isBehindFailure ? .behindFailure : .unknown, root: root)
    case .open: return isBehindFailure ? Cause(strength: .behindFailure, root: root) : nil
    case .pass, .notApplicable: return nil
    }
  }

  /// A failure that was seen is never hidden by something unknown, and a question to a person stays one.
  private static func explains(_ strength: Strength, _ result: RuleResult) -> Bool {
    switch result.result {
    case .fail: strength == .failed
    case .open: result.question == nil && strength > .unknown
    case .unknown: true
    case .pass, .notApplicable: false
    }
  }

  /// The strongest cause among the assumed rules; the first named among equals.
  private func strongest(for result: RuleResult, _ rule: Rule, _ causes: [Key: Cause]) -> Cause? {
    guard !rule.assumes.isEmpty, let subject = world.subject(result.subject) else { return nil }
    var strongest: Cause?
    for id in rule.assumes {
      guard let assumed = catalogue.rule(id) else { continue }
      for other in world.related(to: subject, of: assumed.about) {
        guard let cause = causes[Key(rule: id, subject: other.id)] else { continue }
        if cause.strength > (strongest?.strength ?? .unknown) || strongest == nil { strongest = cause }
      }
    }
    return strongest
  }
}
