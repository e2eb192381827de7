import DemoShop
import Foundation
import Model
import TestSupport

/// A shop that answers its visitors as it likes, over TLS and beside it, until it ends.
final class HostileShop: Sendable {
  let secure: LocalServer
  let plain: LocalServer
  private let bench: Workbench
  private let root: String

  /// Serves shop.example; its certificate is sound unless another is given.
  init(
    certificate: CertificatePlan? = nil,
    answer: @escaping LocalServer.Handler
  ) throws {
    bench = try Workbench()
    let authority = try Authority()
    root = try bench.put(authority.rootPEM, at: "root.pem")
    let plan = certificate ?? CertificatePlan(names: ["shop.example"])
    secure = try LocalServer(tls: TLSOptions(identity: try authority.issue(plan)), handler: answer)
    plain = try LocalServer(handler: answer)
  }

  /// A shop whose home page is `home`, over https; plain HTTP leads there, and there is nothing else.
  convenience init(home: Response, certificate: CertificatePlan? = nil) throws {
    try self.init(certificate: certificate) { request in
      guard request.isSecure else { return .redirect(301, to: "https://shop.example\(request.target)") }
      return request.path == "/" ? home : .html("<title>Not found</title>", status: 404)
    }
  }

  deinit {
    secure.stop()
    plain.stop()
  }

  /// Audits it with the built program; `arguments` are added.
  func audit(_ arguments: [String] = [], timeout: Int = 40) async throws -> HostileRun {
    try await HostileRun(
      secure: secure.port,
      plain: plain.port,
      arguments: ["--cacert", root] + arguments,
      timeout: timeout
    )
  }
}

/// What the built program made of whatever stands in for shop.example.
struct HostileRun {
  let exitCode: Int32
  let standardOutput: String
  let standardError: String
  let evidence: Evidence
  let took: Duration

  /// Audits shop.example at these ports of this machine, in the roles of 443 and 80.
  init(secure: Int, plain: Int, arguments: [String] = [], timeout: Int = 40) async throws {
    let bench = try Workbench()
    let file = "\(bench.folder)/seen.json"
    let closed = try RawServer { _ in [] }
    closed.stop()
    let began = ContinuousClock.now
    let run = try await Program.payready(
      [
        "audit", "shop.example", "--no-save", "--timeout", "\(timeout)",
        "--format", "evidence=\(file)", "--format", "terminal",
        "--connect-to", "shop.example:443:127.0.0.1:\(secure)",
        "--connect-to", "shop.example:80:127.0.0.1:\(plain)",
        "--connect-to", "www.shop.example:443:127.0.0.1:\(closed.port)",
        "--connect-to", "static-eu.payments-amazon.com:443:127.0.0.1:\(closed.port)",
        "--connect-to", "static-na.payments-amazon.com:443:127.0.0.1:\(closed.port)",
        "--connect-to", "static-fe.payments-amazon.com:443:127.0.0.1:\(closed.port)",
      ] + arguments
    )
    took = ContinuousClock.now - began
    exitCode = run.exitCode
    standardOutput = run.standardOutput
    standardError = run.standardError
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ProgramRunner.Failure(missing: run)
    }
    evidence = try JSONDecoder().decode(Evidence.self, from: data)
  }

  /// What stdout says, as one line.
  var words: String { standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The fact of the first subject of its kind, of that role where one is given; `nil` where nobody told it.
  func fact(_ name: String, of kind: SubjectKind, _ role: Role? = nil) -> Fact? {
    evidence.subjects.first { $0.id.kind == kind && (role.map($0.roles.contains) ?? true) }?.facts[name]
  }

  /// Why a fact is not known; `nil` where it is.
  func unknown(_ name: String, of kind: SubjectKind, _ role: Role? = nil) -> Unknown? {
    switch fact(name, of: kind, role) {
    case .unknown(let unknown, _), .partial(_, let unknown, _): unknown
    case .known, .absent, nil: nil
    }
  }

  /// What is known of a fact; `nil` where nothing, or not all, is.
  func value(_ name: String, of kind: SubjectKind, _ role: Role? = nil) -> Value? {
    if case .known(let value, _) = fact(name, of: kind, role) { value } else { nil }
  }
}

extension ProgramRunner.Failure {
  /// No evidence came of a run.
  fileprivate init(missing run: ProgramRunner.Run) {
    self.init("no evidence; exit code \(run.exitCode), stderr: \(run.standardError)")
  }
}

extension String {
  /// Characters that act on a terminal or hide text, as their numbers; line breaks apart.
  var actingScalars: [String] {
    unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x61C, 0xFEFF: true
      default: false
      }
    }
    .map { "U+\(String($0.value, radix: 16, uppercase: true))" }
  }
}
