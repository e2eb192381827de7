/// Why a text is not JSON.
package struct JSONFault: Error, Hashable, Sendable {
  /// What is wrong; closed, so that probes can tell the cases apart.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// Nothing but white space.
    case empty
    /// It ends before the value does.
    case truncated
    /// Something stands where JSON has no place for it.
    case unexpected
    /// A value is followed by more.
    case trailing
    /// A control character, a wrong escape or invalid UTF-8 in a string.
    case badString
    case badNumber
    /// Deeper or longer than is read.
    case tooLarge
  }

  /// What is wrong.
  package let kind: Kind
  /// The byte at which it was noticed, from 0.
  package let offset: Int
}

/// Reads JSON strictly: no comments, no trailing commas, no byte order mark.
///
/// At most 64 levels and 16 MiB; time is linear. Source: RFC 8259.
package struct JSONReader {
  /// The deepest nesting that is read.
  package static let deepest = 64
  /// The longest text that is read, in bytes.
  package static let longest = 16 << 20

  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that `bytes` stand for.
  package static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
    guard bytes.count <= longest else { throw JSONFault(kind: .tooLarge, offset: longest) }
    var reader = JSONReader(bytes)
    reader.skipSpace()
    if reader.index == bytes.count { throw JSONFault(kind: .empty, offset: 0) }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == bytes.count else { throw reader.fault(.trailing) }
    return value
  }

  /// The value that `text` stands for.
  package static func read(_ text: String) throws(JSONFault) -> JSONValue { try read(Array(text.utf8)) }

  private func fault(_ kind: JSONFault.Kind) -> JSONFault {
    JSONFault(kind: index < bytes.count || kind == .tooLarge ? kind : .truncated, offset: index)
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(0x30...0x39): return .number(try number())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw fault(.unexpected)
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    let expected = text.withUTF8Buffer { Array($0) }
    for byte in expected {
      guard take(byte) else { throw fault(.unexpected) }
    }
    return value
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= Self.deepest else { throw fault(.tooLarge) }
    index += 1
    skipSpace()
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      skipSpace()
      elements.append(try value(depth: depth))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw fault(.unexpected) }
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= Self.deepest else { throw fault(.tooLarge) }
    index += 1
    skipSpace()
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault(.unexpected) }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault(.unexpected) }
      skipSpace()
      members[name] = try value(depth: depth)
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw fault(.unexpected) }
    }
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    // `01` is no number, and not a number followed by another either.
    if let next, next.isASCIIDigit { throw fault(.badNumber) }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFault) {
    let start = index
    while let byte = next, byte.isASCIIDigit { index += 1 }
    guard index > start else { throw fault(.badNumber) }
  }

  private mutating func string() throws(JSONFault) -> String {
    index += 1
    let start = index
    var output: [UInt8] = []
    var copied = index
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        output += bytes[copied..<index]
        guard let text = String(validating: output, as: UTF8.self) else {
          throw JSONFault(kind: .badString, offset: start)
        }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        output += bytes[copied..<index]
        index += 1
        output += Array(String(try escape()).utf8)
        copied = index
      case 0..<0x20: throw fault(.badString)
      default: index += 1
      }
    }
    throw fault(.truncated)
  }

  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw fault(.truncated) }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default:
      index -= 1
      throw fault(.badString)
    }
  }

  /// Four hexadecimal digits, or two times four for what stands above U+FFFF; half a pair becomes U+FFFD.
  private mutating func codePoint() throws(JSONFault) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let afterFirst = index
    if first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let second = try hexadecimal()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    index = afterFirst
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next?.hexValue else { throw fault(.badString) }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
