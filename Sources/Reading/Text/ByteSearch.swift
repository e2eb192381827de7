/// Looks for ASCII words in bytes, ASCII case ignored.
enum ByteSearch {
  /// Letters that are rare in markup and code, so that few places need a closer look.
  private static let rare = Array("zjqxZJQXkvwyKVWY_-.".utf8)

  /// Where the word begins first; `nil` when it is not there.
  static func first(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var word = word
    return word.withUTF8 { word -> Int? in
      guard !word.isEmpty, bytes.count >= word.count else { return nil }
      let anchor = word.firstIndex { rare.contains($0) } ?? 0
      return bytes.withUnsafeBufferPointer { buffer -> Int? in
        var index = anchor
        // The anchor's places are those of the word, moved.
        let end = buffer.count - (word.count - 1 - anchor)
        while let hit = next(word[anchor], in: buffer, from: index, to: end) {
          if isAt(hit - anchor, word, in: buffer) { return bytes.startIndex + hit - anchor }
          index = hit + 1
        }
        return nil
      }
    }
  }

  /// The next place of a byte in either case.
  private static func next(
    _ byte: UInt8,
    in buffer: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> Int? {
    let lower = byte.asciiLowercased
    let upper = byte.asciiUppercased
    let raw = UnsafeRawBufferPointer(buffer)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let fold = ones &* 0x20
    let pattern = ones &* UInt64(lower | 0x20)
    var index = start
    while index < end {
      // Eight bytes at once: a byte of `difference` is zero where the text has the letter in one case or the other.
      while index + 8 <= end {
        let difference = (raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) | fold) ^ pattern
        if (difference &- ones) & ~difference & (ones &* 0x80) != 0 { break }
        index += 8
      }
      let stop = min(index + 8, end)
      while index < stop {
        if buffer[index] == lower || buffer[index] == upper { return index }
        index += 1
      }
    }
    return nil
  }

  private static func isAt(
    _ index: Int,
    _ word: UnsafeBufferPointer<UInt8>,
    in buffer: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in word.indices where buffer[index + offset].asciiLowercased != word[offset].asciiLowercased {
      return false
    }
    return true
  }

  /// Where the word begins, without overlaps, at most `limit` times.
  static func all(of word: String, in bytes: ArraySlice<UInt8>, limit: Int) -> [Int] {
    var found: [Int] = []
    var rest = bytes
    while found.count < limit, let index = first(of: word, in: rest) {
      found.append(index)
      rest = bytes[(index + word.utf8.count)...]
    }
    return found
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
