import Yams

/// Reads the YAML of rule files into nodes, within bounds.
enum YAMLReader {
  /// Bytes of one file.
  static let maximalBytes = 1 << 20
  private static let maximalNodes = 20_000
  private static let maximalDepth = 50

  /// The root of a file's only document; `nil` after a complaint, or when the file says nothing.
  static func read(_ bytes: [UInt8], file: String, _ complaints: inout Complaints) -> YAMLNode? {
    let start = Place(file: file)
    guard bytes.count <= maximalBytes else {
      complaints.add(start, "the file has more than \(maximalBytes) bytes; split it")
      return nil
    }
    guard
      var text = String(
        validating: bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...],
        as: UTF8.self
      )
    else {
      complaints.add(start, "the file is not UTF-8; save it as UTF-8")
      return nil
    }
    if let line = lineThatWouldGrow(text.utf8) {
      complaints.add(
        Place(file: file, line: line),
        "aliases or nesting that would grow without bound; write the values out"
      )
      return nil
    }
    // Yams keeps a pointer into the string, and a short one lives on the stack.
    if text.utf8.count < 32 { text += String(repeating: "\n", count: 32) }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // A node knows its anchor only as long as the parser lives.
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else { return nil }
        var walk = Walk(file: file)
        let node = walk.convert(root, depth: 1, &complaints)
        return walk.isTooLarge ? nil : node
      }
    } catch {
      complain(about: error, in: text, file: file, &complaints)
      return nil
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Turns Yams' nodes into ours and refuses what rule files do not use.
  private struct Walk {
    let file: String
    var nodes = 0
    var isTooLarge = false

    mutating func convert(_ node: Node, depth: Int, _ complaints: inout Complaints) -> YAMLNode? {
      let place = Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
      nodes += 1
      guard nodes <= maximalNodes, depth <= maximalDepth else {
        if !isTooLarge {
          let limit =
            depth > maximalDepth ? "nested deeper than \(maximalDepth)" : "more than \(maximalNodes) values"
          complaints.add(place, "\(limit); split or simplify the file")
        }
        isTooLarge = true
        return nil
      }
      // The node is read all the same, so that nothing else is called missing on its account.
      if node.anchor != nil {
        complaints.add(place, "anchors and aliases are not read; write the value out")
      }
      switch node {
      case .scalar(let scalar):
        return YAMLNode(place: place, content: .scalar(scalar.string, isPlain: scalar.style == .plain))
      case .sequence(let sequence):
        return YAMLNode(
          place: place,
          content: .list(sequence.compactMap { convert($0, depth: depth + 1, &complaints) })
        )
      case .mapping(let mapping):
        return YAMLNode(
          place: place,
          content: .mapping(mapping.compactMap { pair($0.key, $0.value, depth: depth + 1, &complaints) })
        )
      case .alias:
        complaints.add(place, "aliases are not read; write the value out")
        return nil
      }
    }

    private mutating func pair(
      _ key: Node,
      _ value: Node,
      depth: Int,
      _ complaints: inout Complaints
    ) -> YAMLNode.Pair? {
      guard let keyNode = convert(key, depth: depth, &complaints) else { return nil }
      guard case .scalar(let text, _) = keyNode.content else {
        if !isTooLarge { complaints.add(keyNode.place, "a key is \(keyNode.kindName); use text as the key") }
        return nil
      }
      guard let valueNode = convert(value, depth: depth, &complaints) else { return nil }
      return YAMLNode.Pair(key: text, keyPlace: keyNode.place, value: valueNode)
    }
  }

  private static func complain(
    about error: any Error,
    in text: String,
    file: String,
    _ complaints: inout Complaints
  ) {
    func place(_ mark: Mark) -> Place { Place(file: file, line: mark.line, column: mark.column) }
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      // What never ends is noticed only at the end of the file; what helps is where it begins.
      let isAtEnd = mark.line > lastLine(of: text) || problem.contains("end of stream")
      let begin = isAtEnd ? context?.mark ?? mark : mark
      complaints.add(place(begin), "not YAML (\(problem)); check indentation and quotes")
    case .composer(.some, _, let mark, _):
      complaints.add(place(mark), "a second document begins here; put it in a file of its own")
    case .composer(.none, _, let mark, _):
      complaints.add(place(mark), "aliases are not read; put a text that begins with '*' in quotes")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { quoted($0) }.joined(separator: ", ")
      complaints.add(place(context.mark), "key \(names) stands twice in this mapping; keep one of them")
    case .reader(let problem, let offset, _, _):
      let before = text.prefix(offset ?? 0)
      let line = before.unicodeScalars.count { $0 == "\n" } + 1
      let column = before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
      complaints.add(
        Place(file: file, line: line, column: column),
        "not YAML (\(problem)); take the character out"
      )
    default:
      complaints.add(Place(file: file), "the file cannot be read as YAML; check it with a YAML editor")
    }
  }

  /// The last line of `text` with anything on it.
  private static func lastLine(of text: String) -> Int {
    var (line, last) = (1, 1)
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") { line += 1 } else if !isSpace(byte) { last = line }
    }
    return last
  }

  /// The line from which composing would cost more than linear time, found before Yams sees the text.
  ///
  /// Yams hashes keys to find repeated ones; a key built of aliases of aliases, or of hundreds of nested
  /// brackets, makes that endless. Both are counted by what could begin such a token, so a text may be taken
  /// for one; the bounds are far above what a rule file holds.
  private static func lineThatWouldGrow(_ text: String.UTF8View) -> Int? {
    var line = 1
    var (anchors, aliases, brackets, complexKeys) = (0, 0, 0, 0)
    var lastSignificant = UInt8(ascii: "\n")
    var last = UInt8(ascii: "\n")
    var bytes = text.makeIterator()
    var upcoming = bytes.next()
    while let byte = upcoming {
      upcoming = bytes.next()
      let next = upcoming ?? UInt8(ascii: "\n")
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "*") where beginsNode(after: lastSignificant) && isName(next): aliases += 1
      case UInt8(ascii: "&") where (last == UInt8(ascii: " ") || beginsNode(after: last)) && isName(next):
        anchors += 1
      case UInt8(ascii: "?") where beginsNode(after: lastSignificant) && isSpace(next): complexKeys += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      default: break
      }
      if (anchors > 0 && aliases > 8) || brackets > maximalDepth || complexKeys > 20 { return line }
      if byte == UInt8(ascii: "\n") || !isSpace(byte) { lastSignificant = byte }
      last = byte
    }
    return nil
  }

  private static func beginsNode(after byte: UInt8) -> Bool {
    "\n-?:[{,".utf8.contains(byte)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    !isSpace(byte) && !",[]{}".utf8.contains(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    " \t\r\n".utf8.contains(byte)
  }
}
