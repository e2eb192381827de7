/// A node of a YAML file with its place: scalars stay the text that stands there, whatever YAML would make of it.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    /// `isPlain` where it stands without quotes, so that it may mean null.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case mapping([Pair])
  }

  /// A key with what stands under it.
  struct Pair: Sendable {
    let key: String
    let keyPlace: Place
    let value: YAMLNode
  }

  let place: Place
  let content: Content

  /// Whether it is YAML's null: nothing, `~` or `null`, without quotes.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What it is, for messages.
  var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The scalar's text; `nil` for anything else, and for null.
  var scalar: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }
}

extension YAMLNode {
  /// The text that must stand here, without white space around it.
  func text(_ what: String, _ complaints: inout Complaints) -> String? {
    guard let scalar else {
      complaints.add(place, "\(what) is text, but \(kindName) stands here; write the text")
      return nil
    }
    let text = scalar.trimmed
    guard !text.isEmpty else {
      complaints.add(place, "\(what) is empty; write the text")
      return nil
    }
    return text
  }

  /// The texts that must stand here: a list of them, or one by itself.
  func texts(_ what: String, _ complaints: inout Complaints) -> [String] {
    guard case .list(let nodes) = content else { return text(what, &complaints).map { [$0] } ?? [] }
    return nodes.compactMap { $0.text(what, &complaints) }
  }

  /// The list that must stand here.
  func list(_ what: String, _ complaints: inout Complaints) -> [YAMLNode]? {
    guard case .list(let nodes) = content else {
      complaints.add(
        place,
        "\(what) is a list, but \(kindName) stands here; write one entry a line with '- '"
      )
      return nil
    }
    return nodes
  }

  /// The mapping that must stand here.
  func mapping(_ what: String, _ complaints: inout Complaints) -> [Pair]? {
    guard case .mapping(let pairs) = content else {
      complaints.add(place, "\(what) is a mapping, but \(kindName) stands here; write 'key: value'")
      return nil
    }
    return pairs
  }

  /// The one of `words` that must stand here.
  func word(_ what: String, among words: [String], _ complaints: inout Complaints) -> String? {
    guard let text = text(what, &complaints) else { return nil }
    guard words.contains(text) else {
      complaints.addUnknown(place, what, text, known: words)
      return nil
    }
    return text
  }

  /// An id: words of small letters and digits, joined by hyphens.
  func id(_ what: String, _ complaints: inout Complaints) -> String? {
    guard let text = text(what, &complaints) else { return nil }
    let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isSound =
      text.utf8.count <= 80
      && words.allSatisfy { word in
        !word.isEmpty
          && word.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          }
      }
    guard isSound else {
      complaints.add(place, "\(what) \(quoted(text)) is no id; use small letters, digits and single hyphens")
      return nil
    }
    return text
  }

  /// `true`, which alone makes sense here.
  func flag(_ what: String, _ complaints: inout Complaints) -> Bool {
    if scalar == "true" { return true }
    complaints.add(place, "\(what) can only be 'true'; write that or leave the key out")
    return false
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || ($0.value >= 9 && $0.value <= 13) }
    guard let first = unicodeScalars.firstIndex(where: { !isSpace($0) }),
      let last = unicodeScalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(unicodeScalars[first...last])
  }
}
