import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Diagnostics of rules` {
  static let rules: [Slip] = [
    Slip(
      "- { id: a, titel: T, outcomes: [{ id: b, note: true }] }",
      "1:12: unknown key 'titel'; did you mean 'title'?"
    ),
    Slip("- { id: a, outcomes: [{ id: b, note: true }] }", "1:3: a rule has no 'title'; add it"),
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
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true, fixFor: { magneto: x } }] }",
      "1:64: unknown platform 'magneto'; did you mean 'magento'?"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true, says: 'is {platform.name' }] }",
      "1:60: a '{' is not closed; write a placeholder as '{name}'"
    ),
    Slip(
      "- { id: a, title: T, outcomes: [{ id: b, note: true, fix: 'is platform.name}' }] }",
      "1:59: a '}' has no '{' before it; write a placeholder as '{name}'"
    ),
    Slip(
      "- { id: a, title: T, about: endpoint, ifNone: { needs: ipnUrl }, outcomes: [{ id: b, note: true }] }",
      "1:56: unknown need 'ipnUrl'; did you mean 'ipnURL'?"
    ),
    Slip("- just text", "1:3: a rule is a mapping, but a single value stands here; write 'key: value'"),
    Slip(
      "id: a",
      "1:1: a file of rules is a list, but a mapping stands here; write one entry a line with '- '"
    ),
  ]

  @Test func `come at once, whatever else is wrong with the rule`() {
    let written = """
      - id: a
        titel: T
        about: hots
        basis: practise
        outcoems:
          - { id: x, fial: bloker, when: { certificate.daysLft: 1 }, says: '{certificate.isuer}' }
          - { id: x, fail: minor }
        examples: [{ name: n, gives: y }]
      """
    #expect(
      Sample.complaints(written) == [
        "2:3: unknown key 'titel'; did you mean 'title'?",
        "3:10: unknown kind of subject 'hots'; did you mean 'host'?",
        "4:10: unknown basis 'practise'; did you mean 'practice'?",
        "5:3: unknown key 'outcoems'; did you mean 'outcomes'?",
        "6:16: unknown key 'fial'; did you mean 'fail'?",
        "6:22: unknown severity 'bloker'; did you mean 'blocker'?",
        "6:38: unknown fact 'certificate.daysLft' of a host; did you mean 'certificate.daysLeft'?",
        "6:70: placeholder {certificate.isuer}: unknown fact 'certificate.isuer' of a host; "
          + "did you mean 'certificate.issuer'?",
        "7:7: there are two outcomes 'x'; give this one another id",
        "8:32: unknown outcome 'y'; use 'x', 'pass', 'unknown', 'open' or 'notApplicable'",
      ]
    )
  }

  @Test func `name what is wrong whatever the rule is about`() {
    let rule = "- { id: a, title: T, about: xyzzy, outcomes: [{ id: b, fail: bloker }], owner: me }"
    #expect(
      Sample.complaints(rule) == [
        "1:29: unknown kind of subject 'xyzzy'; use 'shop', 'host', 'page', 'button', 'endpoint', 'service' or 'server'",
        "1:62: unknown severity 'bloker'; did you mean 'blocker'?",
        "1:80: unknown owner 'me'; use 'shopAdmin', 'sellerCentral', 'hosting', 'developer', 'platform' or 'amazon'",
      ]
    )
  }

  @Test func `do not ask again for what stands beside an anchor`() {
    #expect(
      Sample.complaints("- { id: a, title: &t T, outcomes: [{ id: b, note: true }] }") == [
        "1:19: anchors and aliases are not read; write the value out"
      ]
    )
  }

  @Test func `say where what is not closed begins`() {
    let short = Sample.complaints("- id: a\n  title: \"T")
    #expect(short.count == 1 && short[0].hasPrefix("2:10: not YAML ("), "\(short)")
    let long = "- id: a\n  title: \"T\n  outcomes: [{ id: b, note: true, says: and so on }]\n"
    #expect(Sample.complaints(long).first?.hasPrefix("2:10: not YAML (") == true)
  }

  @Test(arguments: rules) func `name a slip in a rule with its place`(_ slip: Slip) {
    #expect(Sample.complaints(slip.written).contains(slip.message))
  }
}
