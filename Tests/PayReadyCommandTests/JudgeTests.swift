import Foundation
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Judging stored evidence` {
  private let program: ProgramRunner
  private let bench: Workbench

  init() throws {
    program = try ProgramRunner()
    bench = try Workbench()
  }

  @Test func `ends with 1 for a shop that is not ready, the report on stdout alone`() async throws {
    let run = try await program.run(["judge", try bench.put(.ofCertificate(daysLeft: -3))])
    #expect(run.exitCode == 1, "\(run.standardError)")
    #expect(run.standardError == "")
    #expect(run.standardOutput.contains("\nNot ready\n"))
    #expect(run.standardOutput.contains("cert-validity"))
    #expect(run.standardOutput.hasSuffix("(exit code 1).\n"))
  }

  @Test func `ends with 2 where nothing was answered`() async throws {
    let run = try await program.run(["judge", try bench.put(.ofCertificate(daysLeft: nil))])
    #expect(run.exitCode == 2, "\(run.standardError)")
    #expect(run.standardOutput.contains("\nCannot tell\n"))
  }

  @Test func `gives the same bytes each time, whatever the file looks like`() async throws {
    let path = try bench.put(.ofCertificate(daysLeft: -3))
    let first = try await program.run(["judge", path, "--format", "json"])
    let value = try JSONDecoder().decode(Value.self, from: Data(bench.text("shop.evidence.json").utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .prettyPrinted
    let other = try bench.put(String(decoding: encoder.encode(value), as: UTF8.self), at: "pretty.json")
    let second = try await program.run(["judge", other, "--format", "json"])
    #expect(first.standardOutput.contains("\"schemaVersion\""))
    #expect(first.standardOutput == second.standardOutput)
  }

  @Test func `reads evidence from stdin`() async throws {
    _ = try bench.put(.ofCertificate(daysLeft: -3))
    let run = try await program.run(["judge", "-"], input: try bench.text("shop.evidence.json"))
    #expect(run.exitCode == 1, "\(run.standardError)")
  }

  @Test func `explains which facts a rule read`() async throws {
    let run = try await program.run(
      ["judge", try bench.put(.ofCertificate(daysLeft: -3)), "--explain", "cert-validity"])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("read certificate.daysLeft = -3"))
    #expect(run.standardOutput.contains("host:shop.example:443: fail, outcome "))
    let german = try await program.run(
      ["judge", try bench.put(.ofCertificate(daysLeft: -3)), "--explain", "cert-validity", "--lang", "de"])
    #expect(german.standardOutput.contains("gelesen certificate.daysLeft = -3"))
    #expect(german.standardOutput.contains("host:shop.example:443: fail, Ausgang "))
  }

  @Test func `warns of an answer that answered nothing`() async throws {
    let run = try await program.run(
      ["judge", try bench.put(.ofCertificate(daysLeft: -3)), "--answer", "cert-validity=yes"])
    #expect(run.exitCode == 1)
    #expect(run.standardError.contains("--answer cert-validity answered nothing"))
  }

  @Test func `writes formats to files and prints the summary`() async throws {
    let run = try await program.run(
      [
        "judge", try bench.put(.ofCertificate(daysLeft: -3)), "--format", "json=\(bench.folder)/report.json",
        "--format", "terminal=\(bench.folder)/report.txt", "--format", "evidence=\(bench.folder)/again.json",
      ])
    #expect(run.exitCode == 1, "\(run.standardError)")
    #expect(run.standardOutput == (try bench.text("report.txt")))
    #expect(try bench.text("report.json").hasPrefix("{"))
    let again = try await program.run(["judge", "\(bench.folder)/again.json"])
    #expect(again.standardOutput == run.standardOutput)
    #expect(bench.files == ["again.json", "report.json", "report.txt", "shop.evidence.json"])
  }

  @Test(arguments: [("always", true), ("never", false), ("auto", false)])
  func `uses colours as told`(_ word: String, _ coloured: Bool) async throws {
    let run = try await program.run(
      ["judge", try bench.put(.ofCertificate(daysLeft: -3)), "--color", word])
    #expect(run.standardOutput.contains("\u{1B}[") == coloured)
  }

  @Test(arguments: [
    ("", "is no evidence"), ("{", "is no evidence"), ("{\"schemaVersion\":1}", "is no evidence"),
    ("{\"schemaVersion\":9,\"subjects\":[],\"looks\":[]}", "schemaVersion 9"),
    ("{\"schemaVersion\":1,\"subjects\":[{\"id\":\"planet:x\"}],\"looks\":[]}", "cannot be read"),
    (String(repeating: "[", count: 100_000), "is no evidence"),
  ])
  func `ends with 65 for what is no evidence`(_ text: String, _ message: String) async throws {
    let run = try await program.run(["judge", try bench.put(text, at: "evidence.json")])
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains(message), "\(run.standardError)")
    #expect(run.standardOutput == "")
  }

  @Test func `ends with 65 where there is no file`() async throws {
    let run = try await program.run(["judge", "\(bench.folder)/none.json"])
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains("no such file or directory"))
  }
}
