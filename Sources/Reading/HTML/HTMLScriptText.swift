/// Finds where text of its own kind ends: at its end tag, for scripts with the exceptions that `<!--` brings.
enum HTMLScriptText {
  /// How a script's text is read after `<!--` (script data escaped and double escaped states).
  private enum Escape {
    case none, escaped, doubleEscaped
  }

  /// Where the end tag of a script that fills the range begins, or the range's end.
  static func end(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    let text = bytes[range]
    var position = text.startIndex
    var escape = Escape.none
    var dashes = 0
    while position < text.endIndex {
      // Where nothing was escaped, only a `<` matters.
      if escape == .none { position = ByteSearch.next(0x3C, in: bytes, from: position, to: range.upperBound) }
      guard position < text.endIndex else { break }
      let byte = text[position]
      if byte == 0x2D {
        dashes += 1
        position += 1
        continue
      }
      if byte == 0x3E, dashes >= 2 { escape = .none }
      dashes = 0
      if byte == 0x3C {
        let isEnd = isEndTag(position, "script", in: text)
        switch escape {
        case .none where ByteSearch.isAt(position + 1, "!--", in: text):
          escape = .escaped
          dashes = 2
          position += 3
        case .none, .escaped:
          if isEnd { return position }
          if escape == .escaped, ByteSearch.isAt(position + 1, "script", in: text),
            endsName(position + 7, in: text)
          {
            escape = .doubleEscaped
          }
        case .doubleEscaped:
          if isEnd { escape = .escaped }
        }
      }
      position += 1
    }
    return text.endIndex
  }

  /// Whether an end tag of that name begins there.
  static func isEndTag(_ index: Int, _ name: String, in text: ArraySlice<UInt8>) -> Bool {
    guard index + 1 < text.endIndex, text[index] == 0x3C, text[index + 1] == 0x2F else { return false }
    return ByteSearch.isAt(index + 2, name, in: text) && endsName(index + 2 + name.utf8.count, in: text)
  }

  private static func endsName(_ index: Int, in text: ArraySlice<UInt8>) -> Bool {
    guard index < text.endIndex else { return false }
    return text[index].isHTMLSpace || text[index] == 0x2F || text[index] == 0x3E
  }
}
