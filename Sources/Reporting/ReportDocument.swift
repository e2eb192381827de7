import Model

/// The report as it stands in JSON.
///
/// What is not known or does not exist is left out, never null or zero.
struct ReportDocument: Encodable {
  /// The version of this form; it changes when a key goes or changes its meaning.
  static let currentSchemaVersion = 1

  struct Tool: Encodable {
    var name = "PayReady"
    var version: String
    var curl: String
    var openSSL: String
  }

  struct Audited: Encodable {
    var typed: String
    var asked: String
    var url: String
    var startedAt: String
    var durationMilliseconds: Int
    var stage: Stage
    var vantage: Vantage
    var request: AuditRequest
  }

  struct VerdictDocument: Encodable {
    var word: Verdict
    var reason: VerdictReason
    var decidedBy: [String]
    var headline: String
    var why: String
  }

  struct GateDocument: Encodable {
    var failOn: Gate.FailOn
    var requiresAnswers: Bool
    var outcome: Gate.Outcome
    var cause: Gate.Cause
    var exitCode: Int32
  }

  struct QuestionsDocument: Encodable {
    var asked: Int
    var answered: Int
    var open: Int
    var openBlockers: Int
    var items: [Question]
  }

  struct Question: Encodable {
    var rule: String
    var state: RuleResult.Question
    var severity: Severity?
    var consequence: String
    var says: String
    var fix: String?
    var why: String?
    var owner: Owner?
    var fingerprint: String
  }

  struct ScoreDocument: Encodable {
    var version: Int
    var points: Int?
    var lowest: Int
    var highest: Int
  }

  struct LedgerLine: Encodable {
    var rule: String
    var severity: Severity
    var points: Int
    /// What is left of 100 after this line.
    var left: Int
  }

  struct CoverageDocument: Encodable {
    var settled: Int
    var asked: Int
    var percent: Int?
  }

  struct Finding: Encodable {
    var rule: String
    var outcome: String?
    var category: String
    var title: String
    var severity: Severity?
    var consequence: String
    var says: String
    var fix: String?
    var why: String?
    var owner: Owner?
    var basis: Basis?
    var source: String?
    var symptoms: [String]
    var subject: Subject.ID
    var subjectName: String
    var points: Int
    var fingerprint: String
    var looks: [LookDocument]
  }

  struct LookDocument: Encodable {
    var id: Look.ID
    var command: String?
  }

  struct UnknownDocument: Encodable {
    var reason: Reason
    var cause: String
    var side: Side
    var step: String
    var details: [String]
    var atWorst: Severity?
    var rules: [String]
  }

  struct NotIncluded: Encodable {
    var needs: Need
    var what: String
    var how: String
    var rules: [String]
  }

  struct Accepted: Encodable {
    var rule: String
    var says: String
    var reason: String
  }

  struct CategoryDocument: Encodable {
    struct Failed: Encodable {
      var blocker: Int
      var major: Int
      var minor: Int
    }

    var id: String
    var title: String
    var failed: Failed
    var unknown: Int
    var questions: Int
    var notIncluded: Int
    var accepted: Int
    var explained: Int
    var notes: Int
    var passed: Int
    var notApplicable: Int
  }

  struct Digests: Encodable {
    var evidence: String
    var statement: String
  }

  let schemaVersion = ReportDocument.currentSchemaVersion
  var language: Language
  var tool: Tool
  var audited: Audited
  var verdict: VerdictDocument
  var gate: GateDocument
  var questions: QuestionsDocument
  var score: ScoreDocument
  var ledger: [LedgerLine]
  var coverage: CoverageDocument
  var findings: [Finding]
  var unknowns: [UnknownDocument]
  var notIncluded: [NotIncluded]
  var accepted: [Accepted]
  var categories: [CategoryDocument]
  var packs: [PackIdentity]
  var digests: Digests
  var assessment: Assessment
  /// What the report needs of the evidence to be told again.
  var evidence: Evidence
}
