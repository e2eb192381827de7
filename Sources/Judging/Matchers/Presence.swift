import Model

/// `exists` and `empty`: whether there is anything.
struct Presence: Matcher {
  enum Question: String {
    case exists, empty
  }

  let question: Question
  /// The answer that is wanted.
  let wanted: Bool

  var text: String { "\(question.rawValue) \(wanted)" }

  /// What is absent does not exist and counts as empty.
  var holdsWhenAbsent: Bool { question == .exists ? !wanted : wanted }

  func decide(_ value: Value) -> Truth {
    switch (question, value) {
    case (.exists, _): Truth(wanted)
    case (.empty, .list(let elements)): Truth(elements.isEmpty == wanted)
    case (.empty, .text(let text)): Truth(text.isEmpty == wanted)
    case (.empty, _): .unknown(Unknown(.malformed))
    }
  }

  func decide(part: [Value], missing: Unknown) -> Truth {
    if part.isEmpty { return .unknown(missing) }
    return Truth(question == .exists ? wanted : !wanted)
  }

  static let kinds = [
    MatcherKind(
      name: "exists",
      summary: "The fact is there (true) or absent (false).",
      operand: .flag,
      fits: { _ in true },
      read: { read(.exists, $0, &$2) }
    ),
    MatcherKind(
      name: "empty",
      summary: "The list or text has nothing in it; what is absent counts as empty.",
      operand: .flag,
      fits: { type in
        switch type {
        case .list, .text, .url: true
        case .bool, .int, .word, .date, .version, .record: false
        }
      },
      read: { read(.empty, $0, &$2) }
    ),
  ]

  private static func read(_ question: Question, _ node: YAMLNode, _ complaints: inout Complaints)
    -> Presence?
  {
    guard case .bool(let wanted)? = Operand.scalar(node, .bool, &complaints) else { return nil }
    return Presence(question: question, wanted: wanted)
  }
}
