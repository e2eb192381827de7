/// The shape of a fact's value; rules are checked against it when they are loaded.
package indirect enum FactType: Hashable, Sendable {
  case bool
  case int
  case text
  /// One of a closed set of words.
  case word([String])
  /// ISO 8601, UTC.
  case date
  case url
  /// A dotted version number.
  case version
  case list(FactType)
  case record([String: FactType])
}

/// The unit in which a fact counts.
package enum Unit: String, Codable, CaseIterable, Sendable {
  case days, seconds, milliseconds, bytes, bits, count
}

/// What a fact is: its name, what it is about, its type, and what its absence means.
package struct FactDescription: Hashable, Sendable {
  /// Dotted camelCase, unique within its subject kind: `certificate.daysLeft`.
  package let name: String
  /// The kind of subject that carries it.
  package let subject: SubjectKind
  /// The shape of its value.
  package let type: FactType
  /// What a number counts; `nil` for anything else.
  package let unit: Unit?
  /// What it means when it is absent; `nil` where it never is.
  package let absent: String?
  /// One line for people who write rules.
  package let summary: String
  /// The probe that gathers it.
  package let probe: String

  /// A description from its parts.
  package init(
    name: String,
    subject: SubjectKind,
    type: FactType,
    unit: Unit?,
    absent: String?,
    summary: String,
    probe: String
  ) {
    self.name = name
    self.subject = subject
    self.type = type
    self.unit = unit
    self.absent = absent
    self.summary = summary
    self.probe = probe
  }
}
