import ArgumentParser
import Auditing

/// The root of the commands.
struct PayReady: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payready",
    abstract: "Audits an online shop from the outside: is it technically ready to take Amazon Pay?",
    discussion: """
      EXAMPLES:
        payready audit shop.example
        payready audit shop.example/cart --ipn https://shop.example/amazon-pay/ipn
        payready audit staging.shop.example --stage sandbox --user name:password
        payready audit shop.example --format json=report.json --fail-on major
        payready judge reports/shop.example/*.evidence.json
        payready report report.json --lang de --format html=report.html
        payready explain InvalidButtonAccessRequest
        payready doctor --region eu
        payready demo

      EXIT CODES:
        0    the gate passed
        1    the gate failed: the shop is not ready
        2    cannot tell: not enough could be seen (nothing reachable is never 0)
        64   the command line is wrong
        65   a rule file, an evidence file or another input is wrong
        70   a defect in this program
        73   an output could not be written
        130  interrupted
      """,
    version: Auditor.version,
    subcommands: [
      AuditCommand.self, JudgeCommand.self, ReportCommand.self, PlanCommand.self, ExplainCommand.self,
      RulesCommand.self,
      FactsCommand.self, DoctorCommand.self, DemoCommand.self,
    ]
  )
}
