import Model
import Reporting

extension Sample {
  /// A report with that many failed rules, each wordier than the built-in ones are on average and with six looks behind it.
  static func crowded(findings count: Int) -> Report {
    let rules = (0..<count).map { "rule-number-\($0)" }
    let ids = (0..<40).map { "GET https://shop.example/page/\($0)" }
    var crowded = wording
    let says = String(repeating: "What was seen stands here in a few words. ", count: 4) + "{name}"
    let fix = String(repeating: "One action, where to do it, and how to check it. ", count: 4)
    for rule in rules {
      crowded.rules[rule] = Wording.RuleText(
        title: "What has to hold for \(rule), told in one sentence",
        why: String(repeating: "For whom it matters. ", count: 5),
        category: "tls",
        basis: .amazon,
        owner: .hosting,
        source: "https://developer.amazon.com/docs/amazon-pay-checkout/introduction.html (2026-11-23)",
        outcomes: ["bad": Wording.OutcomeText(says: says, fix: fix)]
      )
    }
    let assessment = assessment {
      $0.verdict = .notReady
      $0.verdictReason = .blockerFailed
      $0.decidedBy = [rules[0]]
      for rule in rules {
        let result = RuleResult(
          rule: rule,
          subject: host,
          result: .fail,
          outcome: "bad",
          severity: .blocker,
          looks: Array(ids.prefix(6))
        )
        $0.put(
          RuleSummary(
            rule: rule,
            category: "tls",
            result: .fail,
            severity: .blocker,
            weight: 10,
            results: [result]
          )
        )
      }
    }
    var report = report(assessment) { evidence in
      evidence.looks = ids.map { id in
        Look(
          id: id,
          kind: .exchange,
          startedAfter: 10,
          timings: Look.Timings(total: 30_000),
          roundTrips: 3,
          status: 200,
          command:
            "curl -sS -o /dev/null -D - --compressed -A 'PayReady/1.0.0 (audit of Amazon Pay readiness, run by"
            + " the shop'\\''s operator)' \(id.dropFirst(4))"
        )
      }
    }
    report.wording = crowded
    return report
  }
}
