import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The command line` {
  private let program: ProgramRunner

  init() throws { program = try ProgramRunner() }

  @Test(
    arguments: [
      (["bogus"], "bogus"),
      (["audit"], "Missing expected argument '<shop>'"),
      (["audit", "shop.example", "--formt", "json"], "--format"),
      (["audit", "shop.example", "--format", "jsn"], "unknown format 'jsn'; did you mean 'json'?"),
      (["audit", "shop.example", "--format", "xyzzy"], "use terminal, json, evidence"),
      (["audit", "shop.example", "--format", "json="], "names no file"),
      (["audit", "shop.example", "--stage", "prod"], "--stage"),
      (["audit", "shop.example", "--answer", "golive-tests-run"], "write RULE=yes or RULE=no"),
      (["audit", "shop.example", "--answer", "golive-test-run=yes"], "did you mean 'golive-tests-run'?"),
      (["audit", "shop.example", "--timeout", "0"], "give 1 to 3600 seconds"),
      (["audit", "not an address"], "not an address"),
      (["audit", "ftp://shop.example"], "ftp"),
      (["audit", "shop.example", "--storefront", "https://www.shop.example"], "--api"),
      (["plan", "not an address"], "not an address"),
      (["explain", "cert-validty"], "did you mean 'cert-validity'?"),
      (["rules", "show", "cert-validty"], "did you mean 'cert-validity'?"),
      (["judge", "/dev/null", "--explain", "cert-validty"], "did you mean 'cert-validity'?"),
      (["demo", "--shop", "god-shop.example"], "did you mean 'good-shop.example'?"),
    ] as [([String], String)]
  )
  func `that is wrong ends with 64 and says what to do`(_ arguments: [String], _ message: String) async throws
  {
    let run = try await program.run(arguments)
    #expect(run.code == 64, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test func `has help with every command, examples and exit codes`() async throws {
    let run = try await program.run(["--help"])
    #expect(run.code == 0)
    #expect(run.errors == "")
    for word in [
      "audit", "judge", "plan", "explain", "rules", "facts", "demo", "EXAMPLES", "130  interrupted",
    ] {
      #expect(run.output.contains(word), "\(word)")
    }
  }

  @Test(arguments: ["audit", "judge", "plan", "explain", "rules", "facts", "demo"])
  func `has help for each command`(_ command: String) async throws {
    let run = try await program.run([command, "--help"])
    #expect(run.code == 0)
    #expect(run.output.contains("USAGE: payready \(command)"))
    // The group of rules shows its own commands instead.
    #expect(
      run.output.contains("payready \(command)") && (command == "rules" || run.output.contains("EXAMPLES"))
    )
  }

  @Test func `prints its version alone`() async throws {
    let run = try await program.run(["--version"])
    #expect(run.code == 0)
    #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    #expect(run.errors == "")
  }

  @Test func `does not mind a reader that goes away`() async throws {
    let run = try await shell("'\(program.program)' facts | head -n 1")
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(run.errors == "")
  }

  @Test func `that cannot write to stdout ends with 73`() async throws {
    let run = try await shell("'\(program.program)' facts > /dev/full")
    #expect(run.code == 73)
    #expect(run.errors.contains("cannot write to standard output"))
  }

  private func shell(_ line: String) async throws -> ProgramRunner.Run {
    try await ProgramRunner(program: "/bin/sh").run(["-c", line])
  }
}
