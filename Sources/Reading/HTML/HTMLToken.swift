/// An attribute of a start tag.
package struct HTMLAttribute: Hashable, Sendable {
  /// A value that few ask for is decoded when it is asked for.
  private enum Content: Sendable {
    case text(String)
    case raw(ArraySlice<UInt8>)
  }

  /// In ASCII lower case.
  package let name: String
  private let content: Content

  /// An attribute from its parts.
  package init(name: String, value: String) {
    self.name = name
    content = .text(value)
  }

  /// An attribute as it stands in a tag.
  init(name: String, raw value: ArraySlice<UInt8>) {
    self.name = name
    content = value.isEmpty ? .text("") : .raw(value)
  }

  /// With character references decoded; empty where none was given.
  package var value: String {
    switch content {
    case .text(let text): text
    case .raw(let bytes):
      String(decoding: HTMLReferences.decode(bytes, inAttribute: true), as: UTF8.self)
    }
  }

  /// The value as it is written.
  var written: ArraySlice<UInt8> {
    switch content {
    case .text(let text): Array(text.utf8)[...]
    case .raw(let bytes): bytes
    }
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && one.value == other.value
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }
}

/// A start tag.
package struct HTMLTag: Hashable, Sendable {
  /// In ASCII lower case.
  package let name: String
  /// In the order written; of several with one name only the first.
  package var attributes: [HTMLAttribute]
  /// Whether it ends in `/>`.
  package var isSelfClosing: Bool
  /// Whether it stands in SVG or MathML.
  package var isForeign: Bool
  /// Whether it is an element of MathML, where a `script` is none.
  package var isMathML: Bool
  /// Whether an attribute was given twice: a nonce does not count then (CSP3, 6.7.3.1).
  package var hasDuplicateAttributes: Bool
  /// Where its `<` stands, in bytes of the text read.
  package var offset: Int

  /// The value of an attribute; `nil` when it is not there.
  package subscript(_ name: String) -> String? { attribute(name)?.value }

  /// An attribute by its name; `nil` when it is not there.
  func attribute(_ name: String) -> HTMLAttribute? {
    let length = name.utf8.count
    // Comparing lengths first is cheaper than to compare names that differ.
    for index in attributes.indices
    where attributes[index].name.utf8.count == length && attributes[index].name == name {
      return attributes[index]
    }
    return nil
  }

  /// Whether an attribute is there, with or without a value.
  package func has(_ name: String) -> Bool { attribute(name) != nil }
}

/// A run of text, by its place: pages are long, and most text is never looked at.
package struct HTMLText: Hashable, Sendable {
  /// How the bytes are to be understood.
  package enum Kind: Hashable, Sendable {
    /// Character references stand for characters; NUL is dropped, as the tree's rules have it.
    case references
    /// Character references stand for characters, NUL for U+FFFD: title, textarea, text in SVG and MathML.
    case escapable
    /// Bytes stand for themselves, NUL for U+FFFD: script, style, noscript, CDATA, plaintext.
    case raw
  }

  /// The bytes.
  package var range: Range<Int>
  /// How they are to be understood.
  package var kind: Kind

  /// A run from its parts.
  package init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}

/// What the tokenizer gives.
package enum HTMLToken: Hashable, Sendable {
  case startTag(HTMLTag)
  case endTag(name: String, offset: Int)
  /// Text up to the next tag or comment; long text comes in one piece.
  case text(HTMLText)
  /// The bytes between the delimiters.
  case comment(Range<Int>)
  /// The bytes after `<!doctype`.
  case doctype(Range<Int>)
}
