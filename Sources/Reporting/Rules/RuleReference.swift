package import Model

/// Every rule on one page, in Markdown.
package struct RuleReference: Sendable {
  private let entries: [RuleEntry]
  private let packs: [PackIdentity]
  private let phrases: any Phrases

  /// A reference of `entries`, which stand in the order of their categories, told in `language`.
  package init(_ entries: [RuleEntry], packs: [PackIdentity], language: Language) {
    self.entries = entries
    self.packs = packs
    phrases = language.phrases
  }

  /// The page, ending in a line break.
  package var text: String {
    let labels = phrases.labels.rulePage
    var blocks = [
      "# \(escape(labels.reference))", labels.referenceIntro,
      packs.map { "\(escape($0.name)) \(escape($0.version))" }.joined(separator: ", "),
    ]
    var category = ""
    for entry in entries {
      if entry.category != category {
        category = entry.category
        blocks.append("## \(escape(category))")
      }
      blocks += self.blocks(of: entry)
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func blocks(of entry: RuleEntry) -> [String] {
    let labels = phrases.labels.rulePage
    let text = entry.text
    var blocks = ["### \(MarkdownReporter.code(entry.id)): \(escape(text.title))"]
    if let why = text.why { blocks.append(escape(why)) }
    let rows: [(String, String?)] = [
      (labels.about, escape(phrases.about(entry.about))),
      (labels.owner, text.owner.map { escape(phrases.owner($0)) }),
      (labels.basis, text.basis.map { escape(phrases.basis($0)) }),
      (labels.source, text.source.map { source(phrases.source($0)) }),
      (labels.symptom, joined(text.symptoms)), (labels.assumes, joined(entry.assumes)),
      (labels.weight, escape(entry.weight.map(String.init) ?? labels.neverDecides)),
    ]
    let lines = rows.compactMap { name, value in value.map { "- \(escape(name)): \($0)" } }
    blocks.append(lines.joined(separator: "\n"))
    return blocks + entry.outcomes.map { self.block(of: $0, in: entry) }
  }

  private func block(of outcome: RuleEntry.Outcome, in entry: RuleEntry) -> String {
    let text = entry.text.outcomes[outcome.id]
    var lines = ["**\(escape(outcome.id))**, \(escape(phrases.effect(outcome.effect)))"]
    if let says = text?.says { lines[0] += ": \(escape(says))" }
    if let fix = text?.fix { lines += ["", "> \(escape(fix))"] }
    let platforms = (text?.fixFor ?? [:]).sorted { $0.key < $1.key }
    if !platforms.isEmpty {
      lines.append(">")
      lines += platforms.map { platform, fix in
        "> - \(escape(productName(platform, of: "platform.name") ?? platform)): \(escape(fix))"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A page with its day as a link; anything else as it is.
  private func source(_ text: String) -> String {
    let parts = text.split(separator: " ").map(String.init)
    let isPlain = parts.first?.allSatisfy { $0.isASCII && !"<>()[]`\\ ".contains($0) } == true
    guard parts.count == 2, parts[0].hasPrefix("https://"), isPlain else { return escape(text) }
    return "<\(parts[0])> \(escape(parts[1]))"
  }

  private func joined(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.map(MarkdownReporter.code).joined(separator: ", ")
  }

  private func escape(_ text: String) -> String { MarkdownReporter.escape(text) }
}
