import Fetching
import Model
import Reading

/// What a shop runs on, by the packs' markers.
package struct RecognisedPlatform: Sendable {
  let platform: ProbingData.Platform
  /// The markers that were found, as text.
  package let markers: [String]
  /// The platform's name in the data files.
  package var id: String { platform.id }

  /// The platform that most independent markers speak for, of which there must be two.
  package static func find(in sights: [PageSight], data: ProbingData) -> RecognisedPlatform? {
    let found = data.platforms.map { platform in
      RecognisedPlatform(
        platform: platform,
        markers: platform.markers.filter { marker in sights.contains { $0.shows(marker) } }.map(\.text)
      )
    }
    // `max` keeps the first of equals: the data file's order decides.
    return found.filter { $0.markers.count >= 2 }.max { $0.markers.count < $1.markers.count }
  }
}

extension ProbingData.Marker {
  /// How a report names it.
  var text: String {
    switch self {
    case .meta(let name, let content): "meta \(name)\(content.map { " “\($0)…”" } ?? "")"
    case .header(let name, let value): "header \(name)\(value.map { ": …\($0)…" } ?? "")"
    case .cookie(let start): "cookie \(start)…"
    case .url(let part): "address …\(part)…"
    case .source(let part): "source “\(part)”"
    }
  }
}

/// What a shop as a whole is looked at with, once its pages were read.
struct ShopSight: Sendable {
  let home: PageVisit
  /// All pages that were read, the home page among them.
  let pages: [PageVisit]
  let buttons: [FoundButton]
  let platform: RecognisedPlatform?
  let host: AuditedHost

  /// Pages with more buttons than were looked at.
  let left: [PageVisit]

  var looks: [Look.ID] { Set(pages.flatMap(\.looks)).sorted() }

  /// Why more may stand on the shop's pages than was seen; `nil` where all were read.
  var missing: Unknown? {
    pages.lazy.compactMap(\.unreadable).first ?? pages.lazy.compactMap(\.hidesAmazonPay).first
  }
}

/// Which platform a shop runs on, and what that platform decides for it.
enum PlatformProbe: Probe {
  static let name = "platform"

  enum Area: String, FactWord { case tls, http, csp, ipn, checkout }
  enum Obsolete: String, FactWord { case magento1 }

  static let platform = FactKey<String>(
    "platform.name",
    of: .shop,
    absent: "none was recognised",
    "The platform the shop runs on."
  )
  static let markers = FactKey<[String]>(
    "platform.markers",
    of: .shop,
    "By what the platform was recognised."
  )
  static let controls = FactKey<[Area]>(
    "platform.controls",
    of: .shop,
    "What a recognised hosted platform decides for its merchants."
  )
  static let version = FactKey<VersionNumber>(
    "platform.version",
    of: .shop,
    absent: "it is not shown",
    "The platform's version."
  )
  static let obsolete = FactKey<Obsolete>(
    "platform.obsolete",
    of: .shop,
    absent: "none was recognised",
    "A platform that is no longer maintained."
  )
  static let outdated = FactKey<[String]>(
    "platform.outdated",
    of: .shop,
    "Software that is shown in a version older than the data files want, with both numbers."
  )
  static let keys: [any AnyFactKey] = [platform, markers, controls, version, obsolete, outdated]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = shop.looks
    let found = shop.platform
    set.set(controls, found?.platform.controls ?? [], from: looks)
    if found == nil, let unreadable = shop.home.unreadable {
      set.fill(keys, with: unreadable, from: looks)
      return set
    }
    set.set(platform, Observed(found?.platform.id), from: looks)
    set.set(markers, found?.markers ?? [], from: looks)
    set.set(version, Observed(found.flatMap { shownVersion(of: $0.platform, shop.pages) }), from: looks)
    set.set(obsolete, Observed(found.flatMap { Obsolete(rawValue: $0.id) }), from: looks)
    set.set(outdated, scene.data.versions.outdated(on: shop.pages, platform: found?.id), from: looks)
    return set
  }

  /// The version that a generator tag names behind the platform's name.
  private static func shownVersion(of platform: ProbingData.Platform, _ pages: [PageVisit]) -> VersionNumber?
  {
    for generator in pages.compactMap(\.content).flatMap(\.generators) {
      let words = generator.split(separator: " ")
      guard generator.lowercased().hasPrefix(platform.name.lowercased()), let last = words.last,
        words.count > 1,
        let first = last.utf8.first, (0x30...0x39).contains(first)
      else { continue }
      return VersionNumber(String(last))
    }
    return nil
  }
}
