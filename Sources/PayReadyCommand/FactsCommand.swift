import ArgumentParser
import Auditing
import Model

extension PayReady {
  /// Prints the table of facts.
  struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "facts",
      abstract: "List every fact that rules can read.",
      discussion: """
        EXAMPLES:
          payready facts
          payready facts --of host
        """
    )

    @Option(name: .customLong("of"), help: "Only facts of this kind of subject.")
    var kind: SubjectKind?

    mutating func run() throws {
      var text = ""
      for subject in SubjectKind.allCases where kind == nil || kind == subject {
        let facts = Auditor.facts.filter { $0.subject == subject }.sorted { $0.name < $1.name }
        guard !facts.isEmpty else { continue }
        text += "\(subject.rawValue)\n"
        for fact in facts { text += lines(fact) }
      }
      try Console.say(text)
    }

    private func lines(_ fact: FactDescription) -> String {
      let unit = fact.unit.map { ", \($0.rawValue)" } ?? ""
      let absent = fact.absent.map { "; absent: \($0)" } ?? ""
      return "  \(fact.name)  \(words(fact.type))\(unit)\n      \(fact.summary)\(absent)\n"
    }

    private func words(_ type: FactType) -> String {
      switch type {
      case .bool: "true or false"
      case .int: "number"
      case .text: "text"
      case .word(let words): words.joined(separator: " | ")
      case .date: "date"
      case .url: "URL"
      case .version: "version"
      case .list(let element): "list of \(self.words(element))"
      case .record(let fields):
        "{ "
          + fields.sorted { $0.key < $1.key }.map { "\($0.key): \(words($0.value))" }.joined(separator: ", ")
          + " }"
      }
    }
  }
}

extension SubjectKind: ExpressibleByArgument {}
