import Judging
import Model
import Probing
import Testing

@Suite(.timeLimit(.minutes(2))) struct `TLS scenarios` {
  private static let judge = Swift.Result { try Judge(catalogue: .builtIn(facts: Prober.facts)) }

  @Test(arguments: Scenario.all)
  func `show what the server is`(_ scenario: Scenario) async throws {
    let sight = try await scenario.look()
    for (name, expected) in scenario.facts.sorted(by: { $0.key < $1.key }) {
      let fact = try #require(sight.host(name), "\(name)")
      #expect(expected.holds(of: fact), "\(name): \(fact), not \(expected)")
    }
    guard scenario.isGood || scenario.findings != nil else { return }
    let findings = try findings(in: sight.evidence)
    #expect(Set(findings.map(\.rule)) == scenario.findings ?? [], "\(findings.map(\.outcome))")
  }

  @Test func `are many, and each has its name`() {
    let names = Scenario.all.map(\.name)
    #expect(names.count >= 60)
    #expect(Set(names).count == names.count)
    #expect(Scenario.all.filter(\.isGood).count >= 10)
  }

  /// Failures and notes of the rules about TLS, certificate and names.
  private func findings(in evidence: Evidence) throws -> [RuleResult] {
    let assessment = try Self.judge.get().assess(
      evidence,
      evidenceDigest: "sha256:0",
      statement: Statement()
    )
    return assessment.rules.filter { $0.category == "tls" }.flatMap(\.results).filter {
      ($0.result == .fail || $0.note) && $0.explainedBy == nil
    }
  }
}
