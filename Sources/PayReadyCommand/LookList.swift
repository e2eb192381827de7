import Model
import Reporting

/// Every look of an audit, a line each, in the order in which they were begun.
struct LookList {
  private let looks: [Look]

  init(_ evidence: Evidence) {
    looks = evidence.looks.sorted { ($0.startedAfter, $0.id) < ($1.startedAfter, $1.id) }
  }

  /// When, what, what came of it, how long it took.
  var text: String { looks.map { line($0) + "\n" }.joined() }

  private func line(_ look: Look) -> String {
    let time = look.timings.total.map { "\($0 / 1000) ms" } ?? "no time"
    let outcome =
      switch (look.failure, look.status) {
      case (let failure?, _):
        failure.detail.map { "\(failure.reason.rawValue) (\($0))" } ?? failure.reason.rawValue
      case (nil, let status?): "\(status)"
      case (nil, nil): "done"
      }
    let address = look.address.map { " from \($0)" } ?? ""
    return SafeText.line("+\(look.startedAfter) ms  \(look.id)  \(outcome)\(address)  \(time)")
  }
}
