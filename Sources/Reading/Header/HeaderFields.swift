package import Model

/// Header fields in their order, found without regard to case.
package struct HeaderFields: Hashable, Sendable {
  /// As received.
  package let fields: [Look.Header]

  /// Fields in their order.
  package init(_ fields: [Look.Header]) { self.fields = fields }

  /// Fields in their order.
  package init(_ fields: [(String, String)]) { self.init(fields.map { Look.Header($0.0, $0.1) }) }

  /// The values of the fields called `name`, in order, without white space around them.
  package func values(_ name: String) -> [String] {
    fields.filter { ASCII.equal($0.name, name) }.map { ASCII.trimmed($0.value) }
  }

  /// The value of the first field called `name`; `nil` when there is none.
  package func first(_ name: String) -> String? { values(name).first }

  /// The values of the fields called `name` as one, joined by a comma and a space; `nil` when there is none.
  ///
  /// Source: Fetch, 2.2.2 "get".
  package func combined(_ name: String) -> String? {
    let values = values(name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// The elements of the list that the fields called `name` are; `nil` when there is none.
  ///
  /// Empty elements are left out. Commas in quoted strings do not separate. Source: RFC 9110, 5.6.1.
  package func list(_ name: String) -> [String]? {
    combined(name).map { ASCII.split($0, at: UInt8(ascii: ",")).filter { !$0.isEmpty } }
  }
}

/// Text of protocols: compared, trimmed and split byte by byte.
enum ASCII {
  /// Equal but for the case of ASCII letters.
  static func equal(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
      && zip(one.utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }

  /// With ASCII letters in lower case, all else as it is.
  static func lowercased(_ text: some Collection<UInt8>) -> String {
    String(decoding: text.map(\.asciiLowercased), as: UTF8.self)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  static func trimmed(_ text: String) -> String {
    String(decoding: trimmed(Array(text.utf8)[...]), as: UTF8.self)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let head = bytes.drop(while: isSpace)
    let end = head.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? head.startIndex
    return head[..<end]
  }

  /// The parts between separators outside quoted strings, trimmed.
  static func split(_ text: String, at separator: UInt8) -> [String] {
    var parts: [String] = []
    let bytes = Array(text.utf8)
    var start = 0
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted, byte == UInt8(ascii: "\\") { index += 1 }
      if byte == separator, !isQuoted {
        parts.append(String(decoding: trimmed(bytes[start..<index]), as: UTF8.self))
        start = index + 1
      }
      index += 1
    }
    parts.append(String(decoding: trimmed(bytes[min(start, bytes.count)...]), as: UTF8.self))
    return parts
  }

  /// Whether it is a token of RFC 9110, 5.6.2.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || tokenMarks.contains($0) }
  }

  private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)

  /// The text in a quoted string of RFC 9110, 5.6.4; `nil` when it is none.
  static func unquoted(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else {
      return nil
    }
    var output: [UInt8] = []
    var isEscaped = false
    for byte in bytes.dropFirst().dropLast() {
      if isEscaped {
        output.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return nil
      } else {
        output.append(byte)
      }
    }
    return isEscaped ? nil : String(decoding: output, as: UTF8.self)
  }

  /// A number of digits alone; saturates far above anything meant.
  ///
  /// `nil` when there is anything else.
  static func digits(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    return text.utf8.reduce(0) { min($0 * 10 + Int($1 - 0x30), 1 << 53) }
  }
}
