import Auditing
import Judging
import Model
import Reporting

/// How a rule came to its results: the facts that it read and what stood in the way.
struct Explanation {
  private let page: RulePage
  private let results: [RuleResult]
  private let subjects: [Subject.ID: Subject]

  init(_ rule: Rule, audit: Audit) {
    page = RulePage(rule)
    results = audit.assessment.rules.first { $0.rule == rule.id }?.results ?? []
    subjects = Dictionary(audit.evidence.subjects.map { ($0.id, $0) }) { first, _ in first }
  }

  /// A block a subject, after the rule itself.
  var text: String {
    let blocks = results.map { block($0).joined(separator: "\n") }
    let seen = blocks.isEmpty ? ["no subject in this evidence is what the rule is about"] : blocks
    return ([page.text()] + seen.map { $0 + "\n" }).joined(separator: "\n")
  }

  private func block(_ result: RuleResult) -> [String] {
    var lines = ["\(SafeText.line(result.subject.description)): \(words(result))"]
    for path in result.read { lines.append("  \(path) = \(value(of: path, for: result.subject))") }
    for unknown in result.unknowns { lines.append("  in the way: \(words(unknown))") }
    if let cause = result.explainedBy { lines.append("  explained by: \(cause)") }
    if let reason = result.waived { lines.append("  accepted: \(SafeText.line(reason))") }
    for look in result.looks { lines.append("  seen in: \(SafeText.line(look))") }
    return lines
  }

  private func words(_ result: RuleResult) -> String {
    var words = result.result.rawValue
    if let outcome = result.outcome { words += ", outcome \(outcome)" }
    if let severity = result.severity { words += ", \(severity.rawValue)" }
    if let worst = result.atWorst, result.result == .unknown { words += ", at worst \(worst.rawValue)" }
    if let question = result.question { words += ", question \(question.rawValue)" }
    return words
  }

  /// The fact that `path` names for `subject`: its own, or that of an ancestor whose kind it begins with.
  private func value(of path: String, for subject: Subject.ID) -> String {
    var current = subjects[subject]
    if let fact = current?.facts[path] { return words(fact) }
    for _ in SubjectKind.allCases {
      guard let here = current else { break }
      let prefix = "\(here.id.kind.rawValue)."
      if path.hasPrefix(prefix), let fact = here.facts[String(path.dropFirst(prefix.count))] {
        return words(fact)
      }
      current = here.parent.flatMap { subjects[$0] }
    }
    return "(of the subject or the statement itself)"
  }

  private func words(_ fact: Fact) -> String {
    switch fact {
    case .known(let value, _): words(value)
    case .partial(let values, let missing, _):
      "\(words(.list(values))), and more that was not seen: \(words(missing))"
    case .absent: "absent"
    case .unknown(let unknown, _): "unknown: \(words(unknown))"
    }
  }

  private func words(_ unknown: Unknown) -> String {
    let needs = unknown.needs.map { ", needs \($0.rawValue)" } ?? ""
    let detail = unknown.detail.map { " (\(SafeText.excerpt($0, limit: 256)))" } ?? ""
    return unknown.reason.rawValue + needs + detail
  }

  private func words(_ value: Value) -> String {
    switch value {
    case .bool(let truth): "\(truth)"
    case .int(let number): "\(number)"
    case .text(let text): "\"\(SafeText.excerpt(text, limit: 256))\""
    case .list(let list): "[\(list.map(words).joined(separator: ", "))]"
    case .record(let record):
      "{\(record.sorted { $0.key < $1.key }.map { "\(SafeText.line($0.key)): \(words($0.value))" }.joined(separator: ", "))}"
    }
  }
}
