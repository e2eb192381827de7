/// A pack that was judged with.
package struct PackIdentity: Hashable, Sendable, Codable {
  /// Its name.
  package var name: String
  /// Its version.
  package var version: String
  /// `sha256:` and the hexadecimal digest of its files.
  package var digest: String

  /// An identity from its parts.
  package init(name: String, version: String, digest: String) {
    self.name = name
    self.version = version
    self.digest = digest
  }
}

/// All results, score, coverage and verdict: a function of evidence, packs and statement.
package struct Assessment: Hashable, Sendable, Codable {
  /// The version of this form.
  package static let currentSchemaVersion = 1

  /// The version of the form in which it was written.
  package var schemaVersion: Int
  /// What was judged: `sha256:` and the digest of the evidence.
  package var evidenceDigest: String
  /// What was stated: `sha256:` and the digest of the statement.
  package var statementDigest: String
  /// What was judged with.
  package var packs: [PackIdentity]
  /// What the operator stated.
  package var statement: Statement
  /// What it comes to.
  package var verdict: Verdict
  /// Why.
  package var verdictReason: VerdictReason
  /// The rules that made the verdict, sorted by severity, then id; empty where none did.
  package var decidedBy: [String]
  /// The score.
  package var score: Score
  /// The coverage.
  package var coverage: Coverage
  /// The questions.
  package var questions: Questions
  /// Every rule of the packs, in their order.
  package var rules: [RuleSummary]

  /// An assessment from its parts.
  package init(
    schemaVersion: Int = Assessment.currentSchemaVersion,
    evidenceDigest: String,
    statementDigest: String,
    packs: [PackIdentity],
    statement: Statement,
    verdict: Verdict,
    verdictReason: VerdictReason,
    decidedBy: [String],
    score: Score,
    coverage: Coverage,
    questions: Questions,
    rules: [RuleSummary]
  ) {
    self.schemaVersion = schemaVersion
    self.evidenceDigest = evidenceDigest
    self.statementDigest = statementDigest
    self.packs = packs
    self.statement = statement
    self.verdict = verdict
    self.verdictReason = verdictReason
    self.decidedBy = decidedBy
    self.score = score
    self.coverage = coverage
    self.questions = questions
    self.rules = rules
  }
}
