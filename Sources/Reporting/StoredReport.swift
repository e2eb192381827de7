import FoundationEssentials
package import Model

/// What a report in JSON holds of itself, to be told again in another language or format without judging.
package struct StoredReport: Decodable, Sendable {
  /// Larger files are not read; real reports have a few hundred kilobytes.
  package static let maximalBytes = 64 << 20

  private struct StoredGate: Decodable {
    let failOn: Gate.FailOn
    let requiresAnswers: Bool
  }

  private struct Version: Decodable {
    let schemaVersion: Int
    let verdict: Word?

    struct Word: Decodable {
      let word: String
    }
  }

  private let language: Language
  private let gate: StoredGate
  private let assessment: Assessment
  private let evidence: Evidence

  /// The report in `bytes`.
  ///
  /// - Throws: ``Failure`` for bytes that are no report of a version that is known here.
  package static func read(_ bytes: [UInt8]) throws(Failure) -> StoredReport {
    guard bytes.count <= maximalBytes else { throw Failure("is larger than \(maximalBytes) bytes") }
    let data = Data(bytes)
    guard let version = try? JSONDecoder().decode(Version.self, from: data), version.verdict != nil else {
      throw Failure("is no report; give a file that --format json wrote, not evidence")
    }
    let current = ReportDocument.currentSchemaVersion
    guard version.schemaVersion == current else {
      throw Failure(
        "has schemaVersion \(version.schemaVersion), this program reads \(current); judge its evidence again"
      )
    }
    do {
      return try JSONDecoder().decode(StoredReport.self, from: data)
    } catch {
      throw Failure("cannot be read as a report of this version; judge its evidence again")
    }
  }

  /// The language in which it was told.
  package var toldIn: Language { language }

  /// The packs that it was judged with.
  package var packs: [PackIdentity] { assessment.packs }

  /// The report, told in a language, with the texts of the rules in that language.
  package func report(in language: Language, wording: Wording) -> Report {
    Report(
      evidence: evidence,
      assessment: assessment,
      wording: wording,
      gate: Gate(failOn: gate.failOn, requiresAnswers: gate.requiresAnswers),
      language: language
    )
  }

  /// Bytes that are no report.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, to be read after the file's name.
    package let description: String

    init(_ description: String) { self.description = description }
  }
}
