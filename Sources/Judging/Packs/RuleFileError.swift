/// Where something stands in a rule file.
package struct Place: Hashable, Sendable, Comparable {
  /// The file, as the operator would name it.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// The column in Unicode scalars, from 1.
  package let column: Int

  /// A place from its parts; without line and column the start of the file.
  package init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  package static func < (lhs: Place, rhs: Place) -> Bool {
    (lhs.file, lhs.line, lhs.column) < (rhs.file, rhs.line, rhs.column)
  }
}

/// Something in a rule file that cannot be meant.
package struct RuleFileError: Error, Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Where it stands.
  package let place: Place
  /// What is wrong and what to do; lower-case, without a full stop.
  package let message: String

  /// The file, as the operator would name it.
  package var file: String { place.file }
  /// The line, from 1.
  package var line: Int { place.line }
  /// The column, from 1.
  package var column: Int { place.column }
  /// One line, such as `rules/x.yaml:12:5: unknown key 'presnt'; did you mean 'present'?`.
  package var description: String { "\(place.file):\(place.line):\(place.column): \(message)" }

  /// An error from its parts.
  package init(place: Place, message: String) {
    self.place = place
    self.message = message
  }

  package static func < (lhs: RuleFileError, rhs: RuleFileError) -> Bool {
    (lhs.place, lhs.message) < (rhs.place, rhs.message)
  }
}

/// Everything that is wrong with the rule files that were read, at once.
package struct RuleFileErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The errors, sorted by file, line and column; at least one.
  package let errors: [RuleFileError]
  /// One line an error.
  package var description: String { errors.map(\.description).joined(separator: "\n") }

  /// Errors, which are sorted.
  package init(_ errors: [RuleFileError]) {
    self.errors = errors.sorted()
  }
}

/// Collects what is wrong while files are read.
struct Complaints {
  private var found: Set<RuleFileError> = []

  /// What was found, sorted, without repetition.
  var errors: [RuleFileError] { found.sorted() }
  var isEmpty: Bool { found.isEmpty }

  mutating func add(_ place: Place, _ message: String) {
    found.insert(RuleFileError(place: place, message: message))
  }

  /// Complains that `word` is not among `known`, with the nearest of them.
  mutating func addUnknown(_ place: Place, _ what: String, _ word: String, known: [String]) {
    if let near = Nearest.word(to: word, among: known) {
      add(place, "unknown \(what) \(quoted(word)); did you mean '\(near)'?")
    } else if known.count <= 12 {
      add(place, "unknown \(what) \(quoted(word)); use \(oneOf(known))")
    } else {
      add(place, "unknown \(what) \(quoted(word)); look it up in the documentation of the rule format")
    }
  }
}

/// `text` in quotes for a message: on one line, at most 60 characters.
func quoted(_ text: String) -> String {
  let shown = String(
    String.UnicodeScalarView(text.unicodeScalars.prefix(60).map { $0.value < 32 ? " " : $0 })
  )
  return shown.unicodeScalars.count < text.unicodeScalars.count ? "'\(shown)…'" : "'\(shown)'"
}

/// The words in quotes: `'a', 'b' or 'c'`.
func oneOf(_ words: [String]) -> String {
  let quotedWords = words.map { "'\($0)'" }
  guard let last = quotedWords.last, words.count > 1 else { return quotedWords.first ?? "nothing" }
  return quotedWords.dropLast().joined(separator: ", ") + " or " + last
}
