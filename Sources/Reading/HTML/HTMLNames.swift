/// Names of one kind, each made once: pages have few of them, many times.
struct HTMLNames: Sendable {
  /// What they are names of.
  enum Kind: Sendable {
    case tag, attribute
    /// Unlike the others, they keep their case.
    case `class`
  }

  /// A power of two.
  private static let size = 256
  /// Longer names are made each time.
  private static let longest = 16

  /// The bytes of a name and how many they are.
  private struct Key: Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var count = 0

    init(_ bytes: [UInt8], _ range: Range<Int>) {
      count = range.count
      for index in range.prefix(8) { first = first << 8 | UInt64(bytes[index]) }
      for index in range.dropFirst(8).prefix(8) { second = second << 8 | UInt64(bytes[index]) }
    }

    var place: Int {
      // By the golden ratio, whose product spreads over the upper bits (Knuth, TAOCP 3, 6.4).
      let mixed = (first ^ second &* 31) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed >> 56) & (HTMLNames.size - 1)
    }
  }

  /// By their keys' places; empty until there is one, because a page may be read in many parts.
  private var known: [(key: Key, name: HTMLName)?] = []

  private let kind: Kind

  /// None so far.
  init(of kind: Kind) {
    self.kind = kind
  }

  /// A name; NUL is U+FFFD.
  mutating func name(in bytes: [UInt8], _ range: Range<Int>) -> HTMLName {
    let key = Key(bytes, range)
    if let name = known(key) { return name }
    return keep(bytes[range], key)
  }

  /// A name that was not the last in its place; `nil` for one that was, and so is known.
  mutating func newName(in bytes: [UInt8], _ range: Range<Int>) -> String? {
    let key = Key(bytes, range)
    if known(key) != nil { return nil }
    return keep(bytes[range], key).text
  }

  private func known(_ key: Key) -> HTMLName? {
    guard !known.isEmpty, let known = known[key.place], known.key == key else { return nil }
    return known.name
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>, _ key: Key) -> HTMLName {
    let text = kind == .class ? String(decoding: bytes, as: UTF8.self) : Self.lowercased(bytes)
    let name = HTMLName(text: text, traits: kind == .tag ? HTMLTraits(of: text) : [])
    guard key.count <= Self.longest else { return name }
    if known.isEmpty { known = Array(repeating: nil, count: Self.size) }
    known[key.place] = (key, name)
    return name
  }

  private static func lowercased(_ part: ArraySlice<UInt8>) -> String {
    guard part.contains(where: { $0 &- 0x41 < 26 || $0 == 0 }) else {
      return String(decoding: part, as: UTF8.self)
    }
    let lower = part.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0.asciiLowercased] }
    return String(decoding: lower, as: UTF8.self)
  }
}

/// A name, and what is known of a tag by its name alone.
struct HTMLName: Sendable {
  let text: String
  /// None for names of anything else.
  let traits: HTMLTraits
}

/// What is known of a tag by its name alone: asked for each tag of a page, and settled once a name.
struct HTMLTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// The name of an element of a page's own has a hyphen.
  static let isCustom = Self(rawValue: 1)
  /// It does not end a word.
  static let isInline = Self(rawValue: 2)
  /// It does not begin the body.
  static let isOfHead = Self(rawValue: 4)
  /// It may point at something that a browser loads.
  static let mayRefer = Self(rawValue: 8)
  /// It is a `script`, a `meta` or a `link`, which are read for themselves.
  static let isReadApart = Self(rawValue: 16)
  /// It begins or ends something that a page is read for.
  static let isStructure = Self(rawValue: 32)
  /// What follows it may be text of its own kind.
  static let beginsText = Self(rawValue: 64)
  /// It is `svg` or `math`.
  static let isForeign = Self(rawValue: 128)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The traits of a tag with that name, in lower case.
  init(of name: String) {
    self = []
    if name.utf8.contains(0x2D) { insert(.isCustom) }
    if Self.inline.contains(name) { insert(.isInline) }
    if Self.head.contains(name) { insert(.isOfHead) }
    if Self.referring.contains(name) { insert(.mayRefer) }
    if ["script", "meta", "link"].contains(name) { insert(.isReadApart) }
    if Self.structure.contains(name) { insert(.isStructure) }
    if Self.text.contains(name) { insert(.beginsText) }
    if ["svg", "math"].contains(name) { insert(.isForeign) }
  }

  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup",
    "u", "wbr",
  ]
  private static let head: Set<String> = [
    "html", "head", "title", "base", "link", "meta", "style", "script", "noscript", "template", "basefont",
    "bgsound",
    "noframes",
  ]
  private static let referring: Set<String> = [
    "img", "image", "input", "source", "audio", "video", "track", "iframe", "frame", "embed", "object",
    "link",
  ]
  private static let text: Set<String> = [
    "script", "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
  ]
  private static let structure: Set<String> = [
    "html", "base", "title", "meta", "a", "area", "img", "input", "form", "button", "select", "option",
    "textarea",
    "iframe", "template", "script", "noscript",
  ]
}
