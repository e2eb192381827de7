import Model

/// `versionBelow`: an older version than this, by the numbers between the dots.
struct VersionMatcher: Matcher {
  private let bound: VersionNumber
  let text: String

  func decide(_ value: Value) -> Truth {
    guard case .text(let text) = value, let version = VersionNumber(text) else {
      return .unknown(Unknown(.malformed))
    }
    return Truth(version < bound)
  }

  static let kinds = [
    MatcherKind(
      name: "versionBelow",
      summary: "The version is older than this; tags after the numbers do not count.",
      operand: .text,
      fits: { $0 == .version || $0 == .text },
      read: { node, _, complaints in
        guard case .text(let written)? = Operand.scalar(node, .version, &complaints),
          let bound = VersionNumber(written)
        else { return nil }
        return VersionMatcher(bound: bound, text: "versionBelow \(written)")
      }
    )
  ]
}

/// The numbers of a dotted version, of any length; `2.6.1-beta.2` and `v2.6.1+build` count as 2.6.1.
struct VersionNumber: Hashable, Comparable {
  /// Digits without leading zeros, without empty (zero) parts at the end.
  private let parts: [[UInt8]]

  /// `nil` where `text` does not begin with a number.
  init?(_ text: String) {
    var rest = text.trimmed.utf8[...]
    if let first = rest.first, "vV".utf8.contains(first) { rest = rest.dropFirst() }
    var parts: [[UInt8]] = []
    while true {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if digits.isEmpty { break }
      parts.append(Array(digits.drop { $0 == UInt8(ascii: "0") }))
      rest = rest[digits.endIndex...]
      guard rest.first == UInt8(ascii: ".") else { break }
      rest = rest.dropFirst()
    }
    guard !parts.isEmpty else { return nil }
    while parts.last?.isEmpty == true { parts.removeLast() }
    self.parts = parts
  }

  static func < (lhs: VersionNumber, rhs: VersionNumber) -> Bool {
    for (left, right) in zip(lhs.parts, rhs.parts) where left != right {
      return left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }
    return lhs.parts.count < rhs.parts.count
  }
}
