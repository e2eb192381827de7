import ArgumentParser
import Auditing
import Model
import Reporting

extension PayReady {
  /// Says what an audit would send.
  struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan",
      abstract: "Show what an audit would send, without sending it.",
      discussion: """
        EXAMPLES:
          payready plan shop.example
          payready plan shop.example --ipn /amazon-pay/ipn --allow-post
        """
    )

    @OptionGroup(title: "The shop")
    var shop: ShopOptions

    @OptionGroup(title: "What you state (it changes nothing in what is sent)")
    var statement: StatementOptions

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    mutating func run() throws {
      let catalogue = try RuleOptions.catalogue(rules.rules)
      _ = try statement.statement(catalogue)
      let auditor = try RuleOptions.auditor(catalogue)
      let prepared: PreparedAudit
      do {
        prepared = try auditor.prepare(shop.order)
      } catch {
        throw ProgramFailure(code: .usage, message: error.message)
      }
      let lines = prepared.plan.enumerated().map { number, step in
        let condition = step.when.map { " (\(SafeText.line($0)))" } ?? ""
        return "\(number + 1). \(SafeText.line(step.what))\(condition)\n   \(SafeText.line(step.command))\n"
      }
      try Console.say(lines.joined())
    }
  }
}
