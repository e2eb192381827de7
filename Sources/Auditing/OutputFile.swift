import FoundationEssentials
import Glibc

/// Writes files whole or not at all.
package enum OutputFile {
  /// Makes sure, before any work is done, that `path` will be writable; its folder is made if it is not there.
  ///
  /// - Throws: ``OutputFailure`` when its folder is closed or cannot be made, or a folder stands in its place.
  package static func check(_ path: String) throws(OutputFailure) {
    guard !path.isEmpty else { throw OutputFailure(path, "the name is empty; name a file") }
    var entry = stat()
    if stat(path, &entry) == 0 {
      if entry.st_mode & S_IFMT == S_IFDIR { throw OutputFailure(path, "it is a folder; name a file") }
      // A device or a pipe is written to, not replaced.
      if entry.st_mode & S_IFMT != S_IFREG {
        guard access(path, W_OK) == 0 else { throw OutputFailure(path, errno: errno) }
        return
      }
    }
    do {
      try makeFolder(folder(of: path))
    } catch {
      throw OutputFailure(path, error.reason)
    }
  }

  /// Makes `path` a folder, with those above it, and makes sure that files can be made in it.
  package static func makeFolder(_ path: String) throws(OutputFailure) {
    var made = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      made += made.isEmpty && !path.hasPrefix("/") ? String(part) : "/\(part)"
      while made.hasPrefix("//") { made.removeFirst() }
      if part.isEmpty { continue }
      if mkdir(made, 0o777) != 0, errno != EEXIST { throw OutputFailure(made, errno: errno) }
    }
    try checkFolder(path)
  }

  /// Writes `text` to `path`: beside it first, then in its place, so that nobody ever reads half of it.
  package static func write(_ text: String, to path: String) throws(OutputFailure) {
    try write(Array(text.utf8), to: path)
  }

  /// The same of bytes.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputFailure) {
    var entry = stat()
    if stat(path, &entry) == 0, entry.st_mode & S_IFMT != S_IFREG {
      return try write(bytes, descriptor: open(path, O_WRONLY | O_CLOEXEC), path)
    }
    let draft = temporaryName(in: folder(of: path))
    do throws(OutputFailure) {
      try write(bytes, descriptor: open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666), path)
      guard rename(draft, path) == 0 else { throw OutputFailure(path, errno: errno) }
    } catch {
      unlink(draft)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], descriptor: Int32, _ path: String) throws(OutputFailure) {
    guard descriptor >= 0 else { throw OutputFailure(path, errno: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw OutputFailure(path, errno: errno)
      }
    }
    // A full disk or a failing one may say so only now. Pipes cannot be synchronised.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw OutputFailure(path, errno: errno) }
  }

  private static func checkFolder(_ path: String) throws(OutputFailure) {
    let draft = temporaryName(in: path)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputFailure(path, errno: errno) }
    close(descriptor)
    unlink(draft)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func temporaryName(in folder: String) -> String {
    "\(folder)/.payready-\(UInt64.random(in: .min ... .max))"
  }
}

/// An output that could not be written.
package struct OutputFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  package let path: String
  /// Why, and what to do.
  package let reason: String
  /// Both, as an error message.
  package var description: String { "cannot write '\(path)': \(reason)" }

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  init(_ path: String, errno code: Int32) {
    let text = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    self.init(
      path,
      "\(text.prefix(1).lowercased() + text.dropFirst()); name another place or mend its permissions"
    )
  }
}
