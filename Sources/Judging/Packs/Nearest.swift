/// The word that somebody probably meant.
package enum Nearest {
  /// The one of `candidates` that is nearest to `word`: at most two slips away, or a third of its length for
  /// long words; `nil` where none is near.
  ///
  /// A slip is a letter too many, too few, wrong, or swapped with its neighbour.
  package static func word(to word: String, among candidates: [String]) -> String? {
    let written = Array(word.lowercased().utf8.prefix(longest))
    let allowed = written.count <= 3 ? 1 : max(2, written.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
      let bytes = Array(candidate.lowercased().utf8.prefix(longest))
      guard abs(bytes.count - written.count) <= allowed else { continue }
      let distance = distance(written, bytes)
      guard distance <= allowed, distance < max(written.count, 1) else { continue }
      if let found = best, (found.distance, found.word) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// The one of `candidates` that is one slip away from `word`; `nil` where none or several are.
  static func slip(_ word: String, among candidates: [String]) -> String? {
    let written = Array(word.lowercased().utf8.prefix(longest))
    let near = candidates.filter { candidate in
      let bytes = Array(candidate.lowercased().utf8.prefix(longest))
      return abs(bytes.count - written.count) <= 1 && written.count > 2 && distance(written, bytes) <= 1
    }
    return near.count == 1 ? near.first : nil
  }

  /// Longer words are compared by their first bytes, so that a hostile file costs little.
  private static let longest = 64

  /// Damerau and Levenshtein's distance, in the form where no part is edited twice.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, leftByte) in left.enumerated() {
      var current = [row + 1]
      for (column, rightByte) in right.enumerated() {
        var cost = min(
          last[column + 1] + 1,
          current[column] + 1,
          last[column] + (leftByte == rightByte ? 0 : 1)
        )
        if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
