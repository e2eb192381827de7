import Judging
import Model
import Testing

/// Judges one shop by rules about it; `facts` are the shop's.
private func summary(_ outcomes: String, _ facts: [String: Fact], extra: String = "") throws -> RuleSummary {
  let rules = """
    - id: tested
      title: tested
      \(extra)
      outcomes: \(outcomes)
    """
  let table = ["a", "b", "c"].map { name in
    FactDescription(
      name: name,
      subject: .shop,
      type: .bool,
      unit: nil,
      absent: nil,
      summary: name,
      probe: "sample"
    )
  }
  let catalogue = try Catalogue([Sample.folder(rules)], facts: table + Sample.facts)
  let shop = Subject(id: Subject.ID(.shop, "s"), name: "shop.test", roles: [.shop], facts: facts)
  let assessment = Judge(catalogue: catalogue).assess(
    Sample.evidence([shop]),
    evidenceDigest: "",
    statement: Statement()
  )
  return try #require(assessment.summary("tested"))
}

private func bool(_ value: Bool) -> Fact { .known(.bool(value), from: ["GET https://shop.test/"]) }
private let unseen = Fact.unknown(Unknown(.timedOut), from: ["GET https://shop.test/"])
private let notAsked = Fact.unknown(Unknown(.notAsked, needs: .browser), from: [])

@Suite(.timeLimit(.minutes(1))) struct `Outcomes` {
  struct Situation: Sendable, CustomTestStringConvertible {
    let outcomes: String
    let a: Fact
    let b: Fact
    /// Result, outcome, severity, worst still possible.
    let expected: String
    var testDescription: String { "\(outcomes) → \(expected)" }
  }

  @Test func `of a rule that applies to nothing are open where the pack says what would be needed`() throws {
    let extra = "about: endpoint\n  ifNone: { needs: ipnURL, when: { a: true } }"
    let open = try summary(
      "[{ id: x, fail: blocker, when: { reachable: false } }]",
      ["a": bool(true)],
      extra: extra
    )
    #expect(open.result == .open)
    #expect(open.results.map(\.subject.kind) == [.shop])
    #expect(open.results.first?.unknowns == [Unknown(.notAsked, needs: .ipnURL)])
    #expect(open.severity == nil && open.atWorst == nil)
    let none = try summary(
      "[{ id: x, fail: blocker, when: { reachable: false } }]",
      ["a": bool(false)],
      extra: extra
    )
    #expect(none.result == .notApplicable && none.results.isEmpty)
  }

  private static func two(_ first: String, _ second: String) -> String {
    "[{ id: x, \(first), when: { a: true } }, { id: y, \(second), when: { b: true } }]"
  }

  static let situations: [Situation] = [
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: bool(true),
      b: bool(true),
      expected: "fail x blocker blocker"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: bool(false),
      b: bool(true),
      expected: "fail y minor minor"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: bool(false),
      b: bool(false),
      expected: "pass - - -"
    ),
    // The first is possible, the second certain: both fail, so it fails, as mildly as it can.
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: unseen,
      b: bool(true),
      expected: "fail y minor blocker"
    ),
    Situation(
      outcomes: two("fail: minor", "fail: blocker"),
      a: unseen,
      b: bool(true),
      expected: "fail x minor blocker"
    ),
    // Among equals the certain one is told.
    Situation(
      outcomes: two("fail: major", "fail: major"),
      a: unseen,
      b: bool(true),
      expected: "fail y major major"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: unseen,
      b: bool(false),
      expected: "unknown - - blocker"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: bool(false),
      b: unseen,
      expected: "unknown - - minor"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: notAsked,
      b: bool(false),
      expected: "open - - blocker"
    ),
    Situation(
      outcomes: two("fail: blocker", "fail: minor"),
      a: notAsked,
      b: unseen,
      expected: "unknown - - blocker"
    ),
    Situation(
      outcomes: two("fail: blocker", "pass: true"),
      a: unseen,
      b: bool(true),
      expected: "unknown - - blocker"
    ),
    Situation(
      outcomes: two("pass: true", "fail: blocker"),
      a: bool(true),
      b: bool(true),
      expected: "pass x - -"
    ),
    Situation(outcomes: two("pass: true", "pass: true"), a: unseen, b: bool(true), expected: "pass - - -"),
    Situation(
      outcomes: two("fail: major", "note: true"),
      a: bool(false),
      b: bool(true),
      expected: "pass y - -"
    ),
    // That nothing fails is certain; what is worth a note is not.
    Situation(outcomes: two("fail: major", "note: true"), a: bool(false), b: unseen, expected: "pass - - -"),
    // A rule that only informs has nothing else to be certain of.
    Situation(
      outcomes: two("note: true", "note: true"),
      a: bool(false),
      b: unseen,
      expected: "unknown - - -"
    ),
    Situation(
      outcomes: two("ask: major", "fail: minor"),
      a: bool(true),
      b: bool(true),
      expected: "open x major major"
    ),
    Situation(
      outcomes: two("ask: blocker", "ask: minor"),
      a: unseen,
      b: bool(true),
      expected: "open y minor blocker"
    ),
    Situation(
      outcomes: two("ask: blocker", "fail: minor"),
      a: unseen,
      b: bool(true),
      expected: "unknown - - blocker"
    ),
    Situation(
      outcomes: two("unknown: blocked", "fail: major"),
      a: bool(true),
      b: bool(true),
      expected: "unknown x - major"
    ),
    Situation(
      outcomes: two("unknown: blocked", "fail: major"),
      a: unseen,
      b: bool(false),
      expected: "unknown - - major"
    ),
    Situation(
      outcomes: two("fail: major", "unknown: blocked"),
      a: bool(false),
      b: bool(true),
      expected: "unknown y - major"
    ),
  ]

  @Test(arguments: situations) func `come out as far as what was seen allows`(_ situation: Situation) throws {
    let summary = try summary(situation.outcomes, ["a": situation.a, "b": situation.b])
    let result = try #require(summary.results.first)
    let parts = [
      result.result.rawValue, result.outcome, result.severity?.rawValue, result.atWorst?.rawValue,
    ]
    #expect(parts.map { $0 ?? "-" }.joined(separator: " ") == situation.expected)
    #expect(summary.result == result.result)
  }

  @Test func `name what stands in the way, sorted and once`() throws {
    let summary = try summary(
      "[{ id: x, fail: minor, when: { any: [{ a: true }, { b: true }, { c: true }] } }]",
      ["a": unseen, "b": .unknown(Unknown(.blocked, detail: "Cloudflare"), from: []), "c": unseen]
    )
    #expect(summary.results.first?.unknowns == [Unknown(.blocked, detail: "Cloudflare"), Unknown(.timedOut)])
  }

  @Test func `say that a fact was not gathered`() throws {
    let summary = try summary("[{ id: x, fail: minor, when: { a: true } }]", [:])
    #expect(summary.results.first?.unknowns == [Unknown(.notGathered)])
  }

  @Test func `take a value of another shape than declared for unknown`() throws {
    let summary = try summary("[{ id: x, fail: minor, when: { a: true } }]", ["a": .known("true", from: [])])
    #expect(summary.results.first?.unknowns == [Unknown(.malformed)])
  }

  @Test func `ask a person`() throws {
    let result = try #require(try summary("[{ id: x, ask: blocker }]", [:]).results.first)
    #expect(result.question == .open)
    #expect(result.unknowns == [Unknown(.notAsked, needs: .person)])
  }

  @Test func `are open with what they need`() throws {
    let result = try #require(
      try summary("[{ id: x, unknown: notAsked, needs: server }]", [:]).results.first
    )
    #expect(result.result == .open)
    #expect(result.question == nil)
    #expect(result.unknowns == [Unknown(.notAsked, needs: .server)])
  }

  @Test func `list the facts and looks that were read`() throws {
    let result = try #require(
      try summary(
        "[{ id: x, note: true, when: { all: [{ a: true }, { b: true }] }, says: '{name} {c}' }, { id: y, note: true }]",
        ["a": bool(false), "b": .absent(from: ["B"]), "c": bool(true)],
        extra: "appliesWhen: { audit.stage: live }"
      ).results.first
    )
    #expect(result.outcome == "y")
    #expect(result.read == ["a", "audit.stage", "b"])
    #expect(result.looks == ["B", "GET https://shop.test/"])
  }

  @Test func `do not apply where the rule says so, and say why`() throws {
    let extra = "appliesWhen: { platform.name: { in: [magento] } }"
    let outcomes = "[{ id: x, fail: major, when: { a: true } }]"
    let seen = try summary(
      outcomes,
      ["a": bool(true), "platform.name": .known("shopify", from: [])],
      extra: extra
    )
    #expect(seen.result == .notApplicable)
    #expect(seen.results.first?.values == ["platform.name": "shopify"])
    let unknown = try summary(outcomes, ["a": bool(false), "platform.name": unseen], extra: extra)
    #expect(unknown.result == .unknown)
    #expect(unknown.atWorst == nil)
    let worst = try summary(outcomes, ["a": bool(true), "platform.name": notAsked], extra: extra)
    #expect(worst.result == .open)
    #expect(worst.atWorst == .major)
  }

  @Test func `are not applicable where there is no subject`() throws {
    let catalogue = try Sample.catalogue(
      "- { id: x, about: button, title: T, outcomes: [{ id: y, fail: blocker }] }"
    )
    let assessment = Judge(catalogue: catalogue).assess(
      Sample.evidence([]),
      evidenceDigest: "",
      statement: Statement()
    )
    #expect(assessment.rules.map(\.result) == [.notApplicable])
    #expect(assessment.rules.first?.results == [])
  }
}
