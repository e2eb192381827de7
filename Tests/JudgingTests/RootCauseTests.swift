import Judging
import Model
import Testing

/// A shop with two hosts and a page on the first; the host's facts decide a chain of rules.
private struct Chain {
  static let rules = """
    - { id: answers, about: host, title: T, outcomes: [{ id: no, fail: blocker, when: { answers: false } }] }
    - id: certificate
      about: host
      title: T
      assumes: [answers]
      outcomes: [{ id: expired, fail: blocker, when: { certificate.daysLeft: { below: 0 } } }]
    - id: page-status
      about: page
      title: T
      assumes: [certificate]
      outcomes: [{ id: bad, fail: major, when: { status: { atLeast: 400 } } }]
    - id: button
      title: T
      assumes: [answers]
      outcomes: [{ id: missing, fail: blocker, when: { button.present: false } }]
    """
  static let shop = Subject.ID(.shop, "shop.test")
  static let host = Subject.ID(.host, "shop.test:443")
  static let other = Subject.ID(.host, "api.test:443")
  static let page = Subject.ID(.page, "https://shop.test/")

  var answers: Fact = .known(true, from: [])
  var otherAnswers: Fact = .known(true, from: [])
  var daysLeft: Fact = .known(60, from: [])
  var status: Fact = .known(200, from: [])
  var button: Fact = .known(true, from: [])
  var waivers: [Waiver] = []

  func assess() throws -> Assessment {
    let judge = Judge(catalogue: try Sample.catalogue(Self.rules))
    let subjects = [
      Subject(id: Self.shop, name: "shop", roles: [.shop], facts: ["button.present": button]),
      Subject(
        id: Self.host,
        name: "shop.test",
        roles: [.shop],
        parent: Self.shop,
        facts: ["answers": answers, "certificate.daysLeft": daysLeft]
      ),
      Subject(
        id: Self.other,
        name: "api.test",
        roles: [.api],
        parent: Self.shop,
        facts: ["answers": otherAnswers, "certificate.daysLeft": .known(60, from: [])]
      ),
      Subject(id: Self.page, name: "page", roles: [.home], parent: Self.host, facts: ["status": status]),
    ]
    return judge.assess(
      Sample.evidence(subjects),
      evidenceDigest: "",
      statement: Statement(waivers: waivers)
    )
  }

  func explained(_ rule: String, _ subject: Subject.ID) throws -> String? {
    try #require(try assess().result(rule, subject)).explainedBy
  }
}

private let no = Fact.known(false, from: [])
private let unseen = Fact.unknown(Unknown(.timedOut), from: [])
private let notAsked = Fact.unknown(Unknown(.notAsked, needs: .browser), from: [])

@Suite(.timeLimit(.minutes(1))) struct `Root causes` {
  @Test(arguments: [Fact.known(-1, from: []), unseen, notAsked])
  func `that failed explain a failure, an unknown and what is open`(_ daysLeft: Fact) throws {
    #expect(try Chain(answers: no, daysLeft: daysLeft).explained("certificate", Chain.host) == "answers")
  }

  @Test func `that failed explain no pass`() throws {
    #expect(try Chain(answers: no).explained("certificate", Chain.host) == nil)
  }

  @Test func `that are unknown explain only an unknown`() throws {
    #expect(try Chain(answers: unseen, daysLeft: unseen).explained("certificate", Chain.host) == "answers")
    #expect(
      try Chain(answers: unseen, daysLeft: .known(-1, from: [])).explained("certificate", Chain.host) == nil
    )
    #expect(try Chain(answers: unseen, daysLeft: notAsked).explained("certificate", Chain.host) == nil)
  }

  @Test func `that are unknown hide nothing worse than they could be themselves`() throws {
    for (root, dependent, explains) in [
      ("minor", "blocker", false), ("major", "blocker", false), ("blocker", "blocker", true),
      ("blocker", "minor", true),
    ] {
      let court = try Court(["a": root, "b": dependent], more: ["b": "assumes: [a]"])
      let assessment = court.assess(Court.Course(unseen: ["a", "b"]))
      #expect(assessment.summary("b")?.explainedBy == (explains ? "a" : nil), "\(root) \(dependent)")
      #expect(assessment.verdictReason == .blockerPossible)
    }
  }

  @Test func `that are open explain nothing`() throws {
    #expect(try Chain(answers: notAsked, daysLeft: unseen).explained("certificate", Chain.host) == nil)
  }

  @Test func `are followed to the first`() throws {
    let behindFailure = Chain(answers: no, daysLeft: unseen, status: unseen)
    #expect(try behindFailure.explained("page-status", Chain.page) == "answers")
    let behindUnknown = Chain(answers: unseen, daysLeft: unseen, status: unseen)
    #expect(try behindUnknown.explained("page-status", Chain.page) == "answers")
  }

  @Test func `reach through what is open because of them`() throws {
    let chain = Chain(answers: no, daysLeft: notAsked, status: unseen)
    #expect(try chain.explained("page-status", Chain.page) == "answers")
  }

  @Test func `do not hide a failure behind something that passed or is unknown`() throws {
    #expect(try Chain(answers: no, status: .known(500, from: [])).explained("page-status", Chain.page) == nil)
    let unknown = Chain(answers: no, daysLeft: unseen, status: .known(500, from: []))
    #expect(try unknown.explained("page-status", Chain.page) == nil)
  }

  @Test func `below count where they share a role`() throws {
    #expect(try Chain(answers: no, button: no).explained("button", Chain.shop) == "answers")
    #expect(try Chain(otherAnswers: no, button: no).explained("button", Chain.shop) == nil)
  }

  @Test func `that are waived explain all the same`() throws {
    let waiver = Waiver(rule: "answers", reason: "planned", until: "2026-12-31")
    let chain = Chain(answers: no, daysLeft: .known(-1, from: []), waivers: [waiver])
    #expect(try chain.explained("certificate", Chain.host) == "answers")
    #expect(try chain.assess().score.deductions == [])
  }

  @Test func `leave the result as it was and take it out of the count`() throws {
    let assessment = try Chain(answers: no, daysLeft: .known(-1, from: [])).assess()
    let summary = try #require(assessment.summary("certificate"))
    #expect(summary.result == .fail)
    #expect(summary.explainedBy == "answers")
    #expect(assessment.score.deductions == [Deduction(rule: "answers", severity: .blocker, points: 51)])
    // answers 10, page-status 5, button 10; the certificate is not asked.
    #expect(assessment.coverage == Coverage(settled: 25, asked: 25))
  }

  @Test func `leave a summary to what stands on its own`() throws {
    let shop = Chain(answers: no, otherAnswers: no, daysLeft: unseen)
    #expect(try shop.assess().summary("certificate")?.explainedBy == "answers")
    let rules = Chain.rules
    let judge = Judge(catalogue: try Sample.catalogue(rules))
    let hosts = [
      ("a", no, Fact.known(-1, from: [])), ("b", Fact.known(true, from: []), Fact.known(-1, from: [])),
    ]
    let subjects = hosts.map { name, answers, daysLeft in
      Subject(
        id: Subject.ID(.host, name),
        name: name,
        roles: [.shop],
        facts: ["answers": answers, "certificate.daysLeft": daysLeft]
      )
    }
    let summary = try #require(
      judge.assess(Sample.evidence(subjects), evidenceDigest: "", statement: Statement()).summary(
        "certificate"
      )
    )
    #expect(summary.results.map(\.explainedBy) == ["answers", nil])
    #expect(summary.explainedBy == nil)
    #expect(summary.result == .fail)
  }

  @Test func `survive evidence whose parents lead in a circle`() throws {
    let subjects = [
      Subject(id: Chain.host, name: "h", roles: [.shop], parent: Chain.page, facts: ["answers": no]),
      Subject(id: Chain.page, name: "p", roles: [.shop], parent: Chain.host),
    ]
    let judge = Judge(catalogue: try Sample.catalogue(Chain.rules))
    let assessment = judge.assess(Sample.evidence(subjects), evidenceDigest: "", statement: Statement())
    #expect(assessment.verdict == .notReady)
  }
}
