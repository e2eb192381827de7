import DemoShop
import Fetching
import Glibc
import Model
import Reading
import Testing

/// An engine and what tests need around it.
enum Surroundings {
  /// One authority for all tests: making keys takes time.
  static let authority = Swift.Result { try Authority(name: "Fetching tests") }
  /// Its root in a file of its own.
  static let rootPath = authority.map { keep($0.rootPEM, as: "root") }
  /// The root of another authority, all that engines know: a system's roots take long to read.
  static let strangerPath = Swift.Result { keep(try Authority(name: "Strangers").rootPEM, as: "stranger") }

  /// An engine that knows no root of these tests.
  static func engine() throws -> Engine { try Engine(EngineSettings(roots: strangerPath.get())) }

  /// A TLS server of the authority's, for `names`.
  static func server(
    names: [String] = ["shop.example"],
    change: (inout CertificatePlan) -> Void = { _ in },
    options: (inout TLSOptions) -> Void = { _ in },
    handler: @escaping LocalServer.Handler = { _ in .text("fine") }
  ) throws -> LocalServer {
    var plan = CertificatePlan(names: names)
    change(&plan)
    var tls = TLSOptions(identity: try authority.get().issue(plan))
    options(&tls)
    return try LocalServer(tls: tls, handler: handler)
  }

  /// Settings of a visit to this machine.
  static func settings(_ change: (inout VisitSettings) -> Void = { _ in }) -> VisitSettings {
    var settings = VisitSettings(
      userAgent: "PayReady-Test/1",
      startedAt: .now,
      judgedAt: time(nil),
      deadline: .seconds(50),
      scope: .local
    )
    change(&settings)
    return settings
  }

  /// A visit to this machine with an engine of its own.
  static func visit(
    _ engine: Engine? = nil,
    _ change: (inout VisitSettings) -> Void = { _ in }
  ) throws -> Visit {
    try (engine ?? self.engine()).visit(settings(change))
  }

  /// A visit in which `shop.example` is served by `server`, whose authority it knows.
  static func visit(
    to server: LocalServer,
    knowsRoot: Bool = true,
    _ change: (inout VisitSettings) -> Void = { _ in }
  ) throws -> Visit {
    let path = try rootPath.get()
    return try visit { settings in
      settings.connectTo = [ConnectToWord(host: nil, port: 443, toHost: "127.0.0.1", toPort: server.port)]
      settings.extraRoots = knowsRoot ? path : nil
      change(&settings)
    }
  }

  /// Writes `text` to a file that nobody else uses; its path.
  private static func keep(_ text: String, as name: String) -> String {
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let path = "\(directory)/payready-fetching-\(name)-\(getpid()).pem"
    guard let file = fopen(path, "w") else { return path }
    fputs(text, file)
    fclose(file)
    return path
  }
}

/// The address in `text`.
func url(_ text: String) throws -> WebURL { try #require(WebURL(text)) }

/// A plain page on this machine.
func page(_ port: Int, _ path: String = "/") throws -> WebURL { try url("http://127.0.0.1:\(port)\(path)") }
