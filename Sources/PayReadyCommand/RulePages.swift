import Judging
import Model
import Reporting

/// The rules of a catalogue as they are told.
enum RulePages {
  /// The rule with that id.
  ///
  /// - Throws: ``ProgramFailure`` with the nearest one where there is none.
  static func rule(_ id: String, in catalogue: Catalogue) throws(ProgramFailure) -> Rule {
    if let rule = catalogue.rule(id) { return rule }
    let hint = catalogue.nearestRule(to: id).map { "did you mean '\($0)'?" }
    throw ProgramFailure(
      code: .usage,
      message: "there is no rule '\(id)'; \(hint ?? "payready rules list shows them")"
    )
  }

  /// The entries of `rules`, in the texts of `language`.
  static func entries(_ rules: [Rule], of catalogue: Catalogue, _ language: Language) -> [RuleEntry] {
    let wording = catalogue.wording(language: language.rawValue)
    return rules.compactMap { rule in
      guard let text = wording.rules[rule.id] else { return nil }
      return RuleEntry(
        id: rule.id,
        about: rule.about,
        text: text,
        category: wording.categories.first { $0.id == rule.category }?.title ?? rule.category,
        assumes: rule.assumes,
        weight: rule.decidesVerdict ? rule.weight : nil,
        outcomes: rule.outcomes.map { RuleEntry.Outcome(id: $0.id, effect: effect($0.effect)) },
        examples: rule.examples.map { ($0.name, $0.gives.text) }
      )
    }
  }

  private static func effect(_ effect: Outcome.Effect) -> RuleEntry.Effect {
    switch effect {
    case .fail(let severity): .fail(severity)
    case .ask(let severity): .ask(severity)
    case .note: .note
    case .pass: .pass
    case .unknown(let unknown): .unknown(unknown)
    }
  }
}
