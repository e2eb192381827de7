/// The languages in which a report can be told.
package enum Language: String, Codable, CaseIterable, Sendable {
  /// English.
  case en

  /// The texts of the frame in this language.
  var phrases: any Phrases {
    switch self {
    case .en: EnglishPhrases()
    }
  }
}
