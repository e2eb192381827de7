import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The command line` {
  private let program: ProgramRunner

  init() throws { program = try ProgramRunner() }

  @Test(
    arguments: [
      (["bogus"], "payready: there is no command 'bogus'; use audit, judge"),
      (["audti", "x"], "payready: there is no command 'audti'; did you mean 'audit'?\n"),
      (["shop.example"], "did you mean 'payready audit shop.example'?\n"),
      (["rules", "lst"], "payready: 'rules' has no command 'lst'; did you mean 'list'?\n"),
      (["audit"], "payready: missing expected argument '<shop>'; --help"),
      (["audit", "-x"], "payready: unknown option '-x'"),
      (["audit", "shop.example", "--timeout", "-5"], "give 1 to 3600 seconds\n"),
      (
        ["audit", "shop.example", "--answer", "golive-tests-run=no", "--answer", "golive-tests-run=yes"],
        "--answer golive-tests-run is given as yes and as no; keep one of them"
      ),
      (["demo", "--format", "json"], "name a shop with --shop"),
      (["demo", "--format", "json=report.json"], "name a shop with --shop"),
      (["audit", "shop.example", "--formt", "json"], "--format"),
      (["audit", "shop.example", "--format", "jsn"], "unknown format 'jsn'; did you mean 'json'?"),
      (["audit", "shop.example", "--format", "xyzzy"], "use terminal, json, html, markdown, csv, evidence"),
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
    #expect(run.exitCode == 64, "\(run.standardError)")
    #expect(run.standardError.contains(message), "\(run.standardError)")
    #expect(run.standardOutput == "")
  }

  @Test func `keeps the demo's JSON apart from what it says beside`() async throws {
    let run = try await program.run(["demo", "--shop", "dark-shop.example", "--format", "json"])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.hasPrefix("{") && run.standardOutput.hasSuffix("}\n"))
    #expect(run.standardError.hasPrefix("dark-shop.example "))
  }

  @Test func `names the file that cannot be written`() async throws {
    let run = try await program.run(["audit", "shop.example", "--format", "json=/proc/x.json"])
    #expect(run.exitCode == 73)
    #expect(run.standardError.hasPrefix("payready: cannot write '/proc/x.json': "))
  }

  @Test func `plans what is sent in commands that can be repeated`() async throws {
    let run = try await program.run([
      "plan", "shop.example", "--stage", "sandbox", "--ipn", "/ipn", "--allow-post", "--user", "me:secret",
    ])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(
      run.standardOutput.contains(
        "openssl s_client -connect shop.example:443 -servername shop.example -tls1_1"
      )
    )
    #expect(run.standardOutput.split(separator: "\n").count { $0.contains("--data-binary '{\"Type\"") } == 5)
    #expect(!run.standardOutput.contains("secret"))
  }

  @Test func `has help with every command, examples and exit codes`() async throws {
    let run = try await program.run(["--help"])
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    for word in [
      "audit", "judge", "plan", "explain", "rules", "facts", "demo", "EXAMPLES", "130  interrupted",
    ] {
      #expect(run.standardOutput.contains(word), "\(word)")
    }
  }

  @Test(arguments: ["audit", "judge", "plan", "explain", "rules", "facts", "demo"])
  func `has help for each command`(_ command: String) async throws {
    let run = try await program.run([command, "--help"])
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains("USAGE: payready \(command)"))
    // The group of rules shows its own commands instead.
    #expect(
      run.standardOutput.contains("payready \(command)")
        && (command == "rules" || run.standardOutput.contains("EXAMPLES"))
    )
  }

  @Test func `prints its version alone`() async throws {
    let run = try await program.run(["--version"])
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    #expect(run.standardError == "")
  }

  @Test func `does not mind a reader that goes away`() async throws {
    let run = try await shell("'\(program.program)' facts | head -n 1")
    #expect(run.standardOutput.split(separator: "\n").count == 1)
    #expect(run.standardError == "")
  }

  @Test func `that cannot write to stdout ends with 73`() async throws {
    let run = try await shell("'\(program.program)' facts > /dev/full")
    #expect(run.exitCode == 73)
    #expect(run.standardError.contains("cannot write to standard output"))
  }

  private func shell(_ line: String) async throws -> ProgramRunner.Run {
    try await ProgramRunner(program: "/bin/sh").run(["-c", line])
  }
}
