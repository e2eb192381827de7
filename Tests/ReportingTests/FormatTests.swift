import Foundation
import Model
import Reporting
import TestSupport
import Testing

/// A sample, a format and a language.
struct FormatCase: Sendable, CustomTestStringConvertible {
  let sample: SampleReport
  let format: ReportFormat
  let language: Language

  static let all = SampleReport.allCases.flatMap { sample in
    [ReportFormat.html, .markdown, .csv].flatMap { format in
      Language.allCases.map { FormatCase(sample: sample, format: format, language: $0) }
    }
  }

  var testDescription: String { "\(sample.rawValue).\(language.rawValue).\(format.fileExtension)" }
  var text: String { get throws { try format.text(of: sample.report(in: language)) } }
}

@Suite(.timeLimit(.minutes(1)))
struct `A report for readers` {
  @Test(arguments: FormatCase.all)
  func `reads as recorded`(_ example: FormatCase) throws {
    var text = try example.text
    if example.format == .html {
      // The style and the script are files of their own.
      text.replace(try Regex("<style>[\\s\\S]*</style>"), with: "<style></style>")
      text.replace(try Regex("<script>[\\s\\S]*</script>"), with: "<script></script>")
      text.replace(try Regex("sha256-[A-Za-z0-9+/=]+"), with: "sha256-…")
      text.replace("><", with: ">\n<")
    }
    try expectGolden(text, example.testDescription)
  }

  @Test(arguments: FormatCase.all)
  func `holds nothing that acts or reorders`(_ example: FormatCase) throws {
    let acting = try example.text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar != "\n" && !(example.format == .csv && scalar == "\r"))
        || (0x7F..<0xA0).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
    }
    #expect(acting.isEmpty)
  }
}

/// Hostile texts, in every field that a shop can fill.
private enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)",
    "</style><svg/onload=alert(1)>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)",
    "| a | b |\n|---|---|", "@everyone #1 https://evil.example www.evil.example", "`code` ~~~ ```",
    "=HYPERLINK(\"https://evil.example\")", "\t=1+1", "+1", "-1", "@SUM(1)", "a\",\"b\r\nc",
    "\u{202E}txt.exe\u{1B}[2J", String(repeating: "W", count: 5000), "<!--", "]]>", "{name}",
  ]

  static func report(_ text: String, _ language: Language) -> Report {
    var report = SampleReport.hostile.report(in: language)
    report.evidence.request.typed = text
    report.evidence.request.ipn = "https://shop.example/\(text)"
    report.evidence.audited = "https://shop.example/\(text)"
    for place in report.evidence.subjects.indices {
      report.evidence.subjects[place].name = text
      report.evidence.subjects[place].url = "https://shop.example/\(text)"
    }
    report.evidence.subjects[0].facts = [
      "platform.name": .known(.text(text), from: []), "platform.version": .known(.text(text), from: []),
      "amazonPay.plugin": .known(.text(text), from: []),
      "amazonPay.pages": .known(
        .list([.text("https://shop.example/\(text)"), .text("https://\(text)/")]),
        from: []
      ),
    ]
    report.evidence.subjects[1].facts["http.hops"] = .known(
      .list([.record(["url": .text(text), "status": 301])]),
      from: []
    )
    report.evidence.looks[0].id = text
    report.evidence.looks[0].command = text
    report.evidence.looks[0].failure = Unknown(.malformed, detail: text)
    for rule in report.assessment.rules.indices {
      for place in report.assessment.rules[rule].results.indices {
        report.assessment.rules[rule].results[place].values = [
          "csp.script.blocked": .list([.text(text)]), "certificate.notAfter": .text(text),
        ]
        if report.assessment.rules[rule].results[place].waived != nil {
          report.assessment.rules[rule].results[place].waived = text
        }
      }
    }
    return report
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Hostile text` {
  @Test(arguments: Hostile.texts)
  func `is only text in a page`(_ text: String) throws {
    for language in Language.allCases {
      let page = HTMLReporter().text(of: Hostile.report(text, language))
      let harmless = HTMLReporter().text(of: Hostile.report("harmless", language))
      // Whatever stands in its fields, a page is made of the same elements with the same attributes.
      #expect(try skeleton(page) == skeleton(harmless))
    }
  }

  /// The tags of a page with their attributes' names.
  private func skeleton(_ page: String) throws -> [String] {
    let body = page.replacing(try Regex("<(style|script)>[\\s\\S]*?</(style|script)>"), with: "")
    return body.matches(of: try Regex("<[^>]*>")).map { match in
      String(body[match.range]).replacing("\"[^\"]*\"", with: "")
    }.map { tag in
      tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined()
    }
  }

  @Test(arguments: Hostile.texts)
  func `is only text in a ticket`(_ text: String) throws {
    for language in Language.allCases {
      let ticket = MarkdownReporter().text(of: Hostile.report(text, language))
      // Without what is escaped, entities and code nothing is left that could act.
      let prose = ticket.replacing(try Regex("\\\\[^A-Za-z0-9\\s]"), with: "·")
        .replacing(try Regex("&#?[a-z0-9]+;"), with: "·")
        .replacing(try Regex("(`+)[^\\n]*?[^`]\\1(?!`)"), with: "·")
      #expect(!prose.contains("<"))
      #expect(!prose.contains("]("))
      #expect(!prose.contains("https:"))
      #expect(!prose.contains("www."))
      #expect(!prose.contains(try Regex("@[A-Za-z]")))
      #expect(!prose.contains(try Regex("#[0-9]")))
      #expect(!prose.contains("\n|---|---|\n|---"))
    }
  }

  @Test(arguments: Hostile.texts)
  func `begins no formula and breaks no line of a table`(_ text: String) throws {
    for language in Language.allCases {
      let table = CSVReporter().text(of: Hostile.report(text, language))
      let rows = CSVTable(table).rows
      #expect(rows.allSatisfy { $0.count == 12 })
      #expect(!rows.joined().contains { cell in "=+-@\t".contains(cell.first ?? " ") })
    }
  }
}

/// A table read back after RFC 4180.
struct CSVTable {
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          scalars.removeFirst()
          cell += "\""
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", cell.isEmpty {
        isQuoted = true
      } else if scalar == "," {
        row.append(cell)
        cell = ""
      } else if scalar == "\r", scalars.first == "\n" {
        scalars.removeFirst()
        rows.append(row + [cell])
        (row, cell) = ([], "")
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `A page` {
  @Test func `lets in nothing but its own style and script`() throws {
    let page = HTMLReporter().text(of: SampleReport.notReady.report)
    #expect(page.contains("default-src &#39;none&#39;"))
    for name in ["style", "script"] {
      let asset = try #require(page.firstMatch(of: try Regex("<\(name)>([\\s\\S]*?)</\(name)>")))
      let content = try #require(asset.output[1].substring)
      #expect(!content.isEmpty)
      let digest = Data(SHA256.hash(Array(content.utf8))).base64EncodedString()
      #expect(page.contains("\(name)-src &#39;sha256-\(digest)&#39;"))
    }
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../reports/page")
    #expect(page.contains(try String(contentsOf: root.appending(path: "report.css"), encoding: .utf8)))
  }

  @Test func `refers to nothing elsewhere and to nothing that it does not have`() throws {
    for sample in SampleReport.allCases {
      let page = HTMLReporter().text(of: sample.report)
      #expect(!page.contains(try Regex("\\s(src|srcset|action|data|poster|style|on[a-z]+)=")))
      let ids = page.matches(of: try Regex("\\sid=\"([^\"]*)\"")).compactMap {
        $0.output[1].substring.map(String.init)
      }
      #expect(Set(ids).count == ids.count, "\(sample): an id stands twice")
      for match in page.matches(of: try Regex("(href|aria-labelledby|data-copy)=\"#?([^\"]*)\"")) {
        let target = String(match.output[2].substring ?? "")
        #expect(ids.contains(target), "\(sample): \(target) leads nowhere")
      }
    }
  }

  @Test func `has its headings in order and says its language`() throws {
    for sample in SampleReport.allCases {
      let page = HTMLReporter().text(of: sample.report(in: .de))
      #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"de\">"))
      let levels = page.matches(of: try Regex("<h([1-6])")).compactMap {
        $0.output[1].substring.flatMap { Int($0) }
      }
      #expect(levels.first == 1)
      #expect(levels.count { $0 == 1 } == 1)
      for (above, below) in zip(levels, levels.dropFirst()) {
        #expect(below <= above + 1, "\(sample): \(levels)")
      }
    }
  }

  @Test func `stays below 300 kilobytes for a hundred findings`() throws {
    let report = Sample.crowded(findings: 100)
    let page = HTMLReporter().text(of: report)
    #expect(page.utf8.count < 300_000, "\(page.utf8.count)")
    #expect(page.matches(of: try Regex("<article ")).count == 100)
  }
}
