import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Explanations` {
  private static let rules = """
    - id: page-scripts
      about: page
      title: T
      appliesWhen: { audit.stage: { in: [sandbox, live] } }
      outcomes:
        - id: slow
          fail: minor
          when:
            any:
              - { status: { atLeast: 500 } }
              - some: { of: scripts, where: { size: { above: 10 }, src: { hostMatches: a.test } } }
        - { id: odd, note: true, when: { not: { title: { exists: true } } } }
        - { id: last, note: true }
    """

  private func part(_ facts: [String: Fact]) throws -> RuleExplanation.Part {
    let page = Subject(id: Subject.ID(.page, "p"), name: "p", facts: facts)
    let judge = Judge(catalogue: try Sample.catalogue(Self.rules))
    let explanation = try #require(
      judge.explain(rule: "page-scripts", Sample.evidence([page]), statement: Statement())
    )
    return try #require(explanation.parts.first)
  }

  @Test func `show what each condition came to, down to the elements`() throws {
    let scripts: Value = [["size": 3, "src": "https://a.test/"], ["size": 30, "src": "https://a.test/"]]
    let part = try part(["status": .known(200, from: ["L"]), "scripts": .known(scripts, from: ["L"])])
    #expect(part.result.outcome == "slow")
    #expect(part.appliesWhen?.text == "audit.stage in [sandbox, live]")
    #expect(part.appliesWhen?.truth == .holds)
    #expect(part.appliesWhen?.fact == .known("live", from: []))
    #expect(part.branches.map(\.outcome) == ["slow", "odd", "last"])
    #expect(part.branches.map(\.truth) == [.holds, nil, nil])
    let any = try #require(part.branches[0].condition)
    #expect(any.parts.map(\.truth) == [.fails, .holds])
    let some = any.parts[1]
    #expect(some.text == "some of scripts where")
    #expect(some.parts.map(\.truth) == [.fails, .holds])
    #expect(some.parts[0].parts.map(\.text) == ["size above 10", "src hostMatches a.test"])
    #expect(some.parts[0].parts.map(\.truth) == [.fails, .holds])
    #expect(part.facts.keys.sorted() == ["audit.stage", "scripts", "status"])
    #expect(part.facts["status"] == .known(200, from: ["L"]))
  }

  @Test func `show what stood in the way`() throws {
    let part = try part([
      "status": .unknown(Unknown(.reset), from: []), "scripts": .absent(from: []), "title": .absent(from: []),
    ])
    #expect(part.branches.map(\.truth) == [.unknown([Unknown(.reset)]), .holds, nil])
    #expect(part.result.result == .unknown)
    #expect(part.branches[1].condition?.text == "not")
  }

  @Test func `exist for the rules that there are`() throws {
    let judge = Judge(catalogue: try Sample.catalogue(Self.rules))
    #expect(judge.explain(rule: "none", Sample.evidence([]), statement: Statement()) == nil)
    #expect(judge.explain(rule: "page-scripts", Sample.evidence([]), statement: Statement())?.parts == [])
  }
}
