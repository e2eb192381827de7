extension LockfileReader {
  /// pnpm: keys below `packages` and `snapshots` hold name and version.
  ///
  /// Only this much of YAML is read: pnpm writes the file itself, and always so.
  func pnpm() throws(LockfileProblem) -> Lockfile {
    var file = Lockfile()
    var isLockfile = false
    var isPackages = false
    for (indent, line) in try lines() {
      try checkMerge(line)
      if indent == 0 {
        if line.hasPrefix("lockfileVersion:") { isLockfile = true }
        isPackages = line == "packages:" || line == "snapshots:"
      } else if isPackages, indent == 2 {
        guard let colon = line.lastIndex(of: ":") else {
          throw LockfileProblem("a line below its packages names none")
        }
        let key = line[..<colon].filter { $0 != "'" && $0 != "\"" }
        guard let (name, version) = Self.split(key) else { continue }
        if let name = known(name) { file.add(name, version) }
      }
    }
    guard isLockfile else { throw LockfileProblem("it has no lockfileVersion, as pnpm's has") }
    return file
  }

  /// `/@scope/name/1.2.3`, `/@scope/name@1.2.3(peer@4)` or `@scope/name@1.2.3`; `nil` where there is no version.
  private static func split(_ key: String) -> (name: String, version: String)? {
    let text = key.prefix { $0 != "(" }
    let bare = text.hasPrefix("/") ? text.dropFirst() : text
    let isScoped = bare.hasPrefix("@")
    let parts = bare.split(separator: "/")
    if parts.count == (isScoped ? 3 : 2), let last = parts.last, last.utf8.first?.isASCIIDigit == true {
      return (parts.dropLast().joined(separator: "/"), String(last.prefix { $0 != "_" }))
    }
    guard let at = bare.dropFirst(isScoped ? 1 : 0).lastIndex(of: "@") else { return nil }
    return (String(bare[..<at]), String(bare[bare.index(after: at)...]))
  }

  /// Yarn: an entry begins with what was asked for; its version stands on a line of its own.
  func yarn() throws(LockfileProblem) -> Lockfile {
    var file = Lockfile()
    var isLockfile = false
    var name: String?
    for (indent, line) in try lines() {
      try checkMerge(line)
      if line.hasPrefix("#") {
        if line.contains("yarn lockfile") { isLockfile = true }
      } else if indent == 0, !line.isEmpty {
        guard line.hasSuffix(":") else { throw LockfileProblem("a line at its margin begins no entry") }
        if line == "__metadata:" { isLockfile = true }
        name = Self.asked(String(line.dropLast())).flatMap(known)
      } else if let wanted = name, line.hasPrefix("version") {
        let value = line.dropFirst(7).drop { $0 == ":" || $0 == " " || $0 == "\"" }.prefix { $0 != "\"" }
        guard !value.isEmpty else { throw LockfileProblem("an entry's version is empty") }
        file.add(wanted, String(value))
        name = nil
      }
    }
    guard isLockfile else { throw LockfileProblem("it does not say that it is Yarn's") }
    return file
  }

  /// The package of an entry's head: `"@scope/name@^1.2", "@scope/name@npm:^1.3"`.
  private static func asked(_ head: String) -> String? {
    let first = head.prefix { $0 != "," }.filter { $0 != "\"" }
    guard let at = first.dropFirst().firstIndex(of: "@") else { return nil }
    // An alias names what it stands for behind the colon.
    let range = first[first.index(after: at)...]
    if range.hasPrefix("npm:"), let second = range.dropFirst(5).firstIndex(of: "@") {
      return String(range[range.index(range.startIndex, offsetBy: 4)..<second])
    }
    return String(first[..<at])
  }

  /// Gradle: `group:artifact:version=configurations`, one a line.
  func gradle() throws(LockfileProblem) -> Lockfile {
    var file = Lockfile()
    for (_, line) in try lines() where !line.isEmpty && !line.hasPrefix("#") {
      try checkMerge(line)
      let parts = line.prefix { $0 != "=" }.split(separator: ":", omittingEmptySubsequences: false)
      guard line.contains("="), parts.count == 3 || line.hasPrefix("empty=") else {
        throw LockfileProblem("a line is not of the form group:artifact:version=configurations")
      }
      guard parts.count == 3, let name = known("\(parts[0]):\(parts[1])") else { continue }
      file.add(name, String(parts[2]))
    }
    return file
  }
}
