/// One header field.
package struct HeaderField: Sendable, Hashable {
  /// The name as sent.
  package var name: String
  /// The value, without white space around it.
  package var value: String

  /// A field from its parts.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension [HeaderField] {
  /// The first value of the field `name`, whatever its case; `nil` when there is none.
  package func first(_ name: String) -> String? {
    first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Puts `value` in place of every field `name`; `nil` removes them.
  package mutating func set(_ name: String, _ value: String?) {
    removeAll { $0.name.lowercased() == name.lowercased() }
    if let value { append(HeaderField(name, value)) }
  }
}

/// A request as it arrived.
package struct Request: Sendable, Hashable {
  /// The method as sent.
  package var method: String
  /// The request target as sent: path and query.
  package var target: String
  /// The header fields in the order of arrival.
  package var headers: [HeaderField]
  /// The body; empty when there was none.
  package var body: [UInt8]
  /// Whether it came over TLS.
  package var isSecure: Bool
  /// Number of the connection that brought it, from 1.
  package var connection: Int

  /// The target without its query.
  package var path: String { String(target.prefix { $0 != "?" }) }

  /// What follows the question mark; `nil` without one.
  package var query: String? {
    target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
  }

  /// The name in the Host field in lower case, without a port; empty when there is none.
  package var host: String {
    let field = (headers.first("Host") ?? "").lowercased()
    guard !field.hasPrefix("["), let colon = field.lastIndex(of: ":") else { return field }
    return String(field[..<colon])
  }

  /// The request whose line and fields are `head`, without the empty line; `nil` when it is none of HTTP/1.
  init?(head: String, isSecure: Bool, connection: Int) {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    method = String(words[0])
    target = String(words[1])
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return HeaderField(String(line[..<colon]), trimmed(line[line.index(after: colon)...]))
    }
    body = []
    self.isSecure = isSecure
    self.connection = connection
  }
}

/// `text` without blanks and tabs at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
  return String(String(text.drop(while: isBlank).reversed()).drop(while: isBlank).reversed())
}
