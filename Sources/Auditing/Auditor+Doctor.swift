import Judging
package import Model
import Probing

/// What is to be looked at on the shop's own server.
package struct DoctorOrder: Sendable {
  /// What the server is called in the report.
  package var name: String
  /// The region of the account; `nil` looks at all.
  package var region: Region?
  /// The folder with the shop's code; `nil` for none.
  package var source: String?
  /// What signs one request to the API; `nil` sends none.
  package var credentials: DoctorCredentials?
  /// Leave to send that request where payments are real.
  package var allowsLive = false
  /// Whether nothing but the code is looked at.
  package var isOffline = false
  /// `HOST:PORT:ADDRESS`, as curl's `--resolve`.
  package var resolve: [String] = []
  /// `HOST1:PORT1:HOST2:PORT2`, as curl's `--connect-to`.
  package var connectTo: [String] = []
  /// A file of further roots, PEM.
  package var caFile: String?
  /// The proxy that all connections go through.
  package var proxy: String?
  /// The environment, of which proxies and the search path of programs are read; a ``proxy`` goes before those.
  package var environment: [String: String] = [:]
  /// The time that all looks together may take, in seconds.
  package var timeoutSeconds = 60

  /// An order for the server of that name, with nothing else asked for.
  package init(name: String) { self.name = name }

  fileprivate var lookOptions: LookOptions {
    var options = LookOptions()
    options.resolve = resolve
    options.connectTo = connectTo
    options.caFile = caFile
    options.proxy = proxy
    options.environment = environment
    options.timeoutSeconds = timeoutSeconds
    options.roots = Prober.systemRoots
    return options
  }

  fileprivate var serverOrder: ServerOrder {
    var order = ServerOrder(name: name)
    order.region = region
    order.source = source
    order.credentials = credentials?.credentials
    order.allowsLive = allowsLive
    order.isOffline = isOffline
    return order
  }
}

/// Credentials for Amazon Pay's API; they show themselves nowhere.
package struct DoctorCredentials: Sendable {
  let credentials: APICredentials

  /// Those that `bytes`, a file of credentials, hold; `file` reads the file with the key, by its path.
  ///
  /// - Throws: ``OrderError`` with what is wrong, without anything of the key; what `file` throws.
  package static func read(_ bytes: [UInt8], file: (String) throws -> [UInt8]) throws -> DoctorCredentials {
    var failure: (any Error)?
    do {
      let credentials = try APICredentials.read(bytes) { path throws(OptionsError) in
        do {
          return try file(path)
        } catch {
          failure = error
          throw OptionsError("")
        }
      }
      return DoctorCredentials(credentials: credentials)
    } catch {
      throw failure ?? OrderError(error)
    }
  }
}

extension Auditor {
  /// Looks at the machine that this runs on, and judges what was seen.
  ///
  /// - Throws: ``OrderError`` for an order that cannot be used, `CancellationError` when the task was cancelled.
  package func examine(
    _ order: DoctorOrder,
    statement: Statement,
    telling: TellingOptions = TellingOptions(),
    progress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
  ) async throws -> Audit {
    let prober: Prober
    do {
      prober = try Prober(options: order.lookOptions, data: data, tool: Self.version)
    } catch {
      throw OrderError(error)
    }
    let evidence: Evidence
    do {
      evidence = try await prober.gather(order.serverOrder) {
        progress(AuditProgress(done: $0.looksDone, started: $0.looksStarted))
      }
    } catch {
      throw OrderError(message: error.message)
    }
    try Task.checkCancellation()
    return try judge(evidence, statement: statement, telling: telling)
  }
}
