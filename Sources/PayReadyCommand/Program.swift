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
      var command = try PayReady.parseAsRoot()
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
      PayReady.exit(withError: error)
    } catch {
      end(ProgramFailure(code: .defect, message: "defect in payready: \(error); please report it"))
    }
  }

  private static func end(_ failure: ProgramFailure) -> Never {
    Console.complain(failure.message)
    PayReady.exit(withError: ExitCode(failure.code.rawValue))
  }
}
