import Foundation
import Glibc
import Testing

/// What a program of this machine did.
struct ToolRun {
  var status: Int32
  var output: String
  var errors: String

  /// The answer's status line and fields, in lower case, one a line; empty when nothing came.
  var head: [String] {
    output.components(separatedBy: "\r\n\r\n").first?.lowercased().components(separatedBy: "\r\n") ?? []
  }
}

/// Runs `program` from `/usr/bin` with nothing on its standard input, without blocking a thread of Swift's pool.
func run(_ program: String, _ arguments: [String]) async throws -> ToolRun {
  let directory = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  let files = ["out", "err"].map { directory.appending(component: $0) }
  let process = try spawn("/usr/bin/\(program)", arguments, output: files[0].path(), errors: files[1].path())
  // A thread of its own: Foundation's `Process` crashed when hundreds ran side by side (Swift 6.3).
  let status = await withCheckedContinuation { (continuation: CheckedContinuation<Int32, Never>) in
    Thread.detachNewThread {
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      continuation.resume(returning: status & 0x7f == 0 ? status >> 8 & 0xff : -1)
    }
  }
  return ToolRun(
    status: status,
    output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
  )
}

private func spawn(_ path: String, _ arguments: [String], output: String, errors: String) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
  posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
  let words = ([path] + arguments).map { strdup($0) }
  defer { for word in words { free(word) } }
  var process: pid_t = 0
  let refusal = posix_spawn(&process, path, &actions, nil, words + [nil], environ)
  guard refusal == 0 else { throw POSIXError(POSIXErrorCode(rawValue: refusal) ?? .EIO) }
  return process
}

/// Writes `text` to a file of its own, calls `body` with its path, and removes it.
func withFile<Value>(_ text: String, _ body: (String) async throws -> Value) async throws -> Value {
  let file = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
  try Data(text.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try await body(file.path())
}

/// `curl -sS -i` with a short patience.
func curl(_ arguments: String...) async throws -> ToolRun {
  try await run("curl", ["-sS", "-i", "--noproxy", "*", "--max-time", "20"] + arguments)
}
