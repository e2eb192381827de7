import Auditing
import Foundation
import Judging
import Model
import Probing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Evidence on disk` {
  private var evidence: Evidence {
    Evidence(
      startedAt: "2026-11-23T07:01:00Z",
      durationMilliseconds: 1,
      request: AuditRequest(typed: "shop.example", shop: "https://shop.example/"),
      vantage: Vantage(tool: "1", curl: "1", openSSL: "1", ipv4: true, ipv6: false, localShop: true),
      audited: "https://shop.example/",
      looks: [
        Look(
          id: "GET https://shop.example/",
          kind: .exchange,
          startedAfter: 0,
          roundTrips: 3,
          command: "curl"
        )
      ],
      subjects: [
        Subject(
          id: Subject.ID(.shop, "s"),
          name: "\u{1B}[2J/\u{202E}é\u{0}",
          roles: [.shop],
          facts: [
            "a.int": .known(0, from: []), "a.bool": .known(true, from: ["x"]), "a.absent": .absent(from: []),
            "a.part": .partial(
              ["x", ["y": 1]],
              missing: Unknown(.limitReached, detail: "more"),
              from: ["y"]
            ),
            "a.unknown": .unknown(Unknown(.notAsked, needs: .ipnURL), from: []),
          ]
        )
      ]
    )
  }

  @Test func `comes back as it was, with the same digest`() throws {
    let text = try EvidenceFile.text(of: evidence)
    let read = try EvidenceFile.read(Array(text.utf8))
    #expect(read == evidence)
    #expect(try EvidenceFile.text(of: read) == text)
    #expect(try EvidenceFile.digest(read) == EvidenceFile.digest(evidence))
  }

  @Test func `has another digest when one fact differs`() throws {
    var other = evidence
    other.subjects[0].facts["a.int"] = .known(1, from: [])
    #expect(try EvidenceFile.digest(other) != EvidenceFile.digest(evidence))
  }

  @Test func `that is cut anywhere is refused, never half read`() throws {
    let bytes = Array(try EvidenceFile.text(of: evidence).utf8)
    for length in stride(from: 0, to: bytes.count - 2, by: 7) {
      #expect(throws: EvidenceFailure.self) { try EvidenceFile.read(Array(bytes[..<length])) }
    }
  }

  @Test func `of another version says so`() throws {
    var other = evidence
    other.schemaVersion = 7
    let bytes = Array(try EvidenceFile.text(of: other).utf8)
    #expect { try EvidenceFile.read(bytes) } throws: { "\($0)".contains("schemaVersion 7") }
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Output files` {
  private func folder(_ work: (String) throws -> Void) throws {
    let folder = try ProgramRunner.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder)
  }

  @Test func `replace what was there, and leave nothing else behind`() throws {
    try folder { folder in
      for text in ["first", "", "ünïcode\n"] {
        try OutputFile.write(text, to: "\(folder)/file")
        #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == text)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test func `are refused where they cannot be, and checking makes folders alone`() throws {
    try folder { folder in
      try OutputFile.write("x", to: "\(folder)/plain")
      try OutputFile.check("\(folder)/plain")
      try OutputFile.check("\(folder)/new")
      try OutputFile.check("\(folder)/made/new")
      for path in ["\(folder)/plain/file", folder, ""] {
        #expect(throws: OutputFailure.self, "\(path)") { try OutputFile.check(path) }
      }
      #expect(throws: OutputFailure.self) { try OutputFile.makeFolder("\(folder)/plain/below") }
      try OutputFile.makeFolder("\(folder)/a/b//c/")
      #expect(FileManager.default.fileExists(atPath: "\(folder)/a/b/c"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a", "made", "plain"])
    }
  }

  @Test func `may be devices, which are not replaced`() throws {
    try OutputFile.check("/dev/null")
    try OutputFile.write("gone", to: "/dev/null")
    #expect(throws: OutputFailure.self) { try OutputFile.write("no room", to: "/dev/full") }
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `A folder of reports` {
  @Test(arguments: [
    ("https://shop.example/", "shop.example"), ("https://shop.example:8443/", "shop.example_8443"),
    ("http://[::1]:80/", "___1__80"), ("https://../../etc/", "_."), ("https:///x", "shop"),
    ("https://a\u{0}b\n/", "a_b_"),
  ])
  func `names a shop's folder so that it stays inside`(_ shop: String, _ name: String) throws {
    try withFolder { (folder, path) throws in
      let files = try folder.texts(of: audit(of: shop)).map(\.file)
      #expect(files == ["html", "json", "evidence.json"].map { "\(path)/\(name)/20261123T070100Z.\($0)" })
    }
  }

  @Test func `keeps pictures beside the report, named after their pages`() throws {
    try withFolder { (folder, path) throws in
      var audit = try audit(of: "https://shop.example/")
      audit.pictures = [
        "https://shop.example/", "https://shop.example/checkout/cart?a=../b",
        "https://shop.example/checkout/cart",
        "https://shop.example/..%2F..%2Fetc/\u{1F6D2}",
        "https://shop.example/" + String(repeating: "a", count: 90),
      ].map { Picture(page: $0, width: 390, bytes: Array($0.utf8)) }
      let stored = try folder.store(audit)
      #expect(stored.last == "\(path)/shop.example/20261123T070100Z.*.jpg")
      let names = [
        "home", "checkout-cart", "checkout-cart-2", "_._2F.._2Fetc-_F0_9F_9B_92",
        String(repeating: "a", count: 40),
      ]
      for (name, picture) in zip(names, audit.pictures) {
        let file = "\(path)/shop.example/20261123T070100Z.\(name)-390.jpg"
        #expect(FileManager.default.contents(atPath: file).map(Array.init) == picture.bytes, "\(name)")
      }
    }
  }

  private func withFolder(_ work: (ReportFolder, String) throws -> Void) throws {
    let path = try ProgramRunner.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try work(try ReportFolder(path), path)
  }

  private func audit(of shop: String) throws -> Audit {
    let evidence = Evidence(
      startedAt: "2026-11-23T07:01:00Z",
      durationMilliseconds: 1,
      request: AuditRequest(typed: "x", shop: shop),
      vantage: Vantage(tool: "1", curl: "1", openSSL: "1", ipv4: true, ipv6: false, localShop: true),
      audited: shop,
      looks: [],
      subjects: []
    )
    let bytes = Array(try EvidenceFile.text(of: evidence).utf8)
    return try Auditor(catalogue: Catalogue.builtIn(facts: Auditor.facts)).judge(
      evidence: bytes,
      statement: Statement()
    )
  }
}
