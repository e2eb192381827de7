/// Splits HTML into tokens after the tokenization chapter of the HTML Standard, as with scripting on.
///
/// The tree builder's part in it (which text a start tag begins, what is foreign content) is done from the names of tags
/// alone. Total on any bytes, one pass.
package struct HTMLTokenizer: Sendable {
  /// What the text after a start tag is.
  private enum Mode: Hashable, Sendable {
    case data
    /// Character references, up to the end tag of that name.
    case escapable(String)
    /// Bytes as they are, up to the end tag of that name.
    case raw(String)
    case script
    case plain
  }

  private static let characterDataStart = Array("[CDATA[".utf8)
  /// Attributes of one tag that are kept; the rest is read over.
  private static let attributeLimit = 128

  private let bytes: [UInt8]
  private let end: Int
  private let scripting: Bool
  private var mode = Mode.data
  private var foreign = HTMLForeignContent()
  private var tagNames = HTMLNames(of: .tag)
  private var attributeNames = HTMLNames(of: .attribute)
  /// What is known of the last tag by its name.
  private(set) var traits: HTMLTraits = []
  /// The first byte that has not been read: after a start tag, where its content begins.
  package private(set) var position: Int

  /// Over a whole text, or a part of it; offsets count in the whole.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - range: the part to read; clamped to the text.
  ///   - scripting: whether `noscript` holds text.
  package init(_ bytes: [UInt8], in range: Range<Int>? = nil, scripting: Bool = true) {
    self.bytes = bytes
    self.scripting = scripting
    let part = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    position = part.lowerBound
    end = part.upperBound
  }

  /// The next token; `nil` at the end.
  package mutating func next() -> HTMLToken? {
    while position < end {
      let token =
        switch mode {
        case .data: readData()
        case .escapable(let name): readText(until: name, kind: .escapable)
        case .raw(let name): readText(until: name, kind: .raw)
        case .script: readScript()
        case .plain: readPlain()
        }
      if let token { return token }
    }
    return nil
  }

  /// What a run of text stands for.
  package func string(of text: HTMLText) -> String { String(decoding: characters(of: text), as: UTF8.self) }

  /// What a run of text stands for, in UTF-8 as far as the page is.
  func characters(of text: HTMLText) -> ArraySlice<UInt8> {
    let part = bytes[text.range.clamped(to: 0..<bytes.count)]
    return switch text.kind {
    case .references: HTMLReferences.decode(part, inAttribute: false, dropsNull: true)
    case .escapable: HTMLReferences.decode(part, inAttribute: false)
    case .raw: HTMLReferences.withoutNull(part)
    }
  }

  /// The text of a comment.
  package func string(ofComment range: Range<Int>) -> String {
    string(of: HTMLText(range: range, kind: .raw))
  }

  private func byte(_ index: Int) -> UInt8? { index < end ? bytes[index] : nil }
  private func isAt(_ index: Int, _ word: String) -> Bool { ByteSearch.isAt(index, word, in: bytes[..<end]) }

  // MARK: Data

  /// Reads one token of ordinary content; `nil` where it is nothing (`</>`).
  private mutating func readData() -> HTMLToken? {
    if bytes[position] == 0x3C, beginsMarkup(position) { return readMarkup() }
    let start = position
    repeat {
      position = ByteSearch.next(0x3C, in: bytes, from: position + 1, to: end)
    } while position < end && !beginsMarkup(position)
    return .text(HTMLText(range: start..<position, kind: foreign.isForeign ? .escapable : .references))
  }

  /// Whether a `<` begins a tag, comment or declaration, rather than standing for itself.
  private func beginsMarkup(_ index: Int) -> Bool {
    guard let next = byte(index + 1) else { return false }
    if next.isASCIILetter || next == 0x21 || next == 0x3F { return true }
    return next == 0x2F && index + 2 < end
  }

  private mutating func readMarkup() -> HTMLToken? {
    let start = position
    let next = bytes[start + 1]
    if next.isASCIILetter { return readStartTag() }
    if next == 0x2F {
      if bytes[start + 2].isASCIILetter { return readEndTag() }
      if bytes[start + 2] == 0x3E {
        position = start + 3
        return nil
      }
      return readBogusComment(from: start + 2)
    }
    guard next == 0x21 else { return readBogusComment(from: start + 1) }
    if isAt(start + 2, "--") { return readComment(from: start + 4) }
    if isAt(start + 2, "doctype") {
      let body = start + 9
      skip(to: 0x3E, from: body)
      let range = body..<max(body, position)
      position = min(position + 1, end)
      return .doctype(range)
    }
    if foreign.isForeign, bytes[(start + 2)..<end].starts(with: Self.characterDataStart) {
      return readCharacterData(from: start + 9)
    }
    return readBogusComment(from: start + 2)
  }

  /// Moves to the byte, or to the end.
  private mutating func skip(to byte: UInt8, from start: Int) {
    position = ByteSearch.next(byte, in: bytes, from: min(start, end), to: end)
  }

  private mutating func readBogusComment(from start: Int) -> HTMLToken {
    skip(to: 0x3E, from: start)
    let range = start..<max(start, position)
    position = min(position + 1, end)
    return .comment(range)
  }

  private mutating func readCharacterData(from start: Int) -> HTMLToken {
    var index = min(start, end)
    while index < end, !isAt(index, "]]>") { index += 1 }
    position = min(index + 3, end)
    return .text(HTMLText(range: min(start, index)..<index, kind: .raw))
  }

  private mutating func readComment(from start: Int) -> HTMLToken {
    for abrupt in [">", "->"] where isAt(start, abrupt) {
      position = start + abrupt.utf8.count
      return .comment(start..<start)
    }
    var index = start
    while index + 1 < end {
      guard bytes[index] == 0x2D, bytes[index + 1] == 0x2D else {
        index += 1
        continue
      }
      var close = index + 2
      if byte(close) == 0x21, byte(close + 1) == 0x3E { close += 1 }
      if byte(close) == 0x3E {
        position = close + 1
        return .comment(start..<index)
      }
      index += 1
    }
    position = end
    return .comment(min(start, end)..<max(min(start, end), end - unfinished(from: start)))
  }

  /// How many bytes at the end of the text begin the end of a comment: `-`, `--`, `--!`.
  private func unfinished(from start: Int) -> Int {
    for ending in ["--!", "--", "-"] {
      let length = ending.utf8.count
      if end - length >= start, isAt(end - length, ending) { return length }
    }
    return 0
  }

  // MARK: Tags

  private mutating func readEndTag() -> HTMLToken? {
    let start = position
    position += 2
    let name = readName()
    var isSelfClosing = false
    var hasDuplicates = false
    let attributes = readAttributes(
      keeping: false,
      isSelfClosing: &isSelfClosing,
      hasDuplicates: &hasDuplicates
    )
    guard attributes != nil else { return nil }
    foreign.end(name)
    return .endTag(name: name, offset: start)
  }

  private mutating func readStartTag() -> HTMLToken? {
    let start = position
    position += 1
    let name = readName()
    var isSelfClosing = false
    var hasDuplicates = false
    // A tag that never ends is dropped, as the standard has it.
    guard
      let attributes = readAttributes(
        keeping: true,
        isSelfClosing: &isSelfClosing,
        hasDuplicates: &hasDuplicates
      )
    else { return nil }
    let namespace: HTMLForeignContent.Namespace =
      foreign.isEmpty && !traits.contains(.isForeign)
      ? .html : foreign.start(name, attributes, isSelfClosing: isSelfClosing)
    let tag = HTMLTag(
      name: name,
      attributes: attributes,
      isSelfClosing: isSelfClosing,
      isForeign: namespace != .html,
      isMathML: namespace == .math,
      hasDuplicateAttributes: hasDuplicates,
      offset: start
    )
    if traits.contains(.beginsText), !tag.isForeign { mode = textMode(after: name) }
    return .startTag(tag)
  }

  private func textMode(after name: String) -> Mode {
    switch name {
    case "script": .script
    case "title", "textarea": .escapable(name)
    case "style", "xmp", "iframe", "noembed", "noframes": .raw(name)
    case "noscript": scripting ? .raw(name) : .data
    case "plaintext": .plain
    default: .data
    }
  }

  private mutating func readName() -> String {
    let start = position
    while position < end, !bytes[position].isHTMLSpace, bytes[position] != 0x2F, bytes[position] != 0x3E {
      position += 1
    }
    let name = tagNames.name(in: bytes, start..<position)
    traits = name.traits
    return name.text
  }

  /// Reads up to and with `>`; `nil` when the text ends before.
  private mutating func readAttributes(
    keeping: Bool,
    isSelfClosing: inout Bool,
    hasDuplicates: inout Bool
  ) -> [HTMLAttribute]? {
    var attributes: [HTMLAttribute] = []
    while position < end {
      let byte = bytes[position]
      if byte == 0x3E {
        position += 1
        return attributes
      }
      if byte == 0x2F {
        isSelfClosing = self.byte(position + 1) == 0x3E
        position += 1
        continue
      }
      if byte.isHTMLSpace {
        position += 1
        continue
      }
      let name = readAttributeName()
      guard let value = readAttributeValue() else { return nil }
      guard keeping, attributes.count < Self.attributeLimit else { continue }
      let key = attributeNames.name(in: bytes, name).text
      if attributes.contains(where: { $0.name == key }) {
        hasDuplicates = true
        continue
      }
      if attributes.isEmpty { attributes.reserveCapacity(4) }
      attributes.append(HTMLAttribute(name: key, raw: bytes[value]))
    }
    return nil
  }

  private mutating func readAttributeName() -> Range<Int> {
    let start = position
    position += 1  // a first `=` belongs to the name
    while position < end {
      let byte = bytes[position]
      if byte.isHTMLSpace || byte == 0x2F || byte == 0x3E || byte == 0x3D { break }
      position += 1
    }
    return start..<position
  }

  /// The value after a name, empty when there is none; `nil` when the text ends in it.
  private mutating func readAttributeValue() -> Range<Int>? {
    var index = position
    while index < end, bytes[index].isHTMLSpace { index += 1 }
    guard byte(index) == 0x3D else { return position..<position }
    index += 1
    while index < end, bytes[index].isHTMLSpace { index += 1 }
    guard let first = byte(index) else {
      position = end
      return nil
    }
    if first == 0x22 || first == 0x27 {
      skip(to: first, from: index + 1)
      guard position < end else { return nil }
      position += 1
      return (index + 1)..<(position - 1)
    }
    position = index
    while position < end, !bytes[position].isHTMLSpace, bytes[position] != 0x3E { position += 1 }
    return index..<position
  }
}

// MARK: Text of its own kind

extension HTMLTokenizer {
  private mutating func readPlain() -> HTMLToken {
    let start = position
    position = end
    return .text(HTMLText(range: start..<end, kind: .raw))
  }

  private mutating func readText(until name: String, kind: HTMLText.Kind) -> HTMLToken? {
    let start = position
    let text = bytes[start..<end]
    position = ByteSearch.next(0x3C, in: bytes, from: position, to: end)
    while position < end, !HTMLScriptText.isEndTag(position, name, in: text) {
      position = ByteSearch.next(0x3C, in: bytes, from: position + 1, to: end)
    }
    mode = .data
    return start < position ? .text(HTMLText(range: start..<position, kind: kind)) : nil
  }

  private mutating func readScript() -> HTMLToken? {
    let start = position
    position = HTMLScriptText.end(in: bytes, start..<end)
    mode = .data
    return start < position ? .text(HTMLText(range: start..<position, kind: .raw)) : nil
  }
}
