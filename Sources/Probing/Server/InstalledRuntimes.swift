import Glibc
import Reading

/// What runs a shop's code, as far as its place on the disk shows the version.
///
/// Programs are found by the search path and never run: what `php --version` would do is the code of whoever wrote that
/// file, with the rights of whoever runs the doctor.
struct InstalledRuntime: Hashable, Sendable {
  let runtime: Runtime
  /// Where the program really is, links resolved.
  let path: String
  /// `nil` where neither its place nor a file beside it shows one.
  let version: String?

  /// The names of programs, by what they run.
  private static let programs: [(name: String, runtime: Runtime)] = [
    ("php", .php), ("node", .node), ("nodejs", .node), ("java", .java), ("dotnet", .dotnet),
  ]
  /// The most folders of a search path that are looked into.
  private static let mostFolders = 64

  /// The first program of each name on the search path, each runtime once.
  static func find(onPath searchPath: String) -> [InstalledRuntime] {
    let folders = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.prefix(mostFolders)
    var found: [InstalledRuntime] = []
    for (name, runtime) in programs where !found.contains(where: { $0.runtime == runtime }) {
      let candidates = folders.lazy.map { "\($0)/\(name)" }
      guard let path = candidates.compactMap({ Self.program(at: $0) }).first else { continue }
      found.append(InstalledRuntime(runtime: runtime, path: path, version: version(of: runtime, at: path)))
    }
    return found
  }

  /// The file that a path leads to; `nil` where none is that could be run.
  private static func program(at path: String) -> String? {
    guard access(path, X_OK) == 0, let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return String(cString: real)
  }

  private static func version(of runtime: Runtime, at path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    let folder = "/" + parts.dropLast().joined(separator: "/")
    let prefix = "/" + parts.dropLast(2).joined(separator: "/")
    switch runtime {
    case .php:
      return parts.last.flatMap { number(in: $0, after: "php") }
        ?? defined("PHP_VERSION", in: "\(prefix)/include/php/main/php_version.h")
    case .node:
      return nodeVersion("\(prefix)/include/node/node_version.h")
        ?? parts.lazy.compactMap { $0.hasPrefix("v") ? number(in: $0, after: "v") : nil }.first
    case .java:
      return [prefix, "/" + parts.dropLast(3).joined(separator: "/")].lazy
        .compactMap { javaVersion("\($0)/release") }.first
    case .dotnet: return newest(in: "\(folder)/shared/Microsoft.NETCore.App")
    case .dotnetFramework, .dotnetStandard: return nil
    }
  }

  /// The number that follows `word` at the beginning of `text`: `php8.2` is 8.2.
  private static func number(in text: String, after word: String) -> String? {
    guard text.hasPrefix(word) else { return nil }
    let digits = text.dropFirst(word.count).prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    return DottedVersion(String(digits)) == nil ? nil : String(digits)
  }

  /// What a header file defines a word as, without quotes.
  private static func defined(_ word: String, in file: String) -> String? {
    lines(of: file).lazy.compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count >= 3, words[0] == "#define", words[1] == word else { return nil }
      return words[2].filter { $0 != "\"" }
    }.first
  }

  private static func nodeVersion(_ file: String) -> String? {
    let numbers = ["MAJOR", "MINOR", "PATCH"].compactMap { defined("NODE_\($0)_VERSION", in: file) }
    return numbers.count == 3 ? numbers.joined(separator: ".") : nil
  }

  /// `1.8.0_392` is 8.0: until then Java counted from 1.
  private static func javaVersion(_ file: String) -> String? {
    guard let line = lines(of: file).first(where: { $0.hasPrefix("JAVA_VERSION=") }) else { return nil }
    let version = line.dropFirst("JAVA_VERSION=".count).filter { $0 != "\"" }
    return version.hasPrefix("1.") ? String(version.dropFirst(2)) : version
  }

  /// The newest version that a folder's entries name.
  private static func newest(in folder: String) -> String? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var newest: (name: String, version: DottedVersion)?
    var entries = 0
    while let entry = readdir(stream), entries < 200 {
      entries += 1
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let version = DottedVersion(name), newest.map({ $0.version < version }) ?? true else { continue }
      newest = (name, version)
    }
    return newest?.name
  }

  /// The lines of a small file; none where it cannot be read.
  private static func lines(of file: String) -> [String] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 15)
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return [] }
    return String(decoding: buffer[..<count], as: UTF8.self).split(whereSeparator: \.isNewline).map(
      String.init
    )
  }
}

extension DottedVersion {
  /// Whether it is `other` or newer, as far as it says: a bare 5.6 may be any 5.6.
  func reaches(_ other: DottedVersion) -> Bool {
    self >= other || other.numbers.starts(with: numbers)
  }
}
