import Judging
import Testing

/// What a condition comes to for a value, told by a rule that fails where it holds.
func truth(of condition: String, about kind: String, given: String) throws -> String {
  let rules = """
    - id: tested
      about: \(kind)
      title: tested
      outcomes: [{ id: holds, fail: minor, when: \(condition) }]
      examples: [{ name: it, given: \(given), gives: holds }]
    """
  return try #require(try Sample.catalogue(rules).runExamples().first).actual
}

/// A condition, a value, and what the one comes to for the other.
struct Case: Sendable, CustomTestStringConvertible {
  let condition: String
  let value: String
  let expected: String
  var testDescription: String { "\(condition) of \(value) is \(expected)" }

  init(_ condition: String, _ value: String, _ expected: String) {
    self.condition = condition
    self.value = value
    self.expected = expected
  }
}
