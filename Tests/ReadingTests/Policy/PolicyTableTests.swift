import Foundation
import Reading
import TestSupport
import Testing

/// The table beside this file.
private let rows: [PolicyRow] = {
  let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "policies.table")
  return PolicyRow.read((try? String(contentsOf: path, encoding: .utf8)) ?? "")
}()

@Suite(.timeLimit(.minutes(1))) struct `Content security policies, row by row` {
  @Test func `the table has rows for every rule of matching`() {
    #expect(rows.count >= 350)
    #expect(Set(rows.map(\.clause)).count >= 20)
    #expect(Set(rows.map(\.kind)) == Set(PolicyRow.Kind.allCases))
  }

  @Test(arguments: rows)
  func `a request is let through where a browser does it`(_ row: PolicyRow) throws {
    let set = PolicySet(
      document: try #require(WebURL(row.document)),
      enforced: row.values(.header),
      reportOnly: row.values(.reportOnly),
      meta: row.values(.meta)
    )
    #expect(try isAllowed(row, by: set) == row.isAllowed)
  }

  private func isAllowed(_ row: PolicyRow, by set: PolicySet) throws -> Bool {
    let text = Array(PolicyRow.text.utf8)
    switch row.kind {
    case .script:
      return try set.runsScripts
        && loads(row) {
          set.script($0).isAllowed
        } scheme: {
          set.load(.script, scheme: $0).isAllowed
        }
    case .inline: return set.runsScripts && set.inlineScript(nonce: row.nonce, source: text).isAllowed
    case .handler: return set.runsScripts && set.eventHandler(source: text).isAllowed
    case .styles: return set.inlineStyle(nonce: row.nonce, source: text).isAllowed
    case .styleAttribute: return set.styleAttribute(source: text).isAllowed
    case .form:
      let isSubmitted = set.sandbox?.contains("allow-forms") ?? true
      return try isSubmitted && loads(row, .formAction, set)
    case .style: return try loads(row, .style, set)
    case .image: return try loads(row, .image, set)
    case .frame: return try loads(row, .frame, set)
    case .connect: return try loads(row, .connect, set)
    case .font: return try loads(row, .font, set)
    case .media: return try loads(row, .media, set)
    case .object: return try loads(row, .object, set)
    }
  }

  private func loads(_ row: PolicyRow, _ content: PolicyContent, _ set: PolicySet) throws -> Bool {
    try loads(row) {
      set.load(content, $0.url, nonce: $0.nonce, isRedirected: $0.isRedirected).isAllowed
    } scheme: {
      set.load(content, scheme: $0).isAllowed
    }
  }

  /// Whether every hop is let through.
  private func loads(
    _ row: PolicyRow,
    _ allows: (ScriptRequest) -> Bool,
    scheme: (String) -> Bool
  ) throws -> Bool {
    let address = try #require(row.url)
    if address.hasPrefix("data:") { return scheme("data") }
    let hops = [row.redirectedFrom, address].compactMap { $0 }
    return try hops.enumerated().allSatisfy { index, hop in
      allows(
        ScriptRequest(
          url: try #require(WebURL(hop)),
          nonce: row.nonce,
          integrity: row.integrity,
          isParserInserted: !row.isMadeByScript,
          isRedirected: index > 0
        )
      )
    }
  }
}
