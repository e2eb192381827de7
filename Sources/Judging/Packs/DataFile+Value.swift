package import Model

extension Pack.DataFile {
  /// What the file says: plain `true`, `false` and whole numbers as such, every other scalar as text; what is null
  /// is left out.
  ///
  /// - Throws: everything that is wrong with the file, at once.
  package func value() throws(RuleFileErrors) -> Value {
    var complaints = Complaints()
    let root = YAMLReader.read(bytes, file: "\(pack)/\(file)", &complaints)
    guard complaints.isEmpty else { throw RuleFileErrors(complaints.errors) }
    return root?.value ?? .record([:])
  }

  /// The ids of the platforms that the file describes; empty for a file about something else.
  ///
  /// What is wrong with the file is said where it is used.
  var platforms: [String] {
    guard name == "platforms", case .record(let root)? = try? value(),
      case .list(let entries)? = root["platforms"]
    else { return [] }
    return entries.compactMap { entry in
      guard case .record(let fields) = entry, case .text(let id)? = fields["id"] else { return nil }
      return id
    }
  }
}

extension YAMLNode {
  /// `nil` for null.
  fileprivate var value: Value? {
    switch content {
    case .scalar(let text, let isPlain):
      if isNull { return nil }
      guard isPlain else { return .text(text) }
      if text == "true" || text == "false" { return .bool(text == "true") }
      return Int(text).map { .int($0) } ?? .text(text)
    case .list(let nodes): return .list(nodes.compactMap(\.value))
    case .mapping(let pairs):
      let known = pairs.compactMap { pair in pair.value.value.map { (pair.key, $0) } }
      return .record(Dictionary(known) { first, _ in first })
    }
  }
}
