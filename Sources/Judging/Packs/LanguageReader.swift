import Model

/// Reads the texts of a pack in another language and holds each against the pack's own.
struct LanguageReader {
  let categories: [Pack.Category]
  let rules: [Rule]
  /// Ids of rules that could not be read; nothing is said about their texts.
  let broken: [String]
  /// The file's name without folder and ending.
  let language: String

  /// Words that the first sentence of what an outcome says may have.
  static let longestFirstSentence = 25

  /// The texts in the file whose root is `node`; what is missing, superfluous or different is complained about.
  func read(_ node: YAMLNode, _ complaints: inout Complaints) -> PackTexts {
    var texts = PackTexts()
    guard let fields = Fields(node, of: "a file of texts", keys: Key.language, &complaints) else {
      return texts
    }
    if let code = fields["language"]?.text("'language'", &complaints), code != language {
      complaints.add(
        fields["language"]?.place ?? node.place,
        "the file is named after language \(quoted(language)), but says \(quoted(code)); make both the same"
      )
    }
    texts.categories = titles(fields["categories"], at: node.place, &complaints)
    let entries = fields["rules"]?.mapping("'rules'", &complaints) ?? []
    for entry in entries {
      if let rule = rules.first(where: { $0.id == entry.key }) {
        texts.rules[rule.id] = read(entry.value, of: rule, &complaints)
      } else if !broken.contains(entry.key) {
        complaints.addUnknown(entry.keyPlace, "rule", entry.key, known: rules.map(\.id))
      }
    }
    for rule in rules where !entries.contains(where: { $0.key == rule.id }) {
      complaints.add(node.place, "the texts of rule '\(rule.id)' are missing; add them under 'rules'")
    }
    return texts
  }

  private func titles(_ node: YAMLNode?, at place: Place, _ complaints: inout Complaints) -> [String: String]
  {
    var titles: [String: String] = [:]
    for entry in node?.mapping("'categories'", &complaints) ?? [] {
      guard categories.contains(where: { $0.id == entry.key }) else {
        complaints.addUnknown(entry.keyPlace, "category", entry.key, known: categories.map(\.id))
        continue
      }
      titles[entry.key] = entry.value.text("the title", &complaints)
    }
    // A pack without a file of its own names its categories after its files.
    for category in categories where category.title != category.id && titles[category.id] == nil {
      complaints.add(
        node?.place ?? place,
        "the title of category '\(category.id)' is missing; add it under 'categories'"
      )
    }
    return titles
  }

  private func read(_ node: YAMLNode, of rule: Rule, _ complaints: inout Complaints) -> RuleTexts {
    var texts = RuleTexts()
    let what = "rule '\(rule.id)'"
    guard let fields = Fields(node, of: "the texts of a rule", keys: Key.ruleTexts, &complaints) else {
      return texts
    }
    let own = rule.texts
    texts.title = text("title", fields, own.title, what, &complaints)
    texts.why = text("why", fields, own.why, what, &complaints)
    texts.fix = text("fix", fields, own.fix, what, &complaints)
    texts.inferred = text("inferred", fields, own.inferred, what, &complaints)
    texts.fixFor = self.texts(fields["fixFor"], own.fixFor, what, at: node.place, &complaints)
    if let symptom = fields["symptom"] {
      if own.symptoms.isEmpty {
        complaints.add(symptom.place, "\(what) has no 'symptom'; leave it out")
      }
      texts.symptoms = symptom.texts("'symptom'", &complaints).map { .init(text: $0, place: symptom.place) }
    }
    outcomes(fields["outcomes"], of: rule, at: node.place, into: &texts, &complaints)
    return texts
  }

  private func outcomes(
    _ node: YAMLNode?,
    of rule: Rule,
    at place: Place,
    into texts: inout RuleTexts,
    _ complaints: inout Complaints
  ) {
    let own = rule.texts.outcomes.filter { !$0.value.isEmpty }
    let entries = node?.mapping("'outcomes'", &complaints) ?? []
    for entry in entries {
      guard let expected = rule.texts.outcomes[entry.key] else {
        complaints.addUnknown(entry.keyPlace, "outcome", entry.key, known: rule.outcomes.map(\.id))
        continue
      }
      let what = "outcome '\(entry.key)' of rule '\(rule.id)'"
      guard
        let fields = Fields(entry.value, of: "the texts of an outcome", keys: Key.outcomeTexts, &complaints)
      else { continue }
      let says = text("says", fields, expected.says, what, &complaints)
      if let says { checkFirstSentence(says, &complaints) }
      texts.outcomes[entry.key] = RuleTexts.OfOutcome(
        says: says,
        fix: text("fix", fields, expected.fix, what, &complaints),
        fixFor: self.texts(fields["fixFor"], expected.fixFor, what, at: entry.value.place, &complaints)
      )
    }
    for id in own.keys.sorted() where !entries.contains(where: { $0.key == id }) {
      complaints.add(
        node?.place ?? place,
        "the texts of outcome '\(id)' of rule '\(rule.id)' are missing; add them under 'outcomes'"
      )
    }
  }

  private func text(
    _ name: String,
    _ fields: Fields,
    _ own: RuleTexts.Placed?,
    _ what: String,
    _ complaints: inout Complaints
  ) -> RuleTexts.Placed? {
    guard let node = fields[name] else {
      if own != nil { complaints.add(fields.node.place, "\(what) has no '\(name)' here; translate it") }
      return nil
    }
    guard let own else {
      complaints.add(node.place, "\(what) has no '\(name)' of its own; leave it out")
      return nil
    }
    guard let text = node.text("'\(name)'", &complaints) else { return nil }
    comparePlaceholders(text, own, node.place, &complaints)
    return RuleTexts.Placed(text: text, place: node.place)
  }

  private func texts(
    _ node: YAMLNode?,
    _ own: [String: RuleTexts.Placed],
    _ what: String,
    at place: Place,
    _ complaints: inout Complaints
  ) -> [String: RuleTexts.Placed] {
    var texts: [String: RuleTexts.Placed] = [:]
    for entry in node?.mapping("'fixFor'", &complaints) ?? [] {
      guard let expected = own[entry.key] else {
        complaints.add(entry.keyPlace, "\(what) has no fix for \(quoted(entry.key)); leave it out")
        continue
      }
      guard let text = entry.value.text("a fix", &complaints) else { continue }
      comparePlaceholders(text, expected, entry.value.place, &complaints)
      texts[entry.key] = RuleTexts.Placed(text: text, place: entry.value.place)
    }
    let written = node.flatMap { node -> [String]? in
      if case .mapping(let pairs) = node.content { pairs.map(\.key) } else { nil }
    }
    for platform in own.keys.sorted() where written?.contains(platform) != true {
      complaints.add(node?.place ?? place, "\(what) has no fix for '\(platform)' here; translate it")
    }
    return texts
  }

  private func comparePlaceholders(
    _ text: String,
    _ own: RuleTexts.Placed,
    _ place: Place,
    _ complaints: inout Complaints
  ) {
    let here = Set(OutcomeReader.names(in: text))
    let there = Set(OutcomeReader.names(in: own.text))
    let origin = "\(own.place.file):\(own.place.line)"
    for name in there.subtracting(here).sorted() {
      complaints.add(place, "placeholder {\(name)} is missing; the pack's own text (\(origin)) has it")
    }
    for name in here.subtracting(there).sorted() {
      complaints.add(place, "placeholder {\(name)} is not in the pack's own text (\(origin)); leave it out")
    }
  }

  private func checkFirstSentence(_ says: RuleTexts.Placed, _ complaints: inout Complaints) {
    let words = Self.wordsOfFirstSentence(says.text)
    guard words > Self.longestFirstSentence else { return }
    complaints.add(
      says.place,
      "the first sentence has \(words) words; say it in \(Self.longestFirstSentence) or fewer"
    )
  }

  /// How many words stand before the first full stop, question mark or exclamation mark that ends a word.
  static func wordsOfFirstSentence(_ text: String) -> Int {
    var count = 0
    // The texts are long and their first sentences short: what follows is not looked at.
    var rest = text.utf8[...]
    while true {
      rest = rest.drop(while: isSpace)
      guard !rest.isEmpty else { break }
      let word = Substring(rest.prefix { !isSpace($0) })
      rest = rest[word.endIndex...]
      if word.contains(where: { $0.isLetter || $0.isNumber }) { count += 1 }
      let bare = word.last.map { "”“\"')".contains($0) } == true ? word.dropLast() : word
      if let last = bare.last, ".?!".contains(last), !isAbbreviation(bare) { break }
    }
    return count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// `z.` of `z. B.`: a single letter with its stop ends no sentence.
  private static func isAbbreviation(_ word: Substring) -> Bool {
    word.count == 2 && word.first?.isLetter == true
  }
}
