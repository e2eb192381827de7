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
          payready demo --serve --shop good-shop.example --listen 192.0.2.10
        """
    )

    @Option(
      name: .customLong("shop"),
      help: ArgumentHelp(
        "Serve only this shop, and print the whole first screen of its audit.",
        valueName: "name"
      )
    )
    var name: String?

    @Flag(help: "Keep serving the shops and print the commands that audit them, until Ctrl-C.")
    var serve = false

    @Option(
      help: ArgumentHelp(
        "The address of this machine to serve at; a second one is for what stands in for Amazon's hosts.",
        valueName: "address"
      )
    )
    var listen: [String] = []

    @Flag(
      help: "Serve the one shop at ports 443 and 80, so that its names need no mapping but a file of hosts."
    )
    var standardPorts = false

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    @OptionGroup(title: "The report")
    var report: ReportOptions

    mutating func validate() throws {
      if let everywhere = listen.first(where: { ["0.0.0.0", "::"].contains($0) }) {
        throw ValidationError("nobody can connect to \(everywhere); give --listen an address of this machine")
      }
      if standardPorts, !serve || name == nil || listen.count != 2 {
        throw ValidationError(
          "--standard-ports is for --serve with one --shop and two addresses to --listen at"
        )
      }
      if !report.formats.isEmpty, name == nil || serve {
        throw ValidationError("--format is for one report; name a shop with --shop and leave --serve out")
      }
    }

    mutating func run() async throws {
      let catalogue = try rules.catalogue(report.language.chosen)
      let auditor = try RuleOptions.auditor(catalogue)
      try report.check()
      let world: DemoWorld
      do {
        world = try DemoWorld(
          try plans(),
          listen: listen.first ?? "127.0.0.1",
          amazonAt: listen.last,
          amazon: AmazonStandIn(),
          standardPorts: standardPorts
        )
      } catch let failure as LocalServer.Failure {
        throw ProgramFailure(
          code: listen.isEmpty ? .defect : .usage,
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
      let lines = outcomes.map(\.line).joined()
      if report.formats.contains(where: { $0.file == nil }) {
        Console.note(lines)
      } else {
        try Console.say(lines)
      }
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
      do {
        // Who reads that it serves may end it at once.
        try await Interruption.cancels { [standardPorts] in
          try Console.say(orders.commands)
          if standardPorts { try Console.say(orders.hostLines.map { "# hosts: \($0)\n" }.joined()) }
          Console.note("serving until Ctrl-C\n")
          while true { try await Task.sleep(for: .seconds(3600)) }
        }
      } catch is CancellationError {
        Console.note("stopped\n")
      }
    }
  }
}
