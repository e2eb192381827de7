import Auditing
import DemoShop
import Judging
import Model
import Reporting

/// The audits of a world's shops.
struct DemoOrders: Sendable {
  private struct Entry: Sendable {
    let shop: RunningShop
    let order: Order
    let statement: Statement
  }

  private let entries: [Entry]
  /// What a file of hosts needs for the shops' names to lead to them, a line an address.
  let hostLines: [String]

  /// Orders for the shops of `world`; answers to rules that `catalogue` does not have are left out.
  init(_ world: DemoWorld, _ catalogue: Catalogue) {
    hostLines = world.hostLines
    entries = world.shops.map { shop in
      var order = Order(shop: shop.plan.host)
      order.pages = shop.options.pages
      order.ipn = shop.options.ipn
      order.allowPost = shop.options.allowPost
      order.api = shop.options.api
      order.storefront = shop.options.storefront
      order.connectTo = world.connectTo
      order.caFile = world.rootPath
      order.visitReturns = shop.options.visitReturns
      order.allowCart = shop.options.allowCart
      order.publicKeyFile = shop.options.givesPublicKey ? world.publicKeyPath : nil
      return Entry(
        shop: shop,
        order: order,
        statement: Statement(answers: shop.options.answers.filter { catalogue.rule($0.rule) != nil })
      )
    }
  }

  /// Audits all of them side by side.
  ///
  /// - Returns: One outcome a shop, in the shops' order.
  func audit(with auditor: Auditor, telling: TellingOptions) async throws -> [DemoOutcome] {
    try await withThrowingTaskGroup(of: (Int, DemoOutcome).self) { group in
      for (place, entry) in entries.enumerated() {
        group.addTask {
          let prepared = try auditor.prepare(entry.order)
          let audit = try await auditor.audit(prepared, statement: entry.statement, telling: telling)
          return (place, DemoOutcome(shop: entry.shop, audit: audit))
        }
      }
      var outcomes: [Int: DemoOutcome] = [:]
      for try await (place, outcome) in group { outcomes[place] = outcome }
      return outcomes.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// The commands that audit the shops while they are served, each after a line that says what it is.
  var commands: String {
    entries.map { entry in
      var words = ["payready", "audit", entry.order.shop]
      for page in entry.order.pages { words += ["--page", page] }
      if let ipn = entry.order.ipn { words += ["--ipn", ipn] }
      if entry.order.allowPost { words.append("--allow-post") }
      if entry.order.visitReturns { words.append("--visit-returns") }
      if entry.order.allowCart { words.append("--allow-cart") }
      if let key = entry.order.publicKeyFile { words += ["--public-key", key] }
      if let api = entry.order.api { words += ["--api", api] }
      if let storefront = entry.order.storefront { words += ["--storefront", storefront] }
      for answer in entry.statement.answers {
        words += ["--answer", "\(answer.rule)=\(answer.yes ? "yes" : "no")"]
      }
      if let caFile = entry.order.caFile { words += ["--cacert", caFile] }
      for word in entry.order.connectTo where word.isMeant(for: entry.shop) {
        words += ["--connect-to", word]
      }
      return "# \(entry.shop.plan.says)\n\(words.map(\.quotedForShell).joined(separator: " "))\n"
    }.joined(separator: "\n")
  }
}

/// What became of one shop of the demo.
struct DemoOutcome: Sendable {
  let shop: RunningShop
  let audit: Audit

  /// Whether it got the verdict that its faults deserve.
  var isAsExpected: Bool { audit.assessment.verdict == shop.expectedVerdict }

  /// The shop, its verdict, whether that is as expected, and what the shop is.
  var line: String {
    let host = shop.plan.host + String(repeating: " ", count: max(1, 26 - shop.plan.host.count))
    let judgement =
      isAsExpected
      ? "as it deserves" : "WRONG, it deserves '\(audit.report.language.words(shop.expectedVerdict))'"
    return "\(host)\(audit.report.headline): \(judgement). \(shop.plan.says)\n"
  }
}

extension String {
  /// Whether a `--connect-to` word leads a name of `shop`, or of Amazon, elsewhere.
  fileprivate func isMeant(for shop: RunningShop) -> Bool {
    shop.connectTo.contains(self) || AmazonStandIn.hosts.contains { hasPrefix($0 + ":") }
  }

  /// In single quotes where a shell would read more than a word.
  fileprivate var quotedForShell: String {
    let isPlain =
      !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0)) }
    return isPlain ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}
