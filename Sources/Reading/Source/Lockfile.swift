/// A file that says which packages, in which versions, a shop's code was built with.
package enum LockfileKind: String, Codable, CaseIterable, Sendable {
  case composer, npm, pnpm, yarn, maven, gradle, nugetLock, nugetProject, nugetConfig

  /// The kind of a file by its name; `nil` for any other file.
  package init?(fileName: String) {
    switch fileName {
    case "composer.lock": self = .composer
    case "package-lock.json", "npm-shrinkwrap.json": self = .npm
    case "pnpm-lock.yaml": self = .pnpm
    case "yarn.lock": self = .yarn
    case "pom.xml": self = .maven
    case "gradle.lockfile": self = .gradle
    case "packages.lock.json": self = .nugetLock
    case "packages.config": self = .nugetConfig
    case "Directory.Packages.props": self = .nugetProject
    case _ where fileName.hasSuffix(".csproj"): self = .nugetProject
    default: return nil
    }
  }

  /// The package manager, by which names of packages are told apart.
  package var ecosystem: Ecosystem {
    switch self {
    case .composer: .composer
    case .npm, .pnpm, .yarn: .npm
    case .maven, .gradle: .maven
    case .nugetLock, .nugetProject, .nugetConfig: .nuget
    }
  }
}

/// Where packages come from.
package enum Ecosystem: String, Codable, CaseIterable, Sendable {
  case composer, npm, maven, nuget
}

/// What runs a shop's code.
package enum Runtime: String, Codable, CaseIterable, Sendable {
  case php, node, java, dotnetFramework, dotnetStandard, dotnet
}

/// What a lockfile says of the packages that were asked for.
package struct Lockfile: Hashable, Sendable {
  /// A package in a version.
  package struct Package: Hashable, Sendable {
    /// As its ecosystem writes it; Maven's as `group:artifact`.
    package let name: String
    /// As written; `nil` where the file leaves it to another one.
    package let version: String?

    /// A package from its parts.
    package init(_ name: String, _ version: String?) {
      self.name = name
      self.version = version
    }
  }

  /// A runtime in the lowest version that the file allows or was made for.
  package struct Target: Hashable, Sendable {
    /// What it is.
    package let runtime: Runtime
    /// Dotted numbers.
    package let version: String

    /// A runtime from its parts.
    package init(_ runtime: Runtime, _ version: String) {
      self.runtime = runtime
      self.version = version
    }
  }

  /// Those that were asked for, in the file's order, each version once.
  package var packages: [Package] = []
  /// In the file's order, each once.
  package var targets: [Target] = []

  mutating func add(_ name: String, _ version: String?) {
    let package = Package(name, version.map { $0.cut(to: 60) })
    if !packages.contains(package) { packages.append(package) }
  }

  mutating func add(_ target: Target?) {
    if let target, !targets.contains(target) { targets.append(target) }
  }
}

/// Why a lockfile cannot be read.
package struct LockfileProblem: Error, Hashable, Sendable {
  /// A few words, for people only.
  package let detail: String

  /// A problem in words.
  package init(_ detail: String) { self.detail = detail }
}

extension Lockfile {
  /// The longest file that is read, in bytes.
  package static let longest = 16 << 20

  /// What `bytes` say of the packages named in `wanted`; names are compared without regard to ASCII case.
  ///
  /// - Throws: ``LockfileProblem`` for a file that is not of its kind, or damaged.
  package static func read(_ bytes: [UInt8], as kind: LockfileKind, wanted: Set<String>)
    throws(LockfileProblem)
    -> Lockfile
  {
    guard bytes.count <= longest else { throw LockfileProblem("it is larger than \(longest >> 20) MB") }
    let reader = LockfileReader(bytes: bytes, wanted: wanted)
    switch kind {
    case .composer: return try reader.composer()
    case .npm: return try reader.npm()
    case .pnpm: return try reader.pnpm()
    case .yarn: return try reader.yarn()
    case .maven: return try reader.maven()
    case .gradle: return try reader.gradle()
    case .nugetLock: return try reader.nugetLock()
    case .nugetProject: return try reader.nugetProject()
    case .nugetConfig: return try reader.nugetConfig()
    }
  }
}

/// Reads one lockfile.
struct LockfileReader {
  let bytes: [UInt8]
  let wanted: Set<String>
  private let names: [String: String]

  init(bytes: [UInt8], wanted: Set<String>) {
    self.bytes = bytes
    self.wanted = wanted
    names = Dictionary(wanted.map { ($0.asciiLowercased, $0) }) { first, _ in first }
  }

  /// The wanted name that `text` is; `nil` for any other.
  func known(_ text: String) -> String? { names[text.asciiLowercased] }

  /// The lowest version that a constraint such as `^7.4 || ^8.0`, `>=8` or `v2.3` begins with; `nil` where it names none.
  static func lowest(_ constraint: String) -> String? {
    let text = constraint.trimmed
    guard let first = text.utf8.first, first != UInt8(ascii: "<"), first != UInt8(ascii: "!") else {
      return nil
    }
    let digits = text.utf8.drop { !$0.isASCIIDigit && "^~>=v V([\"".utf8.contains($0) }
      .prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    let version = String(decoding: digits, as: UTF8.self)
    guard version.utf8.first?.isASCIIDigit == true, version.utf8.count <= 30 else { return nil }
    return version.hasSuffix(".") ? String(version.dropLast()) : version
  }

  /// The longest line that is read, in bytes.
  private static let longestLine = 1 << 16

  /// The lines without their ends, each with the number of blanks before it; in linear time.
  func lines() throws(LockfileProblem) -> [(indent: Int, text: String)] {
    var lines: [(indent: Int, text: String)] = []
    for line in bytes.split(separator: 0x0A) {
      guard line.count <= Self.longestLine else {
        throw LockfileProblem("a line of it is too long to be read")
      }
      lines.append((line.prefix { $0 == 0x20 }.count, String(decoding: line, as: UTF8.self).trimmed))
    }
    return lines
  }

  /// Marks that a merge leaves behind where two sides differ.
  func checkMerge(_ text: String) throws(LockfileProblem) {
    if text.hasPrefix("<<<<<<<") || text.hasPrefix(">>>>>>>") {
      throw LockfileProblem("a merge left its conflict marks in it")
    }
  }
}
