import Judging
import Model
import Testing

/// A rule about a host whose only outcome has `when`; the condition's text begins at line 5, column 37.
private func rule(when condition: String) -> String {
  """
  - id: tested
    about: host
    title: Tested
    outcomes:
      - { id: bad, fail: minor, when: \(condition) }
  """
}

private struct Slip: Sendable, CustomTestStringConvertible {
  let written: String
  let message: String
  var testDescription: String { written }

  init(_ written: String, _ message: String) {
    self.written = written
    self.message = message
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Diagnostics` {
  private static let conditions: [Slip] = [
    Slip(
      "{ certificate.dayLeft: 1 }",
      "5:39: unknown fact 'certificate.dayLeft' of a host; did you mean 'certificate.daysLeft'?"
    ),
    Slip("{ certificate.daysLeft: { bellow: 1 } }", "5:63: unknown matcher 'bellow'; did you mean 'below'?"),
    Slip("{ certificate.daysLeft: { below: soon } }", "5:70: 'soon' is no whole number; write digits only"),
    Slip("{ certificate.daysLeft: 12:30 }", "5:61: '12:30' is no whole number; write digits only"),
    Slip("{ stale: yes }", "5:46: 'yes' is neither 'true' nor 'false'; write one of them"),
    Slip(
      "{ stale: }",
      "5:46: nothing stands here; write yes or no (true, false), or use 'exists: false' for absence"
    ),
    Slip(
      "{ certificate.issuer: { below: 3 } }",
      "5:61: 'below' does not fit 'certificate.issuer', which is text; use 'is', 'in', 'contains', 'containsAny', "
        + "'containsAll', 'excludes', 'matches', 'startsWith', 'endsWith', 'exists', 'empty', 'hostMatches' or "
        + "'versionBelow'"
    ),
    Slip(
      "{ certificate.daysLeft: { hostMatches: a.test } }",
      "5:63: 'hostMatches' does not fit 'certificate.daysLeft', which is a whole number; use 'is', 'in', 'below', "
        + "'atLeast', 'above', 'atMost', 'between' or 'exists'"
    ),
    Slip(
      "{ certificate.notAfter: { below: tomorrow } }",
      "5:70: 'tomorrow' is no date; write '2026-11-23' or '2026-11-23T07:01:00Z'"
    ),
    Slip(
      "{ certificate.notAfter: { below: 2026-02-30 } }",
      "5:70: '2026-02-30' is no date; write '2026-11-23' or '2026-11-23T07:01:00Z'"
    ),
    Slip(
      "{ certificate.issuer: { matches: '(a' } }",
      "5:70: '(a' is no regular expression of RE2 (missing ): (a); mend or simplify it"
    ),
    Slip(
      "{ certificate.issuer: { hostMatches: 'https://a.test' } }",
      "5:74: 'https://a.test' is no host; write 'example.com' or '*.example.com', in ASCII, without port"
    ),
    Slip(
      "{ tls.versions: '1.2' }",
      "5:53: 'tls.versions' is a list, not a single value; use 'contains', 'empty' or 'some'"
    ),
    Slip(
      "{ tls.versions: { contains: '1.4' } }",
      "5:65: unknown word '1.4'; did you mean '1.0'?"
    ),
    Slip("{ tls.versions: { containsAny: [] } }", "5:68: the list is empty; name at least one value"),
    Slip(
      "{ certificate.daysLeft: [1, 2] }",
      "5:61: a list stands where a matcher should; write 'in' before it"
    ),
    Slip(
      "{ certificate.daysLeft: { between: [2, 1] } }",
      "5:72: 'between' takes two values, the smaller one first; write '[smaller, greater]'"
    ),
    Slip("{ server: nginx }", "5:47: 'server' is a record, not a single value; name one of its fields"),
    Slip("{ server.nam: nginx }", "5:39: 'server' has no field 'nam'; did you mean 'name'?"),
    Slip(
      "{ certificate.issuer.x: nginx }",
      "5:39: 'certificate.issuer' is text and has no field 'x'; leave that out"
    ),
    Slip(
      "{ platform.name: magento }",
      "5:39: unknown fact 'platform.name' of a host; a shop has it, so write 'shop.platform.name'"
    ),
    Slip("{ shop.platform.name: magneto }", "5:59: unknown word 'magneto'; did you mean 'magento'?"),
    Slip(
      "{ color: red }",
      "5:39: unknown fact 'color' of a host; a button has it, so make the rule 'about: button'"
    ),
    Slip("{ audit.stage: Live }", "5:52: unknown word 'Live'; did you mean 'live'?"),
    Slip("{ audit.regoin: eu }", "5:39: unknown fact 'audit.regoin' of a host; did you mean 'audit.region'?"),
    Slip("{ al: [{ stale: true }] }", "5:39: unknown fact 'al' of a host; did you mean 'all'?"),
    Slip(
      "{ any: { stale: true } }",
      "5:44: 'any' is a list, but a mapping stands here; write one entry a line with '- '"
    ),
    Slip(
      "[{ stale: true }]",
      "5:37: a condition is a mapping, but a list stands here; write 'all:' or 'any:' before it"
    ),
    Slip("{}", "5:37: the condition is empty; leave it out or name a fact"),
    Slip(
      "{ some: { of: tls.versions, where: { that: '1.0' } } }",
      "5:74: the elements of this list are a word; call the element 'it'"
    ),
    Slip(
      "{ some: { of: stale, where: { it: true } } }",
      "5:51: 'stale' is yes or no (true, false), not a list; name a list"
    ),
    Slip(
      "{ some: { of: tls.versions, were: { it: '1.0' } } }",
      "5:65: unknown key 'were'; did you mean 'where'?"
    ),
  ]

  @Test(arguments: conditions) private func `name a slip in a condition with its place`(_ slip: Slip) {
    #expect(Sample.complaints(rule(when: slip.written)).contains(slip.message))
  }

  private static let rules: [Slip] = [
    Slip(
      "- { id: a, titel: T, outcomes: [{ id: b, note: true }] }",
      "1:12: unknown key 'titel'; did you mean 'title'?"
    ),
    Slip("- { id: a, titel: T, outcomes: [{ id: b, note: true }] }", "1:3: a rule has no 'title'; add it"),
    Slip(
      "- { id: A_b, title: T, outcomes: [{ id: b, note: true }] }",
      "1:9: the id of a rule 'A_b' is no id; use small letters, digits and single hyphens"
    ),
    Slip(
      "- { id: a, title: T, about: hots, outcomes: [{ id: b, note: true }] }",
      "1:29: unknown kind of subject 'hots'; did you mean 'host'?"
    ),
    Slip("- { id: a, title: T, outcomes: [] }", "1:32: the rule has no outcomes; add at least one"),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b }] }",
      "1:33: the outcome does not say what it is; add one of 'fail', 'ask', 'note', 'pass' or 'unknown'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, fail: minor, note: true }] }",
      "1:61: an outcome is one thing; keep one of 'fail' or 'note'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, fail: bloker }] }",
      "1:48: unknown severity 'bloker'; did you mean 'blocker'?"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: false }] }",
      "1:48: 'note' can only be 'true'; write that or leave the key out"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: pass, note: true }] }",
      "1:39: 'pass' is the name of a result; choose another id"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true }, { id: c, note: true }] }",
      "1:56: this outcome is never reached, since 'b' always comes out; add a 'when' there"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, unknown: notAsked }] }",
      "1:51: 'notAsked' does not say what it needs; add 'needs', such as 'needs: browser'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, unknown: blocked, needs: browser }] }",
      "1:67: 'needs' belongs to 'unknown: notAsked'; leave it out"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, unknown: notAsked, needs: browzer }] }",
      "1:68: unknown need 'browzer'; did you mean 'browser'?"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true, says: 'is {platform.nam}' }] }",
      "1:60: placeholder {platform.nam}: unknown fact 'platform.nam' of a shop; did you mean 'platform.name'?"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true, says: 'is {match.src}' }] }",
      "1:60: placeholder {match.src}: the outcome's 'when' has no 'some' at its top; name a fact instead"
    ),
    Slip(
      "- { id: a, title: T, about: page, outcomes: [{ id: b, note: true, fix: '{scripts}' }] }",
      "1:72: placeholder {scripts}: it is a list that cannot be written out; name a part of it"
    ),
    Slip(
      "- { id: a, title: T, basis: practise, outcomes: [{ id: b, note: true }] }",
      "1:29: unknown basis 'practise'; did you mean 'practice'?"
    ),
    Slip(
      "- { id: a, title: T, basis: practice, outcomes: [{ id: b, fail: major }] }",
      "1:50: basis 'practice' allows at most minor, 'b' is major; lower it or list the rule under "
        + "'severityExceptions' in pack.yaml"
    ),
    Slip(
      "- { id: a, title: T, basis: plugin, outcomes: [{ id: b, ask: blocker }] }",
      "1:48: basis 'plugin' allows at most major, 'b' is blocker; lower it or list the rule under "
        + "'severityExceptions' in pack.yaml"
    ),
    Slip(
      "- { id: a, title: T, basis: plugin, outcomes: [{ id: b, note: true, says: Amazon requires it }] }",
      "1:75: only a rule with 'basis: amazon' may say 'Amazon requires'; say what was seen"
    ),
    Slip(
      "- { id: a, title: T, source: amazon.com, outcomes: [{ id: b, note: true }] }",
      "1:30: the source is no URL with its day; write 'https://… (2026-11-23)' or '{ inferred: why }'"
    ),
    Slip(
      "- { id: a, title: T, assumes: [c], outcomes: [{ id: b, note: true }] }",
      "1:32: unknown rule 'c'; use 'a'"
    ),
    Slip(
      "- { id: a, title: T, about: service, outcomes: [{ id: b, fail: minor }] }",
      "1:49: a rule about a service of Amazon's decides nothing; use 'note', 'pass' or 'unknown'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true }], examples: [{ name: x, gives: c }] }",
      "1:86: unknown outcome 'c'; use 'b', 'pass', 'unknown', 'open' or 'notApplicable'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true }], examples: [{ name: x, gives: b, given: { platform.name: { unknwon: reset } } }] }",
      "1:115: unknown key 'unknwon'; did you mean 'unknown'?"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true }], examples: [{ name: x, gives: b, given: { button.present: maybe } }] }",
      "1:114: 'maybe' is neither 'true' nor 'false'; write one of them"
    ),
    Slip(
      "- { id: a, title: T, about: host, outcomes: [{ id: b, note: true }], examples: [{ name: x, gives: b, given: { server.name: x } }] }",
      "1:111: 'server.name' is a part of the fact 'server'; give the whole fact"
    ),
    Slip("- just text", "1:3: a rule is a mapping, but a single value stands here; write 'key: value'"),
    Slip(
      "id: a",
      "1:1: a file of rules is a list, but a mapping stands here; write one entry a line with '- '"
    ),
  ]

  @Test(arguments: rules) private func `name a slip in a rule with its place`(_ slip: Slip) {
    #expect(Sample.complaints(slip.written).contains(slip.message))
  }

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
        p/a.yaml:1:3: a rule has no 'title'; add it
        p/a.yaml:1:12: unknown key 'titel'; did you mean 'title'?
        p/a.yaml:2:3: a rule has no 'title'; add it
        p/a.yaml:2:38: unknown severity 'big'; use 'minor', 'major' or 'blocker'
        p/pack.yaml:3:9: this program reads format 1; write 'format: 1'
        p/pack.yaml:4:71: there is no file 'c.yaml'; did you mean 'a.yaml'?
        """
    )
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
