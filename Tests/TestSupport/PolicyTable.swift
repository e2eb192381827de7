import FoundationEssentials
import Reading
import Testing

/// A row of the table of policies: what a request is, which policies its page has, and whether they let it through.
package struct PolicyRow: Sendable, CustomTestStringConvertible {
  /// What is asked for.
  package enum Kind: String, CaseIterable, Sendable {
    case script, inline, handler, style, styles
    case styleAttribute = "style-attribute"
    case image, frame, connect, font, media, object, form
  }

  /// Where a policy stands.
  package enum Place: Sendable {
    case header, reportOnly, meta
  }

  /// The text of every script of the table.
  package static let text = "document.title='ran'"

  /// The line of the table, from 1.
  package let line: Int
  /// The standard's rule.
  package let clause: String
  /// Whether browsers let it through.
  package let isAllowed: Bool
  /// What is asked for.
  package let kind: Kind
  /// Its address; `nil` for what stands in the page.
  package let url: String?
  /// The address that redirects to ``url``; `nil` where none does.
  package let redirectedFrom: String?
  /// The page's address.
  package let document: String
  /// The `nonce` attribute.
  package let nonce: String?
  /// The `integrity` attribute.
  package let integrity: String?
  /// Whether a script makes the element.
  package let isMadeByScript: Bool
  /// The policies as written.
  package let policies: [(place: Place, text: String)]
  /// The row as written.
  package let testDescription: String

  /// The values of the policies in one place.
  package func values(_ place: Place) -> [String] { policies.filter { $0.place == place }.map(\.text) }

  /// All rows of a table's text; ends the test run where one cannot be read.
  package static func read(_ table: String) -> [PolicyRow] {
    var rows: [PolicyRow] = []
    var clause = ""
    for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("#") { clause = String(line.dropFirst(2)) }
      guard !line.isEmpty, line.first != "#", line.first != ";" else { continue }
      guard let row = PolicyRow(String(line), number: index + 1, clause: clause) else {
        preconditionFailure("line \(index + 1) of the table of policies: \(line)")
      }
      rows.append(row)
    }
    return rows
  }

  private init?(_ text: String, number: Int, clause: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map { part in
      part.drop { $0 == " " }
    }
    guard parts.count >= 3, parts[0] == "allow " || parts[0] == "block " else { return nil }
    line = number
    self.clause = clause
    testDescription = "\(number): \(text)"
    isAllowed = parts[0] == "allow "
    policies = parts[2...].filter { !$0.isEmpty }.map(Self.policy)
    var words = parts[1].split(separator: " ").map(String.init)[...]
    guard let kind = words.popFirst().flatMap(Kind.init(rawValue:)) else { return nil }
    self.kind = kind
    url = words.first?.contains(":") == true ? words.popFirst() : nil
    var document = "https://shop.example/cart"
    var (redirect, nonce, integrity): (String?, String?, String?) = (nil, nil, nil)
    var isMadeByScript = false
    while let word = words.popFirst() {
      switch word {
      case "in": document = words.popFirst() ?? ""
      case "from": redirect = words.popFirst()
      case "made-by-script": isMadeByScript = true
      case _ where word.hasPrefix("nonce="): nonce = String(word.dropFirst(6))
      case _ where word.hasPrefix("integrity="): integrity = Self.integrity(word.dropFirst(10))
      default: return nil
      }
    }
    (self.document, redirectedFrom) = (document, redirect)
    (self.nonce, self.integrity, self.isMadeByScript) = (nonce, integrity, isMadeByScript)
  }

  private static func policy(_ text: Substring) -> (place: Place, text: String) {
    var text = text
    // What stands before the next column's bar.
    while text.last == " " { text.removeLast() }
    let place: Place = text.hasPrefix("report: ") ? .reportOnly : text.hasPrefix("meta: ") ? .meta : .header
    let value = place == .header ? text : text.drop { $0 != " " }.dropFirst()
    var result = String(value)
    for digest in Digest.allCases {
      result = result.replacing("{\(digest.rawValue)}", with: "'\(source(digest))'")
    }
    let url = source(.sha256).replacing("+", with: "-").replacing("/", with: "_")
    result = result.replacing("{sha256url}", with: "'\(url)'")
    return (place, result.replacing("{SHA256}", with: "'SHA256\(source(.sha256).dropFirst(6))'"))
  }

  /// `sha256-…` of the table's text.
  private static func source(_ digest: Digest) -> String {
    let value = digest.of(Array(text.utf8)).map(Base64.encode) ?? ""
    return "\(digest.rawValue)-\(value)"
  }

  private static func integrity(_ words: Substring) -> String {
    words.split(separator: ",").map { Digest(rawValue: String($0)).map(source) ?? String($0) }
      .joined(separator: " ")
  }
}
