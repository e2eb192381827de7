import Model
import Reporting
import Testing

/// The reports that every format is compared on.
enum SampleReport: String, CaseIterable, CustomTestStringConvertible {
  case ready
  case questions
  case reservations
  case notReady = "not-ready"
  case cannotTell = "cannot-tell"
  case hostile

  var testDescription: String { rawValue }

  var report: Report {
    switch self {
    case .ready: Sample.report(Sample.assessment())
    case .questions: Self.questionsReport
    case .reservations: Self.reservationsReport
    case .notReady: Self.notReadyReport
    case .cannotTell: Self.cannotTellReport
    case .hostile: Self.hostileReport
    }
  }

  private static func question(_ rule: String) -> RuleSummary {
    Sample.summary(
      rule,
      [
        RuleResult(
          rule: rule,
          subject: Sample.shop,
          result: .open,
          outcome: "ask",
          severity: .blocker,
          question: .open,
          unknowns: [Unknown(.notAsked, needs: .person)],
          values: ["amazonPay.origins": ["https://shop.example", "https://www.shop.example"]]
        )
      ]
    )
  }

  private static var questionsReport: Report {
    Sample.report(
      Sample.assessment {
        $0.verdictReason = .questionsOpen
        $0.questions = Questions(asked: 3, answered: 1, open: 2, openBlockers: 2)
        $0.put(question("golive-tests-run"))
        $0.put(question("golive-origins-registered"))
        $0.put(
          Sample.summary(
            "ipn-reachable-post",
            [
              RuleResult(
                rule: "ipn-reachable-post",
                subject: Sample.shop,
                result: .open,
                unknowns: [Unknown(.notAsked, needs: .allowPost), Unknown(.notAsked, needs: .ipnURL)]
              )
            ]
          )
        )
      }
    )
  }

  private static var reservationsReport: Report {
    Sample.report(
      Sample.assessment {
        $0.verdict = .readyWithReservations
        $0.verdictReason = .majorFailed
        $0.decidedBy = ["csp-script-src"]
        $0.score = Score(
          version: 1,
          points: 88,
          lowest: 88,
          highest: 88,
          deductions: [
            Deduction(rule: "csp-script-src", severity: .major, points: 11),
            Deduction(rule: "https-hsts", severity: .minor, points: 1),
          ]
        )
        $0.put(
          Sample.summary(
            "https-hsts",
            [
              RuleResult(
                rule: "https-hsts",
                subject: Sample.host,
                result: .fail,
                outcome: "missing",
                severity: .minor
              )
            ]
          )
        )
        $0.put(
          Sample.summary(
            "csp-script-src",
            ["https://shop.example/cart", "https://shop.example/checkout"].map {
              RuleResult(
                rule: "csp-script-src",
                subject: Subject.ID(.page, $0),
                result: .fail,
                outcome: "blocked",
                severity: .major,
                values: ["csp.script.blocked": ["https://static-eu.payments-amazon.com/checkout.js"]]
              )
            }
          )
        )
      }
    )
  }

  private static var notReadyReport: Report {
    Sample.report(
      Sample.assessment {
        $0.verdict = .notReady
        $0.verdictReason = .blockerFailed
        $0.decidedBy = ["cert-validity", "button-script-present"]
        $0.score = Score(
          version: 1,
          points: 39,
          lowest: 28,
          highest: 39,
          deductions: [
            Deduction(rule: "button-script-present", severity: .blocker, points: 10),
            Deduction(rule: "cert-validity", severity: .blocker, points: 51),
          ]
        )
        $0.coverage = Coverage(settled: 299, asked: 399)
        $0.put(
          Sample.summary(
            "cert-validity",
            [
              RuleResult(
                rule: "cert-validity",
                subject: Sample.host,
                result: .fail,
                outcome: "expired",
                severity: .blocker,
                values: ["certificate.notAfter": "2026-11-20T12:00:00Z"],
                looks: ["TLS shop.example:443"]
              )
            ]
          )
        )
        $0.put(
          Sample.summary(
            "button-script-present",
            [
              RuleResult(
                rule: "button-script-present",
                subject: Sample.shop,
                result: .fail,
                outcome: "absent",
                severity: .blocker
              )
            ]
          )
        )
        $0.put(
          Sample.summary(
            "csp-script-src",
            [
              RuleResult(
                rule: "csp-script-src",
                subject: Sample.page,
                result: .fail,
                outcome: "blocked",
                severity: .major,
                explainedBy: "button-script-present"
              )
            ]
          )
        )
        $0.put(
          Sample.summary(
            "https-hsts",
            [
              RuleResult(
                rule: "https-hsts",
                subject: Sample.host,
                result: .fail,
                outcome: "missing",
                severity: .minor,
                waived: "accepted until the relaunch"
              )
            ]
          )
        )
      }
    )
  }

  private static var cannotTellReport: Report {
    Sample.report(
      Sample.assessment {
        $0.verdict = .cannotTell
        $0.verdictReason = .essentialUnknown
        $0.decidedBy = ["button-script-present", "csp-script-src"]
        $0.score = Score(version: 1, points: nil, lowest: 39, highest: 100, deductions: [])
        $0.coverage = Coverage(settled: 0, asked: 0)
        let blocked = Unknown(.blocked, detail: "Cloudflare's challenge")
        for (rule, subject) in [("button-script-present", Sample.shop), ("csp-script-src", Sample.page)] {
          $0.put(
            Sample.summary(
              rule,
              [
                RuleResult(
                  rule: rule,
                  subject: subject,
                  result: .unknown,
                  atWorst: .blocker,
                  unknowns: [blocked]
                )
              ]
            )
          )
        }
        $0.put(
          Sample.summary(
            "cert-validity",
            [
              RuleResult(
                rule: "cert-validity",
                subject: Sample.host,
                result: .unknown,
                atWorst: .major,
                unknowns: [Unknown(.timedOut)]
              )
            ]
          )
        )
      }
    )
  }

  /// What a hostile shop would like to do to the reader's terminal.
  private static var hostileReport: Report {
    let evil = "\u{1B}[2J\u{1B}]0;owned\u{7}\r\nReady\u{202E}ydaer\u{2066}{name}"
    var assessment = notReadyReport.assessment
    assessment.put(
      Sample.summary(
        "csp-script-src",
        [
          RuleResult(
            rule: "csp-script-src",
            subject: Sample.page,
            result: .fail,
            outcome: "blocked",
            severity: .major,
            values: ["csp.script.blocked": .text(evil), "host": .record(["a": 1, "b": true])]
          )
        ]
      )
    )
    assessment.put(
      Sample.summary(
        "tls-12-offered",
        [
          RuleResult(
            rule: "tls-12-offered",
            subject: Sample.host,
            result: .unknown,
            atWorst: .blocker,
            unknowns: [Unknown(.malformed, detail: evil)]
          )
        ]
      )
    )
    return Sample.report(assessment) {
      $0.request.typed = evil
      $0.audited = "https://shop.example/" + evil + String(repeating: "長", count: 300)
      for place in $0.subjects.indices { $0.subjects[place].name = evil }
      $0.subjects[0].facts["platform.name"] = .known(.text(evil), from: [])
      $0.looks[0].command = "curl '" + evil + "'"
    }
  }
}
