import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Outputs of an audit` {
  private let program: ProgramRunner
  private let bench: Workbench

  init() throws {
    program = try ProgramRunner()
    bench = try Workbench()
  }

  /// A port that accepts connections and never says a word.
  private struct SilentPort {
    let descriptor: Int32
    let port: UInt16

    init() throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = descriptor
      let bound = withUnsafeMutableBytes(of: &address) { bytes in
        guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
        return bind(descriptor, pointer, size) == 0 && listen(descriptor, 128) == 0
          && getsockname(descriptor, pointer, &size) == 0
      }
      try #require(bound)
      port = UInt16(bigEndian: address.sin_port)
    }

    /// Whether somebody has connected.
    var hasVisitor: Bool {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return Glibc.poll(&poll, 1, 0) == 1
    }
  }

  @Test(arguments: ["folder", "file"])
  func `that cannot be written end it with 73 before anything is sent`(_ kind: String) async throws {
    let silent = try SilentPort()
    defer { close(silent.descriptor) }
    try bench.put("in the way", at: "plain")
    let output =
      kind == "folder"
      ? ["--output", "\(bench.folder)/plain/reports"]
      : ["--format", "json=\(bench.folder)/plain/report.json"]
    let run = try await program.run(["audit", "127.0.0.1:\(silent.port)"] + output)
    #expect(run.exitCode == 73, "\(run.standardError)")
    #expect(run.standardError.contains("cannot write '\(bench.folder)/"))
    #expect(run.standardOutput == "")
    #expect(!silent.hasVisitor)
    #expect(bench.files == ["plain"])
  }

  @Test func `are not written when it is interrupted, and it says what was lost`() async throws {
    let silent = try SilentPort()
    defer { close(silent.descriptor) }
    let running = try program.start(
      ["audit", "127.0.0.1:\(silent.port)", "--output", "\(bench.folder)/reports"])
    try await running.waits { _ in silent.hasVisitor }
    running.send(SIGINT)
    let run = try await running.finish(within: .seconds(20))
    #expect(run.exitCode == 130)
    #expect(run.standardOutput == "")
    #expect(
      run.standardError
        == "payready: interrupted: the audit of https://127.0.0.1:\(silent.port)/ is lost and nothing was stored; run it again\n"
    )
    #expect(bench.files == [])
  }

  @Test func `are three files, and what is judged from the evidence is the report`() async throws {
    let silent = try SilentPort()
    close(silent.descriptor)
    let run = try await program.run(
      ["audit", "127.0.0.1:\(silent.port)", "--output", "\(bench.folder)/reports", "--timeout", "20"])
    #expect(run.exitCode == 2, "nothing listens, so nobody can tell: \(run.standardError)")
    #expect(run.standardError == "", "no progress where no terminal is")
    let files = bench.files
    try #require(files.count == 3)
    #expect(files.allSatisfy { $0.hasPrefix("reports/127.0.0.1_\(silent.port)/20") })
    let evidence = try #require(files.first { $0.hasSuffix(".evidence.json") })
    let page = try #require(files.first { $0.hasSuffix(".html") })
    let report = try #require(files.first { $0 != evidence && $0 != page })
    for (format, file) in [("json", report), ("html", page)] {
      let judged = try await program.run(["judge", "\(bench.folder)/\(evidence)", "--format", format])
      #expect(judged.standardOutput == (try bench.text(file)))
      let told = try await program.run(["report", "\(bench.folder)/\(report)", "--format", format])
      #expect(told.standardOutput == (try bench.text(file)))
      #expect(run.standardOutput.contains("\(bench.folder)/\(file)"))
    }
    let german = try await program.run(
      ["report", "\(bench.folder)/\(report)"],
      environment: ["LC_ALL": "de_DE.UTF-8"]
    )
    #expect(german.standardOutput.contains("Cannot tell"), "a stored report keeps its language")
    let judged = try await program.run(
      ["judge", "\(bench.folder)/\(evidence)"],
      environment: ["LC_ALL": "de_DE.UTF-8"]
    )
    #expect(judged.standardOutput.contains("Kein Urteil möglich"))
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `The demo` {
  @Test func `serves until Ctrl-C and takes everything away`() async throws {
    let bench = try Workbench()
    let running = try ProgramRunner().start(["demo", "--serve"], environment: ["TMPDIR": bench.folder])
    try await running.waits { $0.standardError.contains("serving until Ctrl-C") }
    #expect(running.standardOutput.contains("payready audit good-shop.example "))
    #expect(bench.files.contains { $0.hasSuffix("root.pem") })
    running.send(SIGINT)
    let run = try await running.finish(within: .seconds(20))
    #expect(run.exitCode == 0)
    #expect(bench.files == [])
  }
}
