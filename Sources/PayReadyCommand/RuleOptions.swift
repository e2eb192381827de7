import ArgumentParser
import Auditing
import Judging
import Reporting

/// The packs to judge with, beside the built-in ones.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A folder of further rules (repeatable).", valueName: "folder"))
  var rules: [String] = []

  /// The rules, read and checked; built-in ones have examples only where asked for.
  func catalogue(_ language: Language, withExamples: Bool = false) throws(ProgramFailure) -> Catalogue {
    try Self.catalogue(rules, languages: .and(language.rawValue), withExamples: withExamples)
  }

  /// The built-in rules and those of `folders`, read and checked.
  static func catalogue(
    _ folders: [String],
    languages: PackLanguages = .own,
    withExamples: Bool = false
  ) throws(ProgramFailure) -> Catalogue {
    do {
      return try Auditor.catalogue(
        ruleFolders: folders,
        languages: languages,
        withExamples: withExamples
      )
    } catch {
      throw ProgramFailure(code: .input, message: error.description)
    }
  }

  /// An auditor that judges with `catalogue`.
  static func auditor(_ catalogue: Catalogue) throws -> Auditor {
    do {
      return try Auditor(catalogue: catalogue)
    } catch let error as DataFileFailure {
      throw ProgramFailure(code: .input, message: error.description)
    } catch let error as RuleFileErrors {
      throw ProgramFailure(code: .input, message: error.description)
    }
  }
}
