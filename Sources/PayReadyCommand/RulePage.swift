import Judging
import Model
import Reporting

/// A rule, told to somebody who wants to know what it means.
struct RulePage {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

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

  /// What it checks, why, what can come out, and how to mend it.
  ///
  /// - Parameter examples: Whether its examples are shown too.
  /// - Returns: The page, ending in a line break.
  func text(examples: Bool = false) -> String {
    var lines = ["\(rule.id): \(SafeText.line(rule.title))", ""]
    if let why = rule.why { lines += [SafeText.block(why), ""] }
    lines += row("about", "each \(rule.about.rawValue)") + row("category", rule.category)
    lines += row("who mends", rule.owner.map(\.rawValue)) + row("basis", rule.basis.map(\.rawValue))
    lines += row("source", rule.source?.text) + row("seen as", join(rule.symptoms))
    lines += row("explained by", join(rule.assumes))
    lines += row("weight", rule.decidesVerdict ? "\(rule.weight)" : "0, it never decides a verdict")
    for outcome in rule.outcomes { lines += [""] + self.lines(of: outcome) }
    if examples, !rule.examples.isEmpty {
      lines += ["", "examples:"] + rule.examples.map { "  \(SafeText.line($0.name)) → \($0.gives.text)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of outcome: Outcome) -> [String] {
    var lines = ["\(outcome.id): \(effect(outcome.effect))"]
    if let says = outcome.says { lines.append("  \(indented(says))") }
    if let fix = outcome.fix { lines.append("  → \(indented(fix))") }
    for (platform, fix) in outcome.fixFor.sorted(by: { $0.key < $1.key }) {
      lines.append("  → \(SafeText.line(platform)): \(indented(fix))")
    }
    return lines
  }

  private func effect(_ effect: Outcome.Effect) -> String {
    switch effect {
    case .fail(.blocker): "stops payments (blocker)"
    case .fail(.major): "fails for some buyers (major)"
    case .fail(.minor): "should be tidied (minor)"
    case .ask(let severity): "only you can answer; a no is a \(severity.rawValue)"
    case .note: "for information"
    case .pass: "fine"
    case .unknown(let unknown):
      unknown.needs.map { "not seen (\(unknown.reason.rawValue), needs \($0.rawValue))" }
        ?? "not seen (\(unknown.reason.rawValue))"
    }
  }

  private func row(_ name: String, _ value: String?) -> [String] {
    guard let value, !value.isEmpty else { return [] }
    return [name + String(repeating: " ", count: max(1, 14 - name.count)) + SafeText.line(value)]
  }

  private func join(_ words: [String]) -> String { words.joined(separator: ", ") }

  private func indented(_ text: String) -> String { SafeText.block(text).replacing("\n", with: "\n    ") }
}
