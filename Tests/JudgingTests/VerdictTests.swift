import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Verdicts` {
  struct Situation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let course: @Sendable () -> Court.Course
    let verdict: Verdict
    let reason: VerdictReason
    let decidedBy: [String]
  }

  /// Weights: two blockers (20), two majors (10), two minors (4).
  private static func court() throws -> Court {
    try Court(
      [
        "https": "blocker", "button": "blocker", "csp": "major", "ipn": "major", "hsts": "minor",
        "etag": "minor",
      ],
      pack: "essential: [https]"
    )
  }

  static let situations: [Situation] = [
    Situation(
      testDescription: "all passed",
      course: { .init() },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "a minor failed",
      course: { .init(failing: ["hsts"]) },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "majors failed",
      course: { .init(failing: ["ipn", "csp", "hsts"]) },
      verdict: .readyWithReservations,
      reason: .majorFailed,
      decidedBy: ["csp", "ipn"]
    ),
    Situation(
      testDescription: "a blocker failed, and nothing else counts",
      course: { .init(failing: ["button", "csp"], unseen: ["https"], isAnswered: false) },
      verdict: .notReady,
      reason: .blockerFailed,
      decidedBy: ["button"]
    ),
    Situation(
      testDescription: "nothing answered",
      course: { .init(isAnswered: false) },
      verdict: .cannotTell,
      reason: .nothingAnswered,
      decidedBy: []
    ),
    Situation(
      testDescription: "an essential rule is unknown",
      course: { .init(unseen: ["https", "button"]) },
      verdict: .cannotTell,
      reason: .essentialUnknown,
      decidedBy: ["https"]
    ),
    Situation(
      testDescription: "an essential rule needs a browser",
      course: { .init(skipped: ["https"]) },
      verdict: .cannotTell,
      reason: .essentialUnknown,
      decidedBy: ["https"]
    ),
    Situation(
      testDescription: "an essential rule asks a person",
      course: { .init(asking: ["https"]) },
      verdict: .ready,
      reason: .questionsOpen,
      decidedBy: ["https"]
    ),
    Situation(
      testDescription: "an essential rule does not apply",
      course: { .init(idle: ["https"]) },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "a blocker is possible",
      course: { .init(failing: ["csp"], unseen: ["button"]) },
      verdict: .cannotTell,
      reason: .blockerPossible,
      decidedBy: ["button"]
    ),
    Situation(
      testDescription: "too little was settled",
      course: { .init(unseen: ["csp", "ipn"], idle: ["button"]) },
      verdict: .cannotTell,
      reason: .lowCoverage,
      decidedBy: ["csp", "ipn"]
    ),
    Situation(
      testDescription: "nothing was asked at all",
      course: { .init(idle: ["https", "button", "csp", "ipn", "hsts", "etag"]) },
      verdict: .cannotTell,
      reason: .lowCoverage,
      decidedBy: []
    ),
    Situation(
      testDescription: "a major is possible",
      course: { .init(unseen: ["ipn"]) },
      verdict: .readyWithReservations,
      reason: .majorPossible,
      decidedBy: ["ipn"]
    ),
    Situation(
      testDescription: "a major needs a browser",
      course: { .init(skipped: ["ipn"]) },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "a blocker question is open",
      course: { .init(failing: ["hsts"], asking: ["button", "csp"]) },
      verdict: .ready,
      reason: .questionsOpen,
      decidedBy: ["button"]
    ),
    Situation(
      testDescription: "a major question is open",
      course: { .init(asking: ["csp"]) },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "a blocker question was answered no",
      course: {
        .init(asking: ["button"], statement: Statement(answers: [Answer(rule: "button", yes: false)]))
      },
      verdict: .notReady,
      reason: .blockerFailed,
      decidedBy: ["button"]
    ),
    Situation(
      testDescription: "a blocker question was answered yes",
      course: {
        .init(asking: ["button"], statement: Statement(answers: [Answer(rule: "button", yes: true)]))
      },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
    Situation(
      testDescription: "a blocker is waived",
      course: {
        .init(
          failing: ["button"],
          statement: Statement(waivers: [Waiver(rule: "button", reason: "known", until: "2026-11-23")])
        )
      },
      verdict: .ready,
      reason: .clear,
      decidedBy: []
    ),
  ]

  @Test(arguments: situations) func `follow from what failed, is possible or asks`(_ situation: Situation)
    throws
  {
    let assessment = try Self.court().assess(situation.course())
    #expect(assessment.verdict == situation.verdict)
    #expect(assessment.verdictReason == situation.reason)
    #expect(assessment.decidedBy == situation.decidedBy)
    #expect((assessment.score.points == nil) == (situation.verdict == .cannotTell))
  }

  @Test func `are made at three quarters of the weight, not below`() throws {
    let rules = (1...4).map { ("r\($0)", "minor") }
    let court = try Court(rules)
    #expect(court.assess(.init(unseen: ["r1"])).verdict == .ready)
    #expect(court.assess(.init(unseen: ["r1", "r2"])).verdictReason == .lowCoverage)
    #expect(court.assess(.init(unseen: ["r1"], skipped: ["r2"])).verdictReason == .lowCoverage)
  }

  @Test func `are not decided by rules that never decide`() throws {
    let court = try Court(["ours": "blocker", "theirs": "blocker"], pack: "neverDecides: [theirs]")
    let assessment = court.assess(.init(failing: ["theirs"]))
    #expect(assessment.verdict == .ready)
    #expect(assessment.score.points == 100)
    #expect(assessment.coverage == Coverage(settled: 10, asked: 10))
  }

  @Test func `wait for an essential rule that a mild failure explains`() throws {
    let mild = try Court(
      ["cause": "minor", "main": "blocker"],
      more: ["main": "assumes: [cause]"],
      pack: "essential: [main]"
    )
    #expect(mild.assess(.init(failing: ["cause", "main"])).verdictReason == .essentialUnknown)
    let grave = try Court(
      ["cause": "blocker", "main": "blocker"],
      more: ["main": "assumes: [cause]"],
      pack: "essential: [main]"
    )
    let assessment = grave.assess(.init(failing: ["cause", "main"]))
    #expect(assessment.verdictReason == .blockerFailed)
    #expect(assessment.decidedBy == ["cause"])
  }

  @Test func `count a worse failure that stays possible behind a mild one`() throws {
    let rules = """
      - id: tls
        about: host
        title: T
        outcomes:
          - { id: grave, fail: blocker, when: { stale: true } }
          - { id: mild, fail: minor, when: { answers: false } }
      """
    let host = Subject(
      id: Subject.ID(.host, "h"),
      name: "h",
      roles: [.shop],
      facts: ["stale": .unknown(Unknown(.reset), from: ["L"]), "answers": .known(false, from: ["L"])]
    )
    let look = Look(id: "L", kind: .handshake, startedAfter: 0, roundTrips: 2, command: "")
    let assessment = Judge(catalogue: try Sample.catalogue(rules)).assess(
      Sample.evidence([host], looks: [look]),
      evidenceDigest: "",
      statement: Statement()
    )
    #expect(assessment.verdictReason == .blockerPossible)
    #expect(assessment.summary("tls")?.severity == .minor)
    #expect(assessment.score.lowest == 49)
    #expect(assessment.score.highest == 99)
  }

  @Test func `know a look that brought something from one that brought nothing`() throws {
    let court = try Court(["a": "minor"])
    func reason(_ change: (inout Look) -> Void) -> VerdictReason {
      var evidence = court.evidence(.init())
      change(&evidence.looks[0])
      return court.judge.assess(evidence, evidenceDigest: "", statement: Statement()).verdictReason
    }
    #expect(reason { _ in } == .clear)
    #expect(reason { $0.failure = Unknown(.reset) } == .nothingAnswered)
    #expect(
      reason {
        $0.failure = Unknown(.limitReached)
        $0.status = 200
      } == .clear
    )
    #expect(reason { $0.kind = .resolution } == .nothingAnswered)
    #expect(reason { $0.id = "GET https://elsewhere.test/" } == .nothingAnswered)
  }
}
