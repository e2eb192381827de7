package import Model

/// One check: what it is about, what decides, what to say, and examples that show that it works.
package struct Rule: Sendable {
  /// What an audit would have to be given for there to be something that the rule is about.
  package struct IfNone: Sendable {
    /// What it would have to be given.
    package let needs: Need
    /// A condition of the shop without which the rule stays not applicable; `nil` where there is none.
    let when: Condition?
  }

  /// Its id.
  package let id: String
  /// Where it stands.
  package let place: Place
  /// The name of its pack.
  package let pack: String
  /// The id of its category.
  package let category: String
  /// What it is judged for.
  package let about: SubjectKind
  /// What holds when it passes.
  package let title: String
  /// For whom it matters.
  package let why: String?
  /// Messages that a buyer or merchant sees when it fails.
  package let symptoms: [String]
  /// How certain its source is.
  package let basis: Basis?
  /// Whose hands can mend it.
  package let owner: Owner?
  /// Where it was read.
  package let source: Source?
  /// Rules whose failure explains this one's, by id.
  package let assumes: [String]
  /// Where each of `assumes` stands, in the same order.
  let assumesPlaces: [Place]
  /// Its texts as its file has them.
  let texts: RuleTexts
  let appliesWhen: Condition?
  /// Why it is open where it applies to nothing; `nil` where it is not applicable then.
  package let ifNone: IfNone?
  /// Whether a condition decides that it applies.
  package var isConditional: Bool { appliesWhen != nil }
  /// What can come out, in the order in which it is tried.
  package let outcomes: [Outcome]
  /// Its tests.
  package let examples: [Example]
  /// Whether it can make a verdict; rules about Amazon's services never can.
  package var decidesVerdict: Bool

  /// The most severe failure or question among its outcomes; `nil` where it only informs.
  package var worst: Severity? { outcomes.compactMap(\.effect.severity).max() }

  /// Its weight in the coverage.
  package var weight: Int {
    guard decidesVerdict, let worst else { return 0 }
    return worst.weight
  }
}

extension Severity {
  /// What a rule that can fail like this weighs in the coverage.
  var weight: Int {
    switch self {
    case .blocker: 10
    case .major: 5
    case .minor: 2
    }
  }
}

/// Where a rule was read.
package enum Source: Hashable, Sendable {
  /// A page, and the day on which it was read (ISO 8601).
  case page(url: String, readOn: String)
  /// Nowhere; concluded, and from what.
  case inferred(String)

  /// As it stands in reports.
  package var text: String {
    switch self {
    case .page(let url, let day): "\(url) (\(day))"
    case .inferred(let why): "inferred: \(why)"
    }
  }
}

/// A branch of a rule.
package struct Outcome: Sendable {
  /// What it means when it comes out.
  package enum Effect: Hashable, Sendable {
    case fail(Severity)
    /// A question whose no fails with this severity.
    case ask(Severity)
    case note
    case pass
    case unknown(Unknown)

    /// How much it would matter; `nil` where it cannot fail.
    package var severity: Severity? {
      switch self {
      case .fail(let severity), .ask(let severity): severity
      case .note, .pass, .unknown: nil
      }
    }
  }

  /// A path of a fact in braces within a text.
  struct Placeholder: Hashable, Sendable {
    enum Origin: Hashable, Sendable {
      case path(FactPath)
      /// Fields of the element that the outcome's `some` found; none for the element itself.
      case match([String])
    }

    /// What stands between the braces.
    let text: String
    let origin: Origin
  }

  /// Its id.
  package let id: String
  /// Where it stands.
  package let place: Place
  /// What it means.
  package let effect: Effect
  /// What was seen, with paths in braces.
  package let says: String?
  /// The one action that mends it, its own or the rule's.
  package let fix: String?
  /// The action by platform or server software, its own before the rule's.
  package let fixFor: [String: String]
  /// Always, where there is none.
  let when: Condition?
  /// Those of all its texts, without repetition.
  let placeholders: [Placeholder]
  /// Whether nothing decides that it comes out.
  package var isUnconditional: Bool { when == nil }
}

/// Facts and what they give.
package struct Example: Sendable {
  /// What has to come out.
  package enum Expectation: Hashable, Sendable {
    case outcome(String)
    case result(Result)

    /// As it stands in a rule file.
    package var text: String {
      switch self {
      case .outcome(let id): id
      case .result(let result): result.rawValue
      }
    }
  }

  /// What it shows.
  package let name: String
  /// Where it stands.
  package let place: Place
  /// What has to come out.
  package let gives: Expectation
  /// A person's answer to the rule's question; `nil` where none is given.
  package let answer: Bool?
  let given: [Scene.Address: Fact]
  /// What the operator would have stated, and how the audit would have been made.
  let audit: [String: Fact]
}
