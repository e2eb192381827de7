import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Matchers` {
  static let scalars: [Case] = [
    Case("stale: { is: true }", "stale: true", "holds"),
    Case("stale: { is: true }", "stale: false", "pass"),
    Case("stale: true", "stale: true", "holds"),
    Case("certificate.daysLeft: { is: 5 }", "certificate.daysLeft: 5", "holds"),
    Case("certificate.daysLeft: { in: [5, 6] }", "certificate.daysLeft: 6", "holds"),
    Case("certificate.daysLeft: { in: [5, 6] }", "certificate.daysLeft: 7", "pass"),
    Case("certificate.daysLeft: { below: 5 }", "certificate.daysLeft: 4", "holds"),
    Case("certificate.daysLeft: { below: 5 }", "certificate.daysLeft: 5", "pass"),
    Case("certificate.daysLeft: { atLeast: 5 }", "certificate.daysLeft: 5", "holds"),
    Case("certificate.daysLeft: { atLeast: 5 }", "certificate.daysLeft: 4", "pass"),
    Case("certificate.daysLeft: { above: 5 }", "certificate.daysLeft: 6", "holds"),
    Case("certificate.daysLeft: { above: 5 }", "certificate.daysLeft: 5", "pass"),
    Case("certificate.daysLeft: { atMost: 5 }", "certificate.daysLeft: 5", "holds"),
    Case("certificate.daysLeft: { atMost: 5 }", "certificate.daysLeft: 6", "pass"),
    Case("certificate.daysLeft: { between: [-1, 1] }", "certificate.daysLeft: -1", "holds"),
    Case("certificate.daysLeft: { between: [-1, 1] }", "certificate.daysLeft: 2", "pass"),
    Case("certificate.daysLeft: { atLeast: 0, below: 14 }", "certificate.daysLeft: 13", "holds"),
    Case("certificate.daysLeft: { atLeast: 0, below: 14 }", "certificate.daysLeft: -1", "pass"),
    Case(
      "certificate.notAfter: { below: 2026-11-23 }",
      "certificate.notAfter: 2026-11-22T23:59:59Z",
      "holds"
    ),
    Case("certificate.notAfter: { below: 2026-11-23 }", "certificate.notAfter: 2026-11-23T00:00:00Z", "pass"),
    Case("certificate.notAfter: 2026-11-23", "certificate.notAfter: 2026-11-23T00:00:00.000Z", "holds"),
    Case("certificate.issuer: { contains: Encrypt }", "certificate.issuer: Let's Encrypt", "holds"),
    Case("certificate.issuer: { contains: encrypt }", "certificate.issuer: Let's Encrypt", "pass"),
    Case("certificate.issuer: { containsAny: [a, E] }", "certificate.issuer: E1", "holds"),
    Case("certificate.issuer: { containsAll: [a, E] }", "certificate.issuer: E1", "pass"),
    Case("certificate.issuer: { excludes: [a, E] }", "certificate.issuer: E1", "pass"),
    Case("certificate.issuer: { excludes: x }", "certificate.issuer: E1", "holds"),
    Case("certificate.issuer: { matches: '^E[0-9]$' }", "certificate.issuer: E1", "holds"),
    Case("certificate.issuer: { matches: '[0-9]' }", "certificate.issuer: E1b", "holds"),
    Case("certificate.issuer: { matches: '(?i)^e$' }", "certificate.issuer: E1", "pass"),
    Case("certificate.issuer: { startsWith: Le }", "certificate.issuer: Let's", "holds"),
    Case("certificate.issuer: { startsWith: et }", "certificate.issuer: Let's", "pass"),
    Case("certificate.issuer: { endsWith: ’s }", "certificate.issuer: Let’s", "holds"),
    Case("certificate.issuer: { endsWith: Let }", "certificate.issuer: Let’s", "pass"),
    Case("certificate.issuer: { empty: true }", "certificate.issuer: ''", "holds"),
    Case("certificate.issuer: { empty: false }", "certificate.issuer: x", "holds"),
    Case("certificate.issuer: { exists: true }", "certificate.issuer: ''", "holds"),
    Case("server.name: nginx", "server: { name: nginx }", "holds"),
    Case("server.version: { exists: false }", "server: { name: nginx }", "holds"),
    Case("server.version: { versionBelow: 1.10 }", "server: { version: 1.9.3 }", "holds"),
    Case("server.version: { versionBelow: 1.10 }", "server: { version: 1.10.0 }", "pass"),
    Case("server.version: { versionBelow: '1.10' }", "server: { version: 1.10-rc.1 }", "pass"),
    Case("server.version: { versionBelow: 2 }", "server: { version: v1.99999999999999999999999 }", "holds"),
    Case("certificate.issuer: { versionBelow: 2.0 }", "certificate.issuer: none", "unknown"),
  ]

  @Test(arguments: scalars) func `decide what is known`(_ given: Case) throws {
    #expect(
      try truth(of: "{ \(given.condition) }", about: "host", given: "{ \(given.value) }") == given.expected
    )
  }

  /// Every scalar matcher, where the fact is absent: false but for these.
  static let absent: [Case] = [
    Case("stale: true", "", "pass"), Case("stale: { in: [true, false] }", "", "pass"),
    Case("stale: { exists: true }", "", "pass"), Case("stale: { exists: false }", "", "holds"),
    Case("certificate.daysLeft: { below: 1 }", "", "pass"),
    Case("certificate.daysLeft: { atLeast: 1 }", "", "pass"),
    Case("certificate.daysLeft: { above: 1 }", "", "pass"),
    Case("certificate.daysLeft: { atMost: 1 }", "", "pass"),
    Case("certificate.daysLeft: { between: [1, 2] }", "", "pass"),
    Case("certificate.issuer: { contains: x }", "", "pass"),
    Case("certificate.issuer: { containsAny: [x] }", "", "pass"),
    Case("certificate.issuer: { containsAll: [x] }", "", "pass"),
    Case("certificate.issuer: { excludes: x }", "", "holds"),
    Case("certificate.issuer: { matches: x }", "", "pass"),
    Case("certificate.issuer: { startsWith: x }", "", "pass"),
    Case("certificate.issuer: { endsWith: x }", "", "pass"),
    Case("certificate.issuer: { hostMatches: x }", "", "pass"),
    Case("certificate.issuer: { versionBelow: 1 }", "", "pass"),
    Case("certificate.issuer: { empty: true }", "", "holds"),
    Case("certificate.issuer: { empty: false }", "", "pass"),
    Case("server.version: { versionBelow: 1 }", "", "pass"),
    Case("tls.versions: { contains: '1.2' }", "", "pass"),
    Case("tls.versions: { containsAny: ['1.2'] }", "", "pass"),
    Case("tls.versions: { containsAll: ['1.2'] }", "", "pass"),
    Case("tls.versions: { excludes: '1.2' }", "", "holds"),
    Case("tls.versions: { empty: true }", "", "holds"),
    Case("tls.versions: { exists: false }", "", "holds"),
  ]

  @Test(arguments: absent) func `are false for what is absent, but for three`(_ given: Case) throws {
    let fact = given.condition.prefix { $0 != ":" }
    let whole = fact == "server.version" ? "server" : fact
    let actual = try truth(of: "{ \(given.condition) }", about: "host", given: "{ \(whole): null }")
    #expect(actual == given.expected)
  }

  @Test(arguments: absent) func `are unknown for what is unknown`(_ given: Case) throws {
    let fact = given.condition.prefix { $0 != ":" }
    let whole = fact == "server.version" ? "server" : fact
    let condition = "{ \(given.condition) }"
    #expect(try truth(of: condition, about: "host", given: "{ \(whole): { unknown: reset } }") == "unknown")
    #expect(
      try truth(of: condition, about: "host", given: "{ \(whole): { unknown: notAsked, needs: server } }")
        == "open"
    )
    #expect(try truth(of: condition, about: "host", given: "{}") == "unknown")
  }

  static let lists: [Case] = [
    Case("{ contains: '1.2' }", "['1.2', '1.3']", "holds"),
    Case("{ contains: '1.2' }", "['1.3']", "pass"),
    Case("{ contains: '1.2' }", "{ is: ['1.2'], missing: timedOut }", "holds"),
    Case("{ contains: '1.2' }", "{ is: ['1.3'], missing: timedOut }", "unknown"),
    Case("{ containsAny: ['1.0', '1.1'] }", "['1.1']", "holds"),
    Case("{ containsAny: ['1.0', '1.1'] }", "['1.2']", "pass"),
    Case("{ containsAny: ['1.0', '1.1'] }", "{ is: ['1.1'], missing: timedOut }", "holds"),
    Case("{ containsAny: ['1.0', '1.1'] }", "{ is: [], missing: timedOut }", "unknown"),
    Case("{ containsAll: ['1.0', '1.1'] }", "['1.1', '1.0']", "holds"),
    Case("{ containsAll: ['1.0', '1.1'] }", "['1.1']", "pass"),
    Case("{ containsAll: ['1.0', '1.1'] }", "{ is: ['1.1', '1.0'], missing: timedOut }", "holds"),
    Case("{ containsAll: ['1.0', '1.1'] }", "{ is: ['1.1'], missing: timedOut }", "unknown"),
    Case("{ excludes: ['1.0', '1.1'] }", "['1.2']", "holds"),
    Case("{ excludes: ['1.0', '1.1'] }", "['1.1']", "pass"),
    Case("{ excludes: ['1.0', '1.1'] }", "{ is: ['1.1'], missing: timedOut }", "pass"),
    Case("{ excludes: ['1.0', '1.1'] }", "{ is: ['1.2'], missing: timedOut }", "unknown"),
    Case("{ empty: true }", "[]", "holds"),
    Case("{ empty: false }", "[]", "pass"),
    Case("{ empty: true }", "{ is: ['1.2'], missing: timedOut }", "pass"),
    Case("{ empty: true }", "{ is: [], missing: timedOut }", "unknown"),
    Case("{ exists: true }", "[]", "holds"),
    Case("{ exists: true }", "{ is: ['1.2'], missing: timedOut }", "holds"),
    Case("{ exists: false }", "{ is: [], missing: timedOut }", "unknown"),
  ]

  @Test(arguments: lists) func `take a hit in a part of a list, and no miss`(_ given: Case) throws {
    let actual = try truth(
      of: "{ tls.versions: \(given.condition) }",
      about: "host",
      given: "{ tls.versions: \(given.value) }"
    )
    #expect(actual == given.expected)
  }

  static let hosts: [Case] = [
    Case("example.com", "https://example.com/x", "holds"),
    Case("example.com", "https://EXAMPLE.com:8443", "holds"),
    Case("example.com", "https://www.example.com/", "pass"),
    Case("'*.example.com'", "https://www.example.com/", "holds"),
    Case("'*.example.com'", "https://a.b.example.com./", "holds"),
    Case("'*.example.com'", "https://example.com/", "pass"),
    Case("'*.example.com'", "https://evilexample.com/", "pass"),
    Case("example.com", "https://example.com@evil.test/", "pass"),
    Case("example.com", "https://evil.test/?//example.com", "pass"),
    Case("example.com", "https://evil.test\\example.com/", "pass"),
    Case("example.com", "//example.com/x", "holds"),
    Case("[a.test, example.com]", "wss://example.com", "holds"),
    Case("example.com", "data:text/plain,example.com", "pass"),
    Case("example.com", "/relative", "unknown"),
  ]

  @Test(arguments: hosts) func `compare the host of a URL`(_ given: Case) throws {
    let actual = try truth(
      of: "{ link: { hostMatches: \(given.condition) } }",
      about: "page",
      given: "{ link: '\(given.value)' }"
    )
    #expect(actual == given.expected)
  }

  @Test(arguments: ["shop.test", "shop.test:443", "SHOP.test.", "https://shop.test/x"])
  func `compare a host that stands by itself`(_ host: String) throws {
    let actual = try truth(
      of: "{ title: { hostMatches: shop.test } }",
      about: "page",
      given: "{ title: '\(host)' }"
    )
    #expect(actual == "holds")
  }

  @Test func `read an expression in linear time`() throws {
    let text = String(repeating: "a", count: 100_000)
    let actual = try truth(
      of: "{ title: { matches: '^(a+)+$' } }",
      about: "page",
      given: "{ title: '\(text)!' }"
    )
    #expect(actual == "pass")
  }
}
