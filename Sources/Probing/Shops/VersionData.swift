import Fetching
import Model
import Reading

/// What the packs' data file says of versions.
struct VersionData: Sendable {
  /// A plugin that brings Amazon Pay.
  struct Plugin: Hashable, Sendable {
    let latest: String
    /// Versions before it have a hole that was published; `nil` for none.
    let secureSince: String?
  }

  /// Software that a shop runs on.
  struct Software: Hashable, Sendable {
    let name: String
    /// The platform that it speaks of; `nil` for any.
    let platform: String?
    /// The generator that names it; `nil` where a header field does.
    let generator: String?
    /// The header field and how its value begins.
    let header: (name: String, start: String)?
    /// The oldest version that is still taken or mended.
    let minimum: String

    static func == (one: Self, other: Self) -> Bool {
      one.name == other.name && one.platform == other.platform
    }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// The day on which it was known.
  let known: String
  /// By their names in facts.
  let plugins: [String: Plugin]
  let software: [Software]

  init(_ file: DataRow) throws(ProbingDataError) {
    known = try file.optionalText("known") ?? ""
    var plugins: [String: Plugin] = [:]
    for row in try file.rows("plugins") {
      plugins[try row.text("plugin")] = Plugin(
        latest: try row.text("latest"),
        secureSince: try row.optionalText("secureSince")
      )
    }
    self.plugins = plugins
    software = try file.rows("software").map { row throws(ProbingDataError) in
      let header = try row.optionalText("header")
      let start = try row.optionalText("start") ?? ""
      return Software(
        name: try row.text("name"),
        platform: try row.optionalText("platform"),
        generator: try row.optionalText("generator"),
        header: header.map { ($0, start) },
        minimum: try row.text("minimum")
      )
    }
  }

  /// The software that pages show in a version older than is wanted: `PHP 5.4.16 (< 7.0)`.
  func outdated(on pages: [PageVisit], platform: String?) -> [String] {
    software.compactMap { entry in
      guard entry.platform == nil || entry.platform == platform else { return nil }
      let shown = pages.lazy.compactMap { Self.version(of: entry, on: $0) }.first
      guard let shown, VersionOrder.isBelow(shown, entry.minimum) == true else { return nil }
      return "\(entry.name) \(shown) (< \(entry.minimum))"
    }
  }

  private static func version(of entry: Software, on page: PageVisit) -> String? {
    if let name = entry.generator {
      let text = page.content?.generators.first { $0.hasPrefix(name + " ") }
      return text.flatMap { number($0.dropFirst(name.utf8.count + 1)) }
    }
    guard let header = entry.header else { return nil }
    let value = page.journey.answer?.headers.values(header.name).first { $0.hasPrefix(header.start) }
    return value.flatMap { number($0.dropFirst(header.start.utf8.count)) }
  }

  /// The number that a text begins with.
  private static func number(_ text: Substring) -> String? {
    let digits = text.utf8.prefix(40).prefix { $0 == 0x2E || (0x30...0x39).contains($0) }
    return digits.isEmpty ? nil : String(Substring(digits))
  }
}

/// Versions in their order.
enum VersionOrder {
  /// Whether a version is older than another: number by number, a missing one is 0; `nil` where one begins with no number.
  static func isBelow(_ version: String, _ other: String) -> Bool? {
    let (one, two) = (parts(version), parts(other))
    guard !one.isEmpty, !two.isEmpty else { return nil }
    for index in 0..<max(one.count, two.count) {
      let (left, right) = (index < one.count ? one[index] : 0, index < two.count ? two[index] : 0)
      if left != right { return left < right }
    }
    return false
  }

  /// The numbers between dots, up to the first that is none; at most nine digits count.
  private static func parts(_ version: String) -> [Int] {
    var numbers: [Int] = []
    for part in version.split(separator: ".", omittingEmptySubsequences: false).prefix(8) {
      let digits = part.utf8.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty, let number = Int(Substring(digits.prefix(9))) else { break }
      numbers.append(number)
      if digits.count < part.utf8.count { break }
    }
    return numbers
  }
}
