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
  static let rootPath = authority.map { authority in
    let path = "\(temporaryDirectory)/payready-fetching-\(getpid()).pem"
    write(authority.rootPEM, to: path)
    return path
  }

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
    try (engine ?? Engine()).visit(settings(change))
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

  /// A path that nobody else uses.
  private static var temporaryDirectory: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    fputs(text, file)
    fclose(file)
  }
}

/// The address in `text`.
func url(_ text: String) throws -> WebURL { try #require(WebURL(text)) }

/// A plain page on this machine.
func page(_ port: Int, _ path: String = "/") throws -> WebURL { try url("http://127.0.0.1:\(port)\(path)") }
