import Model

/// What a condition asks of one fact.
protocol Matcher: Sendable {
  /// As it stands in a rule: `below 14`.
  var text: String { get }
  /// Whether it holds for a fact that was looked for and is not there; for most it does not.
  var holdsWhenAbsent: Bool { get }
  /// What it says of a value; unknown (malformed) where the value has not the shape that the fact declares.
  func decide(_ value: Value) -> Truth
  /// What it says of a list of which only a part is known: a hit decides, a miss does not.
  func decide(part: [Value], missing: Unknown) -> Truth
}

extension Matcher {
  var holdsWhenAbsent: Bool { false }

  func decide(part: [Value], missing: Unknown) -> Truth { .unknown(missing) }

  func decide(_ observed: Observed) -> Truth {
    switch observed {
    case .known(let value): decide(value)
    case .part(let values, let missing): decide(part: values, missing: missing)
    case .absent: Truth(holdsWhenAbsent)
    case .unknown(let unknown): .unknown(unknown)
    }
  }
}

/// A fact as a condition sees it, without the looks behind it.
enum Observed {
  case known(Value)
  case part([Value], missing: Unknown)
  case absent
  case unknown(Unknown)

  /// The elements of a list that are known; `nil` for anything else.
  var elements: [Value]? {
    switch self {
    case .known(.list(let values)), .part(let values, _): values
    case .known, .absent, .unknown: nil
    }
  }

  /// A value whose shape is not the declared one.
  static let malformed = Observed.unknown(Unknown(.malformed))
}

/// A kind of matcher: how it is called, what it fits, and how it is read.
struct MatcherKind: Sendable {
  /// What stands behind it in a rule; for editors.
  enum Operand: Sendable {
    case scalar, list, scalarOrList, pair, flag, text
  }

  let name: String
  let summary: String
  let operand: Operand
  let fits: @Sendable (FactType) -> Bool
  /// Makes the matcher from what stands behind it, for a fact of a type; `nil` after a complaint.
  let read: @Sendable (YAMLNode, FactType, inout Complaints) -> (any Matcher)?

  /// Every kind, in the order of the documentation.
  static let all: [MatcherKind] =
    Equality.kinds + Membership.kinds + Comparison.kinds + TextMatcher.kinds + Presence.kinds
    + HostMatcher.kinds + VersionMatcher.kinds

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  static func named(_ name: String) -> MatcherKind? { byName[name] }
}
