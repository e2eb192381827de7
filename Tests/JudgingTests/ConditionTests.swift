import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Conditions over lists` {
  static let cases: [Case] = [
    Case("some", "[{ src: a, async: true }, { src: b, async: false }]", "holds"),
    Case("some", "[{ src: a, async: true }]", "pass"),
    Case("some", "[]", "pass"),
    Case("some", "null", "pass"),
    Case("some", "{ unknown: blocked }", "unknown"),
    Case("some", "{ is: [{ async: false }], missing: limitReached }", "holds"),
    Case("some", "{ is: [{ async: true }], missing: limitReached }", "unknown"),
    Case("each", "[{ async: false }, { async: false }]", "holds"),
    Case("each", "[{ async: false }, { async: true }]", "pass"),
    Case("each", "[{ async: false }, { src: x }]", "pass"),
    Case("each", "[]", "holds"),
    Case("each", "null", "pass"),
    Case("each", "{ unknown: blocked }", "unknown"),
    Case("each", "{ is: [{ async: false }], missing: limitReached }", "unknown"),
    Case("each", "{ is: [{ async: true }], missing: limitReached }", "pass"),
  ]

  @Test(arguments: cases) func `ask some or each of the elements`(_ given: Case) throws {
    let actual = try truth(
      of: "{ \(given.condition): { of: scripts, where: { async: false } } }",
      about: "page",
      given: "{ scripts: \(given.value) }"
    )
    #expect(actual == given.expected)
  }

  @Test func `call a scalar element it`() throws {
    let condition = "{ some: { of: hosts, where: { it: { startsWith: 'b' } } } }"
    #expect(try truth(of: condition, about: "page", given: "{ hosts: [a, b] }") == "holds")
    #expect(try truth(of: condition, about: "page", given: "{ hosts: [a, c] }") == "pass")
  }

  @Test func `look into lists of elements and up to ancestors`() throws {
    let condition = """
      { some: { of: scripts, where: { some: { of: tags, where: { it: x } }, shop.platform.name: magento } } }
      """
    let given = "scripts: [{ tags: [y] }, { tags: [y, x] }]"
    #expect(
      try truth(of: condition, about: "page", given: "{ \(given), shop.platform.name: magento }") == "holds"
    )
    #expect(
      try truth(of: condition, about: "page", given: "{ \(given), shop.platform.name: shopify }") == "pass"
    )
    #expect(try truth(of: condition, about: "page", given: "{ \(given) }") == "unknown")
  }

  @Test func `take what is not given of the audit for the usual`() throws {
    #expect(try truth(of: "{ audit.stage: live, audit.local: false }", about: "shop", given: "{}") == "holds")
    #expect(try truth(of: "{ audit.region: { exists: true } }", about: "shop", given: "{}") == "pass")
    #expect(try truth(of: "{ audit.region: eu }", about: "shop", given: "{ audit.region: eu }") == "holds")
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Joined conditions` {
  static let values = ["true", "false", "{ unknown: reset }"]

  private func joined(_ joint: String, _ left: String, _ right: String) throws -> String {
    try truth(
      of: "{ \(joint): [{ stale: true }, { answers: true }] }",
      about: "host",
      given: "{ stale: \(left), answers: \(right) }"
    )
  }

  @Test(
    arguments: zip(
      values.flatMap { left in values.map { (left, $0) } },
      ["holds", "pass", "unknown", "pass", "pass", "pass", "unknown", "pass", "unknown"]
    )
  )
  func `hold together as Kleene has it`(_ values: (String, String), expected: String) throws {
    #expect(try joined("all", values.0, values.1) == expected)
  }

  @Test(
    arguments: zip(
      values.flatMap { left in values.map { (left, $0) } },
      ["holds", "holds", "holds", "holds", "pass", "unknown", "holds", "unknown", "unknown"]
    )
  )
  func `hold singly as Kleene has it`(_ values: (String, String), expected: String) throws {
    #expect(try joined("any", values.0, values.1) == expected)
  }

  @Test(arguments: zip(values, ["pass", "holds", "unknown"]))
  func `turn into their contrary as Kleene has it`(_ value: String, expected: String) throws {
    #expect(
      try truth(of: "{ not: { stale: true } }", about: "host", given: "{ stale: \(value) }") == expected
    )
  }
}
