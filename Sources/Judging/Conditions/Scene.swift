import Model

/// A subject with all that a rule about it may read: its own facts, those above it, and the audit's.
struct Scene: Sendable {
  /// Where a fact stands.
  struct Address: Hashable, Sendable {
    let root: FactPath.Root
    let fact: String
  }

  private enum Source: Sendable {
    case evidence(own: Subject, above: [SubjectKind: Subject])
    case given([Address: Fact])
  }

  private let source: Source
  private let audit: [String: Fact]

  /// A subject in evidence; `above` holds its ancestors by kind.
  init(subject: Subject, above: [SubjectKind: Subject], audit: [String: Fact]) {
    source = .evidence(own: subject, above: above)
    self.audit = audit
  }

  /// The facts of an example: what is not given is unknown.
  init(given: [Address: Fact], audit: [String: Fact]) {
    source = .given(given)
    self.audit = audit
  }

  /// The fact at the start of `path`, before any way into a record.
  func fact(_ path: FactPath) -> Fact {
    if path.root == .audit { return audit[path.fact] ?? .absent(from: []) }
    switch source {
    case .given(let facts):
      return facts[Address(root: path.root, fact: path.fact)] ?? .unknown(Unknown(.notGathered), from: [])
    case .evidence(let own, let above):
      let subject: Subject? =
        switch path.root {
        case .own: own
        case .ancestor(let kind): above[kind]
        case .element, .audit: nil
        }
      guard let subject else { return .unknown(Unknown(.notGathered), from: []) }
      return subject.facts[path.fact] ?? Self.ofEverySubject(subject, path.fact)
    }
  }

  /// The fact behind a path as results list it, the way into a record included; `nil` where it is none.
  func fact(named path: String) -> Fact? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    let rest = parts.dropFirst().joined(separator: ".")
    if first == "audit" { return audit[rest] ?? .absent(from: []) }
    guard case .evidence(let own, let above) = source else { return nil }
    if let fact = Self.look(path, in: own) { return fact }
    return SubjectKind(rawValue: first).flatMap { above[$0] }.flatMap { Self.look(rest, in: $0) }
  }

  /// The longest fact that `path` begins with.
  private static func look(_ path: String, in subject: Subject) -> Fact? {
    var name = path[...]
    while !name.isEmpty {
      if let fact = subject.facts[String(name)] { return fact }
      guard let dot = name.lastIndex(of: ".") else { break }
      name = name[..<dot]
    }
    return FactTable.ofEverySubject[path] == nil ? nil : ofEverySubject(subject, path)
  }

  private static func ofEverySubject(_ subject: Subject, _ name: String) -> Fact {
    switch name {
    case "name": .known(.text(subject.name), from: [])
    case "id": .known(.text(subject.id.key), from: [])
    case "url": subject.url.map { .known(.text($0), from: []) } ?? .absent(from: [])
    case "roles": .known(.list(subject.roles.map { .text($0.rawValue) }), from: [])
    default: .unknown(Unknown(.notGathered), from: [])
    }
  }
}
