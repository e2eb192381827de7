import ArgumentParser
import Judging
import Model
import Reporting

/// What the operator states; with evidence and rules it decides the assessment.
struct StatementOptions: ParsableArguments {
  @Option(help: "What the audit is of: is the shop still without a button, on test keys, or live?")
  var stage: Stage = .live

  @Option(help: "Where the Amazon Pay account is.")
  var region: Region?

  @Flag(help: "This is a new integration.")
  var newIntegration = false

  @Option(
    name: .customLong("answer"),
    help: ArgumentHelp("An answer to a question of the report (repeatable).", valueName: "rule=yes|no"),
    transform: { try AnswerArgument($0) }
  )
  var answers: [AnswerArgument] = []

  /// What was stated.
  ///
  /// - Throws: ``ProgramFailure`` for an answer to a rule that does not exist.
  func statement(_ catalogue: Catalogue) throws(ProgramFailure) -> Statement {
    for answer in answers where catalogue.rule(answer.rule) == nil {
      let hint = catalogue.nearestRule(to: answer.rule).map { "did you mean '\($0)'?" }
      throw ProgramFailure(
        code: .usage,
        message: "--answer names no rule '\(answer.rule)'; \(hint ?? "payready rules list shows them")"
      )
    }
    for answer in answers where answers.contains(where: { $0.rule == answer.rule && $0.yes != answer.yes }) {
      throw ProgramFailure(
        code: .usage,
        message: "--answer \(answer.rule) is given as yes and as no; keep one of them"
      )
    }
    return Statement(
      stage: stage,
      region: region,
      newIntegration: newIntegration ? true : nil,
      answers: answers.map { Answer(rule: $0.rule, yes: $0.yes) }
    )
  }
}

/// `RULE=yes` or `RULE=no`.
struct AnswerArgument: Hashable {
  let rule: String
  let yes: Bool

  init(_ text: String) throws {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, ["yes", "no"].contains(parts[1]) else {
      throw ValidationError("'\(SafeText.line(text))' is no answer; write RULE=yes or RULE=no")
    }
    rule = parts[0]
    yes = parts[1] == "yes"
  }
}
