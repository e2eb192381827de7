/// Makes text from outside harmless wherever it is shown.
///
/// Control characters, ANSI escapes, and marks that reorder or hide text come out as `\u{1B}`, so that they are seen
/// and act on nothing. Everything else stays.
package enum SafeText {
  /// `text` on one line.
  package static func line(_ text: some StringProtocol) -> String {
    escape(text, keepsLineBreaks: false)
  }

  /// `text` with its line breaks; for texts of rule files, which may show lines of configuration.
  package static func block(_ text: some StringProtocol) -> String {
    escape(text, keepsLineBreaks: true)
  }

  /// `text` on one line, cut to `limit` characters with the cut marked.
  package static func excerpt(_ text: some StringProtocol, limit: Int) -> String {
    guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
      end < text.endIndex
    else { return line(text) }
    return line(text[..<end]) + "…"
  }

  /// `text`, which is JSON, with the same values: what would act or hide is written as `\u` escapes (RFC 8259, section 7).
  package static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isHidden($0) }) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      guard scalar != "\n", isHidden(scalar) else {
        safe.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: true)
        safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return safe
  }

  private static func escape(_ text: some StringProtocol, keepsLineBreaks: Bool) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n", keepsLineBreaks {
        safe.unicodeScalars.append(scalar)
      } else if isHidden(scalar) {
        safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // C0, DEL, C1.
    case 0..<0x20, 0x7F..<0xA0: true
    // Soft hyphen, grapheme joiner, Arabic letter mark, vowel separator.
    case 0xAD, 0x34F, 0x61C, 0x180E: true
    // Fillers that look like nothing.
    case 0x115F, 0x1160, 0x3164, 0xFFA0: true
    // Zero width, line and paragraph separators, bidirectional marks.
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    // Byte order mark, interlinear annotation.
    case 0xFEFF, 0xFFF9...0xFFFB: true
    // Tags and selectors.
    case 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
