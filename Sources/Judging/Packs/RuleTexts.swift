import Model

/// What a rule says in one language, each text where the rule file has it: a fix of the rule, with its advice by
/// platform, stands for every outcome that has none of its own.
struct RuleTexts: Sendable {
  /// A text and where it stands.
  struct Placed: Sendable {
    let text: String
    let place: Place
  }

  /// What one outcome says.
  struct OfOutcome: Sendable {
    var says: Placed?
    var fix: Placed?
    var fixFor: [String: Placed] = [:]

    var isEmpty: Bool { says == nil && fix == nil && fixFor.isEmpty }
  }

  var title: Placed?
  var why: Placed?
  var fix: Placed?
  var fixFor: [String: Placed] = [:]
  var symptoms: [Placed] = []
  /// What the rule is concluded from, where its source is no page.
  var inferred: Placed?
  /// By the outcomes' ids.
  var outcomes: [String: OfOutcome] = [:]

  /// The texts that stand at `node`, a rule; whatever is wrong with them is complained about elsewhere.
  static func own(_ node: YAMLNode) -> RuleTexts {
    var texts = RuleTexts()
    texts.title = node.member("title")?.placed
    texts.why = node.member("why")?.placed
    texts.fix = node.member("fix")?.placed
    texts.fixFor = node.member("fixFor")?.placedMembers ?? [:]
    texts.inferred = node.member("source")?.member("inferred")?.placed
    if let symptom = node.member("symptom") { texts.symptoms = symptom.placedElements }
    guard case .list(let outcomes)? = node.member("outcomes")?.content else { return texts }
    for outcome in outcomes {
      guard let id = outcome.member("id")?.scalar else { continue }
      texts.outcomes[id] = OfOutcome(
        says: outcome.member("says")?.placed,
        fix: outcome.member("fix")?.placed,
        fixFor: outcome.member("fixFor")?.placedMembers ?? [:]
      )
    }
    return texts
  }
}

/// The texts of a pack in a language other than its own.
struct PackTexts: Sendable {
  /// The titles of the categories, by id.
  var categories: [String: String] = [:]
  /// The texts of the rules, by id.
  var rules: [String: RuleTexts] = [:]
}

extension Rule {
  /// What the rule says: in its own words, or in those of `texts`.
  func wording(_ texts: RuleTexts?) -> Wording.RuleText {
    let symptoms = texts?.symptoms.map(\.text) ?? []
    return Wording.RuleText(
      title: texts?.title?.text ?? title,
      why: texts.map { $0.why?.text } ?? why,
      category: category,
      basis: basis,
      owner: owner,
      source: (texts?.inferred.map { .inferred($0.text) } ?? source)?.text,
      symptoms: symptoms.isEmpty ? self.symptoms : symptoms,
      outcomes: Dictionary(outcomes.map { ($0.id, $0.wording(texts)) }) { first, _ in first }
    )
  }
}

extension Outcome {
  fileprivate func wording(_ texts: RuleTexts?) -> Wording.OutcomeText {
    guard let texts else { return Wording.OutcomeText(says: says, fix: fix, fixFor: fixFor) }
    let own = texts.outcomes[id]
    return Wording.OutcomeText(
      says: own?.says?.text,
      fix: (own?.fix ?? texts.fix)?.text,
      fixFor: (own?.fix == nil ? texts.fixFor : [:]).merging(own?.fixFor ?? [:]) { $1 }.mapValues(\.text)
    )
  }
}

extension YAMLNode {
  /// What stands under `key` of a mapping.
  fileprivate func member(_ key: String) -> YAMLNode? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  fileprivate var placed: RuleTexts.Placed? {
    guard let text = scalar?.trimmed, !text.isEmpty else { return nil }
    return RuleTexts.Placed(text: text, place: place)
  }

  fileprivate var placedMembers: [String: RuleTexts.Placed] {
    guard case .mapping(let pairs) = content else { return [:] }
    return Dictionary(pairs.compactMap { pair in pair.value.placed.map { (pair.key, $0) } }) { _, last in last
    }
  }

  fileprivate var placedElements: [RuleTexts.Placed] {
    guard case .list(let nodes) = content else { return placed.map { [$0] } ?? [] }
    return nodes.compactMap(\.placed)
  }
}
