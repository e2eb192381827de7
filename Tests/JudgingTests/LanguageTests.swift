import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Texts in another language` {
  private static let rules = """
    - id: button-there
      title: The button is there
      why: Without it nobody pays.
      symptom: Where is the button?
      fix: Put it on {url}.
      fixFor: { magento: "Enable it for {name}." }
      outcomes:
        - id: absent
          fail: blocker
          when: { button.present: false }
          says: "No button on {name}. Buyers see none."
        - id: hidden
          note: true
          when: { button.present: true }
          says: It is there.
          fix: Nothing to do.
    - id: bare
      title: Bare
      outcomes: [{ id: fine, pass: true }]
    """

  private static let german = """
    language: de
    categories: { a: Knopf }
    rules:
      button-there:
        title: Der Button ist da
        why: Ohne ihn zahlt niemand.
        fix: Setzen Sie ihn auf {url}.
        fixFor: { magento: "Schalten Sie ihn für {name} ein." }
        outcomes:
          absent: { says: "Auf {name} ist kein Button. Käufer sehen keinen." }
          hidden: { says: Er ist da., fix: Nichts zu tun. }
      bare: { title: Kahl }
    """

  private static func folder(_ texts: String?) -> PackInMemory {
    var files = [
      "pack.yaml": Array(
        "name: p\nversion: 1\nformat: 1\ncategories: [{ id: a, title: Button, file: a.yaml }]".utf8
      ),
      "a.yaml": Array(rules.utf8),
    ]
    if let texts { files["languages/de.yaml"] = Array(texts.utf8) }
    return PackInMemory(label: "p", files: files)
  }

  private static func complaints(_ texts: String) -> [String] {
    do {
      _ = try Catalogue([folder(texts)], facts: Sample.facts, languages: .all)
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  @Test func `take the place of the pack's own, member by member`() throws {
    let catalogue = try Catalogue([Self.folder(Self.german)], facts: Sample.facts, languages: .and("de"))
    let wording = catalogue.wording(language: "de")
    let rule = try #require(wording.rules["button-there"])
    #expect(rule.title == "Der Button ist da")
    #expect(rule.why == "Ohne ihn zahlt niemand.")
    // The fix of the rule stands for every outcome without one of its own.
    #expect(rule.outcomes["absent"]?.fix == "Setzen Sie ihn auf {url}.")
    #expect(rule.outcomes["hidden"]?.fix == "Nichts zu tun.")
    #expect(rule.outcomes["absent"]?.fixFor == ["magento": "Schalten Sie ihn für {name} ein."])
    #expect(rule.outcomes["hidden"]?.fixFor == [:])
    #expect(rule.symptoms == ["Where is the button?"])
    #expect(wording.categories.map(\.title) == ["Knopf"])
    #expect(catalogue.wording(language: "en").rules["button-there"]?.title == "The button is there")
  }

  @Test func `are not missed where a pack has none`() throws {
    let catalogue = try Catalogue([Self.folder(nil)], facts: Sample.facts, languages: .all)
    #expect(catalogue.wording(language: "de") == catalogue.wording(language: "en"))
  }

  @Test func `count for the digest, whichever are read`() throws {
    func digest(_ texts: String?, _ languages: PackLanguages) throws -> String? {
      try Catalogue([Self.folder(texts)], facts: Sample.facts, languages: languages).packs.first?.identity
        .digest
    }
    #expect(try digest(Self.german, .own) == digest(Self.german, .all))
    #expect(try digest(Self.german, .own) != digest(nil, .own))
  }

  private static let slips = [
    Slip("why: Ohne ihn zahlt niemand.", "5:5: rule 'button-there' has no 'why' here; translate it"),
    Slip("language: de", "2:1: a file of texts has no 'language'; add it"),
    Slip(
      "says: \"Auf {name} ist kein Button. Käufer sehen keinen.\"",
      "10:15: outcome 'absent' of rule 'button-there' has no 'says' here; translate it"
    ),
    Slip(
      "hidden: { says: Er ist da., fix: Nichts zu tun. }",
      "10:7: the texts of outcome 'hidden' of rule 'button-there' are missing; add them under 'outcomes'"
    ),
    Slip(
      "bare: { title: Kahl }",
      "1:1: the texts of rule 'bare' are missing; add them under 'rules'"
    ),
    Slip(
      "fixFor: { magento: \"Schalten Sie ihn für {name} ein.\" }",
      "5:5: rule 'button-there' has no fix for 'magento' here; translate it"
    ),
    Slip("categories: { a: Knopf }", "1:1: the title of category 'a' is missing; add it under 'categories'"),
  ]

  @Test(arguments: slips) func `are missed where they are not`(_ slip: Slip) {
    #expect(
      Self.complaints(Self.german.replacing(slip.written, with: "")).contains(
        "p/languages/de.yaml:\(slip.message)"
      )
    )
  }

  private static let changes: [(String, String, String)] = [
    ("{url}", "{page}", "7:10: placeholder {page} is not in the pack's own text (p/a.yaml:5); leave it out"),
    ("{url}", "x", "7:10: placeholder {url} is missing; the pack's own text (p/a.yaml:5) has it"),
    ("why:", "whi:", "6:5: unknown key 'whi'; did you mean 'why'?"),
    ("absent:", "absnt:", "10:7: unknown outcome 'absnt'; did you mean 'absent'?"),
    ("bare:", "bear:", "12:3: unknown rule 'bear'; did you mean 'bare'?"),
    ("magento:", "oxid:", "8:15: rule 'button-there' has no fix for 'oxid'; leave it out"),
    (
      "Kahl }", "Kahl, why: Darum. }", "12:29: rule 'bare' has no 'why' of its own; leave it out"
    ),
    (
      "language: de", "language: fr",
      "1:11: the file is named after language 'de', but says 'fr'; make both the same"
    ),
    ("Er ist da.", "\"\"", "11:23: 'says' is empty; write the text"),
    (
      "Er ist da.", String(repeating: "Wort ", count: 26) + "Ende. Noch eins.",
      "11:23: the first sentence has 27 words; say it in 25 or fewer"
    ),
  ]

  @Test(arguments: changes)
  func `are refused where they differ`(_ written: String, _ instead: String, _ message: String) {
    let found = Self.complaints(Self.german.replacing(written, with: instead))
    #expect(found.contains("p/languages/de.yaml:\(message)"), "\(found)")
  }
}
