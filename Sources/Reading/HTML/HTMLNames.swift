/// Names of tags and attributes, each made once: pages have few of them, many times.
struct HTMLNames: Sendable {
  /// A power of two.
  private static let size = 256
  /// Longer names are made each time.
  private static let longest = 24

  private var known = [(bytes: [UInt8], name: HTMLName)?](repeating: nil, count: size)

  private let keepsCase: Bool

  /// None so far; names are made lower case unless it keeps their case.
  init(keepsCase: Bool = false) {
    self.keepsCase = keepsCase
  }

  /// A name; NUL is U+FFFD.
  mutating func name(in bytes: [UInt8], _ range: Range<Int>) -> String { known(in: bytes, range).text }

  /// The same of a tag, with what is known of it by that.
  mutating func known(in bytes: [UInt8], _ range: Range<Int>) -> HTMLName {
    let place = place(of: bytes, range)
    if let known = known[place], Self.isSame(known.bytes, bytes, range) { return known.name }
    return keep(bytes, range, at: place)
  }

  /// A name that was not the last in its place; `nil` for one that was, and so is known.
  mutating func newName(in bytes: [UInt8], _ range: Range<Int>) -> String? {
    let place = place(of: bytes, range)
    if let known = known[place], Self.isSame(known.bytes, bytes, range) { return nil }
    return keep(bytes, range, at: place).text
  }

  private func place(of bytes: [UInt8], _ range: Range<Int>) -> Int {
    var place = range.count
    for index in range.prefix(Self.longest) { place = place &* 31 &+ Int(bytes[index]) }
    return place & (Self.size - 1)
  }

  private static func isSame(_ known: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard known.count == range.count else { return false }
    for index in known.indices where known[index] != bytes[range.lowerBound + index] { return false }
    return true
  }

  private mutating func keep(_ bytes: [UInt8], _ range: Range<Int>, at place: Int) -> HTMLName {
    let part = bytes[range]
    let name = HTMLName(keepsCase ? String(decoding: part, as: UTF8.self) : Self.make(part))
    if range.count <= Self.longest { known[place] = (Array(part), name) }
    return name
  }

  private static func make(_ part: ArraySlice<UInt8>) -> String {
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
  let traits: HTMLTraits

  init(_ text: String) {
    self.text = text
    traits = HTMLTraits(of: text)
  }
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
  /// It is `html` or `body`.
  static let isRoot = Self(rawValue: 16)
  /// It is a `script`, a `meta` or a `link`, which are read for themselves.
  static let isReadApart = Self(rawValue: 32)
  /// It begins or ends something that a page is read for.
  static let isStructure = Self(rawValue: 64)

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
    if ["html", "body"].contains(name) { insert(.isRoot) }
    if ["script", "meta", "link"].contains(name) { insert(.isReadApart) }
    if Self.structure.contains(name) { insert(.isStructure) }
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
  private static let structure: Set<String> = [
    "html", "base", "title", "meta", "a", "area", "img", "input", "form", "button", "select", "option",
    "textarea",
    "iframe", "template", "script", "noscript",
  ]
}
