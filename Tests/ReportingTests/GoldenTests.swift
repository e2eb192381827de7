import Foundation
import Model
import Reporting
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A report` {
  @Test(arguments: SampleReport.allCases)
  func `reads on a terminal as recorded`(_ sample: SampleReport) throws {
    let screen = Screen(savedAs: ["reports/shop.example/20261123T070100Z.json"])
    try expectGolden(TerminalReporter(screen: screen).text(of: sample.report), "\(sample.rawValue).txt")
  }

  @Test(arguments: SampleReport.allCases)
  func `reads as JSON as recorded`(_ sample: SampleReport) throws {
    try expectGolden(JSONReporter().text(of: sample.report), "\(sample.rawValue).json")
  }

  @Test(arguments: [40, 60, 200])
  func `fits the width it is given`(_ width: Int) throws {
    for sample in SampleReport.allCases where sample != .hostile {
      let text = TerminalReporter(screen: Screen(width: width)).text(of: sample.report)
      for line in text.split(separator: "\n") where line.count > width {
        // A word longer than the screen stands alone, so that it can be copied.
        #expect(line.split(separator: " ").count <= 2, "\(sample): \(line)")
      }
    }
    try expectGolden(
      TerminalReporter(screen: Screen(width: width)).text(of: SampleReport.notReady.report),
      "width-\(width).txt"
    )
  }

  @Test func `has colours only where they are asked for, and the same words`() throws {
    for sample in SampleReport.allCases {
      let plain = TerminalReporter(screen: Screen()).text(of: sample.report)
      let coloured = TerminalReporter(screen: Screen(colour: true)).text(of: sample.report)
      #expect(!plain.contains("\u{1B}"))
      #expect(coloured.contains("\u{1B}["))
      #expect(coloured.replacing(try Regex("\u{1B}\\[[0-9;]*m"), with: "") == plain, "\(sample)")
    }
  }

  @Test(arguments: SampleReport.allCases)
  func `fits its published schema`(_ sample: SampleReport) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let schema = try Data(contentsOf: root.appending(path: "reports/schema/report.schema.json"))
    let text = try JSONReporter().text(of: sample.report)
    let check = SchemaCheck(try JSONDecoder().decode(Value.self, from: schema))
    let document = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    #expect(check.faults(of: document) == [])
    guard case .record(var record) = document else { throw SampleFault() }
    record["verdict"] = nil
    record["surprise"] = 1
    #expect(check.faults(of: .record(record)).count == 2)
  }

  @Test func `is the same text every time`() throws {
    for sample in SampleReport.allCases {
      #expect(try JSONReporter().text(of: sample.report) == JSONReporter().text(of: sample.report))
    }
  }

  @Test func `shows nothing of a hostile shop that acts on a terminal or reorders text`() throws {
    let report = SampleReport.hostile.report
    for text in [TerminalReporter().text(of: report), try JSONReporter().text(of: report)] {
      let acting = text.unicodeScalars.filter { scalar in
        (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
      }
      #expect(acting.isEmpty)
    }
    let screen = TerminalReporter().text(of: report)
    #expect(!screen.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x2066 })
    #expect(screen.contains("\\u{1B}[2J"))
    #expect(!screen.split(separator: "\n").contains { $0.hasPrefix("Ready") })
  }

  struct SampleFault: Error {}
}
