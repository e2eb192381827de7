package import Judging
package import Model
import Probing
package import Reporting
import Synchronization

/// The front door: from an order to a report.
///
/// The only place where looking, judging and telling meet.
///
/// Made once, used for many shops; what happens to one does not touch another.
public struct Auditor: Sendable {
  /// The version of this program.
  public static let version = "0.1.0"

  /// The rules that it judges with.
  package let catalogue: Catalogue
  let data: ProbingData

  /// An auditor with the built-in rules and those found in `ruleFolders`.
  ///
  /// - Throws: everything that is wrong with the rules, at once.
  public init(ruleFolders: [String] = []) throws {
    try self.init(catalogue: Auditor.catalogue(ruleFolders: ruleFolders))
  }

  /// An auditor that judges with `catalogue`.
  ///
  /// - Throws: ``DataFileFailure`` or `RuleFileErrors` for a data file that cannot be read.
  package init(catalogue: Catalogue) throws {
    self.catalogue = catalogue
    var files: [String: Value] = [:]
    for file in catalogue.data { files[file.name] = try file.value() }
    do {
      data = try ProbingData(files)
    } catch {
      throw DataFileFailure(file: error.file, detail: error.detail)
    }
  }

  /// The built-in rules, with their examples or without, and those found in `ruleFolders`, with their texts in `languages`.
  package static func catalogue(
    ruleFolders: [String],
    languages: PackLanguages = .own,
    withExamples: Bool = false
  ) throws(RuleFileErrors) -> Catalogue {
    let builtIn = try Catalogue.builtIn(facts: facts, languages: languages, withExamples: withExamples)
    guard !ruleFolders.isEmpty else { return builtIn }
    return try builtIn.adding(directories: ruleFolders, facts: facts, languages: languages)
  }

  /// Every fact that rules may read.
  package static var facts: [FactDescription] { Prober.facts }

  /// Audits one shop that takes real payments, with nothing stated and by the default gate.
  ///
  /// - Parameter order: What to audit.
  /// - Returns: What was seen, what it means, and how it is told.
  /// - Throws: ``OrderError`` for an order that cannot be used, `CancellationError` when the task was cancelled.
  ///   What could not be seen of the shop never throws.
  public func audit(_ order: Order) async throws -> Audit {
    try await audit(try prepare(order), statement: Statement())
  }

  /// An audit that is ready to begin.
  ///
  /// - Throws: ``OrderError`` for an order that cannot be used.
  package func prepare(_ order: Order) throws(OrderError) -> PreparedAudit {
    do {
      let options = order.lookOptions
      let request = try Prober.request(
        typed: order.shop,
        pages: order.pages,
        maxPages: order.maxPages,
        ipn: order.ipn,
        api: order.api,
        apiMethod: order.apiMethod,
        apiCredentials: order.apiCredentials,
        storefront: order.storefront,
        allowPost: order.allowPost,
        ciphers: order.ciphers,
        visitReturns: order.visitReturns,
        allowCart: order.allowCart,
        browser: order.browser,
        options: options
      )
      let probes = catalogue.packProbes.map {
        PackProbeRequest(name: $0.name, method: $0.method.rawValue, path: $0.path)
      }
      let prober = try Prober(options: options, data: data, packProbes: probes, tool: Self.version)
      return PreparedAudit(request: request, prober: prober)
    } catch {
      throw OrderError(error)
    }
  }

  /// Looks at the shop and judges what was seen.
  ///
  /// - Parameters:
  ///   - prepared: What to look at.
  ///   - statement: What the operator states.
  ///   - telling: How the report is told.
  ///   - progress: Called about ten times a second while looks are made, on no particular thread.
  /// - Returns: What was seen, what it means, and how it is told.
  /// - Throws: `CancellationError` when the task was cancelled: half an audit has no verdict.
  package func audit(
    _ prepared: PreparedAudit,
    statement: Statement,
    telling: TellingOptions = TellingOptions(),
    progress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
  ) async throws -> Audit {
    let pictures = Mutex<[Picture]>([])
    let evidence = await prepared.prober.gather(
      prepared.request,
      keep: { picture in pictures.withLock { $0.append(picture) } },
      progress: { progress(AuditProgress(done: $0.looksDone, started: $0.looksStarted)) }
    )
    try Task.checkCancellation()
    var audit = try judge(evidence, statement: statement, telling: telling)
    audit.pictures = pictures.withLock { $0 }.sorted { ($0.page, -$0.width) < ($1.page, -$1.width) }
    return audit
  }

  /// Judges stored evidence again, with the rules at hand.
  ///
  /// The same evidence, rules and statement give the same report, byte for byte.
  ///
  /// - Throws: ``EvidenceFailure`` for bytes that are no evidence of a version that is known here.
  package func judge(
    evidence bytes: [UInt8],
    statement: Statement,
    telling: TellingOptions = TellingOptions()
  ) throws -> Audit {
    try judge(try EvidenceFile.read(bytes), statement: statement, telling: telling)
  }

  func judge(_ evidence: Evidence, statement: Statement, telling: TellingOptions) throws -> Audit {
    let assessment = Judge(catalogue: catalogue)
      .assess(evidence, evidenceDigest: try EvidenceFile.digest(evidence), statement: statement)
    return Audit(
      report: Report(
        evidence: evidence,
        assessment: assessment,
        wording: catalogue.wording(language: telling.language.rawValue),
        gate: telling.gate,
        language: telling.language
      )
    )
  }
}

/// A data file of a pack that does not have the shape that probes read.
package struct DataFileFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name under which the pack lists it.
  package let file: String
  /// What is wrong, in a few words.
  package let detail: String
  /// Both, as an error message.
  package var description: String { "data file '\(file)': \(detail); compare it with the built-in one" }
}

/// How a report is told and when a pipeline may go on.
package struct TellingOptions: Hashable, Sendable {
  /// The language.
  package var language: Language
  /// The gate.
  package var gate: Gate

  /// Options, by default English and the verdict as the gate.
  package init(language: Language = .en, gate: Gate = Gate()) {
    self.language = language
    self.gate = gate
  }
}

/// How far an audit is.
package struct AuditProgress: Hashable, Sendable {
  /// Looks that ended.
  package let done: Int
  /// Looks that were begun.
  package let started: Int
}
