import CBench
import FoundationEssentials
import Glibc

/// The transfers of an audit, made bare with libcurl in a process of their own.
struct BareTransfers: Codable {
  struct Transfer: Codable {
    var method: String?
    var url: String
    var headers: [String] = []
    var body: String?
    var connectTo = ""
    var fresh: Bool
    var version = 0
  }

  struct Outcome: Codable {
    var wallMilliseconds: Double
    var processorMilliseconds: Double
    var connections: Int
    var handshakes: Int
    var failed: Int
  }

  var transfers: [Transfer]
  var roots: String

  /// The transfers of `looks` that reached the network, in their order.
  init(_ looks: [Look], roots: String) {
    transfers = looks.compactMap { Transfer($0) }
    self.roots = roots
  }

  /// Makes them in a process of their own.
  func run(in place: Place, network: Int32 = -1) throws -> Outcome {
    try JSONEncoder().encode(self).write(to: URL(filePath: place.path("transfers.json")))
    let own = "/proc/self/exe"
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: own)) ?? own
    let words = [program, "bare", place.path("transfers.json")]
    guard try Child.run(words, output: place.path("bare.json"), network: network).status == 0 else {
      throw Obstacle("the bare transfers failed: \(place.text("bare.json"))")
    }
    return try JSONDecoder().decode(Outcome.self, from: Data(place.text("bare.json").utf8))
  }

  /// Makes the transfers of the file at `path` and prints what they took.
  ///
  /// Only the transfers are counted, not the start of this process.
  static func runAsProgram(_ path: String) throws {
    let plan = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
    var result = cbench_bare()
    var texts: [UnsafeMutablePointer<CChar>] = []
    func text(_ text: String) -> UnsafePointer<CChar> {
      let copy = strdup(text) ?? .allocate(capacity: 1)
      texts.append(copy)
      return UnsafePointer(copy)
    }
    defer { for text in texts { free(text) } }
    let transfers = plan.transfers.map { transfer in
      cbench_transfer(
        method: transfer.method.map(text),
        url: text(transfer.url),
        headers: text(transfer.headers.joined(separator: "\n")),
        body: transfer.body.map(text),
        connect_to: text(transfer.connectTo),
        fresh: transfer.fresh ? 1 : 0,
        version: Int32(transfer.version)
      )
    }
    guard cbench_transfer_all(transfers, Int32(transfers.count), text(plan.roots), &result) == 0 else {
      throw Obstacle("libcurl cannot be used")
    }
    let outcome = Outcome(
      wallMilliseconds: Double(result.wall) / 1000,
      processorMilliseconds: Double(result.processor) / 1000,
      connections: Int(result.connections),
      handshakes: Int(result.handshakes),
      failed: Int(result.failed)
    )
    print(String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self))
  }
}

extension BareTransfers.Transfer {
  /// The transfer that a look's own command line describes; `nil` where the look reached nobody.
  init?(_ look: Look) {
    guard look.address != nil else { return nil }
    let words = shellWords(look.command)
    func values(_ option: String) -> [String] {
      zip(words, words.dropFirst()).filter { $0.0 == option }.map(\.1)
    }
    switch look.kind {
    case "exchange":
      guard let url = words.last else { return nil }
      let isPost = words.contains("--data-binary")
      self.init(
        method: isPost ? "POST" : words.contains("--head") ? "HEAD" : values("-X").first ?? "GET",
        url: url,
        headers: values("-H") + values("-A").map { "User-Agent: \($0)" },
        body: isPost ? String(repeating: "x", count: 700) : nil,
        connectTo: values("--connect-to").first ?? "",
        fresh: look.timings.connect != nil
      )
    case "hello":
      let versions = ["-ssl3": 0x300, "-tls1": 0x301, "-tls1_1": 0x302, "-tls1_2": 0x303, "-tls1_3": 0x304]
      guard let place = values("-connect").first, let name = values("-servername").first,
        let version = words.lazy.compactMap({ versions[$0] }).first
      else { return nil }
      self.init(method: nil, url: "http://\(name)/", connectTo: "::\(place)", fresh: true, version: version)
    default: return nil
    }
  }
}
