import Foundation
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
  for file in files { try Data().write(to: file) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/\(program)")
  process.arguments = arguments
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = try FileHandle(forWritingTo: files[0])
  process.standardError = try FileHandle(forWritingTo: files[1])
  try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
    process.terminationHandler = { _ in continuation.resume() }
    do { try process.run() } catch { continuation.resume(throwing: error) }
  }
  return ToolRun(
    status: process.terminationStatus,
    output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
  )
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
