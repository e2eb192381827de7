import Fetching
import Model
import Reading

/// Which weak families and dated kinds of suites a host accepts.
///
/// One hello offers them all; a server that refuses it has none. Where it is accepted, one more each asks for 3DES and for
/// each kind, and one for the other families, which hardly any server has left: they are told apart only where one of
/// them was accepted. What a choice shows already is not asked again.
struct InferiorSuites: Sendable {
  /// Families of which a suite is accepted.
  private(set) var families: Set<CipherSuite.WeakFamily> = []
  /// Kinds of which a suite that is not weak is accepted.
  private(set) var kinds: Set<CipherSuite.DatedKind> = []
  /// Why there may be more families; `nil` where all are known.
  private(set) var weakMissing: Unknown?
  /// Why there may be more kinds; `nil` where all are known.
  private(set) var datedMissing: Unknown?
  /// What was asked.
  private(set) var hellos: [Hello] = []

  /// The looks behind it.
  var looks: [Look.ID] { hellos.map(\.id) }

  /// A part of what is weak or dated.
  private enum Part: Hashable, Sendable {
    /// The families in ``rareFamilies`` together.
    case rare
    case family(CipherSuite.WeakFamily)
    case kind(CipherSuite.DatedKind)

    var suites: [CipherSuite] {
      switch self {
      case .rare: InferiorSuites.rareFamilies.flatMap(CipherSuite.weak)
      case .family(let family): CipherSuite.weak(family)
      case .kind(let kind): CipherSuite.dated(kind)
      }
    }

    var label: String {
      switch self {
      case .rare: InferiorSuites.rareFamilies.map(\.name).joined(separator: ", ")
      case .family(let family): family.name
      case .kind(let kind): kind.name
      }
    }
  }

  /// The families older than 3DES, asked for together first: few servers have any of them left.
  static let rareFamilies: [CipherSuite.WeakFamily] = CipherSuite.WeakFamily.allCases.filter {
    $0 != .tripleDES
  }

  /// Looks at `host`.
  static func look(at host: AuditedHost, in scene: Scene) async -> InferiorSuites {
    var found = InferiorSuites()
    var request = HelloRequest(HostTarget(host.url), .weak(to: host.url), label: "weak and dated suites")
    request.leads = true
    let all = await scene.visit.hello(request)
    found.hellos = [all]
    switch all.meeting {
    case .refused: return found
    case .unseen(let unknown):
      found.weakMissing = unknown
      found.datedMissing = unknown
      return found
    case .accepted(let suite): found.note(suite)
    }
    let isRare = !found.families.isDisjoint(with: rareFamilies)
    let families = CipherSuite.WeakFamily.allCases.filter { isRare || !rareFamilies.contains($0) }
    let first = await ask(
      (isRare ? [] : [.rare]) + found.open(families)
        + CipherSuite.DatedKind.allCases.filter { !found.kinds.contains($0) }.map(Part.kind),
      of: host,
      after: all.id,
      in: scene
    )
    found.take(first)
    guard let rare = first.first(where: { $0.part == .rare })?.hello, case .accepted = rare.meeting else {
      return found
    }
    found.take(await ask(found.open(rareFamilies), of: host, after: rare.id, in: scene))
    return found
  }

  private func open(_ families: [CipherSuite.WeakFamily]) -> [Part] {
    families.filter { !self.families.contains($0) }.map(Part.family)
  }

  private static func ask(
    _ parts: [Part],
    of host: AuditedHost,
    after look: Look.ID,
    in scene: Scene
  ) async -> [(part: Part, hello: Hello)] {
    await withTaskGroup(of: (Int, Hello).self) { group in
      for (number, part) in parts.enumerated() {
        group.addTask { [visit = scene.visit] in
          let hello = ClientHello.weak(part.suites, to: host.url)
          var request = HelloRequest(HostTarget(host.url), hello, label: part.label)
          request.leads = part == .rare
          return (number, await visit.hello(request, after: [look]))
        }
      }
      var answers: [(Int, Hello)] = []
      for await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map { (parts[$0.0], $0.1) }
    }
  }

  private mutating func take(_ answers: [(part: Part, hello: Hello)]) {
    for (part, hello) in answers {
      hellos.append(hello)
      switch (hello.meeting, part) {
      case (.accepted(let suite), _): note(suite)
      case (.unseen(let unknown), .kind): datedMissing = datedMissing ?? unknown
      case (.unseen(let unknown), _): weakMissing = weakMissing ?? unknown
      case (.refused, _): continue
      }
    }
  }

  private mutating func note(_ suite: CipherSuite) {
    if let family = suite.weakFamily {
      families.insert(family)
    } else {
      kinds.formUnion(CipherSuite.DatedKind.allCases.filter(suite.isDated))
    }
  }
}

/// How a server met a hello of ours.
enum Meeting {
  /// It chose a suite, be it at an older version.
  case accepted(CipherSuite)
  case refused
  case unseen(Unknown)
}

extension Hello {
  /// How the server met it.
  var meeting: Meeting {
    if let flight { return .accepted(flight.hello.suite) }
    switch answer {
    case .accepted(let hello): return .accepted(hello.suite)
    case .refused: return .refused
    case .notTLS: return .unseen(Unknown(.malformed, detail: "what answers is not TLS"))
    case .unknown(let unknown): return .unseen(unknown)
    }
  }
}
