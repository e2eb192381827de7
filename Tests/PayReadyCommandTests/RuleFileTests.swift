import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Rule files` {
  private let program: ProgramRunner
  private let bench: Workbench

  init() throws {
    program = try ProgramRunner()
    bench = try Workbench()
  }

  private let house = """
    - id: house-certificate
      about: host
      title: Certificates last a month
      outcomes:
        - id: short
          fail: minor
          when: { certificate.daysLeft: { below: 30 } }
          says: "{name} has {certificate.daysLeft} days left."
      examples:
        - { name: a week, given: { certificate.daysLeft: 7 }, gives: short }
        - { name: a year, given: { certificate.daysLeft: 365 }, gives: pass }
    """

  @Test func `with a typo end with 65, each error with its place`() async throws {
    let wrong = house.replacing("fail: minor", with: "fial: minor").replacing(
      "gives: pass",
      with: "gives: pas"
    )
    try bench.put(wrong, at: "house/rules.yaml")
    for arguments in [
      ["rules", "check", "\(bench.folder)/house"],
      ["audit", "x.example", "--rules", "\(bench.folder)/house"],
    ] {
      let run = try await program.run(arguments)
      #expect(run.exitCode == 65)
      #expect(run.standardOutput == "")
      #expect(run.standardError.contains("rules.yaml:6:7: unknown key 'fial'"), "\(run.standardError)")
      #expect(run.standardError.contains("did you mean 'fail'?"))
      #expect(run.standardError.split(separator: "\n").allSatisfy { $0.hasPrefix("payready: ") })
    }
  }

  @Test func `that hold are listed, shown, tested and judged with`() async throws {
    try bench.put(house, at: "house/rules.yaml")
    let folder = "\(bench.folder)/house"
    let check = try await program.run(["rules", "check", folder])
    #expect(check.exitCode == 0, "\(check.standardError)")
    let test = try await program.run(["rules", "test", folder])
    #expect(test.standardOutput == "all 2 examples hold\n", "\(test.standardError)")
    let list = try await program.run(["rules", "list", "--rules", folder])
    #expect(list.standardOutput.contains("house-certificate"))
    let show = try await program.run(["rules", "show", "house-certificate", "--rules", folder])
    #expect(show.standardOutput.contains("a week → short"))
    let judge = try await program.run(
      ["judge", try bench.put(.ofCertificate(daysLeft: 20)), "--rules", folder])
    #expect(judge.standardOutput.contains("shop.example has 20 days left."), "\(judge.standardError)")
  }

  @Test func `whose example does not hold end with 65`() async throws {
    try bench.put(house.replacing("daysLeft: 7 }", with: "daysLeft: 70 }"), at: "house/rules.yaml")
    let run = try await program.run(["rules", "test", "\(bench.folder)/house"])
    #expect(run.exitCode == 65)
    #expect(
      run.standardError.contains("example 'a week' of house-certificate gives pass, not short"),
      "\(run.standardError)"
    )
  }

  @Test func `of the house need more to be strict`() async throws {
    try bench.put(house, at: "house/rules.yaml")
    let run = try await program.run(["rules", "check", "--strict", "\(bench.folder)/house"])
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains("source"))
  }

  @Test func `that are built in hold`() async throws {
    let check = try await program.run(["rules", "check"])
    #expect(check.exitCode == 0, "\(check.standardError)")
    let test = try await program.run(["rules", "test"])
    #expect(test.exitCode == 0, "\(test.standardError)")
  }

  @Test func `are found by what a buyer saw`() async throws {
    let run = try await program.run(["explain", "InvalidButtonAccessRequest"])
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("seen as"))
  }

  @Test func `can read every listed fact`() async throws {
    let run = try await program.run(["facts", "--of", "host"])
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.hasPrefix("host\n"))
    #expect(run.standardOutput.contains("  certificate.daysLeft  number, days\n"))
    #expect(!run.standardOutput.contains("\nbutton\n"))
  }
}
