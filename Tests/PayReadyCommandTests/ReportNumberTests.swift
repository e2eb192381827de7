import Foundation
import Model
import Testing

/// The numbers of the example reports, worked out a second time from the results beside them.
@Suite(.timeLimit(.minutes(1))) struct `Every number of an example report` {
  static let shops = [
    "good-shop", "asking-shop", "unfinished-shop", "broken-shop", "guarded-shop", "dark-shop",
  ]

  // MARK: The JSON

  @Test(arguments: shops)
  func `of the score follows from the failed rules`(_ shop: String) throws {
    let report = try Told(shop)
    let failed = report.counted.filter { $0.result == .fail }.compactMap(\.severity)
    let unknown = report.counted.filter { $0.result == .unknown }.compactMap(\.atWorst)
    #expect(report.score.highest == Self.score(failed))
    #expect(report.score.lowest == Self.score(failed + unknown))
    #expect(report.score.points == (report.assessment.verdict == .cannotTell ? nil : Self.score(failed)))
    var left = 100
    for line in report.ledger {
      left -= line.points
      #expect(line.left == left)
    }
    #expect(
      report.ledger.map(\.rule).sorted() == report.counted.filter { $0.result == .fail }.map(\.rule).sorted()
    )
    #expect(left == Self.score(failed))
  }

  /// The tariff as the documentation has it, on paper.
  private static func score(_ failed: [Severity]) -> Int {
    func count(_ severity: Severity) -> Int { failed.count { $0 == severity } }
    func taken(_ number: Int, _ first: Int, _ further: Int) -> Int {
      number == 0 ? 0 : first + further * (number - 1)
    }
    let points =
      100 - taken(count(.blocker), 51, 10) - taken(count(.major), 11, 5) - min(10, count(.minor))
    return max(count(.blocker) > 0 ? 0 : 50, points)
  }

  @Test(arguments: shops)
  func `of coverage and questions follows from the results`(_ shop: String) throws {
    let report = try Told(shop)
    let settled = report.counted.filter { $0.result == .pass || $0.result == .fail }
    let asked = settled + report.counted.filter { $0.result == .unknown }
    func weight(_ rules: [RuleSummary]) -> Int { rules.reduce(0) { $0 + $1.weight } }
    #expect(report.coverage.settled == weight(settled))
    #expect(report.coverage.asked == weight(asked))
    #expect(report.coverage.percent == (weight(asked) == 0 ? nil : weight(settled) * 100 / weight(asked)))
    let questions = report.counted.compactMap { rule in
      rule.results.first { $0.question != nil && $0.explainedBy == nil && $0.waived == nil }
    }
    let open = questions.filter { $0.question == .open || $0.question == .reopened }
    #expect(report.questions.asked == questions.count)
    #expect(report.questions.open == open.count)
    #expect(report.questions.answered == questions.count - open.count)
    #expect(report.questions.openBlockers == open.count { $0.severity == .blocker })
  }

  @Test(arguments: shops)
  func `of what was not seen or not asked names the rules it counts`(_ shop: String) throws {
    let report = try Told(shop)
    let results = report.counted.flatMap(\.results).filter { $0.explainedBy == nil && $0.waived == nil }
    for group in report.unknowns {
      let rules = results.filter { result in
        result.result == .unknown && result.unknowns.contains { $0.reason == group.reason }
      }
      #expect(Set(group.rules) == Set(rules.map(\.rule)), "\(group.reason)")
    }
    for group in report.notIncluded {
      let rules = results.filter { result in
        result.result == .open && result.question == nil
          && result.unknowns.contains { $0.needs == group.needs }
      }
      #expect(Set(group.rules) == Set(rules.map(\.rule)), "\(group.needs)")
    }
  }

  // MARK: The page

  @Test(arguments: shops)
  func `of the page is one of the JSON`(_ shop: String) throws {
    let report = try Told(shop)
    let page = try Told.text("\(shop).en.html")
    func numbers(_ pattern: String) throws -> [Int] {
      page.matches(of: try Regex(pattern)).compactMap { $0.output[1].substring.flatMap { Int($0) } }
    }
    // Every category: its counts, in their order.
    let tallies = page.matches(of: /<p class="tally">([^<]*)<\/p>/).map {
      $0.output.1.matches(of: /\d+/).compactMap { Int($0.output) }
    }
    #expect(tallies == report.categories.map(\.counts))
    // The first screen.
    #expect(try numbers("<strong>([0-9]+) checks?:") == report.unknowns.map(\.rules.count))
    #expect(try numbers("\\(([0-9]+) checks?\\): ") == report.notIncluded.map(\.rules.count))
    #expect(try numbers("<p>coverage ([0-9]+) %</p>") == (report.coverage.percent.map { [$0] } ?? []))
    let tasks = Dictionary(grouping: report.findings.filter { $0.severity != nil }, by: \.rule)
    let others = report.findings.compactMap { finding in
      tasks[finding.rule]?.first?.fingerprint == finding.fingerprint ? tasks[finding.rule] : nil
    }
    .prefix(5).map { $0.count - 1 }.filter { $0 > 1 }
    #expect(try numbers("\\(and ([0-9]+) more places\\)") == Array(others))
    // The course of the audit: when each look began, and how long it took.
    let looks = report.evidence.looks.sorted { ($0.startedAfter, $0.id) < ($1.startedAfter, $1.id) }
    let times = page.matches(of: /<span class="times">(\d+) ms \+ (\d+) ms<\/span>/)
    #expect(times.compactMap { Int($0.output.1) } == looks.map(\.startedAfter))
    #expect(times.compactMap { Int($0.output.2) } == looks.map { ($0.timings.total ?? 0) / 1000 })
    // The ledger: what each deduction takes, and what is left.
    let ledger = page.matches(of: /<td class="number">(\d+)<\/td><td class="number">(\d+)<\/td><\/tr>/)
      .prefix(report.ledger.count)
    #expect(ledger.compactMap { Int($0.output.1) } == report.ledger.map(\.points))
    #expect(ledger.compactMap { Int($0.output.2) } == report.ledger.map(\.left))
  }

  /// A JSON report, as far as its numbers go.
  private struct Told: Decodable {
    struct Score: Decodable { let points: Int?, lowest, highest: Int }
    struct Line: Decodable { let rule: String, points, left: Int }
    struct Coverage: Decodable { let settled, asked: Int, percent: Int? }
    struct Questions: Decodable { let asked, answered, open, openBlockers: Int }
    struct Unseen: Decodable { let reason: Reason, rules: [String] }
    struct NotIncluded: Decodable { let needs: Need, rules: [String] }
    struct Finding: Decodable { let rule, fingerprint: String, severity: Severity? }
    struct Category: Decodable {
      struct Failed: Decodable { let blocker, major, minor: Int }
      let failed: Failed
      let unknown, questions, notIncluded, accepted, explained, notes, passed, notApplicable: Int

      var counts: [Int] {
        [
          failed.blocker, failed.major, failed.minor, unknown, questions, notIncluded, accepted, explained,
          notes, passed, notApplicable,
        ].filter { $0 > 0 }
      }
    }

    let assessment: Assessment
    let evidence: Evidence
    let score: Score
    let ledger: [Line]
    let coverage: Coverage
    let questions: Questions
    let unknowns: [Unseen]
    let notIncluded: [NotIncluded]
    let findings: [Finding]
    let categories: [Category]

    init(_ shop: String) throws {
      self = try JSONDecoder().decode(Told.self, from: Data(Told.text("\(shop).en.json").utf8))
    }

    /// The rules that stand on their own.
    var counted: [RuleSummary] { assessment.rules.filter { $0.explainedBy == nil && !$0.waived } }

    static func text(_ name: String) throws -> String {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../reports/examples"
      )
      return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
  }
}
