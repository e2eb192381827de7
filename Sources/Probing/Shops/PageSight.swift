import Fetching
import Model
package import Reading

/// One page as markers see it.
package struct PageSight: Sendable {
  let content: PageContent
  let headers: HeaderFields
  let cookies: [String]
  /// As bytes, in which looking for a part is quick.
  let urls: [[UInt8]]
  let source: [UInt8]

  init?(_ page: PageVisit) {
    guard let content = page.content, let answer = page.journey.answer else { return nil }
    self.init(content, headers: answer.headers)
  }

  /// A page that was read, with the header fields it came with.
  package init(_ content: PageContent, headers: HeaderFields) {
    self.content = content
    self.headers = headers
    cookies = headers.values("set-cookie").compactMap {
      $0.split(separator: "=").first.map(String.init)
    }
    urls =
      (content.scripts.compactMap(\.source) + content.resources.map(\.address) + content.links.map(\.href))
      .map { Array($0.utf8) }
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
      headers.values(name).contains { value in
        part.map { value.lowercased().contains($0.lowercased()) } ?? true
      }
    case .cookie(let start): cookies.contains { $0.hasPrefix(start) }
    case .url(let part):
      urls.contains { [part = Array(part.utf8)] in contains($0, part) }
    case .source(let part): contains(source, Array(part.utf8))
    }
  }
}
