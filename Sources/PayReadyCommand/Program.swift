import ArgumentParser
import Glibc

/// The program: from arguments to an exit code.
@main
enum Program {
  static func main() {
    // A reader that goes away (`payready facts | head`) ends the output, not the program.
    signal(SIGPIPE, SIG_IGN)
    Interruption.begin()
    // Detached: this function is the main actor's, whose thread only waits from here on. The task ends the program.
    Task.detached { await run() }
    while true { pause() }
  }

  private static func run() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let misspelt = CommandName.problem(in: arguments, of: PayReady.self) {
        throw ProgramFailure(code: .usage, message: misspelt)
      }
      var command = try PayReady.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      PayReady.exit()
    } catch let failure as ProgramFailure {
      end(failure)
    } catch  where error is ExitCode || PayReady.exitCode(for: error) != .failure {
      // What the parser says of itself: help, version, a command line that is wrong (64).
      if PayReady.exitCode(for: error) == .validationFailure {
        end(ProgramFailure(code: .usage, message: complaint(of: error)))
      }
      PayReady.exit(withError: error)
    } catch {
      end(ProgramFailure(code: .defect, message: "defect in payready: \(error); please report it"))
    }
  }

  /// What is wrong with the command line, in the style of our own messages.
  private static func complaint(of error: any Error) -> String {
    var message = PayReady.message(for: error)
    // The parser misses an argument before it says that an option is none of the command's.
    if message.hasPrefix("Missing expected argument") {
      let arguments = Array(CommandLine.arguments.dropFirst())
      do {
        _ = try PayReady.parseAsRoot(arguments + ["shop.example"])
      } catch {
        let other = PayReady.message(for: error)
        if other.hasPrefix("Unknown option") { message = other }
      }
    }
    // Its own messages begin with a capital letter and do not say what to do.
    guard let first = message.first, first.isUppercase else { return message }
    while message.hasSuffix(".") { message.removeLast() }
    return first.lowercased() + message.dropFirst() + "; --help shows what can be given"
  }

  private static func end(_ failure: ProgramFailure) -> Never {
    Console.complain(failure.message)
    PayReady.exit(withError: ExitCode(failure.code.rawValue))
  }
}
