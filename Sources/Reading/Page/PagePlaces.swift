/// Places in a text, asked for from its beginning to its end.
struct PagePlaces: Sendable {
  /// Places that are kept; a page with more of them is not asked any further.
  static let limit = 20_000

  private let places: [Int]
  private var index = 0

  /// Places that are known, in their order.
  init(_ places: [Int]) {
    self.places = places
  }

  /// Whether one lies in the range; ranges must not go back.
  mutating func hits(_ range: Range<Int>) -> Bool {
    while index < places.count, places[index] < range.lowerBound { index += 1 }
    return index < places.count && places[index] < range.upperBound
  }
}
