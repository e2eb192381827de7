import Glibc

/// Looks for ASCII words in bytes, ASCII case ignored unless said otherwise.
enum ByteSearch {
  /// The places of a word, one after another, without overlaps; one pass over the bytes, whatever they are.
  struct Places: Sequence, IteratorProtocol {
    private let word: [UInt8]
    private let bytes: ArraySlice<UInt8>
    private let isExact: Bool
    /// The place in the word of its rarest byte: that alone is looked for, and the rest compared where it stands.
    private let anchor: Int
    /// Where the anchor is looked for next.
    private var from: Int
    private var small: Hits
    private var capital: Hits?

    init(of word: String, in bytes: ArraySlice<UInt8>, isExact: Bool = false) {
      let word = Array(word.utf8)
      self.word = word
      self.bytes = bytes
      self.isExact = isExact
      anchor =
        word.indices.min { ByteSearch.rank(word[$0], isExact) < ByteSearch.rank(word[$1], isExact) } ?? 0
      from = bytes.startIndex + anchor
      let byte = word.isEmpty ? 0 : word[anchor]
      small = Hits(byte: isExact ? byte : byte.asciiLowercased)
      let upper = byte.asciiUppercased
      capital = isExact || upper == byte.asciiLowercased ? nil : Hits(byte: upper)
    }

    mutating func next() -> Int? {
      guard !word.isEmpty else { return nil }
      // The anchor's places are those of the word, moved.
      let end = bytes.endIndex - (word.count - 1 - anchor)
      while from < end {
        let first = small.hit(from: from, to: end, in: bytes)
        // No further than the other hit: what lies behind may never be asked for.
        let second = capital?.hit(from: from, to: first ?? end, in: bytes)
        guard let hit = second ?? first else { return nil }
        from = hit + 1
        if isWord(at: hit - anchor) {
          from = hit + word.count
          return hit - anchor
        }
      }
      return nil
    }

    private func isWord(at index: Int) -> Bool {
      for (offset, byte) in word.enumerated() {
        let other = bytes[index + offset]
        guard other == byte || (!isExact && other.asciiLowercased == byte.asciiLowercased) else {
          return false
        }
      }
      return true
    }
  }

  /// Words that are looked for together, as written: those that share their rare byte cost one pass.
  struct Words: Sendable {
    private struct Group {
      let byte: UInt8
      /// Which words have the byte, and where first.
      var members: [(word: Int, anchor: Int)]
    }

    private let words: [[UInt8]]
    private let groups: [Group]

    /// Words without repetition, none of them empty.
    init(_ words: [String]) {
      self.words = words.map { Array($0.utf8) }
      var groups: [Group] = []
      for (number, word) in self.words.enumerated() {
        let known = groups.firstIndex {
          ByteSearch.rank($0.byte, true) <= Self.rare && word.contains($0.byte)
        }
        let byte =
          known.map { groups[$0].byte } ?? word.min { ByteSearch.rank($0, true) < ByteSearch.rank($1, true) }
        guard let byte, let anchor = word.firstIndex(of: byte) else { continue }
        if let known {
          groups[known].members.append((number, anchor))
        } else {
          groups.append(Group(byte: byte, members: [(number, anchor)]))
        }
      }
      self.groups = groups
    }

    /// A byte that stands in pages about as seldom as `x`.
    private static let rare = ByteSearch.rank(UInt8(ascii: "x"), true)

    /// Where each word begins first; `nil` for one that is not there.
    func firstPlaces(in bytes: ArraySlice<UInt8>) -> [Int?] {
      var found = [Int?](repeating: nil, count: words.count)
      for group in groups {
        var missing = group.members
        var hits = Hits(byte: group.byte)
        var from = bytes.startIndex
        while !missing.isEmpty, let hit = hits.hit(from: from, to: bytes.endIndex, in: bytes) {
          from = hit + 1
          missing.removeAll { word, anchor in
            let start = hit - anchor
            guard start >= bytes.startIndex, bytes[start...].starts(with: words[word]) else { return false }
            found[word] = start
            return true
          }
        }
      }
      return found
    }
  }

  /// The places of one byte.
  private struct Hits {
    let byte: UInt8
    private var found: Int?
    /// Up to here there is none but ``found``.
    private var searched = 0

    init(byte: UInt8) {
      self.byte = byte
    }

    /// The first from a place on, before another; asked for places that do not go back.
    mutating func hit(from start: Int, to end: Int, in bytes: ArraySlice<UInt8>) -> Int? {
      if let found, found >= start { return found < end ? found : nil }
      let begin = Swift.max(start, searched)
      guard begin < end else { return nil }
      found = bytes.withUnsafeBytes { buffer -> Int? in
        let offset = begin - bytes.startIndex
        guard let base = buffer.baseAddress, let hit = memchr(base + offset, Int32(byte), end - begin) else {
          return nil
        }
        return bytes.startIndex + (UnsafeRawPointer(hit) - base)
      }
      searched = found.map { $0 + 1 } ?? end
      return found
    }
  }

  /// Bytes by how seldom they stand in markup and code, the rarest first; letters in small.
  private static let ranks: [UInt8] = {
    let byRarity = "~`^@\\|{}[]zqj+*%!$?x()#kv&yw,:;'bgfu_-.mhpdclnoirsate0123456789=/\"<> "
    var ranks = [UInt8](repeating: 0, count: 256)
    for (rank, byte) in byRarity.utf8.enumerated() { ranks[Int(byte)] = UInt8(clamping: rank + 2) }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { ranks[Int(byte)] = 1 }
    return ranks
  }()

  private static func rank(_ byte: UInt8, _ isExact: Bool) -> UInt8 {
    ranks[Int(isExact ? byte : byte.asciiLowercased)]
  }

  /// Where a byte stands next, from a place on; the text's end when it does not.
  static func next(_ byte: UInt8, in bytes: [UInt8], from start: Int, to end: Int) -> Int {
    guard start < end else { return end }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let hit = memchr(base + start, Int32(byte), end - start) else {
        return end
      }
      return UnsafeRawPointer(hit) - base
    }
  }

  /// Where the word begins first; `nil` when it is not there.
  static func first(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var places = Places(of: word, in: bytes)
    return places.next()
  }

  /// Where the word begins first, as written; `nil` when it is not there.
  static func first(ofExactly word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var places = Places(of: word, in: bytes, isExact: true)
    return places.next()
  }

  /// Where the word begins, without overlaps, at most `limit` times.
  static func all(of word: String, in bytes: ArraySlice<UInt8>, limit: Int) -> [Int] {
    Array(Places(of: word, in: bytes).prefix(limit))
  }

  /// Whether any of the words is there.
  static func containsAny(_ words: [String], in bytes: ArraySlice<UInt8>) -> Bool {
    words.contains { first(of: $0, in: bytes) != nil }
  }

  /// Whether the bytes at an index are the word.
  static func isAt(_ index: Int, _ word: String, in bytes: ArraySlice<UInt8>) -> Bool {
    let word = word.utf8
    guard index >= bytes.startIndex, bytes.endIndex - index >= word.count else { return false }
    var position = index
    for byte in word {
      guard bytes[position].asciiLowercased == byte.asciiLowercased else { return false }
      position += 1
    }
    return true
  }
}
