import Glibc
import Reporting

/// The two streams: reports go to stdout, everything else to stderr.
enum Console {
  /// Writes `text` to stdout.
  ///
  /// - Throws: ``ProgramFailure`` when it cannot be written; a reader that went away is no failure.
  static func say(_ text: String) throws(ProgramFailure) {
    guard let code = write(text, to: STDOUT_FILENO), code != EPIPE else { return }
    let why = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    throw ProgramFailure(code: .output, message: "cannot write to standard output: \(why)")
  }

  /// Writes an error message to stderr, each of its lines after the program's name.
  static func complain(_ message: String) {
    note(message.split(separator: "\n").map { "payready: \(SafeText.line($0))\n" }.joined())
  }

  /// Writes `text` to stderr as it is; what cannot be written there is lost.
  static func note(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Whether somebody reads stderr on a terminal that can be overwritten.
  static var hasLiveErrors: Bool { isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" }

  /// Columns of the terminal behind stdout; 80 where there is none.
  static var width: Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    // Long lines are hard to read, however wide the window.
    return min(Int(size.ws_col), 100)
  }

  /// Whether colours are welcome on stdout: a terminal, and no `NO_COLOR` (https://no-color.org).
  static var welcomesColour: Bool {
    isatty(STDOUT_FILENO) == 1 && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The error that stopped the writing; `nil` when all was written.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
