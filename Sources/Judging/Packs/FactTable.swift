import Model

/// All facts that rules may name, by the kind of subject that carries them.
struct FactTable: Sendable {
  /// Why a path names nothing.
  struct Problem: Error {
    let message: String
  }

  private var types: [SubjectKind: [String: FactType]] = [:]

  /// The fact that names the shop's platform.
  private static let platformFact = "platform.name"

  /// The platforms that can be recognised; empty where that is not known.
  var platforms: [String] {
    if case .word(let words)? = types[.shop]?[Self.platformFact] { words } else { [] }
  }

  /// The facts that probes gather, those of a pack's own probes, and those that every subject has.
  ///
  /// `platforms` are those that the packs' data can recognise; empty where that is not known.
  init(_ facts: [FactDescription], probes: [PackProbe] = [], platforms: [String] = []) {
    for kind in SubjectKind.allCases { types[kind] = Self.ofEverySubject }
    for fact in facts { types[fact.subject, default: [:]][fact.name] = fact.type }
    if !platforms.isEmpty, types[.shop]?[Self.platformFact] == .text {
      types[.shop]?[Self.platformFact] = .word(platforms)
    }
    for probe in probes {
      for (name, type) in Self.ofEveryProbe {
        types[.shop, default: [:]]["probes.\(probe.name).\(name)"] = type
      }
    }
  }

  /// Facts that every subject has by being one.
  static let ofEverySubject: [String: FactType] = [
    "name": .text, "id": .text, "url": .url, "roles": .list(.word(Role.allCases.map(\.rawValue))),
  ]

  /// Facts that a pack's own probe yields.
  static let ofEveryProbe: [String: FactType] = [
    "status": .int, "finalUrl": .url, "contentType": .text, "body": .text, "latencyMilliseconds": .int,
    "headers": .list(.record(["name": .text, "value": .text])),
  ]

  /// Words that stand in conditions where a fact could.
  private static let joints = ["all", "any", "not", "some", "each"]

  /// What the operator stated and how the audit was made.
  static let ofTheAudit: [String: FactType] = [
    "stage": .word(Stage.allCases.map(\.rawValue)), "region": .word(Region.allCases.map(\.rawValue)),
    "newIntegration": .bool, "local": .bool, "mapped": .bool,
  ]

  /// What `text` names in `scope`.
  func resolve(_ text: String, in scope: FactScope) throws(Problem) -> FactPath {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 16, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Problem(message: "\(quoted(text)) is no path; write names joined by single dots")
    }
    if let element = scope.element {
      if let path = try inside(element, parts, of: text) { return path }
    } else if let path = try look(parts, root: .own, types[scope.about] ?? [:]) {
      return path
    }
    if parts[0] == "audit", let path = try look(Array(parts.dropFirst()), root: .audit, Self.ofTheAudit) {
      return path
    }
    if let kind = SubjectKind(rawValue: parts[0]),
      kind == scope.about || scope.about.ancestors.contains(kind),
      let path = try look(
        Array(parts.dropFirst()),
        root: kind == scope.about ? .own : .ancestor(kind),
        types[kind] ?? [:]
      )
    {
      return path
    }
    throw unknown(text, parts, scope)
  }

  /// Every path that a rule about `kind` may start with, sorted; for editors.
  func paths(of kind: SubjectKind) -> [String: FactType] {
    var paths = types[kind] ?? [:]
    for above in kind.ancestors {
      for (name, type) in types[above] ?? [:] { paths["\(above.rawValue).\(name)"] = type }
    }
    for (name, type) in Self.ofTheAudit { paths["audit.\(name)"] = type }
    return paths
  }

  /// The longest fact that the parts begin with, and the way from there into its record.
  private func look(
    _ parts: [String],
    root: FactPath.Root,
    _ table: [String: FactType]
  ) throws(Problem) -> FactPath? {
    for length in stride(from: parts.count, to: 0, by: -1) {
      let fact = parts[..<length].joined(separator: ".")
      guard let type = table[fact] else { continue }
      let fields = Array(parts[length...])
      return FactPath(root: root, fact: fact, fields: fields, type: try descend(fields, from: type, of: fact))
    }
    return nil
  }

  private func inside(_ element: FactType, _ parts: [String], of text: String) throws(Problem) -> FactPath? {
    guard case .record(let fields) = element else {
      guard parts == ["it"] else { return nil }
      return FactPath(root: .element, fact: "", fields: [], type: element)
    }
    guard fields[parts[0]] != nil else { return nil }
    return FactPath(
      root: .element,
      fact: "",
      fields: parts,
      type: try descend(parts, from: element, of: text)
    )
  }

  private func descend(_ fields: [String], from start: FactType, of fact: String) throws(Problem) -> FactType
  {
    var type = start
    for field in fields {
      switch type {
      case .record(let known):
        guard let next = known[field] else {
          let hint = Nearest.word(to: field, among: known.keys.sorted()).map { "did you mean '\($0)'?" }
          throw Problem(
            message: "'\(fact)' has no field \(quoted(field)); \(hint ?? "use \(oneOf(known.keys.sorted()))")"
          )
        }
        type = next
      case .list:
        throw Problem(message: "'\(fact)' is a list; use 'some' or 'each' to look at its elements")
      case .bool, .int, .text, .word, .date, .url, .version:
        throw Problem(message: "'\(fact)' is \(type.title) and has no field \(quoted(field)); leave that out")
      }
    }
    return type
  }

  private func unknown(_ text: String, _ parts: [String], _ scope: FactScope) -> Problem {
    if let element = scope.element {
      guard case .record(let fields) = element else {
        return Problem(message: "the elements of this list are \(element.title); call the element 'it'")
      }
      if let near = Nearest.word(to: text, among: fields.keys.sorted() + Self.joints) {
        return Problem(message: "unknown field \(quoted(text)); did you mean '\(near)'?")
      }
      return Problem(
        message: "unknown field \(quoted(text)) of an element; use \(oneOf(fields.keys.sorted()))"
      )
    }
    let about = scope.about
    let known = paths(of: about).keys.sorted()
    if let near = Nearest.word(to: text, among: known + Self.joints) {
      return Problem(message: "unknown fact \(quoted(text)) of \(about.withArticle); did you mean '\(near)'?")
    }
    for kind in SubjectKind.allCases where kind != about {
      let holds = types[kind]?[text] != nil
      let below = parts[0] == kind.rawValue && types[kind]?[parts.dropFirst().joined(separator: ".")] != nil
      guard holds || below else { continue }
      let hint =
        about.ancestors.contains(kind)
        ? "write '\(kind.rawValue).\(text)'" : "make the rule 'about: \(kind.rawValue)'"
      return Problem(
        message:
          "unknown fact \(quoted(text)) of \(about.withArticle); \(kind.withArticle) has it, so \(hint)"
      )
    }
    return Problem(message: "unknown fact \(quoted(text)) of \(about.withArticle); see the table of facts")
  }
}
