/// The texts of the rules in one language, apart from their logic.
package struct Wording: Hashable, Sendable {
  /// What one outcome says.
  package struct OutcomeText: Hashable, Sendable {
    /// What was seen, with placeholders in braces.
    package var says: String?
    /// The one action that mends it.
    package var fix: String?
    /// The advice by platform or server software (`magento`, `nginx`).
    package var fixFor: [String: String]

    /// Texts of an outcome.
    package init(says: String? = nil, fix: String? = nil, fixFor: [String: String] = [:]) {
      self.says = says
      self.fix = fix
      self.fixFor = fixFor
    }
  }

  /// What one rule says.
  package struct RuleText: Hashable, Sendable {
    /// What holds when the rule passes.
    package var title: String
    /// For whom it matters.
    package var why: String?
    /// The category it stands in, by id.
    package var category: String
    /// What decides it.
    package var basis: Basis?
    /// Whose hands can mend it.
    package var owner: Owner?
    /// The source: a URL with the day it was read, or `inferred: …`.
    package var source: String?
    /// Messages that a buyer or merchant sees when it fails.
    package var symptoms: [String]
    /// The texts of its outcomes, by id.
    package var outcomes: [String: OutcomeText]

    /// Texts of a rule.
    package init(
      title: String,
      why: String? = nil,
      category: String,
      basis: Basis? = nil,
      owner: Owner? = nil,
      source: String? = nil,
      symptoms: [String] = [],
      outcomes: [String: OutcomeText] = [:]
    ) {
      self.title = title
      self.why = why
      self.category = category
      self.basis = basis
      self.owner = owner
      self.source = source
      self.symptoms = symptoms
      self.outcomes = outcomes
    }
  }

  /// The texts of the rules, by id.
  package var rules: [String: RuleText]
  /// The titles of the categories, by id, in the packs' order.
  package var categories: [(id: String, title: String)] {
    categoryOrder.map { ($0, categoryTitles[$0] ?? $0) }
  }
  private var categoryOrder: [String]
  private var categoryTitles: [String: String]

  /// Texts from their parts.
  package init(rules: [String: RuleText], categories: [(id: String, title: String)]) {
    self.rules = rules
    categoryOrder = categories.map(\.id)
    categoryTitles = Dictionary(categories.map { ($0.id, $0.title) }) { first, _ in first }
  }
}
