import Model

/// Evidence as rules look at it: subjects by kind, what is above each, and the audit's own facts.
struct World {
  /// Subjects by kind, sorted by id, each id once.
  let subjects: [SubjectKind: [Subject]]
  private let byID: [Subject.ID: Subject]
  private let above: [Subject.ID: [SubjectKind: Subject]]
  private let below: [Subject.ID: [Subject]]
  private let audit: [String: Fact]

  init(_ evidence: Evidence, _ statement: Statement) {
    let byID = Dictionary(evidence.subjects.map { ($0.id, $0) }) { first, _ in first }
    let sorted = byID.values.sorted { $0.id < $1.id }
    let above = byID.mapValues { Self.wayUp(from: $0, byID) }
    var below: [Subject.ID: [Subject]] = [:]
    for subject in sorted {
      for ancestor in (above[subject.id] ?? [:]).values { below[ancestor.id, default: []].append(subject) }
    }
    (self.byID, self.above, self.below) = (byID, above, below)
    subjects = Dictionary(grouping: sorted, by: \.id.kind)
    let absent = Fact.absent(from: [])
    audit = [
      "stage": .known(.text(statement.stage.rawValue), from: []),
      "region": statement.region.map { .known(.text($0.rawValue), from: []) } ?? absent,
      "newIntegration": statement.newIntegration.map { .known(.bool($0), from: []) } ?? absent,
      "local": .known(.bool(evidence.vantage.localShop), from: []),
      "mapped": .known(.bool(evidence.request.mapped), from: []),
    ]
  }

  func scene(of subject: Subject) -> Scene {
    Scene(subject: subject, above: above[subject.id] ?? [:], audit: audit)
  }

  /// The subject with that id; `nil` where there is none.
  func subject(_ id: Subject.ID) -> Subject? { byID[id] }

  /// The subjects above one, by kind.
  ///
  /// Evidence may be read from a file, so a parent may be missing or lead in a circle; no way up is longer
  /// than there are kinds.
  private static func wayUp(from subject: Subject, _ byID: [Subject.ID: Subject]) -> [SubjectKind: Subject] {
    var above: [SubjectKind: Subject] = [:]
    var current = subject
    for _ in SubjectKind.allCases {
      guard let id = current.parent, let parent = byID[id], above[parent.id.kind] == nil else { break }
      above[parent.id.kind] = parent
      current = parent
    }
    return above
  }

  /// The subjects of `kind` whose results bear on `subject`: itself, the one above it, or those below it that
  /// share a role with it (below the shop, those that are the shop).
  func related(to subject: Subject, of kind: SubjectKind) -> [Subject] {
    if kind == subject.id.kind { return [subject] }
    if subject.id.kind.ancestors.contains(kind) { return above[subject.id]?[kind].map { [$0] } ?? [] }
    let roles = subject.id.kind == .shop ? [.shop] : Set(subject.roles)
    return (below[subject.id] ?? []).filter { $0.id.kind == kind && !roles.isDisjoint(with: $0.roles) }
  }
}

extension Evidence {
  /// The day on which the audit began, counted from 1970-01-01; `nil` where the evidence does not say.
  var startedDay: Int? { Timestamp(startedAt)?.day }

  /// Whether any look at the shop's own hosts or its pages brought an answer, or any from its server.
  var isAnswered: Bool {
    let shown = subjects.filter { subject in
      switch subject.id.kind {
      case .page, .server: true
      case .host: subject.roles.contains(.shop)
      case .shop, .button, .endpoint, .service: false
      }
    }
    // Code that was read needs no look.
    if shown.contains(where: { $0.facts["source.given"] == .known(.bool(true), from: []) }) { return true }
    let used = Set(shown.flatMap { $0.facts.values.flatMap(\.looks) })
    return looks.contains { look in
      guard look.kind != .resolution, used.contains(look.id) else { return false }
      // What came but not whole is an answer too.
      return look.failure == nil || look.status != nil
    }
  }
}
