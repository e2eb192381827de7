import Fetching
import Model
import Reading

/// What an https page loads over http (Mixed Content, 3.1 and 3.2).
enum MixedContentProbe: Probe {
  static let name = "mixedContent"

  /// A reference over http, and the element that makes it.
  struct Insecure: FactValue {
    static let factType = FactType.record(["url": .url, "element": .text])
    let url: String
    let element: String
    var factValue: Value { ["url": .text(excerpt(url, to: 2048)), "element": .text(element)] }
  }

  static let blockable = FactKey<[Insecure]>(
    "mixedContent.blockable",
    of: .page,
    "Scripts, frames, styles and form actions over http on an https page."
  )
  static let images = FactKey<[Insecure]>(
    "mixedContent.images",
    of: .page,
    "Images and media over http on an https page."
  )
  static let keys: [any AnyFactKey] = [blockable, images]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard let content = page.content else {
      set.fill(keys, with: page.unreadable ?? Unknown(.defect), from: page.looks)
      return set
    }
    // upgrade-insecure-requests makes a browser ask for all of them over https; forms to other hosts apart.
    let upgrades = page.policies.contains { $0.upgradesInsecureRequests }
    guard page.finalURL.isHTTPS, !upgrades else {
      set.set(blockable, [], from: page.looks)
      set.set(images, [], from: page.looks)
      return set
    }
    let base = content.base.flatMap { page.finalURL.resolving($0) } ?? page.finalURL
    func insecure(_ address: String?, _ element: String) -> Insecure? {
      guard let address, let url = base.resolving(address), !url.isHTTPS, !url.isLocalhost else { return nil }
      return Insecure(url: url.text, element: element)
    }
    var active = content.scripts.filter(\.runs).compactMap { insecure($0.source, "script") }
    active += content.forms.compactMap { insecure($0.action, "form") }
    var passive: [Insecure] = []
    for resource in content.resources where resource.place == .document {
      switch resource.kind {
      case .frame: active += [insecure(resource.address, "iframe")].compactMap { $0 }
      case .stylesheet: active += [insecure(resource.address, "stylesheet")].compactMap { $0 }
      case .object: active += [insecure(resource.address, "object")].compactMap { $0 }
      case .image: passive += [insecure(resource.address, "image")].compactMap { $0 }
      case .media: passive += [insecure(resource.address, "media")].compactMap { $0 }
      case .preload, .hint, .link: continue
      }
    }
    let missing = content.isWhole ? nil : Unknown(.limitReached, detail: "the page was not read whole")
    set.set(blockable, active, atMost: 20, missing: missing, from: page.journey.looks)
    set.set(images, passive, atMost: 20, missing: missing, from: page.journey.looks)
    return set
  }
}
