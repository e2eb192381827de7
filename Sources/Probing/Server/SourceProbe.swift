import Fetching
import Model
import Reading

/// What a shop's code shows: SDKs, runtimes, and plain mistakes.
enum SourceProbe: Probe {
  static let name = "source"

  /// What is known of a version.
  enum State: String, FactWord { case current, outdated, withdrawn, first, unreadable }
  /// What a kind of mistake is called.
  enum MistakeKind: String, FactWord { case certificatesUnchecked, overrideServiceURL, mwsKeys }

  /// An SDK of Amazon's in a version.
  struct SDK: FactValue {
    static let factType = FactType.record([
      "language": .text, "version": .text, "state": State.factType, "latest": .text, "known": .text,
      "file": .text,
    ])
    let language: String
    let version: String
    let state: State
    let latest: String
    let known: String
    let file: String
    var factValue: Value {
      [
        "language": .text(language), "version": .text(excerpt(version)), "state": .text(state.rawValue),
        "latest": .text(latest), "known": .text(known), "file": .text(excerpt(file)),
      ]
    }
  }

  /// A runtime in the lowest version that the code allows.
  struct RuntimeFact: FactValue {
    static let factType = FactType.record([
      "name": .text, "version": .text, "fitsSDK": .bool, "speaksTLS12": .bool, "minimum": .text,
      "file": .text,
    ])
    let name: String
    let version: String
    let fitsSDK: Bool
    let speaksTLS12: Bool
    let minimum: String
    let file: String
    var factValue: Value {
      [
        "name": .text(name), "version": .text(excerpt(version)), "fitsSDK": .bool(fitsSDK),
        "speaksTLS12": .bool(speaksTLS12), "minimum": .text(minimum), "file": .text(excerpt(file)),
      ]
    }
  }

  /// A mistake at its place.
  struct MistakeFact: FactValue {
    static let factType = FactType.record(["kind": MistakeKind.factType, "place": .text])
    let kind: MistakeKind
    let place: String
    var factValue: Value { ["kind": .text(kind.rawValue), "place": .text(excerpt(place))] }
  }

  static let given = FactKey<Bool>("source.given", of: .server, "Whether the operator named the shop's code.")
  static let files = FactKey<Int>(
    "source.files",
    of: .server,
    unit: .count,
    "How many files of it were read."
  )
  static let unread = FactKey<[String]>(
    "source.unread",
    of: .server,
    "Lockfiles that could not be read, with the reason."
  )
  static let sdks = FactKey<[SDK]>("source.sdks", of: .server, "Amazon's SDKs that the lockfiles name.")
  static let legacySDKs = FactKey<[String]>(
    "source.legacySDKs",
    of: .server,
    "SDKs of the old checkout that the lockfiles name."
  )
  static let runtimes = FactKey<[RuntimeFact]>(
    "source.runtimes",
    of: .server,
    "What the code runs on, in the lowest version that it allows."
  )
  static let mistakes = FactKey<[MistakeFact]>("source.mistakes", of: .server, "Plain mistakes in the code.")
  private static func sign(_ name: String, _ summary: String) -> FactKey<Bool> {
    FactKey("source.\(name)", of: .server, summary)
  }
  static let makesClient = sign("makesClient", "Whether the code makes a client of Amazon's SDK.")
  static let createsObjects = sign(
    "createsObjects",
    "Whether it creates objects at Amazon, in PHP or JavaScript, where the caller gives the idempotency key."
  )
  static let namesIdempotencyKey = sign("namesIdempotencyKey", "Whether it names an idempotency key.")
  static let takesNotifications = sign("takesNotifications", "Whether it takes notifications of Amazon SNS.")
  static let checksSignatures = sign(
    "checksSignatures",
    "Whether it looks like it checks the signatures of notifications."
  )
  static let recognisesRepeats = sign(
    "recognisesRepeats",
    "Whether it looks at what tells a repeated notification from a new one."
  )
  private static let signs: [(FactKey<Bool>, any KeyPath<CodeSigns, Bool> & Sendable)] = [
    (makesClient, \.makesClient), (createsObjects, \.createsObjects),
    (namesIdempotencyKey, \.namesIdempotencyKey), (takesNotifications, \.takesNotifications),
    (checksSignatures, \.checksSignatures), (recognisesRepeats, \.recognisesRepeats),
  ]
  static let keys: [any AnyFactKey] =
    [given, files, unread, sdks, legacySDKs, runtimes, mistakes] + signs.map(\.0)

  /// The most entries of a list that are kept.
  private static let most = 50

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(given, server.source != nil, from: [])
    guard let sight = server.source else {
      set.fill(keys, with: Unknown(.notAsked, needs: .source))
      return set
    }
    let data = scene.data.sdks
    set.set(files, sight.files, from: [])
    set.set(unread, sight.unread, atMost: most, from: [])
    // A lockfile that cannot be read may name anything.
    let damaged = sight.unread.first.map { Unknown(.malformed, detail: excerpt($0)) }
    let missing = damaged ?? sight.missing
    set.set(sdks, sdks(in: sight, data), atMost: most, missing: missing, from: [])
    set.set(legacySDKs, legacy(in: sight, data), atMost: most, missing: missing, from: [])
    set.set(runtimes, runtimes(in: sight, data), atMost: most, missing: missing, from: [])
    let found = sight.mistakes.compactMap { mistake in
      MistakeKind(rawValue: mistake.kind.rawValue).map { MistakeFact(kind: $0, place: mistake.place) }
    }
    set.set(mistakes, found, atMost: most, missing: sight.missing, from: [])
    for (key, path) in signs {
      set.set(key, .seen(sight.signs[keyPath: path], unless: sight.missing), from: [])
    }
    return set
  }

  private static func sdks(in sight: SourceSight, _ data: SDKData) -> [SDK] {
    sight.lockfiles.flatMap { file in
      file.content.packages.compactMap { package -> SDK? in
        guard let sdk = data.sdk(package.name, file.kind.ecosystem) else { return nil }
        return SDK(
          language: sdk.language,
          version: package.version ?? "?",
          state: state(of: package.version, sdk),
          latest: sdk.latest,
          known: data.known,
          file: file.path
        )
      }
    }
  }

  private static func state(of version: String?, _ sdk: SDKData.SDK) -> State {
    guard let own = version.flatMap({ DottedVersion($0) }), let latest = DottedVersion(sdk.latest) else {
      return .unreadable
    }
    if sdk.withdrawn.contains(where: { DottedVersion($0) == own }) { return .withdrawn }
    if let first = DottedVersion(sdk.currentSince), own < first { return .first }
    return own < latest ? .outdated : .current
  }

  private static func legacy(in sight: SourceSight, _ data: SDKData) -> [String] {
    sight.lockfiles.flatMap { file in
      file.content.packages.filter { data.isLegacy($0.name, file.kind.ecosystem) }
        .map { "\($0.name) \($0.version ?? "?") (\(file.path))" }
    }
  }

  private static func runtimes(in sight: SourceSight, _ data: SDKData) -> [RuntimeFact] {
    sight.lockfiles.flatMap { file in
      file.content.targets.compactMap { target -> RuntimeFact? in
        guard let runtime = data.runtimes[target.runtime], let own = DottedVersion(target.version),
          let minimum = DottedVersion(runtime.minimum)
        else { return nil }
        let tls = runtime.tls12.flatMap { DottedVersion($0) }
        return RuntimeFact(
          name: runtime.name,
          version: target.version,
          fitsSDK: own >= minimum,
          speaksTLS12: tls.map { own >= $0 } ?? true,
          minimum: runtime.minimum,
          file: file.path
        )
      }
    }
  }
}
