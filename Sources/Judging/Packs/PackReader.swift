import Model

/// Reads a pack's own file and the files that it names.
struct PackReader {
  let facts: [FactDescription]
  let isStrict: Bool
  let languages: PackLanguages
  var withExamples = true
  /// The platforms that the packs before this one can recognise.
  var platforms: [String] = []

  /// What stands in `pack.yaml`, or what is taken where there is none.
  private struct Header {
    var name: String
    var version: String
    var place: Place
    var categories: [(category: Pack.Category, file: String, place: Place)] = []
    var essential: [(id: String, place: Place)] = []
    var neverDecides: [(id: String, place: Place)] = []
    var exceptions: [(id: String, place: Place)] = []
    var symptoms: [(message: String, place: Place, rules: [(id: String, place: Place)])] = []
    var probes: [PackProbe] = []
    var data: [(name: String, file: String, place: Place)] = []
    var retired: [String] = []
  }

  /// The pack in `folder`; `nil` where not even its header could be read.
  ///
  /// What is wrong is complained about.
  func read(_ folder: any PackFolder, _ complaints: inout Complaints) -> Pack? {
    var files: [String: [UInt8]] = [:]
    guard let header = header(of: folder, &files, &complaints) else { return nil }
    let data = header.data.compactMap { entry in
      bytes(entry.file, at: entry.place, folder, &files, &complaints).map {
        Pack.DataFile(pack: header.name, name: entry.name, file: entry.file, bytes: $0)
      }
    }
    let reader = RuleReader(
      facts: FactTable(facts, probes: header.probes, platforms: platforms + data.flatMap(\.platforms)),
      pack: header.name,
      isStrict: isStrict,
      withExamples: withExamples
    )
    var rules: [Rule] = []
    var broken: [String] = []
    var isPartial = false
    for entry in header.categories {
      let before = complaints.errors.count
      guard let bytes = bytes(entry.file, at: entry.place, folder, &files, &complaints),
        let root = YAMLReader.read(
          withExamples ? bytes : bytes.withoutExamples,
          file: "\(folder.label)/\(entry.file)",
          &complaints
        ),
        !root.isNull
      else {
        if complaints.errors.count > before { isPartial = true }
        continue
      }
      for node in root.list("a file of rules", &complaints) ?? [] {
        if let rule = reader.read(node, category: entry.category.id, &complaints) {
          rules.append(rule)
        } else if let id = node.idOfRule {
          broken.append(id)
        }
      }
    }
    check(header, &rules, broken, isPartial: isPartial, &complaints)
    let names = folder.names(in: "languages").filter(\.isYAMLFile)
    var texts: [String: PackTexts] = [:]
    for name in names {
      let file = "languages/\(name)"
      // Every file counts for the digest, whatever language is told.
      guard let bytes = bytes(file, at: header.place, folder, &files, &complaints) else { continue }
      let language = name.languageOfFile
      // Where rules could not be read, nobody can say which texts are superfluous.
      guard languages.contains(language), !isPartial else { continue }
      guard let root = YAMLReader.read(bytes, file: "\(folder.label)/\(file)", &complaints) else { continue }
      let reader = LanguageReader(
        categories: header.categories.map(\.category),
        rules: rules,
        broken: broken,
        language: language
      )
      texts[language] = reader.read(root, &complaints)
    }
    return Pack(
      identity: PackIdentity(name: header.name, version: header.version, digest: Digest.of(files: files)),
      place: header.place,
      categories: header.categories.map(\.category),
      rules: rules,
      essential: header.essential.map(\.id),
      symptoms: Dictionary(header.symptoms.map { ($0.message, $0.rules.map(\.id)) }) { first, _ in first },
      probes: header.probes,
      data: data,
      retired: header.retired,
      languages: names.map(\.languageOfFile),
      texts: texts,
      broken: broken,
      isPartial: isPartial
    )
  }

  private func bytes(
    _ name: String,
    at place: Place,
    _ folder: any PackFolder,
    _ files: inout [String: [UInt8]],
    _ complaints: inout Complaints
  ) -> [UInt8]? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      complaints.add(place, "\(quoted(name)) is no file within the pack; name one below its folder")
      return nil
    }
    if let bytes = files[name] { return bytes }
    do {
      let bytes = try folder.bytes(of: name)
      files[name] = bytes
      return bytes
    } catch {
      complaints.add(place, error.message)
      return nil
    }
  }

  private func header(
    of folder: any PackFolder,
    _ files: inout [String: [UInt8]],
    _ complaints: inout Complaints
  ) -> Header? {
    let names = folder.names()
    guard names.contains("pack.yaml") else {
      let name = folder.label.split(separator: "/").last.map(String.init) ?? folder.label
      var header = Header(name: name, version: "0", place: Place(file: folder.label))
      header.categories = names.filter(\.isYAMLFile).map { file in
        let id = file.split(separator: ".").first.map(String.init) ?? file
        return (Pack.Category(id: id, title: id), file, Place(file: "\(folder.label)/\(file)"))
      }
      return header
    }
    let start = Place(file: "\(folder.label)/pack.yaml")
    guard let bytes = bytes("pack.yaml", at: start, folder, &files, &complaints) else { return nil }
    guard let root = YAMLReader.read(bytes, file: start.file, &complaints) else {
      if complaints.isEmpty { complaints.add(start, "the file is empty; write name, version and format") }
      return nil
    }
    guard let fields = Fields(root, of: "a pack", keys: Key.pack, &complaints) else { return nil }
    return header(fields, &complaints)
  }

  private func header(_ fields: Fields, _ complaints: inout Complaints) -> Header {
    var header = Header(
      name: fields["name"]?.id("the name of a pack", &complaints) ?? "",
      version: fields["version"]?.text("the version", &complaints) ?? "",
      place: fields.node.place
    )
    if let format = fields["format"], format.scalar != "1" {
      complaints.add(format.place, "this program reads format 1; write 'format: 1'")
    }
    for node in fields["categories"]?.list("'categories'", &complaints) ?? [] {
      guard let entry = Fields(node, of: "a category", keys: Key.category, &complaints) else { continue }
      let id = entry["id"]?.id("the id of a category", &complaints)
      let title = entry["title"]?.text("the title", &complaints)
      // The rules are checked whatever is wrong with the category.
      guard let fileNode = entry["file"], let file = fileNode.text("the file", &complaints) else { continue }
      header.categories.append((Pack.Category(id: id ?? "", title: title ?? ""), file, fileNode.place))
    }
    header.essential = ids(fields["essential"], &complaints)
    header.neverDecides = ids(fields["neverDecides"], &complaints)
    header.symptoms = (fields["symptoms"]?.mapping("'symptoms'", &complaints) ?? []).map {
      ($0.key, $0.keyPlace, ids($0.value, &complaints))
    }
    header.retired = ids(fields["retired"], &complaints).map(\.id)
    for pair in fields["severityExceptions"]?.mapping("'severityExceptions'", &complaints) ?? [] {
      _ = pair.value.text("the reason", &complaints)
      header.exceptions.append((pair.key, pair.keyPlace))
    }
    for pair in fields["data"]?.mapping("'data'", &complaints) ?? [] {
      guard let file = pair.value.text("the file", &complaints) else { continue }
      header.data.append((pair.key, file, pair.value.place))
    }
    header.probes = (fields["probes"]?.mapping("'probes'", &complaints) ?? []).compactMap {
      probe($0, &complaints)
    }
    return header
  }

  private func ids(_ node: YAMLNode?, _ complaints: inout Complaints) -> [(id: String, place: Place)] {
    guard let node else { return [] }
    return (node.list("this", &complaints) ?? []).compactMap { entry in
      entry.id("the id of a rule", &complaints).map { ($0, entry.place) }
    }
  }

  private func probe(_ pair: YAMLNode.Pair, _ complaints: inout Complaints) -> PackProbe? {
    let letters = Array(pair.key.utf8)
    guard let first = letters.first, "abcdefghijklmnopqrstuvwxyz".utf8.contains(first), letters.count <= 40,
      letters.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) })
    else {
      complaints.add(
        pair.keyPlace,
        "\(quoted(pair.key)) is no name of a probe; use letters and digits, a small letter first"
      )
      return nil
    }
    guard let fields = Fields(pair.value, of: "a probe", keys: Key.probe, &complaints) else { return nil }
    let methods: [(PackProbe.Method, YAMLNode)] = [(.get, fields["get"]), (.head, fields["head"])]
      .compactMap { method, node in node.map { (method, $0) } }
    guard methods.count == 1, let (method, node) = methods.first else {
      complaints.add(pair.value.place, "a probe has one request; write 'get: /path' or 'head: /path'")
      return nil
    }
    guard let path = node.text("the path", &complaints) else { return nil }
    guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 1024,
      path.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") })
    else {
      complaints.add(
        node.place,
        "\(quoted(path)) is no path of the shop; begin with one '/', encode what is not ASCII"
      )
      return nil
    }
    return PackProbe(name: pair.key, method: method, path: path)
  }

  /// What the pack's own lists say of its rules.
  private func check(
    _ header: Header,
    _ rules: inout [Rule],
    _ broken: [String],
    isPartial: Bool,
    _ complaints: inout Complaints
  ) {
    let ids = rules.map(\.id) + broken
    for entry in isPartial ? [] : header.essential + header.neverDecides + header.exceptions
    where !ids.contains(entry.id) {
      complaints.addUnknown(entry.place, "rule", entry.id, known: ids)
    }
    for symptom in isPartial ? [] : header.symptoms {
      for cause in symptom.rules where !broken.contains(cause.id) {
        guard let rule = rules.first(where: { $0.id == cause.id }) else {
          complaints.addUnknown(cause.place, "rule", cause.id, known: ids)
          continue
        }
        guard !rule.symptoms.contains(symptom.message) else { continue }
        complaints.add(
          cause.place,
          "rule '\(rule.id)' does not name \(quoted(symptom.message)); add it to its 'symptom' or take the rule out"
        )
      }
    }
    let exceptions = Set(header.exceptions.map(\.id))
    let neverDecides = Set(header.neverDecides.map(\.id))
    for index in rules.indices {
      if neverDecides.contains(rules[index].id) { rules[index].decidesVerdict = false }
      let rule = rules[index]
      guard let basis = rule.basis, !exceptions.contains(rule.id) else { continue }
      for outcome in rule.outcomes {
        guard let severity = outcome.effect.severity, severity > basis.bound else { continue }
        complaints.add(
          outcome.place,
          "basis '\(basis.rawValue)' allows at most \(basis.bound.rawValue), '\(outcome.id)' is \(severity.rawValue); "
            + "lower it or list the rule under 'severityExceptions' in pack.yaml"
        )
      }
    }
  }
}

extension String {
  /// What a file of texts is named after.
  fileprivate var languageOfFile: String { split(separator: ".").first.map(String.init) ?? self }
}

extension YAMLNode {
  /// The id in a rule that could not be read, so that what refers to it is not called wrong too.
  fileprivate var idOfRule: String? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key == "id" }?.value.scalar
  }
}

extension Basis {
  /// The most severe failure that a source of this kind can carry.
  fileprivate var bound: Severity {
    switch self {
    case .amazon, .standard: .blocker
    case .plugin: .major
    case .practice: .minor
    }
  }
}
