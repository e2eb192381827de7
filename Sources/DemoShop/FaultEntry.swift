package import Model

/// One line of the table of faults.
package struct FaultEntry: Sendable {
  /// What a sound auditor makes of a fault.
  package enum Result: Sendable, Hashable {
    /// The rule fails.
    case fails(Severity)
    /// The rule asks a person.
    case asks(Severity)
    /// The rule makes a note.
    case notes
    /// What is seen settles nothing: the verdict is that nobody can tell.
    case unreadable

    fileprivate var verdict: Verdict {
      switch self {
      case .fails(.blocker): .notReady
      case .fails(.major): .readyWithReservations
      case .fails(.minor), .asks, .notes: .ready
      case .unreadable: .cannotTell
      }
    }
  }

  /// The fault.
  package let fault: Fault
  /// The one rule that it is meant for; `nil` where no single rule speaks of it.
  package let rule: String?
  /// The outcome of that rule, where it is known by its id.
  package let outcome: String?
  /// What the rule makes of it.
  package let result: Result
  /// Other rules that cannot help but fail with it, explained by this one or not.
  package let also: [String]
  /// What a shop with this fault alone deserves.
  package let verdict: Verdict
  /// One line about what is wrong.
  package let says: String
  /// What it changes in a sound shop.
  let change: @Sendable (inout Site) -> Void

  /// `verdict` is what ``result`` says unless given, where a rule of ``also`` weighs more.
  ///
  /// `rule` is a rule's id, with a stroke and an outcome's id behind it where that is known.
  init(
    _ fault: Fault,
    _ rule: String?,
    _ result: Result,
    also: [String] = [],
    verdict: Verdict? = nil,
    _ says: String,
    _ change: @escaping @Sendable (inout Site) -> Void
  ) {
    self.fault = fault
    let words = rule?.split(separator: "/").map(String.init) ?? []
    self.rule = words.first
    outcome = words.dropFirst().first
    self.result = result
    self.also = also
    self.verdict = verdict ?? result.verdict
    self.says = says
    self.change = change
  }
}

extension Fault {
  /// Every fault with what it is and what it changes, in the order of the catalogue of checks.
  package static let table: [FaultEntry] =
    tlsFaults + httpsFaults + buttonFaults + configurationFaults + signatureFaults + browserFaults
    + liveFaults + ipnFaults
    + policyFaults
    + apiFaults + shopFaults

  private static let entries = Dictionary(table.map { ($0.fault, $0) }) { first, _ in first }

  /// The line of the table about this fault.
  package var entry: FaultEntry {
    // A test holds that every fault has its line.
    Self.entries[self] ?? FaultEntry(self, nil, .notes, "not in the table") { _ in }
  }

  /// The one rule that it is meant for; `nil` where no single rule speaks of it.
  package var rule: String? { entry.rule }

  /// One line about what is wrong.
  package var says: String { entry.says }
}
