import Model
import Reading

/// Which runtimes a server has on its search path, beside what the shop's code needs.
enum RuntimeProbe: Probe {
  static let name = "runtimes"

  /// A runtime in the version that is installed.
  struct Installed: FactValue {
    static let factType = FactType.record([
      "name": .text, "version": .text, "minimum": .text, "fitsSDK": .bool, "usedByCode": .bool, "path": .text,
    ])
    let name: String
    let version: String
    let minimum: String
    let fitsSDK: Bool
    let usedByCode: Bool
    let path: String
    var factValue: Value {
      [
        "name": .text(name), "version": .text(excerpt(version)), "minimum": .text(minimum),
        "fitsSDK": .bool(fitsSDK), "usedByCode": .bool(usedByCode), "path": .text(excerpt(path)),
      ]
    }
  }

  static let installed = FactKey<[Installed]>(
    "runtimes.installed",
    of: .server,
    absent: "nothing but the code was to be looked at",
    "Runtimes on the search path, by what stands on the disk; no program is run."
  )
  static let keys: [any AnyFactKey] = [installed]

  private static let ecosystems: [Runtime: Ecosystem] = [
    .php: .composer, .node: .npm, .java: .maven, .dotnet: .nuget,
  ]

  static func facts(of server: ServerTarget, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard !server.hosts.isEmpty else {
      set.fill(keys, absentFrom: [])
      return set
    }
    let data = scene.data.sdks
    let used = Set(
      (server.source?.lockfiles ?? []).filter { file in
        file.content.packages.contains { data.sdk($0.name, file.kind.ecosystem) != nil }
      }.map(\.kind.ecosystem)
    )
    var found: [Installed] = []
    var missing: Unknown?
    for one in InstalledRuntime.find(onPath: server.searchPath) {
      guard let row = data.runtimes[one.runtime], let minimum = DottedVersion(row.minimum) else { continue }
      let isUsed = ecosystems[one.runtime].map(used.contains) ?? false
      guard let text = one.version, let version = DottedVersion(text) else {
        // What the code does not run on is nobody's question.
        if isUsed {
          missing = Unknown(
            .notVisible,
            detail: "the version of \(row.name) does not stand where it is installed"
          )
        }
        continue
      }
      found.append(
        Installed(
          name: row.name,
          version: text,
          minimum: row.minimum,
          fitsSDK: version.reaches(minimum),
          usedByCode: isUsed,
          path: one.path
        )
      )
    }
    set.set(installed, found, missing: missing, from: [])
    return set
  }
}
