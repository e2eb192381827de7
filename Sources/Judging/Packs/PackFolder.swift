import CEmbedded
import Glibc

/// The files of a pack, wherever they are.
package protocol PackFolder: Sendable {
  /// The folder as messages name it: `rules/core`.
  var label: String { get }
  /// The names of the files right in it, sorted.
  func names() -> [String]
  /// The names of the files right in a folder of it, sorted; none where there is no such folder.
  func names(in folder: String) -> [String]
  /// A file's content, by its name from the folder.
  func bytes(of name: String) throws(PackFileFailure) -> [UInt8]
}

/// Why a file of a pack was not read.
package struct PackFileFailure: Error {
  /// Lower-case, ends in what to do.
  package let message: String
}

/// A pack that is held in memory: an embedded one, or one made by a test.
package struct PackInMemory: PackFolder {
  package let label: String
  private let files: [String: [UInt8]]

  /// A pack of files by name.
  package init(label: String, files: [String: [UInt8]]) {
    self.label = label
    self.files = files
  }

  package func names() -> [String] { files.keys.filter { !$0.contains("/") }.sorted() }

  package func names(in folder: String) -> [String] {
    files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
      .filter { !$0.contains("/") }.sorted()
  }

  package func bytes(of name: String) throws(PackFileFailure) -> [UInt8] {
    guard let bytes = files[name] else {
      let near = Nearest.word(to: name, among: files.keys.sorted())
      throw PackFileFailure(
        message:
          "there is no file \(quoted(name)); \(near.map { "did you mean '\($0)'?" } ?? "add it to the pack")"
      )
    }
    return bytes
  }

  /// The packs that are part of the program, sorted by name.
  static func embedded() -> [PackInMemory] {
    var packs: [String: [String: [UInt8]]] = [:]
    for (path, bytes) in EmbeddedFiles.all {
      let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[0] == "rules" else { continue }
      packs[parts[1], default: [:]][parts[2]] = bytes
    }
    return packs.filter { $0.value["pack.yaml"] != nil }
      .map { PackInMemory(label: "rules/\($0.key)", files: $0.value) }.sorted { $0.label < $1.label }
  }
}

/// The files that are part of the program.
package enum EmbeddedFiles {
  /// Path from the repository's root, and content; in the order of the table.
  package static var all: [(path: String, bytes: [UInt8])] {
    (0..<cembedded_count).map { index in
      let file = cembedded_files[index]
      return (String(cString: file.path), Array(UnsafeBufferPointer(start: file.bytes, count: file.length)))
    }
  }
}

/// A pack in a folder of the file system.
struct PackInDirectory: PackFolder {
  let label: String
  private static let maximalBytes = 4 << 20
  private static let maximalEntries = 10_000

  func names() -> [String] { Self.entries(of: label).filter { !$0.isFolder }.map(\.name) }

  func names(in folder: String) -> [String] {
    Self.entries(of: label + "/" + folder).filter { !$0.isFolder }.map(\.name)
  }

  func bytes(of name: String) throws(PackFileFailure) -> [UInt8] {
    let path = label + "/" + name
    // Without waiting: a pipe that nobody writes to would hold the program for ever.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PackFileFailure(message: "cannot read \(quoted(path)); check name and rights")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw PackFileFailure(message: "\(quoted(path)) is no file; name a file")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw PackFileFailure(message: "cannot read \(quoted(path)); check the disk") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= Self.maximalBytes else {
        throw PackFileFailure(message: "\(quoted(path)) has more than \(Self.maximalBytes) bytes; split it")
      }
    }
  }

  /// The packs at `path`: the folder itself, or the folders in it.
  static func packs(at path: String) throws(PackFileFailure) -> [PackInDirectory] {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let entries = entries(of: path)
    if entries.contains(where: { !$0.isFolder && $0.name.isYAMLFile }) {
      return [PackInDirectory(label: path)]
    }
    let folders = entries.filter(\.isFolder).map { PackInDirectory(label: path + "/" + $0.name) }
      .filter { $0.names().contains(where: \.isYAMLFile) }
    guard !folders.isEmpty else {
      throw PackFileFailure(
        message: "there are no rules in \(quoted(path)); name a folder with a pack.yaml or other .yaml files"
      )
    }
    return folders
  }

  private static func entries(of path: String) -> [(name: String, isFolder: Bool)] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(directory), found.count < maximalEntries {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      guard !name.hasPrefix("."), stat(path + "/" + name, &status) == 0 else { continue }
      found.append((name, status.st_mode & S_IFMT == S_IFDIR))
    }
    return found.sorted { $0.name < $1.name }
  }
}

extension String {
  var isYAMLFile: Bool { hasSuffix(".yaml") || hasSuffix(".yml") }
}
