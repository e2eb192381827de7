import Fetching
import Model
import Reading

/// Which versions of TLS a host accepts, each asked by a hello of its own.
enum VersionProbe: Probe {
  static let name = "versions"

  static let ssl30 = FactKey<Bool>("tls.acceptsSSL30", of: .host, "Whether SSL 3 is accepted.")
  static let tls10 = FactKey<Bool>("tls.acceptsTLS10", of: .host, "Whether TLS 1.0 is accepted.")
  static let tls11 = FactKey<Bool>("tls.acceptsTLS11", of: .host, "Whether TLS 1.1 is accepted.")
  static let tls12 = FactKey<Bool>("tls.acceptsTLS12", of: .host, "Whether TLS 1.2 is accepted.")
  static let tls13 = FactKey<Bool>("tls.acceptsTLS13", of: .host, "Whether TLS 1.3 is accepted.")
  static let accepted = FactKey<[String]>(
    "tls.acceptedVersions",
    of: .host,
    "The versions that are accepted, oldest first."
  )
  static let legacy = FactKey<[String]>(
    "tls.legacyVersions",
    of: .host,
    "The versions older than TLS 1.2 that are accepted, oldest first."
  )
  static let answers = FactKey<[Answer]>(
    "tls.answers",
    of: .host,
    "How the server met the hello of each version, oldest first."
  )
  static let intolerant = FactKey<Bool>(
    "tls.versionIntolerant",
    of: .host,
    absent: "it accepts no version that is in use",
    "Whether a hello with TLS 1.3 and 1.2, as browsers send it, is cut off although one of them alone is accepted."
  )
  static let sentinel = FactKey<Newest>(
    "tls.downgradeSentinel",
    of: .host,
    absent: "TLS 1.2 was not accepted, or its answer tells nothing",
    "Which newer version the server's answer at TLS 1.2 tells that it speaks."
  )
  static let group12 = FactKey<String>(
    "tls.group12",
    of: .host,
    absent: "no named curve was chosen at TLS 1.2",
    "The curve of the key exchange at TLS 1.2."
  )
  static let group13 = FactKey<String>(
    "tls.group13",
    of: .host,
    absent: "no TLS 1.3",
    "The group of the key exchange at TLS 1.3."
  )
  static let retries13 = FactKey<Bool>(
    "tls.helloRetry13",
    of: .host,
    absent: "no TLS 1.3",
    "Whether TLS 1.3 costs a round trip more, because the server wants another key share than X25519."
  )
  static let keys: [any AnyFactKey] = [
    ssl30, tls10, tls11, tls12, tls13, accepted, legacy, answers, intolerant, sentinel, group12, group13,
    retries13,
  ]

  /// What the end of a random tells.
  ///
  /// Source: RFC 8446, 4.1.3.
  enum Newest: String, FactWord { case tls13, tls12 }

  /// How a version was met.
  struct Answer: FactValue {
    enum Manner: String, FactWord {
      case accepted, olderVersion, alert, closed, reset, silence, notTLS, notSeen
    }
    static let factType = FactType.record([
      "version": .text, "manner": Manner.factType, "detail": .text,
    ])
    let version: TLSVersion
    let hello: Hello
    var factValue: Value {
      let (manner, detail): (Manner, String?) =
        switch hello.answer {
        case .accepted(let server): (.accepted, server.suite.name)
        case .refused("closed"): (.closed, nil)
        case .refused(let how): (hello.choseOlderVersion ? .olderVersion : .alert, how)
        case .notTLS: (.notTLS, nil)
        case .unknown(let unknown) where unknown.reason == .reset: (.reset, nil)
        case .unknown(let unknown) where unknown.reason == .timedOut: (.silence, nil)
        case .unknown(let unknown): (.notSeen, unknown.detail)
        }
      var record: [String: Value] = ["version": .text(version.name), "manner": .text(manner.rawValue)]
      if let detail { record["detail"] = .text(excerpt(detail)) }
      return .record(record)
    }
  }

  private static func key(_ version: TLSVersion) -> FactKey<Bool> {
    switch version {
    case .ssl30: ssl30
    case .tls10: tls10
    case .tls11: tls11
    case .tls12: tls12
    case .tls13: tls13
    }
  }

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let answers = await scene.versionHellos(of: host)
    // Where nothing speaks TLS, no version is refused: there is nobody to refuse it.
    let nobody = await scene.noTLS(of: host)
    var seen: [(version: TLSVersion, isAccepted: Bool)] = []
    var missing: Unknown?
    for (version, hello) in answers {
      switch hello.accepts(version) {
      case _ where nobody != nil:
        missing = nobody
        set.set(key(version), .unknown(nobody ?? Unknown(.defect)), from: [hello.id])
      case .known(let isAccepted):
        seen.append((version, isAccepted))
        set.set(key(version), isAccepted, from: [hello.id])
      case .absent: continue
      case .unknown(let unknown):
        missing = unknown
        set.set(key(version), .unknown(unknown), from: [hello.id])
      }
    }
    let looks = answers.map(\.hello.id)
    let names = seen.filter(\.isAccepted).map(\.version)
    set.set(accepted, names.map(\.name), missing: missing, from: looks)
    let legacyMissing = answers.lazy.filter { $0.version < .tls12 }.compactMap { answer -> Unknown? in
      if let nobody { return nobody }
      if case .unknown(let unknown) = answer.hello.accepts(answer.version) { return unknown }
      return nil
    }.first
    set.set(legacy, names.filter { $0 < .tls12 }.map(\.name), missing: legacyMissing, from: looks)
    set.set(Self.answers, answers.map { Answer(version: $0.version, hello: $0.hello) }, from: looks)
    if let nobody {
      set.fill(keys, with: nobody, from: looks)
      return set
    }
    for (version, hello) in answers where version >= .tls12 { details(of: version, hello, &set) }
    await tolerance(of: host, answers, in: scene, &set)
    return set
  }

  private static func details(of version: TLSVersion, _ hello: Hello, _ set: inout FactSet) {
    let looks = [hello.id]
    func tell<T>(_ key: FactKey<T>, _ value: (ServerHello) -> T?) {
      switch hello.answer {
      case .accepted(let server): set.set(key, Observed(value(server)), from: looks)
      case .refused: set.set(key, .absent, from: looks)
      case .notTLS: set.set(key, .unknown(.malformed, "what answers is not TLS"), from: looks)
      case .unknown(let unknown): set.set(key, .unknown(unknown), from: looks)
      }
    }
    if version == .tls13 {
      tell(group13) { $0.keyShareGroup.map(NamedGroup.name) }
      tell(retries13) { $0.isHelloRetryRequest }
    } else {
      tell(sentinel) { $0.downgradeSentinel.map { $0 == .tls12 ? .tls13 : .tls12 } }
      tell(group12) { _ in
        if case .curve(let code) = hello.flight?.keyExchange { NamedGroup.name(code) } else { nil }
      }
    }
  }

  /// Only where the usual handshake failed although a version was accepted, a hello as browsers send it tells why.
  private static func tolerance(
    of host: AuditedHost,
    _ answers: [(version: TLSVersion, hello: Hello)],
    in scene: Scene,
    _ set: inout FactSet
  ) async {
    let accepted = answers.filter { $0.version >= .tls12 && $0.hello.isAccepted }
    let look = await scene.secureLook(at: host)
    let looks = accepted.map(\.hello.id) + [look.id]
    if look.session != nil { return set.set(intolerant, false, from: looks) }
    guard let sound = accepted.first else {
      let missing = answers.lazy.filter { $0.version >= .tls12 }.compactMap(\.hello.unknown).first
      return set.set(intolerant, missing.map(Observed.unknown) ?? .absent, from: looks)
    }
    let usual = await scene.visit.hello(
      HelloRequest(HostTarget(host.url), .usual(to: host.url), label: "TLS 1.3 and 1.2"),
      after: [look.id, sound.hello.id]
    )
    switch usual.answer {
    case .accepted: return set.set(intolerant, false, from: looks + [usual.id])
    case .refused: break
    case .unknown(let unknown) where [.reset, .timedOut, .malformed].contains(unknown.reason): break
    case .notTLS, .unknown:
      let why = usual.unknown ?? Unknown(.malformed)
      return set.set(intolerant, .unknown(why), from: looks + [usual.id])
    }
    // The same server may have had enough of us: only where one version alone is still answered, the offer makes the
    // difference.
    let again = await scene.visit.hello(
      HelloRequest(HostTarget(host.url), ClientHello(sound.version, to: host.url), attempt: 2),
      after: [usual.id]
    )
    let told = looks + [usual.id, again.id]
    if again.isAccepted { return set.set(intolerant, true, from: told) }
    let why =
      again.unknown ?? usual.unknown ?? Unknown(.blocked, detail: "what was accepted before was refused")
    set.set(intolerant, .unknown(why), from: told)
  }
}

extension Hello {
  /// Whether the server speaks exactly `version`: a ServerHello of another one is no acceptance.
  func accepts(_ version: TLSVersion) -> Observed<Bool> {
    switch answer {
    case .accepted(let hello): .known(hello.version == version)
    case .refused: .known(false)
    case .notTLS: .unknown(Unknown(.malformed, detail: "what answers is not TLS"))
    case .unknown(let unknown): .unknown(unknown)
    }
  }

  /// Whether it is a ServerHello of an older version than was offered, with one of the suites that were.
  var choseOlderVersion: Bool {
    guard case .refused(let how) = answer else { return false }
    return TLSVersion.allCases.contains { $0.name == how }
  }

  /// Why it could not be seen; `nil` where it was.
  var unknown: Unknown? { answer.unknown }
  var isAccepted: Bool { if case .accepted = answer { true } else { false } }
  var isRefused: Bool { if case .refused = answer { true } else { false } }
  var isNotTLS: Bool { if case .notTLS = answer { true } else { false } }
}

extension Scene {
  /// A hello of each version, oldest first.
  func versionHellos(of host: AuditedHost) async -> [(version: TLSVersion, hello: Hello)] {
    await withTaskGroup(of: (TLSVersion, Hello).self) { group in
      for version in TLSVersion.allCases {
        group.addTask { [visit] in
          (version, await visit.hello(HelloRequest(HostTarget(host.url), ClientHello(version, to: host.url))))
        }
      }
      var answers: [(version: TLSVersion, hello: Hello)] = []
      for await (version, hello) in group { answers.append((version, hello)) }
      return answers.sorted { $0.version < $1.version }
    }
  }

  /// Why nothing can be said about TLS on the host; `nil` where something there speaks it.
  func noTLS(of host: AuditedHost) async -> Unknown? {
    switch await secureAnswer(of: host).state {
    case .known(.tls): nil
    case .known(.refused): Unknown(.refused, detail: "the https port refuses connections")
    case .known(.plainHTTP): Unknown(.handshakeFailed, detail: "the https port speaks plain HTTP")
    case .known(.notTLS): Unknown(.handshakeFailed, detail: "what answers on the https port is not TLS")
    case .absent: Unknown(.defect)
    case .unknown(let unknown): unknown
    }
  }
}
