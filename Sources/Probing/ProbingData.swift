package import Model
import Reading

/// A data file of a pack cannot be used.
package struct ProbingDataError: Error, Hashable, Sendable {
  /// The name under which the pack declares it.
  package let file: String
  /// What is wrong, in a few words.
  package let detail: String
}

/// What the packs' data files say: how platforms, barriers and pages are recognised.
package struct ProbingData: Sendable {
  /// One sign by which something is recognised.
  enum Marker: Hashable, Sendable {
    /// A meta element of that name, its content beginning so.
    case meta(name: String, content: String?)
    /// A header field of that name, its value containing this.
    case header(name: String, value: String?)
    /// A cookie whose name begins so.
    case cookie(String)
    /// A script, style or link URL that contains this.
    case url(String)
    /// A page source that contains this.
    case source(String)
  }

  /// A shop platform.
  struct Platform: Hashable, Sendable {
    let id: String
    let name: String
    /// The areas that it decides for its merchants.
    let controls: [String]
    /// Whether its plugin keeps the button's configuration hidden without an item in the cart.
    let buttonNeedsCart: Bool
    /// Whether the checkout runs on the platform's own pages.
    let hostedCheckout: Bool
    /// Where its Amazon Pay plugin receives notifications; `nil` where unknown.
    let ipnPath: String?
    let markers: [Marker]
  }

  /// A session cookie that is known by name.
  struct SessionCookie: Hashable, Sendable {
    let name: String
    let isPrefix: Bool
  }

  /// A page that stands between an audit and the shop.
  struct Barrier: Hashable, Sendable {
    let kind: String
    let name: String
    let statuses: [Int]
    let header: (name: String, value: String?)?
    let source: [String]
    let url: String?

    static func == (lhs: Barrier, rhs: Barrier) -> Bool { lhs.kind == rhs.kind && lhs.name == rhs.name }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  let platforms: [Platform]
  let sessionCookies: [SessionCookie]
  /// Placeholder values by field, lower case.
  let placeholders: [String: Set<String>]
  let barriers: [Barrier]
  let consentMarkers: [String]
  let headlessMarkers: [String]
  /// Words by which links are recognised, by page role and the names of the policy pages; lower case.
  let pageWords: [String: [String]]
  /// Words of links that act; lower case.
  let actingWords: [String]
  /// Under which names anybody can register a domain; as far as the packs know.
  let publicSuffixes: PublicSuffixes

  /// Reads the packs' data files, by the names under which packs declare them. A file that is missing leaves its
  /// part empty. Throws ``ProbingDataError`` for one of another shape.
  package init(_ files: [String: Value]) throws(ProbingDataError) {
    let reader = DataReader(files: files)
    platforms = try reader.rows("platforms").map { row throws(ProbingDataError) in try row.platform() }
    sessionCookies = try reader.rows("session-cookies").map { row throws(ProbingDataError) in
      SessionCookie(name: try row.text("name"), isPrefix: try row.optionalText("match") == "prefix")
    }
    placeholders = try reader.words("placeholders").mapValues { Set($0.map { $0.lowercased() }) }
    barriers = try reader.rows("barriers").map { row throws(ProbingDataError) in try row.barrier() }
    consentMarkers = try reader.words("consent").values.flatMap { $0 }.sorted()
    headlessMarkers = try reader.words("headless").values.flatMap { $0 }.sorted()
    var pages = try reader.words("pages").mapValues { $0.map { $0.lowercased() } }
    actingWords = pages.removeValue(forKey: "acting") ?? []
    pageWords = pages
    let suffixes = try reader.words("public-suffixes").values.flatMap { $0 }
    publicSuffixes = PublicSuffixes(suffixes.joined(separator: "\n"))
  }
}
