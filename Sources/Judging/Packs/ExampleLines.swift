extension [UInt8] {
  /// A file of rules without its examples: their lines are empty, so that all else keeps its place.
  ///
  /// For the built-in packs alone, whose style is held by tests: a rule's `examples:` stands in a line of its own, two
  /// spaces in, and what belongs to it further in.
  var withoutExamples: [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(count)
    var isExample = false
    for line in split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.elementsEqual("  examples:".utf8) {
        isExample = true
      } else if !line.starts(with: "   ".utf8), !line.isEmpty {
        isExample = false
      }
      if !isExample { kept += line }
      kept.append(UInt8(ascii: "\n"))
    }
    return kept
  }
}
