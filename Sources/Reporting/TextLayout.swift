/// Breaks text into lines of a terminal.
struct TextLayout {
  /// Columns of a line.
  let width: Int

  /// `text` broken at spaces; the first line after `first`, the others after as many spaces as `indent` says.
  ///
  /// A word longer than a line stands on its own line, whole, so that an address can be copied. Line breaks within
  /// the text stay.
  func lines(_ text: String, first: String = "", indent: Int? = nil) -> [String] {
    let hanging = String(repeating: " ", count: indent ?? Self.columns(first))
    var lines: [String] = []
    var prefix = first
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var columns = Self.columns(prefix)
      for word in paragraph.split(separator: " ") {
        let wordColumns = Self.columns(word)
        if !line.isEmpty, columns + 1 + wordColumns > width {
          lines.append(prefix + line)
          (prefix, line, columns) = (hanging, "", hanging.count)
        }
        if !line.isEmpty {
          line += " "
          columns += 1
        }
        line += word
        columns += wordColumns
      }
      lines.append(line.isEmpty ? "" : prefix + line)
      prefix = hanging
    }
    return lines
  }

  /// How many columns `text` takes on a terminal.
  static func columns(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return switch scalar.value {
    case 0x300..<0x370: 0  // combining marks on their own
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2  // East Asian wide and emoji
    default: 1
    }
  }
}
