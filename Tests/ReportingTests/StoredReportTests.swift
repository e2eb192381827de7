import Foundation
import Model
import Reporting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A stored report` {
  @Test(arguments: SampleReport.allCases)
  func `is told again as it was, in every format and language`(_ sample: SampleReport) throws {
    let stored = try StoredReport.read(Array(JSONReporter().text(of: sample.report(in: .de)).utf8))
    #expect(stored.toldIn == .de)
    for language in Language.allCases {
      let original = sample.report(in: language)
      let again = stored.report(in: language, wording: original.wording)
      for format in ReportFormat.allCases {
        #expect(try format.text(of: again) == format.text(of: original), "\(format) in \(language)")
      }
    }
  }

  @Test(arguments: [
    ("", "is no report"), ("[]", "is no report"), ("{\"schemaVersion\":1,\"looks\":[]}", "is no report"),
    ("{\"schemaVersion\":99,\"verdict\":{\"word\":\"ready\"}}", "has schemaVersion 99"),
    ("{\"schemaVersion\":1,\"verdict\":{\"word\":\"ready\"}}", "cannot be read"),
  ])
  func `is refused where it is none`(_ text: String, _ message: String) {
    let failure = #expect(throws: StoredReport.Failure.self) { try StoredReport.read(Array(text.utf8)) }
    #expect(failure?.description.hasPrefix(message) == true)
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Every number of a report` {
  @Test(arguments: SampleReport.allCases)
  func `can be recomputed from its JSON`(_ sample: SampleReport) throws {
    let text = try JSONReporter().text(of: sample.report)
    guard case .record(let root) = try JSONDecoder().decode(Value.self, from: Data(text.utf8)),
      case .record(let score)? = root["score"], case .list(let ledger)? = root["ledger"],
      case .record(let assessment)? = root["assessment"], case .list(let rules)? = assessment["rules"],
      case .list(let categories)? = root["categories"]
    else { throw Missing() }
    // The score: 100 less every line of the ledger.
    var left = 100
    for case .record(let line) in ledger {
      guard case .int(let points)? = line["points"] else { throw Missing() }
      left -= points
      #expect(line["left"] == .int(left))
    }
    if let points = score["points"] { #expect(points == .int(left)) }
    // The counts of the categories: every rule once.
    var counted = 0
    for case .record(let category) in categories {
      guard case .record(let failed)? = category["failed"] else { throw Missing() }
      for case .int(let number) in Array(category.values) + Array(failed.values) { counted += number }
    }
    #expect(counted == rules.count)
  }

  @Test func `on the page is one of the JSON's`() throws {
    let report = SampleReport.notReady.report
    let page = HTMLReporter().text(of: report)
    let foot = try #require(
      page.firstMatch(of: try Regex("<tfoot>([\\s\\S]*?)</tfoot>"))?.output[1].substring
    )
    let numbers = String(foot).matches(of: try Regex(">([0-9]+)<")).compactMap {
      $0.output[1].substring.flatMap { Int($0) }
    }
    let counted = report.assessment.rules.filter { $0.explainedBy == nil && !$0.waived }
    let settled = counted.filter { $0.result == .pass || $0.result == .fail }.reduce(0) { $0 + $1.weight }
    let unknown = counted.filter { $0.result == .unknown }.reduce(0) { $0 + $1.weight }
    let taken = report.assessment.score.deductions.reduce(0) { $0 + $1.points }
    #expect(numbers == [taken, settled + unknown, settled])
  }

  struct Missing: Error {}
}
