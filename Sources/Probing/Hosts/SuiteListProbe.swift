import Fetching
import Model
import Reading

/// The single cipher suites that a host accepts, asked for only with `--ciphers`.
///
/// All suites of a version are offered, then all but the chosen one, until none is accepted: one hello a suite, in the
/// server's order.
enum SuiteListProbe: Probe {
  static let name = "suites"

  /// A suite with the version that it is accepted at.
  struct Accepted: FactValue {
    static let factType = FactType.record(["version": .text, "suite": .text])
    let version: TLSVersion
    let suite: CipherSuite
    var factValue: Value { ["version": .text(version.name), "suite": .text(suite.name)] }
  }

  static let suites = FactKey<[Accepted]>(
    "tls.suites",
    of: .host,
    "The suites that are accepted, version by version, newest first, as the server chooses among them."
  )
  static let serverOrder = FactKey<[String]>(
    "tls.serverOrderVersions",
    of: .host,
    "The versions in which the server keeps to an order of its own, whatever the client prefers."
  )
  static let keys: [any AnyFactKey] = [suites, serverOrder]

  /// The most suites of one version that are asked for.
  private static let most = 60
  /// How many looks this may add to an audit's.
  static let mostLooks = 400

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard scene.request.ciphers == true else {
      set.fill(keys, with: Unknown(.notAsked, needs: .ciphers))
      return set
    }
    if let nobody = await scene.noTLS(of: host) {
      set.fill(keys, with: nobody)
      return set
    }
    let answers = await scene.versionHellos(of: host)
    let lists = await withTaskGroup(of: List.self) { group in
      for (version, hello) in answers where hello.isAccepted {
        group.addTask { await List.ask(version, of: host, after: hello.id, in: scene) }
      }
      var lists: [List] = []
      for await list in group { lists.append(list) }
      return lists.sorted { $0.version > $1.version }
    }
    let unseen = answers.lazy.compactMap(\.hello.unknown).first
    let missing = lists.lazy.compactMap(\.missing).first ?? unseen
    let looks = lists.flatMap(\.looks)
    set.set(
      suites,
      lists.flatMap { list in list.suites.map { Accepted(version: list.version, suite: $0) } },
      missing: missing,
      from: looks
    )
    set.set(
      serverOrder,
      lists.filter { $0.isServersOrder == true }.map(\.version.name),
      missing: missing,
      from: looks
    )
    return set
  }

  /// The suites of one version.
  private struct List: Sendable {
    let version: TLSVersion
    var suites: [CipherSuite] = []
    /// Whether the first is chosen although the second is preferred; `nil` with fewer than two.
    var isServersOrder: Bool?
    var missing: Unknown?
    var looks: [Look.ID]

    static func ask(
      _ version: TLSVersion,
      of host: AuditedHost,
      after look: Look.ID,
      in scene: Scene
    ) async -> List {
      var list = List(version: version, looks: [look])
      var left = CipherSuite.everything(in: version)
      while !left.isEmpty, list.suites.count < SuiteListProbe.most {
        guard let suite = await list.choice(among: left, of: host, in: scene) else { break }
        list.suites.append(suite)
        left.removeAll { $0 == suite }
      }
      if list.suites.count == SuiteListProbe.most {
        list.missing = Unknown(.limitReached, detail: "more than \(SuiteListProbe.most) suites of a version")
      }
      if list.missing == nil, list.suites.count > 1 {
        let turned = [list.suites[1], list.suites[0]]
        let choice = await list.choice(among: turned, of: host, in: scene)
        list.isServersOrder = choice.map { $0 == list.suites[0] }
      }
      return list
    }

    /// What the server chooses; `nil` where it refuses, or cannot be seen.
    private mutating func choice(
      among suites: [CipherSuite],
      of host: AuditedHost,
      in scene: Scene
    ) async -> CipherSuite? {
      let hello = ClientHello(version, serverName: ClientHello.serverName(of: host.url), suites: suites)
      let answer = await scene.visit.hello(
        HelloRequest(HostTarget(host.url), hello, label: "\(version.name), \(suites.count) suites"),
        after: Array(looks.suffix(1))
      )
      looks.append(answer.id)
      switch answer.answer {
      case .accepted(let server): return server.suite
      case .refused: return nil
      case .notTLS: missing = Unknown(.malformed, detail: "what answers is not TLS")
      case .unknown(let unknown): missing = unknown
      }
      return nil
    }
  }
}
