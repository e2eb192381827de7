/// Looks for ASCII words in bytes.
enum ByteSearch {
  /// Where the word begins first, ASCII case ignored; `nil` when it is not there.
  static func first(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? { nil }
}
