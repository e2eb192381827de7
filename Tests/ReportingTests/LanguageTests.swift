import Model
import Reporting
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A report in German` {
  @Test(arguments: SampleReport.allCases)
  func `reads on a terminal as recorded`(_ sample: SampleReport) throws {
    let screen = Screen(savedAs: ["reports/shop.example/20261123T070100Z.json"])
    try expectGolden(
      TerminalReporter(screen: screen).text(of: sample.report(in: .de)),
      "\(sample.rawValue).de.txt"
    )
  }

  @Test(arguments: SampleReport.allCases)
  func `reads as JSON as recorded`(_ sample: SampleReport) throws {
    try expectGolden(JSONReporter().text(of: sample.report(in: .de)), "\(sample.rawValue).de.json")
  }

  @Test func `keeps ids and values`() throws {
    for sample in SampleReport.allCases {
      #expect(sample.report(in: .de).assessment == sample.report(in: .en).assessment)
    }
  }

  @Test func `counts in the right number`() {
    let one = Self.headline(.ready, openBlockers: 1)
    let two = Self.headline(.ready, openBlockers: 2)
    #expect(one == "Technisch bereit, 1 Frage an Sie")
    #expect(two == "Technisch bereit, 2 Fragen an Sie")
    #expect(Self.headline(.notReady, openBlockers: 2) == "Nicht bereit")
  }

  private static func headline(_ verdict: Verdict, openBlockers: Int) -> String {
    var report = Sample.report(
      Sample.assessment {
        $0.verdict = verdict
        $0.questions.openBlockers = openBlockers
      }
    )
    report.language = .de
    return report.headline
  }
}

@Suite struct `The language of an environment` {
  @Test(arguments: [
    (["LC_ALL": "de_AT.UTF-8", "LANG": "en_GB"], Language.de),
    (["LC_MESSAGES": "de", "LANG": "en_GB.UTF-8"], .de),
    (["LC_ALL": "", "LANG": "de-CH"], .de),
    (["LC_ALL": "C", "LANG": "de_DE.UTF-8"], .en),
    (["LANG": "fr_FR.UTF-8"], .en),
    (["LANG": "den_XX"], .en),
    ([:], .en),
  ])
  func `is the first that is set, where it is ours`(_ variables: [String: String], _ language: Language) {
    #expect(Language.preferred { variables[$0] } == language)
  }
}
