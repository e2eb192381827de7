import ArgumentParser
import Auditing
import Model

extension PayReady {
  /// Audits one shop.
  struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit",
      abstract: "Audit one shop.",
      discussion: """
        The summary goes to stdout; report and evidence are stored as <output>/<host>/<time>.html, .json and
        .evidence.json, with pictures of the pages that a browser opened. Only GET, HEAD and OPTIONS are sent,
        unless --allow-post or --allow-cart is given.
        An audit that is interrupted stores nothing.

        EXAMPLES:
          payready audit shop.example
          payready audit shop.example --page /cart --ipn https://shop.example/amazon-pay/ipn --allow-post
          payready audit shop.example --api https://api.shop.example/checkout --storefront https://shop.example
          payready audit shop.example --answer golive-tests-run=yes --require-answers
          payready audit shop.example --format json --no-save
          payready audit localhost:8443 --cacert root.pem --stage sandbox
        """
    )

    @OptionGroup(title: "The shop")
    var shop: ShopOptions

    @OptionGroup(title: "What you state")
    var statement: StatementOptions

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    @OptionGroup(title: "The report")
    var report: ReportOptions

    @Option(help: ArgumentHelp("The folder that receives report and evidence.", valueName: "folder"))
    var output = "reports"

    @Flag(name: .customLong("no-save"), help: "Store nothing.")
    var savesNothing = false

    @Flag(help: "Show no progress.")
    var quiet = false

    @Flag(help: "List every look on stderr.")
    var verbose = false

    mutating func run() async throws {
      let catalogue = try rules.catalogue(report.language.chosen)
      let stated = try statement.statement(catalogue)
      let auditor = try RuleOptions.auditor(catalogue)
      let prepared: PreparedAudit
      do {
        prepared = try auditor.prepare(shop.order)
      } catch {
        throw ProgramFailure(code: .usage, message: error.message)
      }
      let folder = try places()
      let audit = try await audit(auditor, prepared, stated)
      if verbose { Console.note(LookList(audit.evidence).text) }
      for rule in audit.idleAnswers {
        Console.complain(
          "--answer \(rule) answered nothing: the rule did not ask; payready explain \(rule) says when it does"
        )
      }
      try report.deliver(audit, stored: try store(audit, in: folder))
      throw ExitCode(audit.exitCode)
    }

    /// Makes sure that every output can be written, before the audit takes its time.
    private func places() throws(ProgramFailure) -> ReportFolder? {
      try report.check()
      guard !savesNothing else { return nil }
      do {
        return try ReportFolder(output)
      } catch {
        throw ProgramFailure(code: .output, message: "\(error.description), or store nothing with --no-save")
      }
    }

    private func audit(
      _ auditor: Auditor,
      _ prepared: PreparedAudit,
      _ stated: Statement
    ) async throws -> Audit {
      let line = ProgressLine(prepared.request.shop, isQuiet: quiet)
      let telling = report.telling
      defer { line.clear() }
      do {
        return try await Interruption.cancels {
          try await auditor.audit(prepared, statement: stated, telling: telling) { line.show($0) }
        }
      } catch is CancellationError {
        line.clear()
        throw ProgramFailure(
          code: .interrupted,
          message:
            "interrupted: the audit of \(prepared.request.shop) is lost and nothing was stored; run it again"
        )
      }
    }

    private func store(_ audit: Audit, in folder: ReportFolder?) throws -> [String] {
      guard let folder else { return [] }
      do {
        return try folder.store(audit)
      } catch let failure as OutputFailure {
        throw ProgramFailure(code: .output, message: failure.description)
      }
    }
  }
}
