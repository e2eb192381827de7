import DemoShop
import Foundation
import Glibc
import TestSupport

/// Servers in the place of all of Amazon's hosts that a doctor looks at, over TLS of their own root.
final class AmazonPlace: Sendable {
  static let hosts = [
    "pay-api.amazon.com", "pay-api.amazon.eu", "pay-api.amazon.jp", "static-na.payments-amazon.com",
    "static-eu.payments-amazon.com", "static-fe.payments-amazon.com", "sns.us-east-1.amazonaws.com",
    "sns.eu-west-1.amazonaws.com", "sns.ap-northeast-1.amazonaws.com",
  ]

  let server: LocalServer
  let bench: Workbench
  let rootPath: String
  /// Hosts that lead to a port where nobody listens.
  let closed: [String]
  private let door: ClosedPort

  /// `tls` changes how the server speaks; `answer` is what it says.
  init(
    closed: [String] = [],
    tls: (inout TLSOptions) -> Void = { _ in },
    answer: @escaping LocalServer.Handler = { _ in Response(404) }
  ) throws {
    let authority = try Authority()
    bench = try Workbench()
    rootPath = try bench.put(authority.rootPEM, at: "root.pem")
    var options = TLSOptions(identity: try authority.issue(CertificatePlan(names: Self.hosts)))
    tls(&options)
    server = try LocalServer(tls: options, handler: answer)
    door = try ClosedPort()
    self.closed = closed
  }

  /// The words that lead the program here.
  var words: [String] {
    Self.hosts.flatMap { host in
      ["--connect-to", "\(host):443:127.0.0.1:\(closed.contains(host) ? door.port : server.port)"]
    }
  }

  /// Runs the doctor.
  func doctor(_ arguments: [String], trusts: Bool = true) async throws -> DoctorRun {
    try await DoctorRun(words + (trusts ? ["--cacert", rootPath] : []) + arguments)
  }
}

/// What one run of `payready doctor` said.
struct DoctorRun {
  let run: ProgramRunner.Run
  let verdict: String
  /// Results by rule.
  let results: [String: String]
  /// Outcomes by rule, where one decided.
  let outcomes: [String: String]

  init(_ arguments: [String], environment: [String: String] = [:]) async throws {
    run = try await Program.payready(
      ["doctor", "--format", "json", "--no-save", "--timeout", "30"] + arguments,
      environment: environment
    )
    let report =
      try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any] ?? [:]
    let assessment = report["assessment"] as? [String: Any] ?? [:]
    verdict = assessment["verdict"] as? String ?? "none"
    var results: [String: String] = [:]
    var outcomes: [String: String] = [:]
    for rule in assessment["rules"] as? [[String: Any]] ?? [] {
      let id = rule["rule"] as? String ?? ""
      results[id] = rule["result"] as? String
      outcomes[id] = (rule["results"] as? [[String: Any]])?.lazy.compactMap { $0["outcome"] as? String }.first
    }
    self.results = results
    self.outcomes = outcomes
  }
}

/// A stand-in for Amazon Pay's API that takes a request only if the `openssl` program verifies its signature.
///
/// It puts the canonical request together from what arrived, apart from the code under test.
struct VerifyingAPI: Sendable {
  let publicKeyPath: String
  let folder: String
  var keyID = "SANDBOX-AFTESTKEY"
  /// What is answered to a request whose signature verifies.
  var accepted = Response.json(#"{"checkoutSessionId":"00000000-0000-4000-8000-000000000000"}"#, status: 201)

  func answer(_ request: Request) -> Response {
    guard request.method == "POST" else { return Response(404) }
    func refuse(_ status: Int, _ code: String) -> Response {
      .json(
        #"{"reasonCode":"\#(code)","message":"Unable to verify signature, signing String [\#(code)]"}"#,
        status: status
      )
    }
    guard request.path.hasSuffix("/v2/checkoutSessions"), let field = request.headers.first("authorization"),
      let space = field.firstIndex(of: " ")
    else { return refuse(400, "MissingHeader") }
    let algorithm = String(field[..<space])
    var parts: [String: String] = [:]
    for part in field[space...].components(separatedBy: ", ") {
      let pair = part.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parts[String(pair[0])] = String(pair[1]) }
    }
    guard let salt = ["AMZN-PAY-RSASSA-PSS": 20, "AMZN-PAY-RSASSA-PSS-V2": 32][algorithm],
      let names = parts["SignedHeaders"],
      let signature = parts["Signature"].flatMap({ Data(base64Encoded: $0) })
    else { return refuse(400, "InvalidHeaderValue") }
    guard parts["PublicKeyId"] == keyID else { return refuse(401, "UnauthorizedAccess") }
    let fields = names.split(separator: ";").map { "\($0):\(request.headers.first(String($0)) ?? "")\n" }
      .joined()
    let lines = ["POST", request.path, request.query ?? "", fields, names, hash(Data(request.body))]
    let signed = "\(algorithm)\n\(hash(Data(lines.joined(separator: "\n").utf8)))"
    let files = ["text", "signature"].map { "\(folder)/\($0)-\(request.connection)" }
    guard (try? Data(signed.utf8).write(to: URL(filePath: files[0]))) != nil,
      (try? signature.write(to: URL(filePath: files[1]))) != nil,
      openssl([
        "dgst", "-sha256", "-verify", publicKeyPath, "-sigopt", "rsa_padding_mode:pss",
        "-sigopt", "rsa_pss_saltlen:\(salt)", "-signature", files[1], files[0],
      ]) == 0
    else { return refuse(400, "InvalidRequestSignature") }
    return accepted
  }

  /// SHA-256 in hexadecimal, by the `openssl` program.
  private func hash(_ data: Data) -> String {
    let file = "\(folder)/hash-\(UUID().uuidString)"
    guard (try? data.write(to: URL(filePath: file))) != nil,
      openssl(["dgst", "-sha256", "-r", "-out", "\(file).out", file]) == 0,
      let text = try? String(contentsOf: URL(filePath: "\(file).out"), encoding: .utf8)
    else { return "" }
    return String(text.prefix(64))
  }
}

/// Runs the `openssl` program on the calling thread; its exit code.
@discardableResult func openssl(_ arguments: [String]) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  let words = (["openssl"] + arguments).map { strdup($0) }
  defer { for word in words { free(word) } }
  var process = pid_t()
  guard posix_spawn(&process, "/usr/bin/openssl", &actions, nil, words + [nil], environ) == 0 else {
    return -1
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
}
