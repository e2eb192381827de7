import DemoShop
import Model
import Probing
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Single cipher suites` {
  private func names(_ sight: Sight) -> [String] {
    guard case .list(let records)? = sight.host("tls.suites")?.value else { return [] }
    return records.map { record in
      guard case .record(let fields) = record, case .text(let version)? = fields["version"],
        case .text(let suite)? = fields["suite"]
      else { return "?" }
      return "\(version) \(suite)"
    }
  }

  @Test func `are told in the server's order, version by version, until none is left`() async throws {
    let server = try FlightServer(
      versions: [0x0302, 0x0303],
      suites: [0x009c, CannedFlights.Suite.ecdheRSAAES128GCM, CannedFlights.Suite.rsa3DES, 0x002f]
    )
    defer { server.stop() }
    let sight = try await Sight(secure: server.port, ciphers: true)
    let names = names(sight)
    #expect(
      names.filter { $0.hasPrefix("TLS 1.2") } == [
        "TLS 1.2 TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS 1.2 TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA",
      ]
    )
    #expect(
      names.filter { $0.hasPrefix("TLS 1.1") } == [
        "TLS 1.1 TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS 1.1 TLS_RSA_WITH_AES_128_CBC_SHA",
      ]
    )
    #expect(names.count == 6)
    #expect(sight.host("tls.serverOrderVersions")?.value == ["TLS 1.2", "TLS 1.1"])
  }

  @Test func `of a server that follows the client have no order of the server's`() async throws {
    let server = try FlightServer { hello in
      let own: Set<UInt16> = [CannedFlights.Suite.ecdheRSAAES128GCM, 0x009c]
      guard hello.legacyVersion == 0x0303, hello.supportedVersions == nil,
        let suite = hello.suites.first(where: own.contains)
      else { return CannedFlights.handshakeFailure }
      return CannedFlights.serverHello(version: 0x0303, suite: suite)
    }
    defer { server.stop() }
    let sight = try await Sight(secure: server.port, ciphers: true)
    #expect(names(sight).count == 2)
    #expect(sight.host("tls.serverOrderVersions")?.value == .list([]))
  }

  /// When the looks at TLS end, in round trips, with six connections and no other looks beside them, where those go first
  /// that others wait for: when a look really began is the machine's doing too.
  private func roundTrips(of evidence: Evidence) -> Int {
    var left = evidence.looks.filter {
      [.hello, .handshake].contains($0.kind) || $0.id == "GET https://shop.example/"
        || $0.id == "GET https://good-shop.example/"
    }
    let names = Set(left.map(\.id))
    let awaited = Set(left.flatMap(\.waitedFor))
    var ends: [Look.ID: Int] = [:]
    var lanes = [Int](repeating: 0, count: 6)
    func start(of look: Look) -> Int {
      max(lanes.min() ?? 0, look.waitedFor.compactMap { ends[$0] }.max() ?? 0)
    }
    func rank(_ look: Look) -> (Int, Int, Int, String) {
      (start(of: look), awaited.contains(look.id) ? 0 : 1, -look.roundTrips, look.id)
    }
    while let next = left.filter({ $0.waitedFor.allSatisfy { ends[$0] != nil || !names.contains($0) } })
      .min(by: { rank($0) < rank($1) }), let lane = lanes.indices.min(by: { lanes[$0] < lanes[$1] })
    {
      lanes[lane] = start(of: next) + next.roundTrips
      ends[next.id] = lanes[lane]
      left.removeAll { $0.id == next.id }
    }
    return left.isEmpty ? ends.values.max() ?? 0 : .max
  }

  @Test(arguments: [nil, .cbcOnly, .dh1024] as [Fault?])
  func `and versions cost at most five round trips with six connections`(_ fault: Fault?) async throws {
    let sight = try await Sight(ShopPlan(faults: Set([fault].compactMap { $0 })))
    #expect(roundTrips(of: sight.evidence) <= 5)
    #expect(roundTrips(of: sight.evidence) >= 3)
  }

  /// What the server has, best first; which families are told; how many hellos ask for suites, and how many in a row.
  @Test(
    arguments: [
      ([0x002f, 0x000a], ["tripleDES"], 4, 2),
      ([0xc02f, 0x000a], ["tripleDES"], 5, 2),
      ([0x002f, 0x000a, 0x0005], ["rc4", "tripleDES"], 8, 3),
      ([0x0005, 0x000a, 0x0033], ["rc4", "tripleDES"], 9, 2),
      ([0x0003, 0x0009, 0x002f], ["export", "des"], 9, 2),
      ([0x0033, 0x0018, 0x0002, 0x0003, 0x0009], ["anonymous", "null", "export", "des"], 8, 3),
    ] as [([UInt16], [String], Int, Int)]
  )
  func `of weak families are told apart by few hellos`(
    _ own: [UInt16],
    _ families: [String],
    _ count: Int,
    _ inARow: Int
  ) async throws {
    let server = try FlightServer(versions: [0x0301, 0x0302, 0x0303], suites: own)
    defer { server.stop() }
    let sight = try await Sight(secure: server.port)
    #expect(sight.host("tls.weakFamilies")?.value == .list(families.map(Value.text)))
    let others = ["TLS ", "SSL ", "forward secrecy"].map { "hello " + $0 }
    let hellos = sight.evidence.looks.filter { look in
      look.kind == .hello && !others.contains { look.id.hasPrefix($0) }
    }
    #expect(hellos.count == count, "\(hellos.map(\.id))")
    let waitedFor = Dictionary(uniqueKeysWithValues: hellos.map { ($0.id, $0.waitedFor) })
    func depth(_ id: Look.ID) -> Int {
      waitedFor[id].map { 1 + ($0.map(depth).max() ?? 0) } ?? 0
    }
    #expect(hellos.map { depth($0.id) }.max() == inARow)
  }

  @Test func `that nobody asked for are not asked for`() async throws {
    let sight = try await Sight(ShopPlan())
    #expect(sight.host("tls.suites")?.reason == .notAsked)
    #expect(sight.evidence.looks.filter { $0.kind == .hello }.count == 6, "a good server costs six hellos")
  }
}
