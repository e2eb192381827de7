extension LockfileReader {
  private func object() throws(LockfileProblem) -> JSONValue {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let value: JSONValue
    do {
      value = try JSONReader.read(text)
    } catch {
      throw LockfileProblem("it is not JSON (\(error.kind.rawValue) at byte \(error.offset))")
    }
    guard value.object != nil else { throw LockfileProblem("it is JSON, but no object") }
    return value
  }

  /// Composer: `packages` and `packages-dev`.
  func composer() throws(LockfileProblem) -> Lockfile {
    let root = try object()
    guard let packages = root["packages"]?.array else {
      throw LockfileProblem("it has no list of packages, as Composer's has")
    }
    var file = Lockfile()
    for entry in packages + (root["packages-dev"]?.array ?? []) {
      guard let name = entry["name"]?.string.flatMap(known) else { continue }
      let version = entry["version"]?.string
      file.add(name, version.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 })
    }
    // What Composer is told to take the server for counts before what the code says it can do with.
    let php = root["platform-overrides"]?["php"]?.string ?? root["platform"]?["php"]?.string
    file.add(php.flatMap(Self.lowest).map { Lockfile.Target(.php, $0) })
    return file
  }

  /// npm: `packages` by their folder from version 2 on, before that `dependencies` inside one another.
  func npm() throws(LockfileProblem) -> Lockfile {
    let root = try object()
    var file = Lockfile()
    if let packages = root["packages"]?.object {
      for (folder, entry) in packages.sorted(by: { $0.key < $1.key }) {
        let own = folder.components(behind: "node_modules/")
        guard let name = (entry["name"]?.string ?? own).flatMap(known), !folder.isEmpty else { continue }
        file.add(name, entry["version"]?.string)
      }
      let node = packages[""]?["engines"]?["node"]?.string
      file.add(node.flatMap(Self.lowest).map { Lockfile.Target(.node, $0) })
    } else if root["dependencies"]?.object != nil {
      gather(root, into: &file)
    } else if root["lockfileVersion"] == nil {
      throw LockfileProblem("it has neither packages nor dependencies, as npm's has")
    }
    return file
  }

  /// No deeper than JSON is read.
  private func gather(_ entry: JSONValue, into file: inout Lockfile) {
    for (name, dependency) in (entry["dependencies"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      if let name = known(name) { file.add(name, dependency["version"]?.string) }
      gather(dependency, into: &file)
    }
  }

  /// NuGet's own lockfile: packages by the framework that they are for.
  func nugetLock() throws(LockfileProblem) -> Lockfile {
    let root = try object()
    guard let frameworks = root["dependencies"]?.object else {
      throw LockfileProblem("it has no dependencies, as NuGet's has")
    }
    var file = Lockfile()
    for (framework, packages) in frameworks.sorted(by: { $0.key < $1.key }) {
      file.add(Self.target(framework: framework))
      for (name, entry) in (packages.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        if let name = known(name) { file.add(name, entry["resolved"]?.string) }
      }
    }
    return file
  }

  /// What a framework's name stands for: `net45`, `netstandard2.0`, `netcoreapp3.1`, `net6.0-windows`,
  /// `.NETFramework,Version=v4.5`; `nil` for another.
  static func target(framework text: String) -> Lockfile.Target? {
    let name = text.asciiLowercased
    if let behind = name.components(behind: ",version=v"), name != behind {
      let runtime: Runtime =
        name.hasPrefix(".netframework")
        ? .dotnetFramework : name.hasPrefix(".netstandard") ? .dotnetStandard : .dotnet
      return lowest(behind).map { Lockfile.Target(runtime, $0) }
    }
    for (prefix, runtime) in [("netstandard", Runtime.dotnetStandard), ("netcoreapp", .dotnet)]
    where name.hasPrefix(prefix) {
      return lowest(String(name.dropFirst(prefix.utf8.count))).map { Lockfile.Target(runtime, $0) }
    }
    guard name.hasPrefix("net"), let version = lowest(String(name.dropFirst(3))) else { return nil }
    // `net48` is 4.8 of the Framework, `net6.0` its successor.
    if version.contains(".") { return Lockfile.Target(.dotnet, version) }
    return Lockfile.Target(.dotnetFramework, version.map(String.init).joined(separator: "."))
  }
}

extension String {
  /// What follows the last `mark`; the whole where there is none, `nil` for nothing.
  func components(behind mark: String) -> String? {
    var rest = self[...]
    while let found = rest.firstRange(of: mark) { rest = rest[found.upperBound...] }
    return rest.isEmpty ? nil : String(rest)
  }
}
