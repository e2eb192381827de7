/// Places in a text, asked for from its beginning to its end.
struct PagePlaces: Sendable {
  /// Places that are kept; a page with more of them is not asked any further.
  private static let limit = 20_000

  private let places: [Int]
  private var index = 0

  /// The places of words.
  init(of words: [String], in bytes: [UInt8]) {
    places = words.flatMap { ByteSearch.all(of: $0, in: bytes[...], limit: Self.limit) }.sorted()
  }

  /// Whether one lies in the range; ranges must not go back.
  mutating func hits(_ range: Range<Int>) -> Bool {
    while index < places.count, places[index] < range.lowerBound { index += 1 }
    return index < places.count && places[index] < range.upperBound
  }
}
