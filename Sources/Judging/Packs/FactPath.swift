import Model

/// A path of a rule, resolved against the table of facts.
struct FactPath: Hashable, Sendable {
  /// Where it starts.
  enum Root: Hashable, Sendable {
    /// At the element of the list that `some` or `each` walks through.
    case element
    /// At the subject that the rule is about.
    case own
    /// At the subject of that kind above it.
    case ancestor(SubjectKind)
    /// At what the operator stated and how the audit was made.
    case audit
  }

  let root: Root
  /// The fact's name; empty for an element.
  let fact: String
  /// The way into a record.
  let fields: [String]
  /// The shape of what stands there.
  let type: FactType

  /// The path as a rule would write it, always in the same way.
  var text: String {
    let inside = fields.map { "." + $0 }.joined()
    return switch root {
    case .element: fields.isEmpty ? "it" : fields.joined(separator: ".")
    case .own: fact + inside
    case .ancestor(let kind): "\(kind.rawValue).\(fact)\(inside)"
    case .audit: "audit.\(fact)\(inside)"
    }
  }
}

/// Where the paths of a condition start.
struct FactScope {
  /// What the rule is about.
  let about: SubjectKind
  /// The shape of the element, inside `where`.
  var element: FactType?
}

extension SubjectKind {
  /// The kinds above it, nearest first.
  var ancestors: [SubjectKind] {
    switch self {
    case .shop, .server: []
    case .host, .service: [.shop]
    case .page, .endpoint: [.host, .shop]
    case .button: [.page, .host, .shop]
    }
  }

  /// What a person calls one of it.
  var withArticle: String { self == .endpoint ? "an \(rawValue)" : "a \(rawValue)" }
}

extension FactType {
  /// What a rule's author calls it.
  var title: String {
    switch self {
    case .bool: "yes or no (true, false)"
    case .int: "a whole number"
    case .text: "text"
    case .word: "a word"
    case .date: "a date"
    case .url: "a URL"
    case .version: "a version"
    case .list: "a list"
    case .record: "a record"
    }
  }

  /// Whether it is neither a list nor a record.
  var isScalar: Bool {
    switch self {
    case .list, .record: false
    case .bool, .int, .text, .word, .date, .url, .version: true
    }
  }
}
