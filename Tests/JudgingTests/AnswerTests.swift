import Judging
import Model
import Testing

private let court: @Sendable () throws -> Court = { try Court(["origins": "blocker", "other": "minor"]) }

@Suite(.timeLimit(.minutes(1))) struct `Answers to questions` {
  private func result(_ answers: [Answer], startedAt: String = "2026-11-23T07:01:00Z") throws -> RuleResult {
    let course = Court.Course(asking: ["origins"])
    let court = try court()
    var evidence = court.evidence(course)
    evidence.startedAt = startedAt
    let assessment = court.judge.assess(evidence, evidenceDigest: "", statement: Statement(answers: answers))
    return try #require(assessment.summary("origins")?.results.first)
  }

  @Test func `pass with a yes and fail with a no`() throws {
    let yes = try result([Answer(rule: "origins", yes: true)])
    #expect((yes.result, yes.outcome, yes.severity, yes.question) == (.pass, "asks", nil, .yes))
    #expect(yes.atWorst == nil)
    #expect(yes.unknowns == [])
    let no = try result([Answer(rule: "origins", yes: false)])
    #expect((no.result, no.outcome, no.severity, no.question) == (.fail, "asks", .blocker, .no))
    #expect(no.unknowns == [])
  }

  @Test func `are replaced by later ones`() throws {
    let answers = [Answer(rule: "origins", yes: false), Answer(rule: "origins", yes: true)]
    #expect(try result(answers).question == .yes)
  }

  @Test(arguments: [
    ("2026-05-27", RuleResult.Question.yes), ("2026-05-26", .reopened), ("2026-11-23", .yes),
    ("2027-01-01", .yes),
    ("2026-11-23T06:00:00Z", .yes), ("yesterday", .reopened),
  ])
  func `hold for 180 days`(_ day: String, expected: RuleResult.Question) throws {
    let result = try result([Answer(rule: "origins", yes: true, on: day)])
    #expect(result.question == expected)
    #expect(result.result == (expected == .yes ? .pass : .open))
  }

  @Test func `with a day do not hold in evidence without one`() throws {
    let answer = Answer(rule: "origins", yes: true, on: "2026-11-01")
    #expect(try result([answer], startedAt: "once").question == .reopened)
  }

  @Test func `are bound to the facts they were shown`() throws {
    let court = try court()
    let course = Court.Course(asking: ["origins"])
    let digests = court.judge.questionDigests(court.evidence(course), statement: Statement())
    #expect(digests.keys.sorted() == ["origins"])
    let digest = try #require(digests["origins"])
    #expect(try result([Answer(rule: "origins", yes: true, facts: digest)]).question == .yes)
    let statement = Statement(answers: [Answer(rule: "origins", yes: true, facts: digest)])
    let changed = court.assess(.init(asking: ["origins", "other"], statement: statement))
    #expect(changed.summary("origins")?.results.first?.question == .reopened)
    #expect(changed.summary("origins")?.severity == .blocker)
    // Where it was seen may change, and facts that the rule does not read.
    var evidence = court.evidence(course)
    for index in evidence.subjects.indices {
      evidence.subjects[index].facts["asking"] = .known(["origins"], from: ["elsewhere"])
      evidence.subjects[index].facts["more"] = .known(1, from: [])
    }
    let same = court.judge.assess(evidence, evidenceDigest: "", statement: statement)
    #expect(same.summary("origins")?.results.first?.question == .yes)
  }

  @Test func `have no effect where nothing was asked`() throws {
    let answers = [Answer(rule: "origins", yes: false), Answer(rule: "elsewhere", yes: true)]
    let assessment = try court().assess(.init(statement: Statement(answers: answers)))
    #expect(assessment.summary("origins")?.result == .pass)
    #expect(Judge.unaskedAnswers(assessment) == answers)
    let asked = try court().assess(.init(asking: ["origins"], statement: Statement(answers: answers)))
    #expect(Judge.unaskedAnswers(asked) == [answers[1]])
  }

  @Test func `are counted`() throws {
    let court = try Court(["a": "blocker", "b": "blocker", "c": "minor", "d": "major"])
    let old = Answer(rule: "b", yes: true, on: "2020-01-01")
    let statement = Statement(answers: [Answer(rule: "a", yes: true), old])
    let questions = court.assess(.init(asking: ["a", "b", "c"], statement: statement)).questions
    #expect(questions == Questions(asked: 3, answered: 1, open: 2, openBlockers: 1))
  }

  @Test func `leave open questions out of score and coverage`() throws {
    let assessment = try court().assess(.init(asking: ["origins"]))
    #expect(assessment.coverage == Coverage(settled: 2, asked: 2))
    #expect(assessment.score.points == 100)
    #expect(assessment.score.lowest == 100)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Waivers` {
  @Test(arguments: [
    (Waiver(rule: "origins", reason: "known", until: "2026-11-23"), true),
    (Waiver(rule: "origins", reason: "known", until: "2026-11-22"), false),
    (Waiver(rule: "origins", reason: "known", until: "next week"), false),
    (Waiver(rule: "origins", outcome: "bad", reason: "known", until: "2026-12-31"), true),
    (Waiver(rule: "origins", outcome: "asks", reason: "known", until: "2026-12-31"), false),
    (Waiver(rule: "other", reason: "known", until: "2026-12-31"), false),
  ])
  func `cover a failure until their day`(_ waiver: Waiver, counts: Bool) throws {
    let assessment = try court().assess(.init(failing: ["origins"], statement: Statement(waivers: [waiver])))
    let summary = try #require(assessment.summary("origins"))
    #expect(summary.waived == counts)
    #expect(summary.result == .fail)
    #expect(summary.results.first?.waived == (counts ? "known" : nil))
    #expect(assessment.verdict == (counts ? .ready : .notReady))
    #expect(assessment.score.deductions.isEmpty == counts)
    #expect(assessment.coverage.asked == (counts ? 2 : 12))
  }

  @Test func `leave what is unknown unknown`() throws {
    let waiver = Waiver(rule: "origins", reason: "known", until: "2026-12-31")
    let assessment = try court().assess(.init(unseen: ["origins"], statement: Statement(waivers: [waiver])))
    #expect(assessment.verdictReason == .blockerPossible)
  }
}
