import Auditing
import Glibc

/// A line on stderr that says how far an audit is; silent where nobody watches.
final class ProgressLine: Sendable {
  private let title: String
  private let isShown: Bool

  /// A line for `title`, shown on a terminal unless `isQuiet`.
  init(_ title: String, isQuiet: Bool) {
    self.title = title
    isShown = !isQuiet && Console.hasLiveErrors
  }

  /// Shows how far it is.
  func show(_ progress: AuditProgress) {
    guard isShown else { return }
    Console.note("\r\u{1B}[K\(title): \(progress.done) of \(progress.started) looks")
  }

  /// Takes the line away.
  func clear() {
    guard isShown else { return }
    Console.note("\r\u{1B}[K")
  }
}
