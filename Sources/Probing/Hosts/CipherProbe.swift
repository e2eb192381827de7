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

  /// The kinds of suites that are no longer recommended, in Reading's words.
  enum Dated: String, FactWord {
    case cbc, noForwardSecrecy, finiteField
  }

  static let weak = FactKey<[Family]>(
    "tls.weakFamilies",
    of: .host,
    "The families of weak suites of which at least one is accepted."
  )
  static let dated = FactKey<[Dated]>(
    "tls.datedKinds",
    of: .host,
    "The kinds of suites that are no longer recommended, though not broken, of which at least one is accepted."
  )
  static let groupBits = FactKey<Int>(
    "tls.dhGroupBits",
    of: .host,
    unit: .bits,
    absent: "no suite with Diffie-Hellman over finite fields is accepted",
    "The length in bits of the smallest Diffie-Hellman group that was seen."
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
  static let keys: [any AnyFactKey] = [weak, dated, groupBits, suite, aead, secrecy]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    // Asked at once, not when it is known that TLS is spoken: one round trip less.
    async let inferior = InferiorSuites.look(at: host, in: scene)
    let hello = await scene.visit.hello(HelloRequest(HostTarget(host.url), ClientHello(.tls12, to: host.url)))
    await chosen(host, hello, in: scene, &set)
    let found = await inferior
    if let nobody = await scene.noTLS(of: host) {
      set = FactSet()
      set.fill(keys, with: nobody)
      return set
    }
    set.set(
      weak,
      Family.allCases.filter { found.families.contains($0.reading) },
      missing: found.weakMissing,
      from: found.looks
    )
    set.set(
      dated,
      Dated.allCases.filter { found.kinds.contains($0.reading) },
      missing: found.datedMissing,
      from: found.looks
    )
    tellGroup([hello] + found.hellos, found, &set)
    return set
  }

  private static func tellGroup(_ hellos: [Hello], _ found: InferiorSuites, _ set: inout FactSet) {
    let looks = Array(Set(hellos.map(\.id))).sorted()
    let sizes = hellos.compactMap { hello -> Int? in
      if case .finiteField(let bits) = hello.flight?.keyExchange { bits } else { nil }
    }
    if let least = sizes.min() {
      set.set(groupBits, least, from: looks)
    } else if let missing = found.datedMissing {
      set.set(groupBits, .unknown(missing), from: looks)
    } else if found.kinds.contains(.finiteField) {
      set.set(groupBits, .unknown(.notVisible, "the server's key exchange was not seen"), from: looks)
    } else {
      set.set(groupBits, .absent, from: looks)
    }
  }

  private static func chosen(_ host: AuditedHost, _ hello: Hello, in scene: Scene, _ set: inout FactSet) async
  {
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

extension CipherProbe.Family {
  /// The family in Reading's terms.
  var reading: CipherSuite.WeakFamily {
    switch self {
    case .anonymous: .anonymous
    case .null: .null
    case .export: .export
    case .rc4: .rc4
    case .des: .des
    case .tripleDES: .tripleDES
    }
  }
}

extension CipherProbe.Dated {
  /// The kind in Reading's terms.
  var reading: CipherSuite.DatedKind {
    switch self {
    case .cbc: .cbc
    case .noForwardSecrecy: .noForwardSecrecy
    case .finiteField: .finiteField
    }
  }
}
