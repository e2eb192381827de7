package import Model

/// Packs, read and checked: every path, matcher, value and id in them means something.
package struct Catalogue: Sendable {
  /// The packs, built-in ones first.
  package let packs: [Pack]
  /// The rules of all packs, in the packs' order.
  package let rules: [Rule]
  /// Indices of `rules`, each after those that it assumes.
  let order: [Int]
  private let indices: [String: Int]

  /// The packs that are part of the program, checked strictly as far as they are read.
  ///
  /// `facts` is the table of all facts, `languages` say which texts are read beside the packs' own. Examples are more than
  /// a third of what there is to read, and judge nothing: without them rules have none.
  package static func builtIn(
    facts: [FactDescription],
    languages: PackLanguages = .own,
    withExamples: Bool = true
  ) throws(RuleFileErrors) -> Catalogue {
    try Catalogue(
      PackInMemory.embedded(),
      facts: facts,
      isStrict: true,
      languages: languages,
      withExamples: withExamples
    )
  }

  /// Reads and checks `folders`, in that order, beside the packs of `base`.
  ///
  /// With `inPlace` a pack of `base` makes room for its own sources: a folder with its name and any of its rules.
  ///
  /// - Throws: everything that is wrong with them, at once.
  package init(
    _ folders: [any PackFolder],
    facts: [FactDescription],
    isStrict: Bool = false,
    languages: PackLanguages = .own,
    withExamples: Bool = true,
    beside base: Catalogue? = nil,
    inPlace: Bool = false
  ) throws(RuleFileErrors) {
    var complaints = Complaints()
    var reader = PackReader(
      facts: facts,
      isStrict: isStrict,
      languages: languages,
      withExamples: withExamples
    )
    reader.platforms = base?.data.flatMap(\.platforms) ?? []
    let added = folders.compactMap { reader.read($0, &complaints) }
    let kept = (base?.packs ?? []).filter { pack in !inPlace || !added.contains { $0.isSource(of: pack) } }
    let packs = kept + added
    let rules = packs.flatMap(\.rules)
    var links = RuleLinks(packs: packs, rules: rules)
    links.check(&complaints)
    guard complaints.isEmpty else { throw RuleFileErrors(complaints.errors) }
    self.packs = packs
    self.rules = rules
    order = links.order
    indices = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// This catalogue and the packs found at `directories`: each a folder with a `pack.yaml`, a folder of such
  /// folders, or a folder with nothing but rule files, which makes a pack named after it.
  ///
  /// With `strict` they must have all that built-in rules have: why, fix, basis, source, owner and examples. With
  /// `inPlace` the sources of a pack stand in its place; beside itself every id would be taken.
  ///
  /// - Throws: everything that is wrong with them, at once.
  package func adding(
    directories: [String],
    facts: [FactDescription],
    languages: PackLanguages = .own,
    strict: Bool = false,
    inPlace: Bool = false
  ) throws(RuleFileErrors) -> Catalogue {
    var folders: [PackInDirectory] = []
    for directory in directories { folders += try Self.folders(at: directory) }
    return try Catalogue(
      folders,
      facts: facts,
      isStrict: strict,
      languages: languages,
      beside: self,
      inPlace: inPlace
    )
  }

  /// What is wrong with the packs at `directory` by themselves; empty where nothing is.
  package static func check(directory: String, facts: [FactDescription], strict: Bool) -> [RuleFileError] {
    do {
      _ = try Catalogue(folders(at: directory), facts: facts, isStrict: strict, languages: .all)
      return []
    } catch {
      return error.errors
    }
  }

  private static func folders(at directory: String) throws(RuleFileErrors) -> [PackInDirectory] {
    do {
      return try PackInDirectory.packs(at: directory)
    } catch {
      throw RuleFileErrors([RuleFileError(place: Place(file: directory), message: error.message)])
    }
  }

  /// The rule with that id; `nil` where there is none.
  package func rule(_ id: String) -> Rule? { indices[id].map { rules[$0] } }

  /// The rule that somebody probably meant by `id`; `nil` where none is near.
  package func nearestRule(to id: String) -> String? { Nearest.word(to: id, among: rules.map(\.id)) }

  /// The rules that a buyer's or merchant's message may come from: those with `text` in a symptom, or the other
  /// way round, whatever the case.
  ///
  /// The likeliest come first where a pack lists the message, then the most severe.
  package func rules(symptom text: String) -> [Rule] {
    let sought = text.trimmed.lowercased()
    guard !sought.isEmpty else { return [] }
    func fits(_ symptom: String) -> Bool {
      let known = symptom.lowercased()
      return known.holds(sought) || sought.holds(known)
    }
    let found = rules.filter { $0.symptoms.contains(where: fits) }
    let listed = packs.flatMap { pack in
      pack.symptoms.keys.sorted().filter(fits).flatMap { pack.symptoms[$0] ?? [] }
    }
    let severities: [Severity?] = [.blocker, .major, .minor, nil]
    return found.enumerated().sorted { left, right in
      func rank(_ rule: Rule, _ place: Int) -> (Int, Int, Int) {
        (
          listed.firstIndex(of: rule.id) ?? listed.count,
          severities.firstIndex(of: rule.worst) ?? severities.count, place
        )
      }
      return rank(left.element, left.offset) < rank(right.element, right.offset)
    }
    .map(\.element)
  }

  /// The packs' own requests, without repetition.
  package var packProbes: [PackProbe] { packs.flatMap(\.probes) }

  /// The packs' data files.
  package var data: [Pack.DataFile] { packs.flatMap(\.data) }

  /// Rules without which a verdict means nothing, by id, sorted.
  package var essential: [String] { Set(packs.flatMap(\.essential)).sorted() }

  /// Every category that a rule stands in, in the packs' order.
  package var categories: [Pack.Category] {
    var seen: Set<String> = []
    return packs.flatMap(\.categories).filter { seen.insert($0.id).inserted }
  }

  /// The texts of the rules in `language`; a pack that has none in it, or whose were not read, speaks its own.
  package func wording(language: String) -> Wording {
    let texts = Dictionary(packs.map { ($0.identity.name, $0.texts[language]) }) { first, _ in first }
    let titles = packs.compactMap { $0.texts[language]?.categories }
      .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    return Wording(
      rules: Dictionary(rules.map { ($0.id, $0.wording(texts[$0.pack]??.rules[$0.id])) }) { first, _ in first
      },
      categories: categories.map { ($0.id, titles[$0.id] ?? $0.title) }
    )
  }
}
