import Glibc
import Model
import Reading

/// What a shop's code shows of its way to Amazon Pay.
package struct SourceSight: Sendable {
  /// A lockfile that was read.
  struct Read: Hashable, Sendable {
    /// Below the folder that was named.
    let path: String
    let kind: LockfileKind
    let content: Lockfile
  }

  /// A mistake at its place.
  struct Mistake: Hashable, Sendable {
    let kind: CodeMistake
    /// Path and line.
    let place: String
  }

  var lockfiles: [Read] = []
  /// Lockfiles that could not be read: path and reason.
  var unread: [String] = []
  var signs = CodeSigns()
  var mistakes: [Mistake] = []
  /// How many files were read.
  var files = 0
  /// Why there may be more than was read; `nil` where everything was.
  var missing: Unknown?

  /// The folder cannot be opened.
  package struct Failure: Error, Sendable {
    /// One sentence, lower-case, ending in what to do.
    package let message: String
  }
}

/// Goes through a folder of code, within bounds and never out of it: symbolic links are left alone.
struct SourceWalk {
  /// The deepest folder that is entered.
  private static let deepest = 24
  /// Files and folders that are looked at.
  private static let mostEntries = 50_000
  /// Bytes that are read of all files together.
  private static let mostBytes = 256 << 20

  /// Folders of other people's code, of versions past, and of what is built.
  private static let skipped: Set<String> = [
    ".git", ".svn", ".hg", ".idea", ".gradle", "node_modules", "bower_components", "vendor", "obj", "target",
  ]

  private let wanted: Set<String>
  private var sight = SourceSight()
  private var entries = 0
  private var bytesLeft = mostBytes

  /// What the folder at `path` shows of the packages `wanted`.
  ///
  /// Reads the disk on the caller's thread.
  static func read(_ path: String, wanted: Set<String>) throws(SourceSight.Failure) -> SourceSight {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else {
      let why = String(cString: strerror(errno)).lowercased()
      throw SourceSight.Failure(message: "cannot read the folder '\(path)': \(why); check --source")
    }
    var walk = SourceWalk(wanted: wanted)
    walk.enter(folder, "", depth: 0)
    return walk.sight
  }

  private init(wanted: Set<String>) { self.wanted = wanted }

  /// Reads the open folder, and closes it.
  private mutating func enter(_ folder: Int32, _ path: String, depth: Int) {
    guard let stream = fdopendir(folder) else {
      close(folder)
      return miss(path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      guard entries < Self.mostEntries else {
        sight.missing = Unknown(.limitReached, detail: "more than \(Self.mostEntries) files and folders")
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      entries += 1
      names.append(name)
    }
    for name in names.sorted() {
      look(at: name, in: dirfd(stream), path.isEmpty ? name : "\(path)/\(name)", depth)
    }
  }

  private mutating func look(at name: String, in folder: Int32, _ path: String, _ depth: Int) {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return miss(path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard !Self.skipped.contains(name) else { return }
      guard depth < Self.deepest else { return miss(path) }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { return miss(path) }
      enter(inner, path, depth: depth + 1)
    case S_IFREG:
      if let kind = LockfileKind(fileName: name) {
        readLockfile(name, in: folder, path, kind)
      }
      if CodeReader.reads(fileName: name) { readCode(name, in: folder, path) }
    default: return
    }
  }

  /// Keeps the first place that was not read whole.
  private mutating func miss(_ path: String) {
    let place = excerpt(path, to: 200)
    if sight.missing == nil {
      sight.missing = Unknown(.notVisible, detail: "\(place) was not read whole")
    }
  }

  private mutating func readLockfile(_ name: String, in folder: Int32, _ path: String, _ kind: LockfileKind) {
    guard let bytes = contents(name, in: folder, upTo: Lockfile.longest + 1) else {
      sight.unread.append("\(path): it cannot be opened")
      return
    }
    sight.files += 1
    do {
      sight.lockfiles.append(
        SourceSight.Read(path: path, kind: kind, content: try Lockfile.read(bytes, as: kind, wanted: wanted))
      )
    } catch {
      sight.unread.append("\(path): \(error.detail)")
    }
  }

  private mutating func readCode(_ name: String, in folder: Int32, _ path: String) {
    guard let bytes = contents(name, in: folder, upTo: CodeReader.longest + 1) else {
      return miss(path)
    }
    if bytes.count > CodeReader.longest { miss(path) }
    sight.files += 1
    let signs = CodeReader.read(bytes, fileName: name)
    sight.signs.formUnion(signs)
    for mistake in signs.mistakes where sight.mistakes.count < 50 {
      sight.mistakes.append(SourceSight.Mistake(kind: mistake.kind, place: "\(path):\(mistake.line)"))
    }
  }

  /// At most so many bytes of a regular file; `nil` where it cannot be opened.
  private mutating func contents(_ name: String, in folder: Int32, upTo most: Int) -> [UInt8]? {
    // Not blocking: what became a pipe since it was looked at must not hold us.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < most, bytesLeft > 0 {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
      bytesLeft -= count
    }
    if bytesLeft <= 0 {
      sight.missing = Unknown(.limitReached, detail: "more than \(Self.mostBytes >> 20) MB of code")
    }
    return bytes.count > most ? Array(bytes.prefix(most)) : bytes
  }
}
