import ArgumentParser
import Auditing
import Reporting

/// How a report is told.
struct ReportOptions: ParsableArguments {
  /// When colours are used.
  enum Colour: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "Print this format in place of the summary, or write it to a file (repeatable): \(FormatRequest.names.joined(separator: ", ")).",
      valueName: "name[=file]"
    ),
    transform: { try FormatRequest($0) }
  )
  var formats: [FormatRequest] = []

  @Option(name: .customLong("color"), help: "Colours on the terminal.")
  var colour: Colour = .auto

  @OptionGroup
  var language: LanguageOption

  @Option(help: "The mildest failure that closes the gate; 'verdict' is: not ready.")
  var failOn: Gate.FailOn = .verdict

  @Flag(help: "Open questions about what stops payments keep the gate from passing (exit code 2).")
  var requireAnswers = false

  /// How the report is told and gated.
  var telling: TellingOptions {
    TellingOptions(language: language.chosen, gate: Gate(failOn: failOn, requiresAnswers: requireAnswers))
  }

  /// Makes sure, before any work is done, that every file can be written.
  func check() throws(ProgramFailure) { try delivery.check() }

  /// Prints and writes what was asked for; `stored` names the files where the report already stands.
  func deliver(_ audit: Audit, stored: [String]) throws {
    try delivery.deliver(audit.report, evidence: { try audit.evidenceJSON() }, stored: stored)
  }

  private var delivery: Delivery { Delivery(formats: formats, colour: colour) }
}
