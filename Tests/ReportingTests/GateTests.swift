import Model
import Reporting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The gate` {
  private func assessment(_ verdict: Verdict, _ worst: Severity? = nil, result: Result = .fail) -> Assessment
  {
    Sample.assessment {
      $0.verdict = verdict
      guard let worst else { return }
      $0.put(
        Sample.summary(
          "cert-validity",
          [
            RuleResult(
              rule: "cert-validity",
              subject: Sample.host,
              result: result,
              severity: result == .fail ? worst : nil,
              atWorst: result == .unknown ? worst : nil
            )
          ]
        )
      )
    }
  }

  @Test(arguments: [
    (Verdict.notReady, Severity?.some(.blocker), Gate.FailOn.verdict, Gate.Cause.notReady, Int32(1)),
    (.cannotTell, nil, .verdict, .cannotTell, 2), (.readyWithReservations, .major, .verdict, .clear, 0),
    (.ready, nil, .verdict, .clear, 0), (.readyWithReservations, .major, .major, .majorFailed, 1),
    (.cannotTell, .major, .major, .majorFailed, 1), (.ready, .minor, .major, .clear, 0),
    (.ready, .minor, .minor, .minorFailed, 1), (.readyWithReservations, .major, .minor, .majorFailed, 1),
  ])
  func `follows verdict and failures`(
    _ verdict: Verdict,
    _ worst: Severity?,
    _ failOn: Gate.FailOn,
    _ cause: Gate.Cause,
    _ code: Int32
  ) {
    let found = Gate(failOn: failOn).cause(for: assessment(verdict, worst))
    #expect(found == cause)
    #expect(found.outcome.exitCode == code)
  }

  @Test func `does not take an unknown for a failure`() {
    let unknown = assessment(.readyWithReservations, .major, result: .unknown)
    #expect(Gate(failOn: .major).cause(for: unknown) == .failurePossible)
    #expect(Gate(failOn: .verdict).cause(for: unknown) == .clear)
    #expect(Gate(failOn: .minor).cause(for: assessment(.ready, .minor, result: .unknown)) == .failurePossible)
  }

  @Test func `counts neither waived nor explained failures`() {
    var waived = assessment(.ready, .major)
    let place = waived.rules.firstIndex { $0.rule == "cert-validity" }
    waived.rules[place ?? 0].waived = true
    #expect(Gate(failOn: .minor).cause(for: waived) == .clear)
    waived.rules[place ?? 0].waived = false
    waived.rules[place ?? 0].explainedBy = "tls-12-offered"
    #expect(Gate(failOn: .minor).cause(for: waived) == .clear)
  }

  @Test func `waits for answers only where they are required`() {
    let open = Sample.assessment { $0.questions = Questions(asked: 2, answered: 0, open: 2, openBlockers: 1) }
    #expect(Gate().cause(for: open) == .clear)
    #expect(Gate(requiresAnswers: true).cause(for: open) == .answersMissing)
    #expect(Gate(requiresAnswers: true).cause(for: open).outcome == .cannotTell)
  }

  @Test(arguments: SampleReport.allCases)
  func `stands last on the screen`(_ sample: SampleReport) {
    let lines = TerminalReporter().text(of: sample.report).split(separator: "\n")
    #expect(lines.last?.contains("(exit code ") == true || lines.dropLast().last?.hasPrefix("Gate ") == true)
  }
}
