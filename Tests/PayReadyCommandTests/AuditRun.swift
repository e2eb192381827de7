import DemoShop
import Foundation
import Model
import TestSupport

/// What one run of the built program made of a local shop.
struct AuditRun {
  /// A failure, question or note that stands on its own.
  struct Told: Hashable, CustomStringConvertible {
    let rule: String
    let outcome: String
    let subject: String
    let result: String
    let severity: String
    var description: String { "\(result) \(severity) \(rule)/\(outcome) (\(subject))" }
  }

  let exitCode: Int32
  let standardOutput: String
  let standardError: String
  let verdict: String
  let score: Int?
  /// Results that fail or ask, unexplained, in the order of the assessment.
  let told: [Told]
  /// The summaries of all rules by id.
  let results: [String: String]

  var failures: [Told] { told.filter { $0.result == "fail" } }

  /// Audits `shop` with the built program, as an operator would.
  init(
    of shop: RunningShop,
    in world: DemoWorld,
    arguments: [String] = [],
    resolve: [String]? = nil,
    environment: [String: String] = [:]
  ) async throws {
    var words = [
      "audit", shop.url, "--format", "json", "--no-save", "--cacert", world.rootPath, "--timeout",
      shop.options.needsBrowser ? "110" : "60",
    ]
    if let resolve {
      words += resolve.flatMap { ["--resolve", $0] }
    } else {
      words += world.connectTo.flatMap { ["--connect-to", $0] }
    }
    words += shop.options.pages.flatMap { ["--page", $0] }
    words += shop.options.answers.flatMap { ["--answer", "\($0.rule)=\($0.yes ? "yes" : "no")"] }
    if let ipn = shop.options.ipn { words += ["--ipn", ipn] }
    if let api = shop.options.api { words += ["--api", api, "--api-credentials"] }
    if let storefront = shop.options.storefront { words += ["--storefront", storefront] }
    if shop.options.allowPost { words += ["--allow-post"] }
    words += ["--browser", shop.options.needsBrowser ? "always" : "never"]
    if shop.options.visitReturns { words += ["--visit-returns"] }
    if shop.options.allowCart { words += ["--allow-cart"] }
    if shop.options.givesPublicKey { words += ["--public-key", world.publicKeyPath] }
    let run = try await Program.payready(words + arguments, environment: environment)
    let report =
      try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any] ?? [:]
    let assessment = report["assessment"] as? [String: Any] ?? [:]
    exitCode = run.exitCode
    standardOutput = run.standardOutput
    standardError = run.standardError
    verdict = assessment["verdict"] as? String ?? "none"
    score = (assessment["score"] as? [String: Any])?["points"] as? Int
    var told: [Told] = []
    var results: [String: String] = [:]
    for rule in assessment["rules"] as? [[String: Any]] ?? [] {
      results[rule["rule"] as? String ?? ""] = rule["result"] as? String
      for result in rule["results"] as? [[String: Any]] ?? [] where result["explainedBy"] == nil {
        let kind = result["result"] as? String ?? ""
        let asks = (result["question"] as? String).map { $0 != "yes" } ?? false
        guard kind == "fail" || asks || result["note"] as? Bool == true else { continue }
        told.append(
          Told(
            rule: result["rule"] as? String ?? "",
            outcome: result["outcome"] as? String ?? "",
            subject: result["subject"] as? String ?? "",
            result: kind == "fail" ? kind : asks ? "ask" : "note",
            severity: result["severity"] as? String ?? ""
          )
        )
      }
    }
    self.told = told
    self.results = results
  }
}
