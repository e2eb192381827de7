import Glibc

/// Prints figures as they are found, and remembers whether one was too high.
struct Report {
  private(set) var isGood = true

  func heading(_ text: String) {
    print("\n\(text)")
    fflush(nil)
  }

  /// A figure without a threshold.
  func tell(_ name: String, _ figure: String) {
    print("  \(name.padded(to: 58))\(figure)")
    fflush(nil)
  }

  /// A figure that must not be above `limit`.
  mutating func judge(_ name: String, _ value: Double, atMost limit: Double, _ unit: String) {
    let isWithin = value <= limit
    isGood = isGood && isWithin
    tell(
      name,
      "\(value.rounded(to: 2)) \(unit), at most \(limit.rounded(to: 2)): \(isWithin ? "ok" : "TOO MUCH")"
    )
  }
}

/// Values of one figure over several runs.
struct Samples {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The median, and the least and greatest of all, in milliseconds.
  var milliseconds: String {
    "\(median.rounded(to: 1)) ms (\((values.min() ?? .nan).rounded(to: 1))–"
      + "\((values.max() ?? .nan).rounded(to: 1)), \(values.count) runs)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}

extension Double {
  func rounded(to places: Int) -> String {
    let scale = pow(10, Double(places))
    return "\((self * scale).rounded() / scale)"
  }
}
