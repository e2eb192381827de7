import Auditing
import Reporting

/// Brings a report to where it was asked for.
struct Delivery {
  let formats: [FormatRequest]
  let colour: ReportOptions.Colour

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
  func deliver(_ report: Report, evidence: () throws -> String, stored: [String]) throws {
    func text(_ kind: FormatRequest.Kind, colour: Bool) throws -> String {
      switch kind {
      case .report(let format):
        try format.text(of: report, screen: Screen(width: Console.width, colour: colour, savedAs: stored))
      case .evidence: try evidence()
      }
    }
    for request in formats {
      guard let file = request.file else { continue }
      do {
        try OutputFile.write(try text(request.kind, colour: false), to: file)
      } catch let failure as OutputFailure {
        throw ProgramFailure(code: .output, message: failure.description)
      }
    }
    let printed = formats.filter { $0.file == nil }.map(\.kind)
    for kind in printed.isEmpty ? [.report(.terminal)] : printed {
      try Console.say(try text(kind, colour: usesColour))
    }
  }

  private var usesColour: Bool {
    switch colour {
    case .auto: Console.welcomesColour
    case .always: true
    case .never: false
    }
  }
}
