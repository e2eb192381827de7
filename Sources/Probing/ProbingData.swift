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
    let controls: [PlatformProbe.Area]
    /// Whether its plugin keeps the button's configuration hidden without an item in the cart.
    let buttonNeedsCart: Bool
    /// Whether the checkout runs on the platform's own pages.
    let hostedCheckout: Bool
    /// Where its Amazon Pay plugin receives notifications; `nil` where unknown.
    let ipnPath: String?
    let markers: [Marker]
  }

  /// A marker that has a name of its own.
  struct NamedMarker: Hashable, Sendable {
    let name: String
    let marker: Marker
  }

  /// A session cookie that is known by name.
  struct SessionCookie: Hashable, Sendable {
    let name: String
    let isPrefix: Bool
    /// A second cookie that must be there too, as `name=value`; `nil` for none.
    let with: String?
  }

  /// A page that stands between an audit and the shop; all given parts must fit.
  struct Obstacle: Hashable, Sendable {
    let kind: Barrier
    let name: String
    let statuses: [Int]
    let header: Marker?
    /// Any of these in the page, lower case.
    let source: [String]
    /// Part of the address that a redirect led to, lower case.
    let url: String?
  }

  /// The words by which links to one kind of page are recognised, lower case.
  struct LinkWords: Hashable, Sendable {
    /// Whole parts of a path, or with a slash several in a row.
    let paths: [String]
    /// Parts of the link's text.
    let texts: [String]
  }

  /// The words of links that act, lower case.
  struct ActingWords: Hashable, Sendable {
    var paths: Set<String> = []
    var parameters: Set<String> = []
    var values: Set<String> = []
    var texts: [String] = []
  }

  /// How forms that put an item in a cart are recognised, lower case.
  struct CartWords: Hashable, Sendable {
    /// Parts of the form's address, id or fields; one is enough.
    var words: [String] = []
    /// Parts that show another purpose.
    var others: [String] = []
    /// Fields that a platform's script adds, by platform.
    var platformFields: [String: [String: String]] = [:]
  }

  /// A consent banner that a browser can answer; all but the name are selectors.
  struct Banner: Hashable, Sendable {
    let name: String
    /// The element whose open shadow root holds it; `nil` for the document.
    let within: String?
    let box: String
    let accept: String
    /// `nil` where its first screen has no such button.
    let decline: String?
  }

  let platforms: [Platform]
  let sessionCookies: [SessionCookie]
  /// Placeholder values by field, lower case.
  let placeholders: [String: Set<String>]
  let barriers: [Obstacle]
  let banners: [Banner]
  let headlessMarkers: [NamedMarker]
  /// By page role, and by the names of the policy pages.
  let links: [String: LinkWords]
  /// Where platforms have their pages, by platform, then by page role.
  let platformPaths: [String: [String: String]]
  let acting: ActingWords
  /// Sentences by which an empty cart is recognised, lower case.
  let emptyCart: [String]
  let addingToCart: CartWords
  /// Words by which a way to take an item out of a cart is recognised, lower case.
  let removingFromCart: Set<String>
  /// Under which names anybody can register a domain; as far as the packs know.
  let publicSuffixes: PublicSuffixes
  let sdks: SDKData
  let versions: VersionData

  /// Reads the packs' data files, by the names under which packs declare them.
  ///
  /// A file that is missing leaves its part empty.
  ///
  /// - Throws: ``ProbingDataError`` for one of another shape.
  package init(_ files: [String: Value]) throws(ProbingDataError) {
    func file(_ name: String) throws(ProbingDataError) -> DataRow {
      try DataRow(file: name, value: files[name])
    }
    platforms = try file("platforms").rows("platforms").map { row throws(ProbingDataError) in
      try row.platform()
    }
    sessionCookies = try file("session-cookies").rows("cookies").map { row throws(ProbingDataError) in
      let with = try row.row("with")
      return SessionCookie(
        name: try row.text("name"),
        isPrefix: try row.optionalText("match") == "prefix",
        with: try with.map { other throws(ProbingDataError) in
          "\(try other.text("name"))=\(try other.text("value"))"
        }
      )
    }
    var placeholders: [String: Set<String>] = [:]
    for field in ConfigurationProbe.Field.allCases {
      placeholders[field.rawValue] = Set(
        try file("placeholders").texts(field.rawValue).map { $0.lowercased() }
      )
    }
    self.placeholders = placeholders
    barriers = try file("barriers").rows("barriers").map { row throws(ProbingDataError) in try row.barrier() }
    banners = try file("banners").rows("banners").map { row throws(ProbingDataError) in try row.banner() }
    headlessMarkers = try file("headless").rows("markers").map { row throws(ProbingDataError) in
      NamedMarker(name: try row.text("name"), marker: try row.marker())
    }
    let pages = try file("pages")
    var links: [String: LinkWords] = [:]
    for group in ["pages", "policies"] {
      guard let kinds = try pages.row(group) else { continue }
      for kind in kinds.fields.keys { links[kind] = try kinds.row(kind)?.linkWords() }
    }
    self.links = links
    platformPaths = try pages.row("platformPaths")?.textsByName() ?? [:]
    acting = try pages.row("acting")?.actingWords() ?? ActingWords()
    emptyCart = try pages.texts("emptyCart").map { $0.lowercased() }
    addingToCart = try pages.row("addingToCart")?.cartWords() ?? CartWords()
    removingFromCart = Set(try pages.texts("removingFromCart").map { $0.lowercased() })
    sdks = try SDKData(try file("sdks"))
    versions = try VersionData(try file("versions"))
    publicSuffixes = PublicSuffixes(try file("public-suffixes").texts("suffixes").joined(separator: "\n"))
  }
}
