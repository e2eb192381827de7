/// The languages in which a report can be told.
package enum Language: String, Codable, CaseIterable, Sendable {
  /// English.
  case en
  /// German.
  case de

  /// The texts of the frame in this language.
  var phrases: any Phrases {
    switch self {
    case .en: EnglishPhrases()
    case .de: GermanPhrases()
    }
  }

  /// The language that a POSIX environment asks for: of `LC_ALL`, `LC_MESSAGES` and `LANG` the first that says
  /// something; English where it names none of ours.
  ///
  /// - Parameter variable: The value of an environment variable; `nil` where it is not set.
  /// - Returns: The language.
  package static func preferred(_ variable: (String) -> String?) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    let code = locale.prefix { $0.isASCII && $0.isLetter }.lowercased()
    return Language(rawValue: code) ?? .en
  }
}

extension Language {
  /// The words for a detail of an unknown, which evidence holds in English; what nobody worded stays as it is.
  package func detail(_ detail: String) -> String { phrases.detail(detail) }
}
