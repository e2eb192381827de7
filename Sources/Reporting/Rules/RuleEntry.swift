package import Model

/// A rule as it is told to people, apart from how it is judged.
package struct RuleEntry: Sendable {
  /// What an outcome means.
  package enum Effect: Hashable, Sendable {
    case fail(Severity)
    case ask(Severity)
    case note
    case pass
    case unknown(Unknown)
  }

  /// A way in which the rule can end.
  package struct Outcome: Sendable {
    /// Its id.
    package var id: String
    /// What it means.
    package var effect: Effect

    /// An outcome from its parts.
    package init(id: String, effect: Effect) {
      self.id = id
      self.effect = effect
    }
  }

  /// Its id.
  package var id: String
  /// What it is judged for.
  package var about: SubjectKind
  /// What it says, in the language in which it is told.
  package var text: Wording.RuleText
  /// The title of its category, in that language.
  package var category: String
  /// Rules whose failure explains its own, by id.
  package var assumes: [String]
  /// Its weight in the coverage; `nil` where it never decides a verdict.
  package var weight: Int?
  /// How it can end, in the order in which it is tried.
  package var outcomes: [Outcome]
  /// Its examples: what each shows, and what comes out.
  package var examples: [(name: String, gives: String)]

  /// An entry from its parts.
  package init(
    id: String,
    about: SubjectKind,
    text: Wording.RuleText,
    category: String,
    assumes: [String] = [],
    weight: Int? = nil,
    outcomes: [Outcome] = [],
    examples: [(name: String, gives: String)] = []
  ) {
    self.id = id
    self.about = about
    self.text = text
    self.category = category
    self.assumes = assumes
    self.weight = weight
    self.outcomes = outcomes
    self.examples = examples
  }

  /// The most severe that it can end in; `nil` where it only informs.
  package var worst: Severity? {
    outcomes.compactMap { outcome in
      switch outcome.effect {
      case .fail(let severity), .ask(let severity): severity
      case .note, .pass, .unknown: nil
      }
    }.max()
  }
}
