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
  func check() throws(ProgramFailure) {
    for file in formats.compactMap(\.file) {
      do {
        try OutputFile.check(file)
      } catch {
        throw ProgramFailure(code: .output, message: error.description)
      }
    }
  }

  /// Prints and writes what was asked for; `stored` names the files where the report already stands.
  func deliver(_ audit: Audit, stored: [String]) throws {
    for request in formats {
      guard let file = request.file else { continue }
      do {
        try OutputFile.write(try text(of: audit, request.kind, colour: false, stored: stored), to: file)
      } catch let failure as OutputFailure {
        throw ProgramFailure(code: .output, message: failure.description)
      }
    }
    let printed = formats.filter { $0.file == nil }.map(\.kind)
    for kind in printed.isEmpty ? [.report(.terminal)] : printed {
      try Console.say(try text(of: audit, kind, colour: usesColour, stored: stored))
    }
  }

  /// How the screen behind stdout shows a report.
  func screen(stored: [String]) -> Screen {
    Screen(width: Console.width, colour: usesColour, savedAs: stored)
  }

  private var usesColour: Bool {
    switch colour {
    case .auto: Console.welcomesColour
    case .always: true
    case .never: false
    }
  }

  private func text(
    of audit: Audit,
    _ kind: FormatRequest.Kind,
    colour: Bool,
    stored: [String]
  ) throws -> String {
    switch kind {
    case .report(let format):
      try format.text(of: audit.report, screen: Screen(width: Console.width, colour: colour, savedAs: stored))
    case .evidence: try audit.evidenceJSON()
    }
  }
}
