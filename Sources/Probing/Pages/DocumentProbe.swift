import Fetching
import Model
import Reading

/// What answered where a page was asked for.
enum DocumentProbe: Probe {
  static let name = "document"

  enum Scheme: String, FactWord {
    case http, https
    init(_ url: WebURL) { self = url.isHTTPS ? .https : .http }
  }

  static let status = FactKey<Int>("document.status", of: .page, "The status at the end of all redirects.")
  static let finalURL = FactKey<WebAddress>("document.finalUrl", of: .page, "Where the page really is.")
  static let scheme = FactKey<Scheme>("document.scheme", of: .page, "The scheme at the end of all redirects.")
  static let readWhole = FactKey<Bool>(
    "document.readWhole",
    of: .page,
    "Whether the page and every script it references were read whole."
  )
  static let isHTML = FactKey<Bool>("document.isHTML", of: .page, "Whether it is an HTML page.")
  static let barrier = FactKey<Barrier>(
    "access.barrier",
    of: .page,
    absent: "nothing stood in the way",
    "What stood between the audit and the page."
  )
  static let barrierName = FactKey<String>(
    "access.barrierName",
    of: .page,
    absent: "nothing stood in the way, or nothing names it",
    "Who put the barrier there."
  )
  static let keys: [any AnyFactKey] = [status, finalURL, scheme, readWhole, isHTML, barrier, barrierName]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = page.journey.looks
    if let met = page.barrier {
      set.set(barrier, met.kind, from: looks)
      set.set(barrierName, Observed(met.name), from: looks)
    }
    guard let answer = page.journey.answer else {
      set.fill(keys, with: page.journey.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(status, answer.status, from: looks)
    set.set(finalURL, WebAddress(page.finalURL.text), from: looks)
    set.set(scheme, Scheme(page.finalURL), from: looks)
    set.set(isHTML, answer.looksLikeHTML, from: looks)
    set.set(readWhole, page.content != nil && page.incomplete == nil, from: page.looks)
    set.fill([barrier, barrierName], absentFrom: looks)
    return set
  }
}
