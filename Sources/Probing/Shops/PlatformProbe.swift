import Fetching
import Model
import Reading

/// What a shop runs on, by the packs' markers.
struct RecognisedPlatform: Sendable {
  let platform: ProbingData.Platform
  /// The markers that were found, as text.
  let markers: [String]

  /// The platform that most independent markers speak for, of which there must be two.
  static func find(in pages: [PageVisit], data: ProbingData) -> RecognisedPlatform? {
    let sights = pages.compactMap(Sight.init)
    let found = data.platforms.map { platform in
      RecognisedPlatform(
        platform: platform,
        markers: platform.markers.filter { marker in sights.contains { $0.shows(marker) } }.map(\.text))
    }
    // `max` keeps the first of equals: the data file's order decides.
    return found.filter { $0.markers.count >= 2 }.max { $0.markers.count < $1.markers.count }
  }

  /// One page as markers see it.
  private struct Sight {
    let content: PageContent
    let headers: HeaderFields
    let cookies: [String]
    let urls: [String]
    let source: [UInt8]

    init?(_ page: PageVisit) {
      guard let content = page.content, let answer = page.journey.answer else { return nil }
      self.content = content
      headers = answer.headers
      cookies = answer.headers.all("set-cookie").compactMap { $0.split(separator: "=").first.map(String.init) }
      urls = content.scripts.compactMap(\.source) + content.resources.map(\.address) + content.links.map(\.href)
      source = content.source
    }

    func shows(_ marker: ProbingData.Marker) -> Bool {
      switch marker {
      case .meta(let name, let start):
        content.metas.contains { meta in
          guard meta.name == name || meta.property == name || meta.id == name else { return false }
          return start.map { (meta.content ?? "").lowercased().hasPrefix($0.lowercased()) } ?? true
        }
      case .header(let name, let part):
        headers.all(name).contains { value in part.map { value.lowercased().contains($0.lowercased()) } ?? true }
      case .cookie(let start): cookies.contains { $0.hasPrefix(start) }
      case .url(let part): urls.contains { $0.contains(part) }
      case .source(let part): contains(source, Array(part.utf8))
      }
    }
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
  let host: HostTarget

  var looks: [Look.ID] { Set(pages.flatMap(\.looks)).sorted() }
}

/// Which platform a shop runs on, and what that platform decides for it.
enum PlatformProbe: Probe {
  static let name = "platform"

  enum Area: String, FactWord { case tls, http, csp, ipn, checkout }
  enum Obsolete: String, FactWord { case magento1 }

  static let platform = FactKey<String>(
    "platform.name", of: .shop, absent: "none was recognised", "The platform the shop runs on.")
  static let markers = FactKey<[String]>("platform.markers", of: .shop, "By what the platform was recognised.")
  static let controls = FactKey<[Area]>(
    "platform.controls", of: .shop, "What a recognised hosted platform decides for its merchants.")
  static let version = FactKey<VersionNumber>(
    "platform.version", of: .shop, absent: "it is not shown", "The platform's version.")
  static let obsolete = FactKey<Obsolete>(
    "platform.obsolete", of: .shop, absent: "none was recognised", "A platform that is no longer maintained.")
  static let keys: [any AnyFactKey] = [platform, markers, controls, version, obsolete]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = shop.looks
    let found = shop.platform
    set.set(controls, (found?.platform.controls ?? []).compactMap(Area.init), from: looks)
    if found == nil, let unreadable = shop.home.unreadable {
      set.fill(keys, with: unreadable, from: looks)
      return set
    }
    set.set(platform, Observed(found?.platform.id), from: looks)
    set.set(markers, found?.markers ?? [], from: looks)
    set.set(version, Observed(found.flatMap { shownVersion(of: $0.platform, shop.pages) }), from: looks)
    set.set(obsolete, Observed(found?.platform.id == "magento1" ? .magento1 : nil), from: looks)
    return set
  }

  /// The version that a generator tag names behind the platform's name.
  private static func shownVersion(of platform: ProbingData.Platform, _ pages: [PageVisit]) -> VersionNumber? {
    for generator in pages.compactMap(\.content).flatMap(\.generators) {
      let words = generator.split(separator: " ")
      guard generator.lowercased().hasPrefix(platform.name.lowercased()), let last = words.last, words.count > 1,
        let first = last.utf8.first, (0x30...0x39).contains(first)
      else { continue }
      return VersionNumber(String(last))
    }
    return nil
  }
}
