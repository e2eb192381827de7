package import Model
import Probing

/// An audit whose order was understood and whose options work together.
package struct PreparedAudit: Sendable {
  /// What will be looked at, without credentials.
  package let request: AuditRequest
  let prober: Prober

  /// What the audit would send, in the order in which it would be sent, without sending anything.
  package var plan: [PlannedStep] {
    prober.plan(request).map { PlannedStep(what: $0.what, command: $0.command, when: $0.when) }
  }
}

/// One thing that an audit would do.
package struct PlannedStep: Hashable, Sendable {
  /// What it looks at, as a sentence.
  package let what: String
  /// The command line that does the same.
  package let command: String
  /// On what it depends; `nil` when it is always done.
  package let when: String?
}
