import CBench
import FoundationEssentials
import Glibc

/// A shop of the demo, served by the program in a process of its own.
struct DemoServer {
  /// The words of the command that audits it, without the program.
  let audit: [String]
  /// The file with the root that its certificates lead to.
  let root: String
  private let process: Int32

  /// Serves `shop` at `addresses`, in a network namespace where one is given.
  init(
    _ place: Place,
    shop: String = "good-shop.example",
    at addresses: [String] = [],
    network: Int32 = -1
  ) throws {
    var words = [place.program, "demo", "--serve", "--shop", shop]
    for address in addresses { words += ["--listen", address] }
    process = try Child.start(words, output: place.path("served.txt"), network: network)
    var command: [String]?
    for _ in 0..<200 where command == nil {
      usleep(50_000)
      let text = place.text("served.txt")
      guard text.contains("serving until") else { continue }
      command = text.split(separator: "\n").first { $0.hasPrefix("payready ") }.map { shellWords(String($0)) }
    }
    guard let command, let option = command.firstIndex(of: "--cacert"), option + 1 < command.count else {
      cbench_stop(process)
      throw Obstacle("the demo's shop does not start: \(place.text("served.txt"))")
    }
    audit = Array(command.dropFirst()) + ["--quiet"]
    root = command[option + 1]
  }

  func stop() { cbench_stop(process) }

  /// A file with the system's roots and the demo's, as an audit trusts them both.
  func allRoots(_ place: Place) throws -> String {
    let system = try Data(contentsOf: URL(filePath: "/etc/ssl/certs/ca-certificates.crt"))
    let own = try Data(contentsOf: URL(filePath: root))
    try (system + own).write(to: URL(filePath: place.path("roots.pem")))
    return place.path("roots.pem")
  }
}
