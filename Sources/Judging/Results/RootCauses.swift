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
    /// The most severe failure that the root may still turn out to be.
    let atWorst: Severity?
  }

  /// Sets `explainedBy` wherever an assumed rule explains a result; `results` are in the catalogue's order.
  func explain(_ results: inout [[RuleResult]]) {
    var causes: [Key: Cause] = [:]
    for index in catalogue.order {
      let rule = catalogue.rules[index]
      for position in results[index].indices {
        let result = results[index][position]
        let behind = strongest(for: result, rule, causes)
        if let behind {
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
    let atWorst = behind.map(\.atWorst) ?? result.atWorst
    let isBehindFailure = (behind?.strength ?? .unknown) > .unknown
    switch result.result {
    case .fail: return Cause(strength: .failed, root: root, atWorst: atWorst)
    case .unknown:
      return Cause(strength: isBehindFailure ? .behindFailure : .unknown, root: root, atWorst: atWorst)
    case .open: return isBehindFailure ? Cause(strength: .behindFailure, root: root, atWorst: atWorst) : nil
    case .pass, .notApplicable: return nil
    }
  }

  /// A failure that was seen is never hidden by something unknown, nor is one that would be worse than what the
  /// unknown could turn out to be; and a question to a person stays one.
  private static func explains(_ cause: Cause, _ result: RuleResult) -> Bool {
    switch result.result {
    case .fail: cause.strength == .failed
    case .open: result.question == nil && cause.strength > .unknown
    case .unknown: cause.strength > .unknown || (cause.atWorst?.weight ?? 0) >= (result.atWorst?.weight ?? 0)
    case .pass, .notApplicable: false
    }
  }

  /// The strongest of the causes among the assumed rules that explain the result; the first named among equals.
  private func strongest(for result: RuleResult, _ rule: Rule, _ causes: [Key: Cause]) -> Cause? {
    guard !rule.assumes.isEmpty, let subject = world.subject(result.subject) else { return nil }
    var strongest: Cause?
    for id in rule.assumes {
      guard let assumed = catalogue.rule(id) else { continue }
      for other in world.related(to: subject, of: assumed.about) {
        guard let cause = causes[Key(rule: id, subject: other.id)], Self.explains(cause, result) else {
          continue
        }
        if cause.strength > (strongest?.strength ?? .unknown) || strongest == nil { strongest = cause }
      }
    }
    return strongest
  }
}
