import ArgumentParser
import Auditing
import Judging
import Model

extension PayReady {
  /// Judges stored evidence again.
  struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "judge",
      abstract: "Judge stored evidence again with today's rules, offline.",
      discussion: """
        The same evidence, rules and options give the same report, byte for byte, on any day.

        EXAMPLES:
          payready judge reports/shop.example/20261123T070100Z.evidence.json
          payready judge evidence.json --rules our-rules --format json
          payready judge evidence.json --explain cert-validity
        """
    )

    @Argument(help: ArgumentHelp("A file that ends in .evidence.json; - for stdin.", valueName: "evidence"))
    var file: String

    @Option(
      help: ArgumentHelp(
        "Show which facts this rule read and what came of each condition.",
        valueName: "rule"
      )
    )
    var explain: String?

    @OptionGroup(title: "What you state")
    var statement: StatementOptions

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    @OptionGroup(title: "The report")
    var report: ReportOptions

    mutating func run() throws {
      let catalogue = try rules.catalogue(report.language.chosen)
      let stated = try statement.statement(catalogue)
      let explained = try explain.map { try RulePages.rule($0, in: catalogue) }
      try report.check()
      let auditor = try RuleOptions.auditor(catalogue)
      let audit: Audit
      do {
        audit = try auditor.judge(evidence: try bytes(), statement: stated, telling: report.telling)
      } catch let failure as EvidenceFailure {
        throw ProgramFailure(code: .input, message: "'\(file)' \(failure.description)")
      }
      if let explained {
        let explanation = Explanation(
          explained,
          of: audit.evidence,
          statement: stated,
          catalogue: catalogue,
          language: report.language.chosen
        )
        return try Console.say(explanation.text)
      }
      for rule in audit.idleAnswers {
        Console.complain("--answer \(rule) answered nothing: the rule did not ask")
      }
      try report.deliver(audit, stored: [])
      throw ExitCode(audit.exitCode)
    }

    private func bytes() throws(ProgramFailure) -> [UInt8] {
      do {
        return try InputFile.read(file, limit: EvidenceFile.maximalBytes)
      } catch {
        throw ProgramFailure(code: .input, message: error.description)
      }
    }
  }
}
