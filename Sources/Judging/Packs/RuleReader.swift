import Model

/// Reads one rule of a category's file.
struct RuleReader {
  let facts: FactTable
  let pack: String
  /// Whether the parts are asked for that built-in rules must have.
  let isStrict: Bool
  /// Whether the examples are there to be missed.
  let withExamples: Bool

  /// The rule at `node`; `nil` where it has no usable id or outcomes.
  ///
  /// What is wrong is complained about.
  func read(_ node: YAMLNode, category: String, _ complaints: inout Complaints) -> Rule? {
    guard let fields = Fields(node, of: "a rule", keys: Key.rule, &complaints) else { return nil }
    guard let about = fields["about"] else { return read(fields, about: .shop, category, &complaints) }
    let kinds = SubjectKind.allCases.map(\.rawValue)
    if let kind = about.word("kind of subject", among: kinds, &complaints).flatMap(SubjectKind.init) {
      return read(fields, about: kind, category, &complaints)
    }
    checkWithoutKind(fields, meant: Nearest.word(to: about.scalar ?? "", among: kinds), &complaints)
    return nil
  }

  /// Complains about what is wrong with a rule whose kind of subject is: as if it were about what was probably
  /// meant, else whatever it is about.
  private func checkWithoutKind(_ fields: Fields, meant: String?, _ complaints: inout Complaints) {
    let kinds = meant.flatMap(SubjectKind.init).map { [$0] } ?? SubjectKind.allCases
    let found = kinds.map { kind in
      var complaints = Complaints()
      _ = read(fields, about: kind, "", &complaints)
      return Set(complaints.errors)
    }
    for error in found.dropFirst().reduce(found.first ?? [], { $0.intersection($1) }) {
      complaints.add(error.place, error.message)
    }
  }

  private func read(
    _ fields: Fields,
    about: SubjectKind,
    _ category: String,
    _ complaints: inout Complaints
  ) -> Rule? {
    let id = fields["id"]?.id("the id of a rule", &complaints)
    let title = fields["title"]?.text("'title'", &complaints)
    let scope = FactScope(about: about)
    let conditions = ConditionReader(facts: facts)
    let appliesWhen = fields["appliesWhen"].map { conditions.read($0, scope, &complaints) }
    let outcomes = OutcomeReader(conditions: conditions, scope: scope).read(
      fields["outcomes"],
      fix: fields["fix"],
      fixFor: fields["fixFor"],
      &complaints
    )
    let assumes = (fields["assumes"]?.list("'assumes'", &complaints) ?? []).compactMap { entry in
      entry.id("the id of a rule", &complaints).map { ($0, entry.place) }
    }
    let examples = ExampleReader(facts: facts, scope: scope, outcomes: Self.outcomeIDs(fields))
      .read(fields["examples"], &complaints)
    let rule = Rule(
      id: id ?? "",
      place: fields.node.place,
      pack: pack,
      category: category,
      about: about,
      title: title ?? "",
      why: fields["why"]?.text("'why'", &complaints),
      symptoms: fields["symptom"]?.texts("'symptom'", &complaints) ?? [],
      basis: fields["basis"]?.word("basis", among: Basis.allCases.map(\.rawValue), &complaints)
        .flatMap(Basis.init),
      owner: fields["owner"]?.word("owner", among: Owner.allCases.map(\.rawValue), &complaints)
        .flatMap(Owner.init),
      source: fields["source"].flatMap { source($0, &complaints) },
      assumes: assumes.map(\.0),
      assumesPlaces: assumes.map(\.1),
      texts: RuleTexts.own(fields.node),
      appliesWhen: appliesWhen.flatMap { $0 },
      ifNone: fields["ifNone"].flatMap { ifNone($0, conditions, &complaints) },
      outcomes: outcomes ?? [],
      examples: examples,
      decidesVerdict: about != .service
    )
    check(rule, fields, &complaints)
    return id == nil || rule.outcomes.isEmpty ? nil : rule
  }

  /// What the audit would have to be given for the rule to have a subject.
  private func ifNone(
    _ node: YAMLNode,
    _ conditions: ConditionReader,
    _ complaints: inout Complaints
  ) -> Rule.IfNone? {
    guard let fields = Fields(node, of: "'ifNone'", keys: Key.ifNone, &complaints) else { return nil }
    let need = fields["needs"]?.word("need", among: Need.allCases.map(\.rawValue), &complaints)
      .flatMap(Need.init)
    let condition = fields["when"].map { conditions.read($0, FactScope(about: .shop), &complaints) }
    return need.map { Rule.IfNone(needs: $0, when: condition.flatMap { $0 }) }
  }

  /// The ids of the outcomes, whatever else is wrong with them; `nil` where none can be read.
  private static func outcomeIDs(_ fields: Fields) -> [String]? {
    guard case .list(let entries)? = fields["outcomes"]?.content else { return nil }
    var ids: [String] = []
    for case .mapping(let pairs) in entries.map(\.content) {
      guard let id = pairs.first(where: { $0.key == "id" })?.value.scalar, !ids.contains(id) else { continue }
      ids.append(id)
    }
    return ids
  }

  /// A page with the day on which it was read, or what was concluded from what.
  private func source(_ node: YAMLNode, _ complaints: inout Complaints) -> Source? {
    if case .mapping = node.content {
      let fields = Fields(node, of: "'source'", keys: Key.inferred, &complaints)
      return fields?["inferred"]?.text("'inferred'", &complaints).map(Source.inferred)
    }
    guard let text = node.text("'source'", &complaints) else { return nil }
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 2, let url = parts.first, url.hasPrefix("https://") || url.hasPrefix("http://"),
      let day = parts.last, day.hasPrefix("("), day.hasSuffix(")"), day.utf8.count == 12,
      Timestamp(String(day.dropFirst().dropLast())) != nil
    else {
      complaints.add(
        node.place,
        "the source is no URL with its day; write 'https://… (2026-11-23)' or '{ inferred: why }'"
      )
      return nil
    }
    return .page(url: url, readOn: String(day.dropFirst().dropLast()))
  }

  private func check(_ rule: Rule, _ fields: Fields, _ complaints: inout Complaints) {
    if rule.about == .service {
      for outcome in rule.outcomes where outcome.effect.severity != nil {
        complaints.add(
          outcome.place,
          "a rule about a service of Amazon's decides nothing; use 'note', 'pass' or 'unknown'"
        )
      }
    }
    if rule.basis != .amazon {
      for key in ["title", "why", "fix"] { checkClaim(fields[key], &complaints) }
      for case .mapping(let pairs) in Self.entries(of: fields["outcomes"]).map(\.content) {
        for pair in pairs where ["says", "fix"].contains(pair.key) { checkClaim(pair.value, &complaints) }
      }
    }
    if isStrict { checkStrictly(rule, fields, &complaints) }
  }

  private static func entries(of node: YAMLNode?) -> [YAMLNode] {
    guard case .list(let entries)? = node?.content else { return [] }
    return entries
  }

  /// Only Amazon's own documents may speak for Amazon.
  private func checkClaim(_ node: YAMLNode?, _ complaints: inout Complaints) {
    guard let node, node.scalar?.holds("Amazon requires") == true else { return }
    complaints.add(
      node.place,
      "only a rule with 'basis: amazon' may say 'Amazon requires'; say what was seen"
    )
  }

  private func checkStrictly(_ rule: Rule, _ fields: Fields, _ complaints: inout Complaints) {
    for key in ["why", "basis", "source", "owner"] where fields[key] == nil {
      complaints.add(rule.place, "rule '\(rule.id)' has no '\(key)'; add it")
    }
    for outcome in rule.outcomes {
      if outcome.effect.severity != nil, outcome.fix == nil {
        complaints.add(outcome.place, "outcome '\(outcome.id)' has no 'fix'; say how to mend it")
      }
      if outcome.effect.severity != nil || outcome.effect == .note, outcome.says == nil {
        complaints.add(outcome.place, "outcome '\(outcome.id)' has no 'says'; say what was seen")
      }
    }
    for says in rule.texts.outcomes.values.compactMap(\.says) {
      let words = LanguageReader.wordsOfFirstSentence(says.text)
      guard words > LanguageReader.longestFirstSentence else { continue }
      complaints.add(
        says.place,
        "the first sentence has \(words) words; say it in \(LanguageReader.longestFirstSentence) or fewer"
      )
    }
    // Which examples are missing is known only where all outcomes are.
    guard withExamples, rule.outcomes.count == Self.entries(of: fields["outcomes"]).count else { return }
    for missing in missingExamples(rule) {
      complaints.add(
        fields["examples"]?.place ?? rule.place,
        "rule '\(rule.id)' has no example \(missing); add one"
      )
    }
  }

  /// The kinds of examples that a rule could have and has not.
  private func missingExamples(_ rule: Rule) -> [String] {
    func shows(_ result: Result, _ fits: (Outcome.Effect) -> Bool) -> Bool {
      rule.examples.contains { example in
        switch example.gives {
        case .result(let given): given == result
        case .outcome(let id): rule.outcomes.contains { $0.id == id && fits($0.effect) }
        }
      }
    }
    var missing: [String] = []
    let canPass =
      !rule.outcomes.contains(where: \.isUnconditional) || rule.outcomes.contains { $0.effect == .pass }
    let passes = shows(.pass) { $0 == .pass || ($0 == .note && rule.worst == nil) }
    if canPass, !passes { missing.append("that passes") }
    let informs = rule.outcomes.contains { $0.effect == .note }
    let fails = shows(.fail) { $0.severity != nil || (rule.worst == nil && $0 == .note) }
    if rule.worst != nil || informs, !fails {
      missing.append(rule.worst == nil ? "that gives its note" : "that fails or asks")
    }
    let readsFacts = rule.appliesWhen != nil || rule.outcomes.contains { $0.when != nil }
    let isUnknown =
      shows(.unknown) { if case .unknown = $0 { true } else { false } } || shows(.open) { _ in false }
    if readsFacts, !isUnknown { missing.append("that is unknown") }
    return missing
  }
}
