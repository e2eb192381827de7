import ArgumentParser
import Auditing
import Judging

/// The packs to judge with, beside the built-in ones.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A folder of further rules (repeatable).", valueName: "folder"))
  var rules: [String] = []

  /// The rules, read and checked.
  func catalogue() throws(ProgramFailure) -> Catalogue { try Self.catalogue(rules) }

  /// The built-in rules and those of `folders`, read and checked.
  static func catalogue(_ folders: [String]) throws(ProgramFailure) -> Catalogue {
    do {
      return try Auditor.catalogue(ruleFolders: folders)
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
