import ArgumentParser
import Judging
import Model
import Reporting

extension PayReady {
  /// Explains a rule or a message.
  struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Explain a rule, or the message a buyer or merchant saw.",
      discussion: """
        EXAMPLES:
          payready explain cert-validity
          payready explain InvalidButtonAccessRequest
          payready explain csp-script-src --lang de
        """
    )

    @Argument(help: "A rule's id, or words of a message.")
    var name: String

    @OptionGroup(title: "Rules")
    var rules: RuleOptions

    @OptionGroup
    var language: LanguageOption

    mutating func run() throws {
      let language = language.chosen
      let catalogue = try rules.catalogue(language)
      let found = catalogue.rule(name).map { [$0] } ?? catalogue.rules(symptom: name)
      if found.isEmpty {
        let names = catalogue.rules.flatMap { [$0.id] + $0.symptoms }
        let hint = Nearest.word(to: name, among: names).map { "did you mean '\($0)'?" }
        throw ProgramFailure(
          code: .usage,
          message: "nothing is known about '\(name)'; \(hint ?? "payready rules list shows the rules")"
        )
      }
      let entries = RulePages.entries(found, of: catalogue, language)
      try Console.say(RulePage.text(of: entries, language: language))
    }
  }
}
