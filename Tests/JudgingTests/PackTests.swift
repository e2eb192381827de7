import FoundationEssentials
import Glibc
import Judging
import Model
import Testing

/// A folder that is gone when the test is over.
private struct Scratch: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/payready-packs-\(UInt64.random(in: 0...(.max)))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ text: String, to name: String) throws {
    let file = path + "/" + name
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite(.timeLimit(.minutes(1))) struct `Packs` {
  private static let fiveLines = """
    - id: our-imprint
      title: The imprint is there
      outcomes:
        - { id: missing, fail: minor, when: { button.present: false } }
    """

  private func base() throws -> Catalogue {
    try Sample.catalogue("- { id: base, title: Base, outcomes: [{ id: x, note: true }] }")
  }

  @Test func `need five lines in a folder`() throws {
    let scratch = try Scratch()
    try scratch.write(Self.fiveLines, to: "agency/house.yaml")
    let catalogue = try base().adding(directories: [scratch.path + "/agency/"], facts: Sample.facts)
    #expect(catalogue.packs.map(\.identity.name) == ["sample", "agency"])
    #expect(catalogue.packs.last?.identity.version == "0")
    #expect(catalogue.rules.map(\.id) == ["base", "our-imprint"])
    #expect(catalogue.rule("our-imprint")?.category == "house")
    #expect(catalogue.categories.map(\.id) == ["tls", "house"])
  }

  @Test func `are found in a folder of folders, and may assume rules of others`() throws {
    let scratch = try Scratch()
    try scratch.write(
      "name: one\nversion: 1.10\nformat: 1\ncategories: [{ id: c, title: C, file: rules/c.yaml }]",
      to: "one/pack.yaml"
    )
    try scratch.write(
      "- { id: a, title: A, assumes: [base, our-imprint], outcomes: [{ id: x, note: true }] }",
      to: "one/rules/c.yaml"
    )
    try scratch.write(Self.fiveLines, to: "two/house.yaml")
    try scratch.write("nothing", to: "three/readme.txt")
    let catalogue = try base().adding(directories: [scratch.path], facts: Sample.facts)
    #expect(catalogue.rules.map(\.id) == ["base", "a", "our-imprint"])
    #expect(catalogue.packs.map(\.identity.version) == ["1", "1.10", "0"])
    let alone = Catalogue.check(directory: scratch.path, facts: Sample.facts, strict: false)
    #expect(alone.map(\.message) == ["unknown rule 'base'; use 'a' or 'our-imprint'"])
  }

  @Test func `stand in the place of the pack that was made of them`() throws {
    let scratch = try Scratch()
    try scratch.write(
      "name: sample\nversion: 2\nformat: 1\ncategories: [{ id: c, title: C, file: c.yaml }]",
      to: "pack.yaml"
    )
    try scratch.write("- { id: base, title: B, outcomes: [{ id: x, note: true }] }", to: "c.yaml")
    let catalogue = try base().adding(directories: [scratch.path], facts: Sample.facts, inPlace: true)
    #expect(catalogue.packs.map(\.identity.version) == ["2"])
    let error = #expect(throws: RuleFileErrors.self) {
      try base().adding(directories: [scratch.path], facts: Sample.facts)
    }
    #expect(error?.errors.count == 2)
    try scratch.write("- { id: own, title: B, outcomes: [{ id: x, note: true }] }", to: "c.yaml")
    let other = #expect(throws: RuleFileErrors.self) {
      try base().adding(directories: [scratch.path], facts: Sample.facts, inPlace: true)
    }
    #expect(other?.errors.map(\.message) == ["there is another pack 'sample'; choose another name"])
  }

  @Test func `are refused where a folder holds no rules`() throws {
    let scratch = try Scratch()
    let error = #expect(throws: RuleFileErrors.self) {
      try base().adding(directories: [scratch.path + "/none"], facts: Sample.facts)
    }
    #expect(
      error?.errors.first?.message.hasSuffix("name a folder with a pack.yaml or other .yaml files") == true
    )
  }

  @Test func `read nothing but files`() throws {
    let scratch = try Scratch()
    try scratch.write(Self.fiveLines, to: "good.yaml")
    #expect(mkfifo(scratch.path + "/pipe.yaml", 0o600) == 0)
    let errors = Catalogue.check(directory: scratch.path, facts: Sample.facts, strict: false)
    #expect(errors.count == 1)
    #expect(errors.first?.message.hasSuffix("is no file; name a file") == true)
  }

  @Test func `of one name or with one probe do not stand together`() throws {
    let probe = "probes: { imprint: { get: /impressum } }"
    let rules = "- { id: a, title: A, outcomes: [{ id: x, note: true }] }"
    let first = try Catalogue([Sample.folder(rules, pack: probe)], facts: [])
    let error = #expect(throws: RuleFileErrors.self) {
      try Catalogue([Sample.folder(rules, pack: probe)], facts: [], beside: first)
    }
    #expect(
      error?.errors.map(\.message).sorted() == [
        "another pack has a probe 'imprint' too; choose another name",
        "rule 'a' exists already (sample/rules.yaml:1); choose another id",
        "there is another pack 'sample'; choose another name",
      ]
    )
  }

  @Test func `ask with probes of their own`() throws {
    let rules = """
      - id: imprint
        title: There is an imprint
        outcomes:
          - id: missing
            fail: minor
            when: { probes.imprint.status: { atLeast: 400 } }
            says: "{probes.imprint.finalUrl} answers {probes.imprint.status}."
          - id: cached
            note: true
            when: { some: { of: probes.imprint.headers, where: { name: age, value: { exists: true } } } }
        examples:
          - { name: gone, given: { probes.imprint.status: 404 }, gives: missing }
          - name: aged
            given: { probes.imprint.status: 200, probes.imprint.headers: [{ name: age, value: 3 }] }
            gives: cached
      - id: page-too
        about: page
        title: Pages read it from the shop
        outcomes: [{ id: x, note: true, when: { shop.probes.imprint.body: { contains: GmbH } } }]
      """
    let catalogue = try Sample.catalogue(rules, pack: "probes: { imprint: { head: /impressum } }")
    #expect(
      catalogue.packProbes.map { "\($0.name) \($0.method.rawValue) \($0.path)" } == [
        "imprint HEAD /impressum"
      ]
    )
    #expect(catalogue.runExamples().map(\.isMet) == [true, true])
    #expect(
      Sample.complaints(rules).first
        == "6:15: unknown fact 'probes.imprint.status' of a shop; see the table of facts"
    )
  }

  @Test func `carry data files, which their digest covers`() throws {
    func folder(_ data: String) -> PackInMemory {
      let header = "name: p\nversion: 1\nformat: 1\ndata: { platforms: platforms.txt }"
      return PackInMemory(
        label: "p",
        files: ["pack.yaml": Array(header.utf8), "platforms.txt": Array(data.utf8)]
      )
    }
    let first = try Catalogue([folder("one")], facts: [])
    #expect(first.data.map(\.name) == ["platforms"])
    #expect(first.data.first?.bytes == Array("one".utf8))
    let second = try Catalogue([folder("two")], facts: [])
    #expect(first.packs[0].identity.digest != second.packs[0].identity.digest)
  }

  @Test func `give their texts as wording`() throws {
    let rules = """
      - id: a
        title: A
        why: Because.
        symptom: [InvalidButtonAccessRequest, The button stays grey]
        basis: amazon
        owner: developer
        source: https://example.com/a_(b) (2026-11-23)
        fix: Do it.
        fixFor: { magento: Do it there. }
        outcomes:
          - { id: x, fail: minor, when: { button.present: false }, says: "Gone." }
          - { id: y, fail: minor, fix: Do that., fixFor: { nginx: Elsewhere. } }
      """
    let catalogue = try Sample.catalogue(rules)
    let wording = catalogue.wording(language: "en")
    let text = try #require(wording.rules["a"])
    #expect(text.source == "https://example.com/a_(b) (2026-11-23)")
    #expect(text.category == "tls")
    #expect(text.symptoms == ["InvalidButtonAccessRequest", "The button stays grey"])
    #expect(text.outcomes["x"] == .init(says: "Gone.", fix: "Do it.", fixFor: ["magento": "Do it there."]))
    #expect(text.outcomes["y"] == .init(fix: "Do that.", fixFor: ["nginx": "Elsewhere."]))
    #expect(wording.categories.map(\.title) == ["TLS"])
    #expect(catalogue.rules(symptom: "invalidbuttonaccessrequest").map(\.id) == ["a"])
    #expect(catalogue.rules(symptom: "Error: the button stays grey today").map(\.id) == ["a"])
    #expect(catalogue.rules(symptom: "  ").isEmpty)
    #expect(catalogue.nearestRule(to: "b") == nil)
    #expect(catalogue.rule("b") == nil)
  }
}
