import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Diagnostics of packs` {
  @Test func `come all at once, sorted, from every file`() {
    let folder = PackInMemory(
      label: "p",
      files: [
        "pack.yaml": Array(
          "name: p\nversion: 1\nformat: 2\ncategories: [{id: a, title: A, file: a.yaml}, {id: b, title: B, file: c.yaml}]"
            .utf8
        ),
        "a.yaml": Array("- { id: a, titel: T }\n- { id: a, outcomes: [{ id: x, fail: big }] }".utf8),
        "b.yaml": [],
      ]
    )
    let error = #expect(throws: RuleFileErrors.self) { try Catalogue([folder], facts: Sample.facts) }
    #expect(
      error?.description == """
        p/a.yaml:1:3: a rule has no 'outcomes'; add it
        p/a.yaml:1:12: unknown key 'titel'; did you mean 'title'?
        p/a.yaml:2:3: a rule has no 'title'; add it
        p/a.yaml:2:38: unknown severity 'big'; use 'minor', 'major' or 'blocker'
        p/pack.yaml:3:9: this program reads format 1; write 'format: 1'
        p/pack.yaml:4:71: there is no file 'c.yaml'; did you mean 'a.yaml'?
        """
    )
  }

  @Test func `come from files whose category is wrong, too`() {
    let folder = PackInMemory(
      label: "p",
      files: [
        "pack.yaml": Array(
          "name: p\nversion: 1\nformat: 1\ncategoris: [{id: A b, title: A, file: a.yaml}, {id: b, titel: B, file: c.yaml}]"
            .utf8
        ),
        "a.yaml": Array("- { id: a, title: T }".utf8),
      ]
    )
    let error = #expect(throws: RuleFileErrors.self) { try Catalogue([folder], facts: Sample.facts) }
    #expect(
      error?.description == """
        p/a.yaml:1:3: a rule has no 'outcomes'; add it
        p/pack.yaml:4:1: unknown key 'categoris'; did you mean 'categories'?
        p/pack.yaml:4:18: the id of a category 'A b' is no id; use small letters, digits and single hyphens
        p/pack.yaml:4:56: unknown key 'titel'; did you mean 'title'?
        p/pack.yaml:4:72: there is no file 'c.yaml'; did you mean 'a.yaml'?
        """
    )
  }

  @Test func `know the platforms that the packs can recognise`() throws {
    let facts = [
      FactDescription(
        name: "platform.name",
        subject: .shop,
        type: .text,
        unit: nil,
        absent: nil,
        summary: "",
        probe: ""
      )
    ]
    let rule = "- { id: a, title: T, outcomes: [{ id: b, note: true, when: { platform.name: shopfy } }] }"
    var files = ["rules.yaml": Array(rule.utf8), "p.yaml": Array("platforms: [{ id: shopify }]".utf8)]
    files["pack.yaml"] = Array(
      "name: p\nversion: 1\nformat: 1\ncategories: [{ id: a, title: A, file: rules.yaml }]".utf8
    )
    _ = try Catalogue([PackInMemory(label: "p", files: files)], facts: facts)
    files["pack.yaml"]? += Array("\ndata: { platforms: p.yaml }".utf8)
    let error = #expect(throws: RuleFileErrors.self) {
      try Catalogue([PackInMemory(label: "p", files: files)], facts: facts)
    }
    #expect(error?.description == "p/rules.yaml:1:77: unknown word 'shopfy'; did you mean 'shopify'?")
  }

  @Test func `ask a strict pack for all that built-in rules have`() {
    let bare = "- { id: a, title: T, outcomes: [{ id: b, fail: minor, when: { button.present: false } }] }"
    #expect(Sample.complaints(bare).isEmpty)
    #expect(
      Sample.complaints(bare, strict: true) == [
        "1:3: rule 'a' has no 'basis'; add it",
        "1:3: rule 'a' has no 'owner'; add it",
        "1:3: rule 'a' has no 'source'; add it",
        "1:3: rule 'a' has no 'why'; add it",
        "1:3: rule 'a' has no example that fails or asks; add one",
        "1:3: rule 'a' has no example that is unknown; add one",
        "1:3: rule 'a' has no example that passes; add one",
        "1:33: outcome 'b' has no 'fix'; say how to mend it",
        "1:33: outcome 'b' has no 'says'; say what was seen",
      ]
    )
  }

  @Test func `do not call wrong what refers to a rule that is`() {
    let rules = """
      - { id: a, title: T, outcomes: [{ id: x, remark: true }] }
      - { id: b, title: T, assumes: [a], outcomes: [{ id: x, note: true }] }
      """
    #expect(
      Sample.complaints(rules, pack: "essential: [a]") == [
        "1:33: the outcome does not say what it is; add one of 'fail', 'ask', 'note', 'pass' or 'unknown'",
        "1:42: unknown key 'remark'; use 'id', 'fail', 'ask', 'note', 'pass', 'unknown', 'needs', 'when', 'says', 'fix' or 'fixFor'",
      ]
    )
  }

  @Test func `refuse rules that assume one another in a circle`() {
    let rules = """
      - { id: a, title: T, assumes: [b], outcomes: [{ id: x, note: true }] }
      - { id: b, title: T, assumes: [c], outcomes: [{ id: x, note: true }] }
      - { id: c, title: T, assumes: [b], outcomes: [{ id: x, note: true }] }
      """
    #expect(
      Sample.complaints(rules) == [
        "2:32: rules assume one another in a circle (b → c → b); take one of them out",
        "3:32: rules assume one another in a circle (c → b → c); take one of them out",
      ]
    )
  }

  @Test func `refuse to assume a rule about something beside`() {
    let rules = """
      - { id: a, about: page, title: T, outcomes: [{ id: x, note: true }] }
      - { id: b, about: endpoint, title: T, assumes: [a], outcomes: [{ id: x, note: true }] }
      """
    #expect(
      Sample.complaints(rules) == [
        "2:49: 'a' is about a page, which is neither above nor below an endpoint; assume a rule about one of these"
      ]
    )
  }

  @Test func `refuse an id that exists or was retired`() {
    let rules = """
      - { id: a, title: T, outcomes: [{ id: x, note: true }] }
      - { id: a, title: T, outcomes: [{ id: x, note: true }] }
      - { id: old, title: T, outcomes: [{ id: x, note: true }] }
      """
    #expect(
      Sample.complaints(rules, pack: "retired: [old]") == [
        "2:3: rule 'a' exists already (sample/rules.yaml:1); choose another id",
        "3:3: the id 'old' is retired in pack 'sample'; choose one that was never used",
      ]
    )
  }

  @Test func `know the rules that a pack lists`() {
    let rule = "- { id: shop-open, title: T, outcomes: [{ id: x, note: true }] }"
    let lists = "essential: [shop-opne]\nneverDecides: [x]\nseverityExceptions: { shop-pen: why }"
    #expect(
      Sample.complaints(rule, pack: lists) == [
        "5:13: unknown rule 'shop-opne'; did you mean 'shop-open'?",
        "6:16: unknown rule 'x'; use 'shop-open'",
        "7:23: unknown rule 'shop-pen'; did you mean 'shop-open'?",
      ]
    )
  }

  @Test func `let a listed exception be more severe than its basis`() {
    let rule = "- { id: a, title: T, basis: practice, outcomes: [{ id: b, fail: blocker }] }"
    #expect(Sample.complaints(rule, pack: "severityExceptions: { a: it was seen }").isEmpty)
  }

  @Test(arguments: [
    (
      "probes: { imprint: { get: impressum } }",
      "5:27: 'impressum' is no path of the shop; begin with one '/', encode what is not ASCII"
    ),
    (
      "probes: { imprint: { get: //evil.test/ } }",
      "5:27: '//evil.test/' is no path of the shop; begin with one '/', encode what is not ASCII"
    ),
    ("probes: { imprint: { post: /a } }", "5:22: unknown key 'post'; use 'get' or 'head'"),
    ("probes: { imprint: {} }", "5:20: a probe has one request; write 'get: /path' or 'head: /path'"),
    (
      "probes: { im-print: { get: /a } }",
      "5:11: 'im-print' is no name of a probe; use letters and digits, a small letter first"
    ),
    (
      "data: { list: ../../secret }",
      "5:15: '../../secret' is no file within the pack; name one below its folder"
    ),
    (
      "data: { list: /etc/passwd }",
      "5:15: '/etc/passwd' is no file within the pack; name one below its folder"
    ),
  ])
  func `refuse probes and files that leave the shop or the pack`(_ written: String, message: String) {
    let complaints = Sample.complaints(
      "- { id: a, title: T, outcomes: [{ id: b, note: true }] }",
      pack: written
    )
    #expect(complaints.contains(message))
  }

  @Test(
    arguments: zip(
      ["daysleft", "dasyLeft", "daysLef", "certificate", "xx", "a", ""],
      ["daysLeft", "daysLeft", "daysLeft", nil, nil, nil, nil]
    )
  )
  func `propose a word that is near, and no other`(_ word: String, expected: String?) {
    #expect(Nearest.word(to: word, among: ["daysLeft", "notAfter", "in", "is"]) == expected)
  }
}
