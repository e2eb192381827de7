import Foundation
import Glibc

/// Runs the built `payready` as a user would: arguments in, streams and exit code out.
package struct ProgramRunner: Sendable {
  /// What a finished run left behind.
  package struct Run: Sendable {
    /// The exit code; of a run that a signal ended, 128 and the signal's number.
    package let exitCode: Int32
    /// All of stdout.
    package let standardOutput: String
    /// All of stderr.
    package let standardError: String
  }

  /// A run that was begun.
  package struct Running: Sendable {
    fileprivate let process: pid_t
    fileprivate let folder: String

    /// What is on stdout so far.
    package var standardOutput: String { read("out") }
    /// What is on stderr so far.
    package var standardError: String { read("err") }

    private func read(_ name: String) -> String {
      FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) }
        ?? ""
    }

    /// Waits until `condition` holds of the run.
    ///
    /// - Throws: ``ProgramRunner/Failure`` when it does not hold within `limit`.
    package func waits(upTo limit: Duration = .seconds(20), until condition: (Running) -> Bool) async throws {
      let end = ContinuousClock.now + limit
      while !condition(self) {
        guard ContinuousClock.now < end else { throw Failure("waited in vain; stderr: \(standardError)") }
        try await Task.sleep(for: .milliseconds(10))
      }
    }

    /// Sends it a signal.
    package func send(_ signal: Int32) { kill(process, signal) }

    /// Waits for its end; kills it when that takes longer than `limit`.
    package func finish(within limit: Duration = .seconds(50)) async throws -> Run {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let end = ContinuousClock.now + limit
      var status: Int32 = 0
      while waitpid(process, &status, WNOHANG) == 0 {
        guard ContinuousClock.now < end else {
          kill(process, SIGKILL)
          waitpid(process, &status, 0)
          throw Failure("still running after \(limit); stdout: \(standardOutput); stderr: \(standardError)")
        }
        try await Task.sleep(for: .milliseconds(5))
      }
      let signal = status & 0x7F
      return Run(
        exitCode: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
        standardOutput: standardOutput,
        standardError: standardError
      )
    }
  }

  /// Why a run could not be made or did not end.
  package struct Failure: Error, CustomStringConvertible {
    /// What happened.
    package let description: String

    /// A failure in words.
    package init(_ description: String) { self.description = description }
  }

  /// Where the program is.
  package let program: String

  /// A runner of another program, by its path.
  package init(program: String) { self.program = program }

  /// A runner of the program that was built beside the running tests.
  package init() throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let places = [own] + CommandLine.arguments
    let folders = places.map { URL(filePath: $0).deletingLastPathComponent().path(percentEncoded: false) }
    let found = folders.map { $0.hasSuffix("/") ? "\($0)payready" : "\($0)/payready" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else {
      throw Failure("no payready beside \(own); build it with: swift build --build-tests")
    }
    program = found
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - environment: What is set beside `PATH`, `HOME` and `TMPDIR`.
  ///   - input: What it reads from stdin.
  ///   - directory: Where it runs; a folder of its own by default.
  ///   - limit: How long it may take.
  /// - Returns: What it left behind.
  /// - Throws: ``Failure`` when it cannot be started or does not end.
  package func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    directory: String? = nil,
    limit: Duration = .seconds(50)
  ) async throws -> Run {
    try await start(arguments, environment: environment, input: input, directory: directory)
      .finish(within: limit)
  }

  /// Begins a run, to be talked to while it goes on.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - environment: What is set beside `PATH`, `HOME` and `TMPDIR`.
  ///   - input: What it reads from stdin.
  ///   - directory: Where it runs; a folder of its own by default.
  /// - Returns: The run.
  /// - Throws: ``Failure`` when it cannot be started.
  package func start(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    directory: String? = nil
  ) throws -> Running {
    let folder = try Self.makeFolder()
    try Data(input.utf8).write(to: URL(filePath: "\(folder)/in"))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(folder)/in", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder)/out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/err", O_WRONLY | O_CREAT, 0o600)
    var set = environment
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] where set[name] == nil {
      set[name] = ProcessInfo.processInfo.environment[name]
    }
    set["SWIFT_BACKTRACE"] = "enable=no"
    let changer = "/usr/bin/env"
    let words = ([changer, "--chdir=\(directory ?? folder)", program] + arguments).map { strdup($0) } + [nil]
    let variables = set.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, changer, &actions, nil, words, variables)
    guard code == 0 else { throw Failure("cannot start \(program): error \(code)") }
    return Running(process: process, folder: folder)
  }

  /// A new folder for temporary files; the caller removes it.
  package static func makeFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "payready-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path(percentEncoded: false)
  }
}

/// The built program, in one word.
package enum Program {
  /// Runs `payready` with `arguments` to its end.
  ///
  /// - Returns: What it left behind.
  /// - Throws: ``ProgramRunner/Failure`` when it cannot be started or does not end.
  package static func payready(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) async throws -> ProgramRunner.Run {
    try await ProgramRunner().run(arguments, environment: environment)
  }
}
