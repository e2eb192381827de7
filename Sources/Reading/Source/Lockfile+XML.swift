extension LockfileReader {
  private func events() throws(LockfileProblem) -> [XMLEvent] {
    do {
      return try XMLReader.read(bytes)
    } catch {
      throw LockfileProblem("it is not XML that can be read (\(error.kind.rawValue) at byte \(error.offset))")
    }
  }

  /// Maven: `dependency` elements, with properties put in; what a parent decides stays open.
  func maven() throws(LockfileProblem) -> Lockfile {
    let events = try events()
    guard case .start("project", _)? = events.first else {
      throw LockfileProblem("its root is no project, as Maven's is")
    }
    let properties = Self.properties(in: events)
    var path: [String] = []
    var dependency: [String: String] = [:]
    var found: [(name: String, version: String?)] = []
    for event in events {
      switch event {
      case .start(let name, _):
        path.append(name)
        if name == "dependency" { dependency = [:] }
      case .text(let text):
        if path.dropLast().last == "dependency", let field = path.last { dependency[field] = text }
      case .end(let name):
        if name == "dependency" {
          let group = dependency["groupId"].map { Self.filled($0, properties) ?? $0 } ?? ""
          let artifact = dependency["artifactId"].map { Self.filled($0, properties) ?? $0 } ?? ""
          if let name = known("\(group):\(artifact)") {
            found.append((name, dependency["version"].flatMap { Self.filled($0, properties) }))
          }
        }
        path.removeLast()
      }
    }
    var file = Lockfile()
    // One without a version takes that of dependencyManagement, which is an entry of its own.
    for (name, version) in found
    where version != nil || !found.contains(where: { $0.name == name && $0.version != nil }) {
      file.add(name, version.flatMap { Self.lowest($0) ?? $0 })
    }
    let java = ["maven.compiler.release", "maven.compiler.target", "maven.compiler.source", "java.version"]
    file.add(
      java.lazy.compactMap { properties[$0] }.first.flatMap { Self.filled($0, properties) }.flatMap(
        Self.lowest
      )
      .map { Lockfile.Target(.java, $0.hasPrefix("1.") ? String($0.dropFirst(2)) : $0) }
    )
    return file
  }

  private static func properties(in events: [XMLEvent]) -> [String: String] {
    var properties: [String: String] = [:]
    var path: [String] = []
    for event in events {
      switch event {
      case .start(let name, _): path.append(name)
      case .end: path.removeLast()
      case .text(let text):
        if path.count == 3, path[1] == "properties" { properties[path[2]] = text }
        if path == ["project", "version"] { properties["project.version"] = text }
      }
    }
    return properties
  }

  /// `text` with properties put in for `${name}`; `nil` where one is not known, or leads in a circle.
  private static func filled(_ text: String, _ properties: [String: String]) -> String? {
    var text = text
    for _ in 0..<4 {
      guard let start = text.firstRange(of: "${") else { return text }
      guard let end = text[start.upperBound...].firstIndex(of: "}"),
        let value = properties[String(text[start.upperBound..<end])], value.utf8.count <= 200
      else { return nil }
      text = text[..<start.lowerBound] + value + text[text.index(after: end)...]
      guard text.utf8.count <= 1000 else { return nil }
    }
    return text.firstRange(of: "${") == nil ? text : nil
  }

  /// A project of .NET: `PackageReference` and `PackageVersion`, and the frameworks it is for.
  func nugetProject() throws(LockfileProblem) -> Lockfile {
    let events = try events()
    guard case .start("Project", _)? = events.first else {
      throw LockfileProblem("its root is no Project, as MSBuild's is")
    }
    var file = Lockfile()
    var path: [String] = []
    var found: (name: String, version: String?)?
    for event in events {
      switch event {
      case .start(let name, let attributes):
        path.append(name)
        guard name == "PackageReference" || name == "PackageVersion",
          let wanted = (attributes["Include"] ?? attributes["Update"]).flatMap(known)
        else { continue }
        found = (wanted, attributes["Version"] ?? attributes["VersionOverride"])
      case .text(let text):
        if path.last == "Version", found != nil { found?.version = text }
        if path.last == "TargetFramework" || path.last == "TargetFrameworks" {
          for framework in text.split(separator: ";") {
            file.add(Self.target(framework: String(framework).trimmed))
          }
        }
        if path.last == "TargetFrameworkVersion" {
          file.add(Self.lowest(text).map { Lockfile.Target(.dotnetFramework, $0) })
        }
      case .end(let name):
        path.removeLast()
        guard name == "PackageReference" || name == "PackageVersion", let named = found else { continue }
        file.add(named.name, named.version.flatMap(Self.lowest))
        found = nil
      }
    }
    return file
  }

  /// The older way of NuGet: `package` elements with id, version and framework.
  func nugetConfig() throws(LockfileProblem) -> Lockfile {
    let events = try events()
    guard case .start("packages", _)? = events.first else {
      throw LockfileProblem("its root is not packages, as NuGet's is")
    }
    var file = Lockfile()
    for case .start("package", let attributes) in events {
      guard let name = attributes["id"].flatMap(known) else { continue }
      file.add(name, attributes["version"])
      file.add(attributes["targetFramework"].flatMap(Self.target))
    }
    return file
  }
}
