import Testing

/// Something misspelt, and what is said about it.
struct Slip: Sendable, CustomTestStringConvertible {
  let written: String
  let message: String
  var testDescription: String { written }

  init(_ written: String, _ message: String) {
    self.written = written
    self.message = message
  }
}
