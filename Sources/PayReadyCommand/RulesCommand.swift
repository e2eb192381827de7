import ArgumentParser
import Auditing
import Judging
import Model
import Reporting

extension PayReady {
  /// Lists, shows, checks and tests rules.
  struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rules",
      abstract: "List, show, check and test rules, or make their reference.",
      subcommands: [List.self, Show.self, Check.self, Test.self, Reference.self],
      defaultSubcommand: List.self
    )
  }
}

extension PayReady.RulesCommand {
  /// One line a rule.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List every rule.")

    @OptionGroup var rules: RuleOptions
    @OptionGroup var language: LanguageOption

    mutating func run() throws {
      let language = language.chosen
      let catalogue = try rules.catalogue(language)
      let wording = catalogue.wording(language: language.rawValue)
      var text = ""
      for category in wording.categories {
        text += "\(SafeText.line(category.title))\n"
        for rule in catalogue.rules where rule.category == category.id {
          let worst = rule.decidesVerdict ? rule.worst?.rawValue ?? "note" : "note"
          let columns = [(rule.id, 28), (worst, 8), (rule.about.rawValue, 9)]
          let padded = columns.map { $0.0 + String(repeating: " ", count: max(1, $0.1 - $0.0.count)) }
          text += "  \(padded.joined())\(SafeText.line(wording.rules[rule.id]?.title ?? rule.title))\n"
        }
      }
      try Console.say(text)
    }
  }

  /// All of one rule.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show one rule with its outcomes and examples."
    )

    @Argument(help: "The rule's id.")
    var rule: String

    @OptionGroup var rules: RuleOptions
    @OptionGroup var language: LanguageOption

    mutating func run() throws {
      let language = language.chosen
      let catalogue = try rules.catalogue(language, withExamples: true)
      let entries = RulePages.entries([try RulePages.rule(rule, in: catalogue)], of: catalogue, language)
      try Console.say(entries.map { RulePage($0, language: language).text(examples: true) }.joined())
    }
  }

  /// Every rule on one page.
  struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reference",
      abstract: "Print every rule with its outcomes, fixes, basis and source, in Markdown."
    )

    @OptionGroup var rules: RuleOptions
    @OptionGroup var language: LanguageOption

    mutating func run() throws {
      let language = language.chosen
      let catalogue = try rules.catalogue(language)
      let sorted = catalogue.categories.flatMap { category in
        catalogue.rules.filter { $0.category == category.id }
      }
      let entries = RulePages.entries(sorted, of: catalogue, language)
      let reference = RuleReference(entries, packs: catalogue.packs.map(\.identity), language: language)
      try Console.say(reference.text)
    }
  }

  /// What is wrong with rule files.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check rule files: every error at once, with file, line and column.",
      discussion: """
        EXAMPLES:
          payready rules check our-rules
          payready rules check --strict our-rules
        """
    )

    @Argument(help: "Folders of rules; the built-in ones where none is named.")
    var folders: [String] = []

    @Flag(help: "Ask for all that built-in rules must have: why, fix, basis, source, owner, examples.")
    var strict = false

    mutating func run() throws {
      // Built-in rules are checked whenever they are read.
      let builtIn = try RuleOptions.catalogue([], languages: .all, withExamples: true)
      _ = try builtIn.adding(sources: folders, strict: strict)
      let count = folders.isEmpty ? "\(builtIn.rules.count) built-in rules" : folders.joined(separator: ", ")
      try Console.say("no errors: \(SafeText.line(count))\n")
    }
  }

  /// Runs the examples of rules.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run the examples of every rule.",
      discussion: """
        EXAMPLES:
          payready rules test
          payready rules test our-rules
        """
    )

    @Argument(help: "Folders of rules; the built-in ones where none is named.")
    var folders: [String] = []

    mutating func run() throws {
      var results: [ExampleResult] = []
      let builtIn = try RuleOptions.catalogue([], withExamples: true)
      if folders.isEmpty { results = builtIn.runExamples() }
      for folder in folders {
        let catalogue = try builtIn.adding(sources: [folder])
        results += catalogue.runExamples().filter { $0.place.isWithin(folder) }
      }
      let missed = results.filter { !$0.isMet }
      for result in missed {
        let place = result.place
        Console.complain(
          "\(place.file):\(place.line):\(place.column): example '\(result.name)' of \(result.rule) gives"
            + " \(result.actual), not \(result.expected)"
        )
      }
      guard missed.isEmpty else {
        throw ProgramFailure(
          code: .input,
          message: "\(missed.count) of \(results.count) examples do not hold"
        )
      }
      try Console.say("all \(results.count) examples hold\n")
    }
  }
}

extension Catalogue {
  /// This catalogue and the packs at `folders`, as `--rules` would take them; the sources of a built-in pack stand
  /// in its place.
  fileprivate func adding(sources folders: [String], strict: Bool = false) throws(ProgramFailure) -> Catalogue
  {
    do {
      return try adding(
        directories: folders,
        facts: Auditor.facts,
        languages: .all,
        strict: strict,
        inPlace: true
      )
    } catch {
      throw ProgramFailure(code: .input, message: error.description)
    }
  }
}

extension Place {
  /// Whether it is in a file below `folder`.
  fileprivate func isWithin(_ folder: String) -> Bool {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return file.hasPrefix(folder == "/" ? folder : folder + "/")
  }
}
