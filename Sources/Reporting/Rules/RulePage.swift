import Model

/// A rule, told on a terminal to somebody who wants to know what it means.
package struct RulePage: Sendable {
  private let entry: RuleEntry
  private let phrases: any Phrases

  /// A page about `entry`, whose frame is told in `language`.
  package init(_ entry: RuleEntry, language: Language) {
    self.entry = entry
    phrases = language.phrases
  }

  /// The pages about `entries` in their order, the likeliest cause of a message first; before several, their list.
  package static func text(of entries: [RuleEntry], language: Language) -> String {
    let pages = entries.map { RulePage($0, language: language).text() }.joined(separator: "\n")
    guard entries.count > 1 else { return pages }
    let list = entries.enumerated().map { place, entry in
      "  \(place + 1). \(SafeText.line(entry.text.title)) (\(entry.id))\n"
    }
    return "\(language.phrases.labels.rulePage.causes)\n\(list.joined())\n\(pages)"
  }

  /// What it checks, why, what can come out, and how to mend it.
  ///
  /// - Parameter examples: Whether its examples are shown too.
  /// - Returns: The page, ending in a line break.
  package func text(examples: Bool = false) -> String {
    let text = entry.text
    let labels = phrases.labels.rulePage
    var lines = ["\(entry.id): \(SafeText.line(text.title))", ""]
    if let why = text.why { lines += [SafeText.block(why), ""] }
    lines += row(labels.about, phrases.about(entry.about)) + row(labels.category, entry.category)
    lines += row(labels.owner, text.owner.map { phrases.owner($0) })
    lines +=
      row(labels.basis, text.basis.map(phrases.basis)) + row(labels.source, text.source.map(phrases.source))
    lines += row(labels.symptom, join(text.symptoms)) + row(labels.assumes, join(entry.assumes))
    lines += row(labels.weight, entry.weight.map(String.init) ?? labels.neverDecides)
    for outcome in entry.outcomes { lines += [""] + self.lines(of: outcome) }
    if examples, !entry.examples.isEmpty {
      lines += ["", "\(labels.examples):"]
      lines += entry.examples.map { "  \(SafeText.line($0.name)) → \(SafeText.line($0.gives))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of outcome: RuleEntry.Outcome) -> [String] {
    let text = entry.text.outcomes[outcome.id]
    var lines = ["\(outcome.id): \(phrases.effect(outcome.effect))"]
    if let says = text?.says { lines.append("  \(indented(says))") }
    if let fix = text?.fix { lines.append("  → \(indented(fix))") }
    for (platform, fix) in (text?.fixFor ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append("  → \(SafeText.line(platform)): \(indented(fix))")
    }
    return lines
  }

  private func row(_ name: String, _ value: String?) -> [String] {
    guard let value, !value.isEmpty else { return [] }
    return [name + String(repeating: " ", count: max(1, 16 - name.count)) + SafeText.line(value)]
  }

  private func join(_ words: [String]) -> String { words.joined(separator: ", ") }

  private func indented(_ text: String) -> String { SafeText.block(text).replacing("\n", with: "\n    ") }
}
