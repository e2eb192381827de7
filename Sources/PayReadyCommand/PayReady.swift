import ArgumentParser

/// The program.
@main
struct PayReady: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "payready", abstract: "Placeholder.")
}
