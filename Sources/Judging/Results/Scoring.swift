import Model

/// The score: 100, less what each failed rule takes.
///
/// A change of these numbers is a new version.
enum Scoring {
  static let version = 1

  /// What a failed rule of one severity takes: the first, each further one, and all together.
  private struct Tariff {
    let first: Int
    let further: Int
    let most: Int
  }

  /// One blocker leaves less than 50, one major less than 90; tidying alone never less than 90.
  private static func tariff(_ severity: Severity) -> Tariff {
    switch severity {
    case .blocker: Tariff(first: 51, further: 10, most: 100)
    case .major: Tariff(first: 11, further: 5, most: 100)
    case .minor: Tariff(first: 1, further: 1, most: 10)
    }
  }

  /// Without a failed blocker the score stays here or above.
  private static let floorWithoutBlocker = 50

  /// What is taken from 100, most severe first, then by rule; together never more than the bounds allow.
  static func deductions(_ failures: [(rule: String, severity: Severity)]) -> [Deduction] {
    let sorted = failures.sorted { left, right in
      left.severity != right.severity ? left.severity > right.severity : left.rule < right.rule
    }
    var left = sorted.first?.severity == .blocker ? 100 : 100 - floorWithoutBlocker
    var taken: [Severity: Int] = [:]
    return sorted.map { failure in
      let tariff = tariff(failure.severity)
      let before = taken[failure.severity]
      let points = min(before == nil ? tariff.first : tariff.further, tariff.most - (before ?? 0), left)
      taken[failure.severity] = (before ?? 0) + points
      left -= points
      return Deduction(rule: failure.rule, severity: failure.severity, points: points)
    }
  }

  static func points(_ deductions: [Deduction]) -> Int {
    100 - deductions.reduce(0) { $0 + $1.points }
  }
}
