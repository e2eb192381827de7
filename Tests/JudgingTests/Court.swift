import Judging
import Model

/// Rules whose outcome for each is chosen by the evidence: the shop's lists say which rules fail, ask or are unseen.
struct Court {
  static let facts: [FactDescription] = ["failing", "unseen", "asking", "skipped", "noting", "idle"].map {
    name in
    FactDescription(
      name: name,
      subject: .shop,
      type: .list(.text),
      unit: nil,
      absent: nil,
      summary: name,
      probe: "court"
    )
  }

  /// What becomes of the rules; those that are not named pass.
  struct Course {
    var failing: [String] = []
    var unseen: [String] = []
    var asking: [String] = []
    var skipped: [String] = []
    var noting: [String] = []
    var idle: [String] = []
    var isAnswered = true
    var statement = Statement()
  }

  let judge: Judge

  /// `rules` by id with their severity; `more` is YAML for single rules, `pack` for the pack.
  init(_ rules: KeyValuePairs<String, String>, more: [String: String] = [:], pack: String = "") throws {
    try self.init(rules.map { ($0.key, $0.value) }, more: more, pack: pack)
  }

  init(_ rules: [(id: String, severity: String)], more: [String: String] = [:], pack: String = "") throws {
    let texts = rules.map { id, severity in
      """
      - id: \(id)
        title: \(id)
        appliesWhen: { idle: { excludes: \(id) } }
        \(more[id] ?? "")
        outcomes:
          - { id: unseen, unknown: timedOut, when: { unseen: { contains: \(id) } } }
          - { id: skipped, unknown: notAsked, needs: browser, when: { skipped: { contains: \(id) } } }
          - { id: bad, fail: \(severity), when: { failing: { contains: \(id) } } }
          - { id: asks, ask: \(severity), when: { asking: { contains: \(id) } } }
          - { id: notes, note: true, when: { noting: { contains: \(id) } } }
      """
    }
    let folder = Sample.folder(texts.joined(separator: "\n"), pack: pack)
    judge = Judge(catalogue: try Catalogue([folder], facts: Self.facts))
  }

  func evidence(_ course: Course) -> Evidence {
    func list(_ ids: [String]) -> Fact { .known(.list(ids.map(Value.text)), from: []) }
    let shop = Subject(
      id: Subject.ID(.shop, "shop.test"),
      name: "shop.test",
      roles: [.shop],
      facts: [
        "failing": list(course.failing), "unseen": list(course.unseen), "asking": list(course.asking),
        "skipped": list(course.skipped), "noting": list(course.noting), "idle": list(course.idle),
      ]
    )
    let home = Subject(
      id: Subject.ID(.page, "https://shop.test/"),
      name: "home",
      roles: [.home],
      parent: shop.id,
      facts: ["status": .known(200, from: ["GET https://shop.test/"])]
    )
    let failure = course.isAnswered ? nil : Unknown(.timedOut)
    let look = Look(
      id: "GET https://shop.test/",
      kind: .exchange,
      startedAfter: 0,
      roundTrips: 3,
      failure: failure,
      command: "curl https://shop.test/"
    )
    return Sample.evidence([shop, home], looks: [look])
  }

  func assess(_ course: Course) -> Assessment {
    judge.assess(evidence(course), evidenceDigest: "sha256:0", statement: course.statement)
  }
}

extension Sample {
  static func evidence(
    _ subjects: [Subject],
    looks: [Look] = [],
    startedAt: String = "2026-11-23T07:01:00Z",
    local: Bool = false
  ) -> Evidence {
    Evidence(
      startedAt: startedAt,
      durationMilliseconds: 300,
      request: AuditRequest(typed: "shop.test", shop: "https://shop.test/"),
      vantage: Vantage(tool: "0", curl: "0", openSSL: "0", ipv4: true, ipv6: false, localShop: local),
      audited: "https://shop.test/",
      looks: looks,
      subjects: subjects
    )
  }
}

extension Assessment {
  func summary(_ rule: String) -> RuleSummary? { rules.first { $0.rule == rule } }

  func result(_ rule: String, _ subject: Subject.ID) -> RuleResult? {
    summary(rule)?.results.first { $0.subject == subject }
  }
}
