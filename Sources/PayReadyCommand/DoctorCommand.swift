import ArgumentParser
import Auditing
import FoundationEssentials
import Glibc
import Model

extension PayReady {
  /// Looks at the shop's own server.
  struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "doctor",
      abstract: "Run on the shop's server: does it reach Amazon, is its clock right, is its code sound?",
      discussion: """
        Looks from this machine at Amazon's API, its scripts and the hosts of its notification certificates. Nothing is
        posted unless --credentials is given: then one signed request makes a checkout session that nobody will use.
        The file of --credentials is JSON; the key is the PEM itself or the path of its file, from the file's own folder:
          { "region": "eu", "publicKeyId": "SANDBOX-…", "storeId": "amzn1.application-oa2-client.…",
            "privateKey": "private.pem" }
        The key is only held in memory, and stands in no report. "environment" (sandbox, live) and "algorithm" may be added.
        Without --proxy the environment's is used as curl does (https_proxy, all_proxy, no_proxy). No program is run.

        EXAMPLES:
          payready doctor
          payready doctor --region eu --source /var/www/shop
          payready doctor --source . --offline --format json
          payready doctor --credentials sandbox.json --stage sandbox
        """
    )

    @Option(
      help: ArgumentHelp(
        "The folder with the shop's code: lockfiles and plain mistakes.",
        valueName: "folder"
      )
    )
    var source: String?

    @Option(help: ArgumentHelp("Leave to send one signed request with these.", valueName: "file"))
    var credentials: String?

    @Flag(help: "Leave to send it where payments are real.")
    var live = false

    @Flag(help: "Look at nothing but the code.")
    var offline = false

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The time that all looks together may take.", valueName: "seconds")
    )
    var timeout = 60

    @Option(help: ArgumentHelp("As curl: HOST:PORT:ADDRESS (repeatable).", valueName: "entry"))
    var resolve: [String] = []

    @Option(help: ArgumentHelp("As curl: HOST1:PORT1:HOST2:PORT2 (repeatable).", valueName: "entry"))
    var connectTo: [String] = []

    @Option(help: ArgumentHelp("As curl: a file of further trusted roots.", valueName: "file"))
    var cacert: String?

    @Option(help: ArgumentHelp("As curl: the proxy that all connections go through.", valueName: "url"))
    var proxy: String?

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

    mutating func validate() throws {
      guard (1...3600).contains(timeout) else {
        throw ValidationError("--timeout \(timeout) is out of range; give 1 to 3600 seconds")
      }
      if offline, source == nil { throw ValidationError("--offline needs --source, the code to look at") }
      if offline, credentials != nil {
        throw ValidationError("--credentials needs the network; leave --offline out")
      }
      if live, credentials == nil { throw ValidationError("--live needs --credentials, what to sign with") }
    }

    mutating func run() async throws {
      let catalogue = try rules.catalogue(report.language.chosen)
      let stated = try statement.statement(catalogue)
      let auditor = try RuleOptions.auditor(catalogue)
      try report.check()
      let folder = try savesNothing ? nil : reportFolder()
      let audit = try await examine(auditor, try order(), stated)
      let stored = try folder.map { folder in
        do {
          return try folder.store(audit)
        } catch let failure as OutputFailure {
          throw ProgramFailure(code: .output, message: failure.description)
        }
      }
      try report.deliver(audit, stored: stored ?? [])
      throw ExitCode(audit.exitCode)
    }

    private func reportFolder() throws(ProgramFailure) -> ReportFolder {
      do {
        return try ReportFolder(output)
      } catch {
        throw ProgramFailure(code: .output, message: "\(error.description), or store nothing with --no-save")
      }
    }

    private func order() throws -> DoctorOrder {
      var order = DoctorOrder(name: Self.hostName)
      order.region = statement.region
      order.source = source
      order.credentials = try credentials.map(readCredentials)
      order.allowsLive = live
      order.isOffline = offline
      order.resolve = resolve
      order.connectTo = connectTo
      order.caFile = cacert
      order.proxy = proxy
      order.environment = ProcessInfo.processInfo.environment
      order.timeoutSeconds = timeout
      return order
    }

    private func readCredentials(_ path: String) throws -> DoctorCredentials {
      func bytes(_ path: String) throws(ProgramFailure) -> [UInt8] {
        do {
          return try InputFile.read(path, limit: 1 << 17)
        } catch {
          throw ProgramFailure(code: .input, message: error.description)
        }
      }
      do {
        return try DoctorCredentials.read(try bytes(path)) { key in
          let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
          return try bytes(key.hasPrefix("/") ? key : folder + key)
        }
      } catch let error as OrderError {
        throw ProgramFailure(code: .input, message: error.message)
      }
    }

    private func examine(_ auditor: Auditor, _ order: DoctorOrder, _ stated: Statement) async throws -> Audit
    {
      let line = ProgressLine(order.name, isQuiet: quiet)
      let telling = report.telling
      defer { line.clear() }
      do {
        return try await Interruption.cancels {
          try await auditor.examine(order, statement: stated, telling: telling) { line.show($0) }
        }
      } catch let error as OrderError {
        throw ProgramFailure(code: .input, message: error.message)
      } catch is CancellationError {
        line.clear()
        throw ProgramFailure(code: .interrupted, message: "interrupted: nothing was stored; run it again")
      }
    }

    /// The name of this machine.
    private static var hostName: String {
      var name = [CChar](repeating: 0, count: 256)
      guard gethostname(&name, name.count - 1) == 0, name[0] != 0 else { return "server" }
      return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "server" }
    }
  }
}
