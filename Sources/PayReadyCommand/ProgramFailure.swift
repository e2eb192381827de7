/// Why the program ends without a result of its own.
struct ProgramFailure: Error, Hashable {
  /// The exit codes beside those of the gate (0, 1, 2).
  enum Code: Int32, CaseIterable {
    case usage = 64
    case input = 65
    case defect = 70
    case output = 73
    case interrupted = 130
  }

  let code: Code
  /// Lower-case, ending in what to do; may have several lines.
  let message: String
}
