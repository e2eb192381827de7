import Fetching
import Model
import Reading

/// What a host's cipher suites are worth.
enum CipherProbe: Probe {
  static let name = "ciphers"

  /// The families of suites that are unfit for any use, in Reading's words.
  enum Family: String, FactWord {
    case anonymous, null, export, rc4, des, tripleDES
  }

  static let weak = FactKey<[Family]>(
    "tls.weakFamilies",
    of: .host,
    "The families of weak suites of which at least one is accepted."
  )
  private static let none = "no TLS 1.2"
  static let suite = FactKey<String>(
    "tls.suite12",
    of: .host,
    absent: none,
    "The suite that is chosen at TLS 1.2."
  )
  static let aead = FactKey<Bool>(
    "tls.suite12AEAD",
    of: .host,
    absent: none,
    "Whether the suite chosen at TLS 1.2 is an AEAD one."
  )
  static let secrecy = FactKey<Bool>(
    "tls.forwardSecrecy12",
    of: .host,
    absent: none,
    "Whether any suite with forward secrecy is accepted at TLS 1.2."
  )
  static let negotiatedVersion = FactKey<String>(
    "tls.negotiatedVersion",
    of: .host,
    "The version that the first exchange was made with."
  )
  static let negotiatedSuite = FactKey<String>(
    "tls.negotiatedSuite",
    of: .host,
    "The suite that the first exchange was made with."
  )
  static let keys: [any AnyFactKey] = [weak, suite, aead, secrecy, negotiatedVersion, negotiatedSuite]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    // Asked at once, not when it is known that TLS is spoken: one round trip less.
    async let families = weakFamilies(of: host, in: scene)
    await chosen(host, in: scene, &set)
    let (found, missing, looks) = await families
    if let nobody = await scene.noTLS(of: host) {
      set = FactSet()
      set.fill(keys, with: nobody)
      return set
    }
    set.set(weak, found, missing: missing, from: looks)
    let exchange = await scene.secureLook(at: host)
    if let session = exchange.session {
      set.set(negotiatedVersion, session.version, from: [exchange.id])
      set.set(negotiatedSuite, session.suite, from: [exchange.id])
    } else {
      let unknown = exchange.failure ?? Unknown(.defect)
      set.set(negotiatedVersion, .unknown(unknown), from: [exchange.id])
      set.set(negotiatedSuite, .unknown(unknown), from: [exchange.id])
    }
    return set
  }

  /// One hello with all weak suites; only where it is accepted, one for each family.
  private static func weakFamilies(
    of host: AuditedHost,
    in scene: Scene
  ) async -> (found: [Family], missing: Unknown?, looks: [Look.ID]) {
    let all = await scene.visit.hello(
      HelloRequest(HostTarget(host.url), .weak(to: host.url), label: "weak suites")
    )
    switch all.answer {
    case .refused where !all.choseOlderVersion: return ([], nil, [all.id])
    case .notTLS: return ([], Unknown(.malformed, detail: "what answers is not TLS"), [all.id])
    case .unknown(let unknown): return ([], unknown, [all.id])
    case .accepted, .refused: break
    }
    var found: [Family] = []
    var missing: Unknown?
    var looks = [all.id]
    for family in Family.allCases {
      guard let weak = CipherSuite.WeakFamily(rawValue: family.rawValue) else { continue }
      let hello = await scene.visit.hello(
        HelloRequest(HostTarget(host.url), .weak(CipherSuite.weak(weak), to: host.url), label: weak.name),
        after: [all.id]
      )
      looks.append(hello.id)
      switch hello.answer {
      case .accepted: found.append(family)
      case .refused where hello.choseOlderVersion: found.append(family)
      case .refused: continue
      case .notTLS: missing = Unknown(.malformed, detail: "what answers is not TLS")
      case .unknown(let unknown): missing = unknown
      }
    }
    // One of them was accepted, so that no family is not the whole truth.
    if found.isEmpty, missing == nil {
      missing = Unknown(.notVisible, detail: "weak suites are accepted together, and no family by itself")
    }
    return (found, missing, looks)
  }

  private static func chosen(_ host: AuditedHost, in scene: Scene, _ set: inout FactSet) async {
    let hello = await scene.visit.hello(HelloRequest(HostTarget(host.url), ClientHello(.tls12, to: host.url)))
    let looks = [hello.id]
    func all(_ observed: Observed<String>) {
      set.set(suite, observed, from: looks)
      set.set(aead, observed.map { _ in false }, from: looks)
      set.set(secrecy, observed.map { _ in false }, from: looks)
    }
    switch hello.answer {
    case .refused: all(.absent)
    case .unknown(let unknown): all(.unknown(unknown))
    case .notTLS: all(.unknown(.malformed, "what answers is not TLS"))
    case .accepted(let server) where server.version != .tls12: all(.absent)
    case .accepted(let server):
      set.set(suite, server.suite.name, from: looks)
      let unlisted = Unknown(.malformed, detail: "suite \(server.suite.name) is in no table")
      set.set(aead, server.suite.isAEAD.map(Observed.known) ?? .unknown(unlisted), from: looks)
      if server.suite.hasForwardSecrecy == true {
        set.set(secrecy, true, from: looks)
      } else {
        await offered(host, after: hello.id, in: scene, &set)
      }
    }
  }

  /// The server prefers a suite without forward secrecy: whether it has any with it.
  private static func offered(
    _ host: AuditedHost,
    after first: Look.ID,
    in scene: Scene,
    _ set: inout FactSet
  ) async {
    let offer = ClientHello(
      .tls12,
      serverName: ClientHello.serverName(of: host.url),
      suites: CipherSuite.forwardSecrecySuites
    )
    let hello = await scene.visit.hello(
      HelloRequest(HostTarget(host.url), offer, label: "forward secrecy"),
      after: [first]
    )
    set.set(secrecy, hello.accepts(.tls12), from: [first, hello.id])
  }
}
