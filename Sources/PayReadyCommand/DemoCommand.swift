import ArgumentParser
import Auditing
import DemoShop
import Judging
import Model
import Reporting

extension PayReady {
  /// Audits shops that are served from this machine.
  struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "demo",
      abstract: "Audit shops served from this machine; no network needed.",
      discussion: """
        Ends with 0 when every shop got the verdict that its faults deserve, else with 1.

        EXAMPLES:
          payready demo
          payready demo --shop broken-shop.example
          payready demo --serve
        """
    )

    @Option(
      name: .customLong("shop"),
      help: ArgumentHelp("Audit only this shop and print its whole first screen.", valueName: "name")
    )
    var name: String?

    @Flag(help: "Keep serving the shops and print the commands that audit them, until Ctrl-C.")
    var serve = false

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    @OptionGroup(title: "The report")
    var report: ReportOptions

    mutating func run() async throws {
      let catalogue = try rules.catalogue(report.language.chosen)
      let auditor = try RuleOptions.auditor(catalogue)
      try report.check()
      let world: DemoWorld
      do {
        world = try DemoWorld(try plans(), amazon: AmazonStandIn())
      } catch let failure as LocalServer.Failure {
        throw ProgramFailure(
          code: .defect,
          message: "the demo's shops cannot be served: \(failure.description)"
        )
      }
      defer { world.stop() }
      if serve { return try await keepServing(DemoOrders(world, catalogue)) }
      let orders = DemoOrders(world, catalogue)
      let outcomes: [DemoOutcome]
      let telling = report.telling
      do {
        outcomes = try await Interruption.cancels { try await orders.audit(with: auditor, telling: telling) }
      } catch is CancellationError {
        throw ProgramFailure(
          code: .interrupted,
          message: "interrupted: the demo was not finished; run it again"
        )
      }
      if name != nil, let only = outcomes.first {
        try report.deliver(only.audit, stored: [])
      }
      try Console.say(outcomes.map(\.line).joined())
      throw ExitCode(outcomes.allSatisfy(\.isAsExpected) ? 0 : 1)
    }

    private func plans() throws(ProgramFailure) -> [ShopPlan] {
      guard let name else { return DemoCast.plans }
      if let plan = DemoCast.plans.first(where: { $0.host.hasPrefix(name) && !name.isEmpty }) {
        return [plan]
      }
      let hosts = DemoCast.plans.map(\.host)
      let hint = Nearest.word(to: name, among: hosts).map { "did you mean '\($0)'?" }
      throw ProgramFailure(
        code: .usage,
        message: "the demo has no shop '\(name)'; \(hint ?? "use \(hosts.joined(separator: ", "))")"
      )
    }

    private func keepServing(_ orders: DemoOrders) async throws {
      try Console.say(orders.commands)
      Console.note("serving until Ctrl-C\n")
      do {
        try await Interruption.cancels {
          while true { try await Task.sleep(for: .seconds(3600)) }
        }
      } catch is CancellationError {
        Console.note("stopped\n")
      }
    }
  }
}
