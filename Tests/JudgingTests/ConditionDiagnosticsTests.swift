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

@Suite(.timeLimit(.minutes(1))) struct `Diagnostics of conditions` {
  static let conditions: [Slip] = [
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

  @Test(arguments: conditions) func `name a slip in a condition with its place`(_ slip: Slip) {
    #expect(Sample.complaints(rule(when: slip.written)).contains(slip.message))
  }
}
