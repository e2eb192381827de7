import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Placeholders` {
  private func values(_ rule: String, _ facts: [String: Fact]) throws -> [String: Value] {
    let catalogue = try Sample.catalogue(
      """
      - id: tested
        about: page
        title: tested
        outcomes:
          - \(rule)
      """
    )
    let shop = Subject(
      id: Subject.ID(.shop, "s"),
      name: "shop.test",
      roles: [.shop],
      facts: ["platform.name": .known("magento", from: ["P"])]
    )
    let host = Subject(id: Subject.ID(.host, "h"), name: "shop.test:443", roles: [.shop], parent: shop.id)
    let page = Subject(
      id: Subject.ID(.page, "https://shop.test/cart"),
      name: "the cart page",
      url: "https://shop.test/cart",
      roles: [.cart],
      parent: host.id,
      facts: facts
    )
    let assessment = Judge(catalogue: catalogue).assess(
      Sample.evidence([page, host, shop]),
      evidenceDigest: "",
      statement: Statement()
    )
    return try #require(assessment.summary("tested")?.results.first).values
  }

  @Test func `stand for facts, ancestors and what every subject has`() throws {
    let values = try values(
      "{ id: x, note: true, says: '{name} {url} {roles} {shop.platform.name} {host.name} {status} { not: one }' }",
      ["status": .unknown(Unknown(.reset), from: [])]
    )
    #expect(
      values == [
        "name": "the cart page", "url": "https://shop.test/cart", "roles": ["cart"],
        "shop.platform.name": "magento", "host.name": "shop.test:443",
      ]
    )
  }

  @Test func `stand for the first element that some found`() throws {
    let scripts: Value = [
      ["src": "https://a.test/", "async": true],
      ["src": "https://b.test/", "async": false, "tags": ["x", "y"]],
      ["src": "https://c.test/", "async": false],
    ]
    let values = try values(
      "{ id: x, fail: minor, when: { status: 200, some: { of: scripts, where: { async: false } } }, "
        + "says: '{match.src} {match.tags} {match.size}' }",
      ["status": .known(200, from: []), "scripts": .known(scripts, from: [])]
    )
    #expect(values == ["match.src": "https://b.test/", "match.tags": ["x", "y"]])
  }

  @Test func `stand for a scalar element`() throws {
    let values = try values(
      "{ id: x, fail: minor, when: { some: { of: hosts, where: { it: { startsWith: b } } } }, says: '{match.it}' }",
      ["hosts": .partial(["a", "b1", "b2"], missing: Unknown(.limitReached), from: [])]
    )
    #expect(values == ["match.it": "b1"])
  }
}
