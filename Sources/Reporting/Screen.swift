/// How a report is shown on a terminal.
package struct Screen: Hashable, Sendable {
  /// Columns; at least 40 are used.
  package var width: Int
  /// Whether ANSI colours may be used.
  package var colour: Bool
  /// The files in which the report was stored, in the order in which they are named.
  package var savedAs: [String]

  /// A screen, by default 80 columns without colour, for a report that was not stored.
  package init(width: Int = 80, colour: Bool = false, savedAs: [String] = []) {
    self.width = width
    self.colour = colour
    self.savedAs = savedAs
  }
}
