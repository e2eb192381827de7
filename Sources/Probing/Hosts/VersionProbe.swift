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
  static let keys: [any AnyFactKey] = [ssl30, tls10, tls11, tls12, tls13, accepted, legacy]

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
    return set
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
  var unknown: Unknown? { if case .unknown(let unknown) = answer { unknown } else { nil } }
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
