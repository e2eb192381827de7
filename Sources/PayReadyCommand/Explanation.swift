import Judging
import Model
import Reporting

/// How a rule came to its results: the facts that it read and what became of each condition.
struct Explanation {
  private let page: String
  private let trace: Trace
  private let language: Language
  private let explanation: RuleExplanation?

  init(_ rule: Rule, of evidence: Evidence, statement: Statement, catalogue: Catalogue, language: Language) {
    self.language = language
    trace = language.trace
    page = RulePages.entries([rule], of: catalogue, language)
      .map { RulePage($0, language: language).text() }.joined()
    explanation = Judge(catalogue: catalogue).explain(rule: rule.id, evidence, statement: statement)
  }

  /// The rule itself, then a block a subject.
  var text: String {
    let blocks = (explanation?.parts ?? []).map { block($0).joined(separator: "\n") + "\n" }
    let seen = blocks.isEmpty ? ["\(trace.nothing)\n"] : blocks
    return ([page] + seen).joined(separator: "\n")
  }

  private func block(_ part: RuleExplanation.Part) -> [String] {
    var lines = ["\(SafeText.line(part.subject.description)): \(words(part.result))"]
    if let applies = part.appliesWhen { lines += ["  \(trace.appliesWhen)"] + steps(applies, depth: 2) }
    for branch in part.branches {
      lines.append(
        "  \(branch.outcome): \(branch.truth.map(words) ?? trace.notTried)"
      )
      if let condition = branch.condition { lines += steps(condition, depth: 2) }
    }
    let result = part.result
    for unknown in result.unknowns { lines.append("  \(trace.inTheWay): \(words(unknown))") }
    if let cause = result.explainedBy { lines.append("  \(trace.explainedBy): \(SafeText.line(cause))") }
    if let reason = result.waived { lines.append("  \(trace.accepted): \(SafeText.line(reason))") }
    for (path, fact) in part.facts.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(trace.read) \(SafeText.line(path)) = \(words(fact))")
    }
    return lines + result.looks.map { "  \(trace.seenIn): \(SafeText.line($0))" }
  }

  private func steps(_ step: RuleExplanation.Step, depth: Int) -> [String] {
    // Conditions are at most as deep as rule files may be nested.
    let indent = String(repeating: "  ", count: depth)
    let fact = step.fact.map { "; \(trace.itIs) \(words($0))" } ?? ""
    return ["\(indent)\(SafeText.line(step.text)): \(words(step.truth))\(fact)"]
      + step.parts.flatMap { steps($0, depth: depth + 1) }
  }

  private func words(_ truth: Truth) -> String {
    switch truth {
    case .holds: trace.holds
    case .fails: trace.fails
    case .unknown: trace.notKnown
    }
  }

  private func words(_ result: RuleResult) -> String {
    var words = result.result.rawValue
    if let outcome = result.outcome { words += ", \(trace.outcome) \(outcome)" }
    if let severity = result.severity { words += ", \(severity.rawValue)" }
    if let worst = result.atWorst, result.result == .unknown {
      words += ", \(trace.atWorst) \(worst.rawValue)"
    }
    if let question = result.question { words += ", \(trace.question) \(question.rawValue)" }
    return words
  }

  private func words(_ fact: Fact) -> String {
    switch fact {
    case .known(let value, _): words(value)
    case .partial(let values, let missing, _):
      "\(words(.list(values))), \(trace.andUnseen): \(words(missing))"
    case .absent: trace.absent
    case .unknown(let unknown, _): "\(trace.unknown): \(words(unknown))"
    }
  }

  private func words(_ unknown: Unknown) -> String {
    let needs = unknown.needs.map { ", \(trace.needs) \($0.rawValue)" } ?? ""
    let detail = unknown.detail.map { " (\(SafeText.excerpt(language.detail($0), limit: 256)))" } ?? ""
    return unknown.reason.rawValue + needs + detail
  }

  private func words(_ value: Value) -> String {
    switch value {
    case .bool(let truth): "\(truth)"
    case .int(let number): "\(number)"
    case .text(let text): "\"\(SafeText.excerpt(text, limit: 256))\""
    case .list(let list): "[\(list.map(words).joined(separator: ", "))]"
    case .record(let record):
      "{"
        + record.sorted { $0.key < $1.key }.map { "\(SafeText.line($0.key)): \(words($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }
}
