import Judging
import Model
import Testing

/// A generator of the same numbers in every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

private let rules: [(id: String, severity: String)] =
  (1...7).map { ("b\($0)", "blocker") } + (1...13).map { ("m\($0)", "major") }
  + (1...15).map { ("s\($0)", "minor") }

private func ids(_ letter: String, _ count: Int) -> [String] { (0..<count).map { "\(letter)\($0 + 1)" } }

@Suite(.timeLimit(.minutes(1))) struct `Scores` {
  @Test(arguments: [
    (0, 0, 0, 100), (0, 0, 1, 99), (0, 0, 10, 90), (0, 0, 15, 90), (0, 1, 0, 89), (0, 2, 0, 84),
    (0, 1, 15, 79),
    (0, 8, 0, 54), (0, 9, 0, 50), (0, 13, 15, 50), (1, 0, 0, 49), (2, 0, 0, 39), (1, 1, 1, 37), (5, 0, 0, 9),
    (6, 0, 0, 0), (7, 13, 15, 0),
  ])
  func `take what the tariff says`(_ blockers: Int, _ majors: Int, _ minors: Int, _ expected: Int) throws {
    let failing = ids("b", blockers) + ids("m", majors) + ids("s", minors)
    let score = try Court(rules).assess(.init(failing: failing)).score
    #expect(score.points == expected)
    #expect(score.lowest == expected)
    #expect(score.highest == expected)
    #expect(100 - score.deductions.reduce(0) { $0 + $1.points } == expected)
    #expect(score.version == 1)
  }

  @Test func `list deductions most severe first, then by rule`() throws {
    let score = try Court(rules).assess(.init(failing: ["s2", "m3", "b2", "m1", "b1"])).score
    #expect(score.deductions.map(\.rule) == ["b1", "b2", "m1", "m3", "s2"])
    #expect(score.deductions.map(\.points) == [51, 10, 11, 5, 1])
  }

  @Test func `span what unknown rules could still do`() throws {
    let score = try Court(rules).assess(.init(failing: ["s1"], unseen: ["m1", "s2"])).score
    #expect(score.points == 99)
    #expect(score.highest == 99)
    #expect(score.lowest == 87)
    let open = try Court(rules).assess(.init(failing: ["s1"], asking: ["m1"], skipped: ["b1"])).score
    #expect(open.lowest == 99)
  }

  @Test func `are bounded, monotonous, and the same in any order of rules`() throws {
    var generator = Seeded(state: 20_261_123)
    let court = try Court(rules)
    let shuffled = try Court(rules.shuffled(using: &generator))
    for _ in 0..<150 {
      var course = Court.Course()
      for rule in rules {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: course.failing.append(rule.id)
        case 2: course.unseen.append(rule.id)
        case 3: course.asking.append(rule.id)
        case 4: course.idle.append(rule.id)
        default: break
        }
      }
      let assessment = court.assess(course)
      let score = assessment.score
      #expect((0...100).contains(score.lowest))
      #expect(score.lowest <= score.highest)
      #expect(score.highest <= 100)
      #expect(score.points == nil || score.points == score.highest)
      let other = shuffled.assess(course)
      #expect(other.score == score)
      #expect(other.verdict == assessment.verdict)
      #expect(other.decidedBy == assessment.decidedBy)
      #expect(other.coverage == assessment.coverage)
      if let mended = course.failing.randomElement(using: &generator) {
        course.failing.removeAll { $0 == mended }
        let after = court.assess(course).score
        #expect(after.highest >= score.highest)
        #expect(after.lowest >= score.lowest)
      }
    }
  }

  @Test func `weigh rules by their most severe outcome`() throws {
    let assessment = try Court(["a": "blocker", "b": "major", "c": "minor"]).assess(
      .init(failing: ["b"], unseen: ["c"], skipped: ["a"])
    )
    #expect(assessment.rules.map(\.weight) == [10, 5, 2])
    #expect(assessment.coverage == Coverage(settled: 5, asked: 7))
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Assessments` {
  @Test func `are the same, byte for byte, whatever the order of the evidence`() throws {
    let court = try Court(rules)
    let course = Court.Course(
      failing: ["b1", "m2"],
      unseen: ["s3"],
      asking: ["m4"],
      statement: Statement(answers: [Answer(rule: "m4", yes: true)])
    )
    var evidence = court.evidence(course)
    let first = court.judge.assess(evidence, evidenceDigest: "sha256:0", statement: course.statement)
    evidence.subjects.reverse()
    let second = court.judge.assess(evidence, evidenceDigest: "sha256:0", statement: course.statement)
    #expect(first == second)
  }

  @Test func `name what they were made of`() throws {
    let court = try Court(["a": "minor"])
    let assessment = court.assess(.init())
    #expect(assessment.evidenceDigest == "sha256:0")
    #expect(assessment.packs.map(\.name) == ["sample"])
    #expect(assessment.packs.allSatisfy { $0.digest.hasPrefix("sha256:") && $0.digest.utf8.count == 71 })
    let sandbox = court.assess(.init(statement: Statement(stage: .sandbox)))
    #expect(sandbox.statementDigest != assessment.statementDigest)
    #expect(sandbox.packs == assessment.packs)
    #expect(try Court(["b": "minor"]).assess(.init()).packs != assessment.packs)
  }

  @Test func `hold every rule of the packs in their order`() throws {
    let assessment = try Court(["z": "minor", "a": "major", "m": "blocker"]).assess(.init(idle: ["a"]))
    #expect(assessment.rules.map(\.rule) == ["z", "a", "m"])
    #expect(assessment.rules.map(\.result) == [.pass, .notApplicable, .pass])
    #expect(assessment.rules.allSatisfy { $0.category == "tls" })
  }
}
