import Model

/// A text of a rule with placeholders in braces.
///
/// A placeholder is a path in braces (`{certificate.notAfter}`); braces around anything else, as in a line of
/// configuration, stay as they are.
struct Template {
  private let text: String

  /// A template of `text`.
  init(_ text: String) { self.text = text }

  /// The text with each placeholder replaced by what `value` gives for its path.
  ///
  /// What replaces a placeholder is not searched for placeholders again.
  func filled(_ value: (String) -> String) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      filled += SafeText.block(rest[..<open])
      let after = rest[rest.index(after: open)...]
      // A brace within a would-be path starts over there, so the search stays linear.
      let path = after.prefix { Self.isPathCharacter($0) }
      if !path.isEmpty, path.endIndex < after.endIndex, after[path.endIndex] == "}" {
        filled += value(String(path))
        rest = after[after.index(after: path.endIndex)...]
      } else {
        filled += "{" + path
        rest = after[path.endIndex...]
      }
    }
    return filled + SafeText.block(rest)
  }

  private static func isPathCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == ".")
  }
}
