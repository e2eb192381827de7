import ArgumentParser
import Judging

/// The names of the commands, compared with what was typed.
enum CommandName {
  /// What is wrong with the name of a command among `arguments`; `nil` where the parser may take them.
  ///
  /// The parser would call a misspelt command an argument too many.
  static func problem(in arguments: [String], of command: any ParsableCommand.Type) -> String? {
    let commands = command.configuration.subcommands
    guard let typed = arguments.first, !typed.hasPrefix("-"), !commands.isEmpty, typed != "help" else {
      return nil
    }
    if let known = commands.first(where: { $0.configuration.commandName == typed }) {
      return problem(in: Array(arguments.dropFirst()), of: known)
    }
    let names = commands.compactMap { $0.configuration.commandName }
    let isRoot = command == PayReady.self
    let what =
      isRoot
      ? "there is no command '\(typed)'"
      : "'\(command.configuration.commandName ?? typed)' has no command '\(typed)'"
    if let near = Nearest.word(to: typed, among: names) { return "\(what); did you mean '\(near)'?" }
    if isRoot, typed.contains(".") { return "\(what); did you mean 'payready audit \(typed)'?" }
    return "\(what); use \(names.joined(separator: ", "))"
  }
}
