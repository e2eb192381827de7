import DemoShop
import Foundation
import Glibc
import TestSupport
import Testing

/// A place for one scenario's server: a folder with its files, and the programs that run from it.
///
/// `@unchecked Sendable` holds because one test uses it at a time, on one task.
final class Bench: @unchecked Sendable {
  /// One authority for all scenarios: making keys takes time.
  private static let shared = Swift.Result { try Authority(name: "Scenarios") }

  let folder: String
  let authority: Authority
  private var processes: [pid_t] = []
  private var endings: [() -> Void] = []

  init() throws {
    authority = try Self.shared.get()
    folder = try ProgramRunner.makeFolder()
    try write(authority.rootPEM, as: "root.pem")
  }

  /// Where the root stands that clients know.
  var rootPath: String { "\(folder)/root.pem" }

  @discardableResult
  func write(_ text: String, as name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  /// Issues a certificate for the shop, changed as a scenario wants it, and writes chain, key and staple.
  func issue(as name: String = "shop", _ change: (inout CertificatePlan) -> Void = { _ in }) throws -> Files {
    var plan = CertificatePlan(names: ["shop.example", "www.shop.example"])
    change(&plan)
    let identity = try authority.issue(plan)
    let (leaf, rest) = Self.split(identity.chainPEM)
    if let staple = identity.staple {
      try Data(staple).write(to: URL(filePath: "\(folder)/\(name).ocsp"))
    }
    return Files(
      chain: try write(identity.chainPEM, as: "\(name).chain.pem"),
      leaf: try write(leaf, as: "\(name).leaf.pem"),
      rest: try write(rest, as: "\(name).rest.pem"),
      key: try write(identity.keyPEM, as: "\(name).key.pem"),
      staple: identity.staple == nil ? nil : "\(folder)/\(name).ocsp",
      certificates: PEMText.blocks(identity.chainPEM)
    )
  }

  /// A certificate's files, and the chain in DER.
  struct Files {
    let chain: String
    let leaf: String
    let rest: String
    let key: String
    let staple: String?
    let certificates: [[UInt8]]
  }

  private static func split(_ chain: String) -> (String, String) {
    let end = "-----END CERTIFICATE-----\n"
    guard let place = chain.range(of: end) else { return (chain, "") }
    return (String(chain[..<place.upperBound]), String(chain[place.upperBound...]))
  }

  /// Starts a program of this machine, which listens on `port` when it is ready.
  func start(_ program: String, _ arguments: [String], port: Int) async throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder)/out", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/out", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let words = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, nil, words + [nil], environ)
    guard code == 0 else { throw ProgramRunner.Failure("cannot start \(program): error \(code)") }
    processes.append(process)
    let end = ContinuousClock.now + .seconds(20)
    while !Self.answers(port) {
      var status: Int32 = 0
      let isOver = waitpid(process, &status, WNOHANG) == process
      if isOver { processes.removeAll { $0 == process } }
      guard !isOver, ContinuousClock.now < end else {
        let said = (try? String(contentsOfFile: "\(folder)/out", encoding: .utf8)) ?? ""
        throw ProgramRunner.Failure("\(program) does not listen on \(port): \(said)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Keeps something running until the scenario is over.
  func keep(_ stop: @escaping () -> Void) { endings.append(stop) }

  /// Ends everything and removes the files.
  func stop() {
    for process in processes {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    processes = []
    for end in endings { end() }
    endings = []
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A port that nobody listens on.
  static func freePort() throws -> Int {
    let server = try RawServer { _ in [] }
    server.stop()
    return server.port
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
