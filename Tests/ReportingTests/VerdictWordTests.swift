import Model
import Reporting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The verdict's words` {
  private func screen(_ change: (inout Assessment) -> Void) -> [String] {
    TerminalReporter().text(of: Sample.report(Sample.assessment(change)))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    (Verdict.ready, 0, "Ready"), (.ready, 1, "Technically ready, 1 question for you"),
    (.ready, 2, "Technically ready, 2 questions for you"),
    (.readyWithReservations, 0, "Ready with reservations"),
    (.readyWithReservations, 2, "Ready with reservations, 2 questions for you"),
    (.cannotTell, 2, "Cannot tell"), (.notReady, 2, "Not ready"),
  ])
  func `say ready only when nothing is open`(_ verdict: Verdict, _ questions: Int, _ words: String) throws {
    let lines = screen {
      $0.verdict = verdict
      $0.questions = Questions(asked: questions, answered: 0, open: questions, openBlockers: questions)
    }
    let place = try #require(lines.firstIndex(of: words))
    #expect(
      lines[..<place].allSatisfy { !$0.contains("100") && !$0.contains("%") },
      "no score above the verdict"
    )
  }

  @Test(arguments: VerdictReason.allCases)
  func `give their reason`(_ reason: VerdictReason) throws {
    let lines = screen {
      $0.verdictReason = reason
      $0.decidedBy = ["cert-validity"]
    }
    let reasonLine = try #require(lines.firstIndex(of: "Ready")) + 1
    #expect(!lines[reasonLine].isEmpty && !lines[reasonLine].contains("  "))
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Things to do` {
  private func failure(_ rule: String, _ severity: Severity, at subject: Subject.ID = Sample.shop)
    -> RuleResult
  {
    RuleResult(rule: rule, subject: subject, result: .fail, severity: severity)
  }

  @Test func `come by severity, then points, then owner, at most five`() throws {
    let assessment = Sample.assessment {
      $0.rules = [
        Sample.summary("a-minor", [failure("a-minor", .minor)]),
        Sample.summary("b-major", [failure("b-major", .major)]),
        Sample.summary("c-major", [failure("c-major", .major)]),
        Sample.summary("cert-validity", [failure("cert-validity", .major)]),
        Sample.summary("d-blocker", [failure("d-blocker", .blocker)]),
        Sample.summary("e-minor", [failure("e-minor", .minor)]),
        Sample.summary("f-minor", [failure("f-minor", .minor)]),
      ]
      $0.score.deductions = [Deduction(rule: "c-major", severity: .major, points: 11)]
    }
    let text = TerminalReporter().text(of: Sample.report(assessment))
    let rules = ["d-blocker", "c-major", "cert-validity", "b-major", "a-minor"]
    let told = text.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains(" · ") }
      .compactMap { $0.split(separator: " ").last.map(String.init) }
    #expect(told == rules)
    #expect(text.contains("  and 2 more; --format markdown lists all\n"))
  }

  @Test func `are told once a rule, with the number of places`() {
    let places = (1...3).map { failure("cert-validity", .blocker, at: Subject.ID(.host, "h\($0):443")) }
    let text = TerminalReporter().text(
      of: Sample.report(Sample.assessment { $0.rules = [Sample.summary("cert-validity", places)] })
    )
    #expect(text.contains("(and 2 more\n    places)") || text.contains("(and 2 more places)"))
  }

  @Test func `name the server's own advice where it was recognised`() throws {
    var report = SampleReport.notReady.report
    #expect(TerminalReporter().text(of: report).contains("nginx -s reload"))
    for place in report.evidence.subjects.indices {
      report.evidence.subjects[place].facts["headers.banners"] = .unknown(Unknown(.blocked), from: [])
    }
    #expect(TerminalReporter().text(of: report).contains("make the renewal automatic"))
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `An unknown` {
  @Test(arguments: Reason.allCases)
  func `names its cause, whose side it is on, and one step`(_ reason: Reason) {
    let assessment = Sample.assessment {
      $0.put(
        Sample.summary(
          "cert-validity",
          [
            RuleResult(
              rule: "cert-validity",
              subject: Sample.host,
              result: .unknown,
              unknowns: [Unknown(reason)]
            )
          ]
        )
      )
    }
    let text = TerminalReporter(screen: Screen(width: 400)).text(of: Sample.report(assessment))
    let line = text.split(separator: "\n").first { $0.hasPrefix("  1 check: ") }
    #expect(line?.hasSuffix(".") == true)
    #expect(
      ["the shop's side", "on the way", "the audit's side", "your choice"].contains {
        line?.contains($0) == true
      }
    )
  }

  @Test(arguments: Need.allCases)
  func `that was not asked for tells how to include it`(_ need: Need) {
    let assessment = Sample.assessment {
      $0.put(
        Sample.summary(
          "cert-validity",
          [
            RuleResult(
              rule: "cert-validity",
              subject: Sample.host,
              result: .open,
              unknowns: [Unknown(.notAsked, needs: need)]
            )
          ]
        )
      )
    }
    let text = TerminalReporter(screen: Screen(width: 400)).text(of: Sample.report(assessment))
    #expect(text.contains("Not part of this audit:\n  "))
    #expect(text.contains(" (1 check): "))
    #expect(!text.contains("Could not look"))
  }

  @Test func `without any reason is still told`() {
    let assessment = Sample.assessment {
      $0.put(
        Sample.summary(
          "cert-validity",
          [RuleResult(rule: "cert-validity", subject: Sample.host, result: .unknown)]
        )
      )
    }
    #expect(TerminalReporter().text(of: Sample.report(assessment)).contains("a defect in PayReady"))
  }
}
