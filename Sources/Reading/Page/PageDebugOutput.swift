/// Finds messages for developers in a page's source.
enum PageDebugOutput {
  private static let limit = 20
  /// Levels of PHP's own messages.
  private static let levels = [
    "Warning", "Notice", "Deprecated", "Fatal error", "Parse error", "Strict Standards",
    "Catchable fatal error",
    "Recoverable fatal error",
  ]
  /// What stands in pages that show an exception.
  private static let traces = [
    "Stack trace:", "Traceback (most recent call last)", "Whoops, looks like something went wrong",
    "Symfony\\Component\\ErrorHandler\\", "<title>Whoops! There was an error.", "class=\"exception-message",
  ]
  /// What shows that a shop runs for its developers.
  private static let modes = [
    "sf-toolbar", "\"phpdebugbar", "Mage_Core_Block_Profiler", "XDEBUG_SESSION",
    "__nextjs_original-stack-frame",
  ]

  private static let words = ByteSearch.Words(levels + traces + modes)

  /// The messages, in the order of the page.
  static func find(in bytes: ArraySlice<UInt8>) -> [DebugOutput] {
    let places = words.firstPlaces(in: bytes)
    // The level is written with a capital, and those are rare; what follows is looked for where there is one.
    let first = places.prefix(levels.count).lazy.compactMap { $0 }.min()
    var found = first.map { messages(in: bytes, from: $0) } ?? []
    for (number, word) in (traces + modes).enumerated() {
      guard let offset = places[levels.count + number] else { continue }
      let kind: DebugOutput.Kind = number < traces.count ? .stackTrace : .developerMode
      if word == traces[0], !hasFrame(bytes[offset...].prefix(600)) { continue }
      found.append(DebugOutput(kind: kind, excerpt: excerpt(bytes[offset...]), offset: offset))
    }
    return Array(found.sorted { $0.offset < $1.offset }.prefix(limit))
  }

  /// `<b>Warning</b>:  … on line <b>12</b>`, and the same without tags.
  private static func messages(in bytes: ArraySlice<UInt8>, from first: Int) -> [DebugOutput] {
    var found: [DebugOutput] = []
    for line in ByteSearch.Places(of: " on line ", in: bytes[first...], isExact: true).prefix(200) {
      let after = bytes[(line + 9)...]
      let number = ByteSearch.isAt(after.startIndex, "<b>", in: bytes) ? after.dropFirst(3) : after
      guard number.first?.isASCIIDigit == true else { continue }
      let before = bytes[max(bytes.startIndex, line - 600)..<line]
      guard
        ByteSearch.first(of: ".php", in: before) != nil || ByteSearch.first(of: ".phtml", in: before) != nil,
        let start = beginning(in: before)
      else { continue }
      found.append(
        DebugOutput(
          kind: .phpMessage,
          excerpt: excerpt(bytes[start..<number.endIndex].prefix(line - start + 24)),
          offset: start
        )
      )
      if found.count == limit { break }
    }
    return found
  }

  /// Where the last message before a place begins.
  private static func beginning(in bytes: ArraySlice<UInt8>) -> Int? {
    var last: Int?
    for level in levels {
      for ending in ["</b>:", ":"] {
        for start in ByteSearch.all(of: level + ending, in: bytes, limit: 20) {
          last = max(last ?? start, start)
        }
      }
    }
    return last
  }

  private static func hasFrame(_ bytes: ArraySlice<UInt8>) -> Bool {
    ByteSearch.first(of: "#0 ", in: bytes) != nil
  }

  /// The text without tags, shortened.
  private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    let part = Array(bytes.prefix(400))
    var tokenizer = HTMLTokenizer(part)
    var text = PageText(limit: 200)
    while let token = tokenizer.next() {
      if case .text(let run) = token { text.append(tokenizer.characters(of: run)) }
    }
    return text.isCut ? text.finished + "…" : text.finished
  }
}
