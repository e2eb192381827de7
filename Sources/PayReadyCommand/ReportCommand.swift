import ArgumentParser
import Auditing
import Judging
import Model
import Reporting

extension PayReady {
  /// Tells a stored report again.
  struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Tell a stored report again, in another format or language, without judging.",
      discussion: """
        Verdict, findings and numbers are those of the stored report; only the words are found anew.

        EXAMPLES:
          payready report reports/shop.example/20261123T070100Z.json --lang de
          payready report report.json --format html=report.html --format csv=findings.csv
          payready report report.json --format markdown
        """
    )

    @Argument(help: ArgumentHelp("A report that --format json wrote; - for stdin.", valueName: "report"))
    var file: String

    @Option(
      name: .customLong("format"),
      help: ArgumentHelp(
        "Print this format in place of the summary, or write it to a file (repeatable): \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
        valueName: "name[=file]"
      ),
      transform: { try FormatRequest($0) }
    )
    var formats: [FormatRequest] = []

    @Option(name: .customLong("color"), help: "Colours on the terminal.")
    var colour: ReportOptions.Colour = .auto

    @Option(
      name: .customLong("lang"),
      help: "The language; without it the one in which the report is stored."
    )
    var language: Language?

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    mutating func validate() throws {
      guard !formats.contains(where: { $0.kind == .evidence }) else {
        throw ValidationError("a report does not hold the evidence; it stands beside it as .evidence.json")
      }
    }

    mutating func run() throws {
      let stored: StoredReport
      do {
        stored = try StoredReport.read(try bytes())
      } catch let failure as StoredReport.Failure {
        throw ProgramFailure(code: .input, message: "'\(file)' \(failure.description)")
      }
      let language = language ?? stored.toldIn
      let catalogue = try rules.catalogue(language)
      let here = catalogue.packs.map(\.identity)
      for pack in stored.packs where !here.contains(pack) {
        Console.complain(
          "the report was judged with pack '\(pack.name)' \(pack.version), which is not the one at hand; texts may differ"
        )
      }
      let wording = catalogue.wording(language: language.rawValue)
      let delivery = Delivery(formats: formats, colour: colour)
      try delivery.check()
      try delivery.deliver(stored.report(in: language, wording: wording), evidence: { "" }, stored: [])
    }

    private func bytes() throws(ProgramFailure) -> [UInt8] {
      do {
        return try InputFile.read(file, limit: StoredReport.maximalBytes)
      } catch {
        throw ProgramFailure(code: .input, message: error.description)
      }
    }
  }
}
