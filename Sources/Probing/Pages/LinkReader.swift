import Model
import Reading

/// The links of a page by what they lead to; links that act are never among them.
struct LinkReader: Sendable {
  /// A link that may be followed.
  private struct Link: Sendable {
    let url: WebURL
    /// The parts of its path, lower case, without extension.
    let parts: [String]
    let text: String
  }

  private let links: [Link]
  private let data: ProbingData

  /// The links of `page` that stay on its host.
  init(data: ProbingData, page: PageContent, at url: WebURL) {
    self.data = data
    let base = page.base.flatMap { url.resolving($0) } ?? url
    links = page.links.compactMap { link in
      guard let target = base.resolving(link.href), target.host == url.host, target.port == url.port else {
        return nil
      }
      let found = Link(url: target, parts: Self.parts(of: target), text: link.text.lowercased())
      return Self.acts(found, data.acting) ? nil : found
    }
  }

  /// The first link that leads to a page of that kind, by its path, else by its text; `nil` where none does.
  func first(_ kind: String) -> WebURL? {
    guard let words = data.links[kind] else { return nil }
    let byPath = links.first { link in words.paths.contains { Self.names($0, link) } }
    return (byPath ?? links.first { link in words.texts.contains { link.text.contains($0) } })?.url
  }

  private static func parts(of url: WebURL) -> [String] {
    url.path.lowercased().split(separator: "/").map { part in
      let name = part.split(separator: ".", maxSplits: 1).first ?? part
      return String(name)
    }
  }

  /// A word with a slash is several parts in a row; one with an equals sign a query's pair.
  private static func names(_ word: String, _ link: Link) -> Bool {
    if word.contains("=") {
      return (link.url.query ?? "").lowercased().split(separator: "&").contains { $0 == word }
    }
    let wanted = word.split(separator: "/").map(String.init)
    guard !wanted.isEmpty, link.parts.count >= wanted.count else { return false }
    return (0...(link.parts.count - wanted.count)).contains { start in
      Array(link.parts[start..<(start + wanted.count)]) == wanted
    }
  }

  private static func acts(_ link: Link, _ acting: ProbingData.ActingWords) -> Bool {
    if !acting.paths.isDisjoint(with: link.parts) { return true }
    if acting.texts.contains(where: { link.text.contains($0) }) { return true }
    for pair in (link.url.query ?? "").lowercased().split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if let name = sides.first, acting.parameters.contains(name) { return true }
      if sides.count == 2, acting.values.contains(sides[1]) { return true }
    }
    return false
  }
}
