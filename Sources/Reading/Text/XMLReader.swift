/// Why a text is not XML that is read here.
package struct XMLFault: Error, Hashable, Sendable {
  /// What is wrong; closed, so that probes can tell the cases apart.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// It holds no element.
    case empty
    /// It ends before its root does.
    case truncated
    /// Something stands where XML has no place for it.
    case unexpected
    /// An end tag does not fit the element that is open.
    case mismatched
    /// A reference to an entity that XML does not have by itself.
    case unknownEntity
    /// A document type, which could define entities without end.
    case documentType
    /// Deeper or longer than is read.
    case tooLarge
  }

  /// What is wrong.
  package let kind: Kind
  /// The byte at which it was noticed, from 0.
  package let offset: Int
}

/// One part of an XML text.
package enum XMLEvent: Hashable, Sendable {
  /// Names are without their prefixes.
  case start(String, [String: String])
  /// The text of the element since its last child, without white space around it; never empty.
  case text(String)
  case end(String)
}

/// Reads XML as build files use it, in events, without document types and entities of their own.
///
/// At most 128 levels and 4 MiB; time is linear. Source: XML 1.0, 2 and 3.
package struct XMLReader {
  /// The deepest nesting that is read.
  package static let deepest = 128
  /// The longest text that is read, in bytes.
  package static let longest = 4 << 20

  private let bytes: [UInt8]
  private var index = 0
  private var open: [String] = []
  private var events: [XMLEvent] = []
  private var text: [UInt8] = []

  /// All parts of `bytes`.
  package static func read(_ bytes: [UInt8]) throws(XMLFault) -> [XMLEvent] {
    guard bytes.count <= longest else { throw XMLFault(kind: .tooLarge, offset: longest) }
    var reader = XMLReader(bytes: bytes)
    try reader.run()
    return reader.events
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ kind: XMLFault.Kind) -> XMLFault {
    XMLFault(kind: index < bytes.count || kind == .tooLarge ? kind : .truncated, offset: index)
  }

  private mutating func run() throws(XMLFault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var hasRoot = false
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        try character()
      } else if skips("<!--", to: "-->") || skips("<?", to: "?>") {
        guard index <= bytes.count else {
          index = bytes.count
          throw fault(.truncated)
        }
      } else if starts("<![CDATA[") {
        try characterData()
      } else if starts("<!") {
        throw fault(.documentType)
      } else if starts("</") {
        try endTag()
      } else {
        guard !hasRoot || !open.isEmpty else { throw fault(.unexpected) }
        hasRoot = true
        try startTag()
      }
    }
    guard hasRoot else { throw XMLFault(kind: .empty, offset: 0) }
    guard open.isEmpty else { throw fault(.truncated) }
  }

  private func starts(_ word: String) -> Bool { bytes[index...].starts(with: word.utf8) }

  /// Whether something that begins so stands here; then the index is behind its end, or past the text's where it has none.
  private mutating func skips(_ start: String, to end: String) -> Bool {
    guard starts(start) else { return false }
    index += start.utf8.count
    while index < bytes.count, !starts(end) { index += 1 }
    index += index < bytes.count ? end.utf8.count : 1
    return true
  }

  private mutating func character() throws(XMLFault) {
    let byte = bytes[index]
    if open.isEmpty {
      guard byte.isHTMLSpace else { throw fault(.unexpected) }
      index += 1
    } else if byte == UInt8(ascii: "&") {
      text += try reference()
    } else {
      text.append(byte)
      index += 1
    }
  }

  private mutating func characterData() throws(XMLFault) {
    guard !open.isEmpty else { throw fault(.unexpected) }
    index += 9
    while index < bytes.count, !starts("]]>") {
      text.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else { throw fault(.truncated) }
    index += 3
  }

  /// What a reference stands for (XML 1.0, 4.1 and 4.6).
  private mutating func reference() throws(XMLFault) -> [UInt8] {
    let start = index + 1
    var end = start
    while end < bytes.count, end - start <= 10, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else { throw fault(.unknownEntity) }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    var value: String?
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let number =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      value = number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    } else {
      value = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"][name]
    }
    guard let value else { throw fault(.unknownEntity) }
    index = end + 1
    return Array(value.utf8)
  }

  private mutating func flushText() {
    guard !text.isEmpty else { return }
    let whole = String(decoding: text, as: UTF8.self).trimmed
    if !whole.isEmpty { events.append(.text(whole)) }
    text = []
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index].isHTMLSpace { index += 1 }
  }

  /// A name without its prefix, and the whole of it.
  private mutating func name() throws(XMLFault) -> (local: String, whole: String) {
    let start = index
    while index < bytes.count, !bytes[index].isHTMLSpace, !"/>=<&\"'".utf8.contains(bytes[index]) {
      index += 1
    }
    guard index > start else { throw fault(.unexpected) }
    let whole = String(decoding: bytes[start..<index], as: UTF8.self)
    return (whole.lastIndex(of: ":").map { String(whole[whole.index(after: $0)...]) } ?? whole, whole)
  }

  private mutating func startTag() throws(XMLFault) {
    flushText()
    index += 1
    let name = try name()
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      guard index < bytes.count else { throw fault(.truncated) }
      if starts("/>") {
        index += 2
        events += [.start(name.local, attributes), .end(name.local)]
        return
      }
      if bytes[index] == UInt8(ascii: ">") {
        index += 1
        events.append(.start(name.local, attributes))
        open.append(name.whole)
        guard open.count <= Self.deepest else { throw fault(.tooLarge) }
        return
      }
      let attribute = try self.name()
      attributes[attribute.local] = try attributeValue()
    }
  }

  private mutating func attributeValue() throws(XMLFault) -> String {
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { throw fault(.unexpected) }
    index += 1
    skipSpace()
    guard index < bytes.count, "\"'".utf8.contains(bytes[index]) else { throw fault(.unexpected) }
    let quote = bytes[index]
    index += 1
    var value: [UInt8] = []
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "&") {
        value += try reference()
      } else if bytes[index] == UInt8(ascii: "<") {
        throw fault(.unexpected)
      } else {
        value.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { throw fault(.truncated) }
    index += 1
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func endTag() throws(XMLFault) {
    flushText()
    index += 2
    let name = try name()
    guard open.last == name.whole else { throw fault(.mismatched) }
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: ">") else { throw fault(.unexpected) }
    index += 1
    open.removeLast()
    events.append(.end(name.local))
  }
}
