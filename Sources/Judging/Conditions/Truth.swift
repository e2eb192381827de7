package import Model

/// What a condition comes to: true, false, or not known and why; joined after Kleene.
package enum Truth: Hashable, Sendable {
  case holds
  case fails
  /// What stood in the way; never empty.
  case unknown(Set<Unknown>)

  /// Unknown for one reason.
  static func unknown(_ reason: Unknown) -> Truth { .unknown([reason]) }

  init(_ holds: Bool) { self = holds ? .holds : .fails }

  /// Unknown is neither true nor false, and so is its contrary.
  var contrary: Truth {
    switch self {
    case .holds: .fails
    case .fails: .holds
    case .unknown: self
    }
  }

  /// Both hold; one that fails decides.
  func and(_ other: Truth) -> Truth {
    switch (self, other) {
    case (.fails, _), (_, .fails): .fails
    case (.holds, _): other
    case (_, .holds): self
    case (.unknown(let left), .unknown(let right)): .unknown(left.union(right))
    }
  }

  /// At least one holds; one that holds decides.
  func or(_ other: Truth) -> Truth { contrary.and(other.contrary).contrary }
}
