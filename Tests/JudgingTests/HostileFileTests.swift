import Judging
import Model
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Hostile files` {
  @Test(arguments: [
    ("- id: &a x", "1:7: anchors and aliases are not read; write the value out"),
    ("- id: *a", "1:7: aliases are not read; put a text that begins with '*' in quotes"),
    ("- { id: a, id: b }", "1:5: key 'id' stands twice in this mapping; keep one of them"),
    ("- { id: a", "2:1: not YAML (did not find expected ',' or '}'); check indentation and quotes"),
    ("- id: 'a", "2:1: not YAML (found unexpected end of stream); check indentation and quotes"),
    ("- a\n---\n- b", "2:1: a second document begins here; put it in a file of its own"),
    ("- a: \u{1}", "1:6: not YAML (control characters are not allowed); take the character out"),
    ("- ? [a, b]\n  : c", "1:5: a key is a list; use text as the key"),
  ])
  func `are refused with a place`(_ text: String, message: String) {
    // What stands at the end of a file has the place of the end, which depends on the line breaks there.
    let complaints = Sample.complaints(text).map { $0.split(separator: ":", maxSplits: 2).map(String.init) }
    let expected = message.split(separator: ":", maxSplits: 2).map(String.init)
    let endsEarly = message.contains("not YAML (did not") || message.contains("end of stream")
    #expect(complaints.contains { endsEarly ? $0[2] == expected[2] : $0 == expected })
  }

  @Test func `are refused where they are not text, or too large`() {
    func complaints(_ bytes: [UInt8]) -> [String] {
      let folder = PackInMemory(label: "p", files: ["a.yaml": bytes])
      do {
        _ = try Catalogue([folder], facts: [])
        return []
      } catch {
        return error.errors.map(\.description)
      }
    }
    #expect(complaints([0x2D, 0x20, 0xFF]) == ["p/a.yaml:1:1: the file is not UTF-8; save it as UTF-8"])
    #expect(
      complaints([UInt8](repeating: 32, count: 1_048_577))
        == ["p/a.yaml:1:1: the file has more than 1048576 bytes; split it"]
    )
    let many = String(repeating: "- 1\n", count: 20_001)
    #expect(
      complaints(Array(many.utf8)) == ["p/a.yaml:20000:3: more than 20000 values; split or simplify the file"]
    )
    #expect(complaints([]) == [])
    #expect(complaints([0xEF, 0xBB, 0xBF]) == [])
  }

  @Test func `cannot nest without bound`() {
    let block = (0..<60).map { String(repeating: "  ", count: $0) + "a:\n" }.joined()
    #expect(Sample.complaints(block).contains("50:99: nested deeper than 50; split or simplify the file"))
    let flow = String(repeating: "[", count: 200_000)
    #expect(
      Sample.complaints(flow) == [
        "1:1: aliases or nesting that would grow without bound; write the values out"
      ]
    )
    let keys = String(repeating: "{", count: 40) + String(repeating: "a, ", count: 100_000)
    #expect(!Sample.complaints(keys).isEmpty)
  }

  @Test func `cannot grow by aliases`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let before = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [\(Array(repeating: before, count: 9).joined(separator: ", "))]\n"
    }
    for text in [bomb, bomb + "? *a9\n: x\n", "- {\n? *a9\n}\n" + bomb] {
      #expect(!Sample.complaints(text).isEmpty)
    }
    let small = "- &a [x]\n- *a\n"
    #expect(Sample.complaints(small).contains("1:3: anchors and aliases are not read; write the value out"))
  }

  @Test func `take no text for an alias`() {
    let rule = """
      - id: a
        title: "*stars* and &amp; in quotes"
        outcomes:
          - id: b
            note: true
            says: |
              Terms &conditions:
              *one* *two*
              - *three*, *four*
              [*five* {*six*
      """
    #expect(Sample.complaints(rule) == [])
  }

  @Test func `never bring the reader down`() throws {
    let seed = Array(
      """
      - id: cert-validity
        about: page
        title: "The \\u00e9 certificate"
        appliesWhen: { any: [{ status: 200 }, { not: { title: { matches: '^a(b|c)+' } } }] }
        assumes: [cert-validity]
        outcomes:
          - { id: expired, fail: blocker, when: { some: { of: scripts, where: { src: { hostMatches: '*.a.test' } } } },
              says: "{match.src} {name}" }
          - id: x
            unknown: notAsked
            needs: browser
        examples:
          - { name: a, given: { status: { is: 1 }, scripts: [{ src: x, size: 1 }] }, gives: pass }
      """.utf8
    )
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let odd = Array("&*{}[]:,-?!|>'\"\\#%@`~\n\t \u{0}\u{FF}9".utf8)
    var sound = 0
    for _ in 0..<1500 {
      var bytes = seed
      for _ in 0...random(4) {
        switch random(3) {
        case 0: bytes[random(bytes.count)] = odd[random(odd.count)]
        case 1: bytes.insert(odd[random(odd.count)], at: random(bytes.count))
        default: bytes.removeSubrange(random(bytes.count)..<bytes.count)
        }
        if bytes.isEmpty { bytes = seed }
      }
      let folder = PackInMemory(label: "p", files: ["a.yaml": bytes])
      do {
        sound += try Catalogue([folder], facts: Sample.facts).rules.count
      } catch {
        #expect(!error.errors.isEmpty)
        #expect(error.errors.allSatisfy { $0.line >= 1 && $0.column >= 1 })
      }
    }
    // The seed assumes itself, so a pack is sound only where that was cut away.
    #expect(sound < 1500)
  }
}
