import Model

/// Values as rules write them and as facts hold them, in the shape that a type declares.
enum Operand {
  /// The scalar of `type` that must stand at `node`.
  static func scalar(_ node: YAMLNode, _ type: FactType, _ complaints: inout Complaints) -> Value? {
    if node.isNull {
      complaints.add(
        node.place,
        "nothing stands here; write \(type.title), or use 'exists: false' for absence"
      )
      return nil
    }
    guard let text = node.scalar else {
      complaints.add(node.place, "expected \(type.title), but \(node.kindName) stands here")
      return nil
    }
    if let value = scalar(text, type) { return value }
    switch type {
    case .word(let words): complaints.addUnknown(node.place, "word", text, known: words)
    case .date:
      complaints.add(node.place, "\(quoted(text)) is no date; write '2026-11-23' or '2026-11-23T07:01:00Z'")
    case .bool: complaints.add(node.place, "\(quoted(text)) is neither 'true' nor 'false'; write one of them")
    case .int: complaints.add(node.place, "\(quoted(text)) is no whole number; write digits only")
    case .version: complaints.add(node.place, "\(quoted(text)) is no version; write numbers joined by dots")
    case .text, .url, .list, .record: complaints.add(node.place, "expected \(type.title) here")
    }
    return nil
  }

  /// The list of scalars of `type` that must stand at `node`; not empty.
  static func list(_ node: YAMLNode, _ type: FactType, _ complaints: inout Complaints) -> [Value]? {
    guard case .list(let nodes) = node.content else {
      complaints.add(node.place, "expected a list, but \(node.kindName) stands here; put it in '[…]'")
      return nil
    }
    guard !nodes.isEmpty else {
      complaints.add(node.place, "the list is empty; name at least one value")
      return nil
    }
    let values = nodes.compactMap { scalar($0, type, &complaints) }
    return values.count == nodes.count ? values : nil
  }

  /// A list of scalars, or one by itself.
  static func scalarOrList(_ node: YAMLNode, _ type: FactType, _ complaints: inout Complaints) -> [Value]? {
    if case .list = node.content { return list(node, type, &complaints) }
    return scalar(node, type, &complaints).map { [$0] }
  }

  /// `text` as a scalar of `type`; `nil` where it is none.
  private static func scalar(_ text: String, _ type: FactType) -> Value? {
    switch type {
    case .bool: text == "true" ? true : text == "false" ? false : nil
    case .int: Int(text).map(Value.int)
    case .text, .url: .text(text)
    case .word(let words): words.contains(text) ? .text(text) : nil
    case .date: Timestamp(text) == nil ? nil : .text(text)
    case .version: VersionNumber(text) == nil ? nil : .text(text)
    case .list, .record: nil
    }
  }

  /// A scalar in the form in which it is compared, a date as its seconds; `nil` where it has not the shape of
  /// `type`.
  static func comparable(_ value: Value, _ type: FactType) -> Value? {
    switch (type, value) {
    case (.bool, .bool), (.int, .int), (.text, .text), (.word, .text), (.url, .text), (.version, .text): value
    case (.date, .text(let text)): Timestamp(text).map { .int($0.seconds) }
    default: nil
    }
  }
}

extension [Value] {
  /// As a rule would write them: one by itself without brackets.
  var shown: String { count == 1 ? self[0].shown : Value.list(self).shown }
}

extension Value {
  /// As a rule would write it.
  var shown: String {
    switch self {
    case .bool(let bool): "\(bool)"
    case .int(let int): "\(int)"
    case .text(let text): text
    case .list(let values): "[\(values.map(\.shown).joined(separator: ", "))]"
    case .record(let fields):
      "{ \(fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.shown)" }.joined(separator: ", ")) }"
    }
  }
}
