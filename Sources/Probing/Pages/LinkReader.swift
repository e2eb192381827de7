import Model
import Reading

/// The links of a page by what they lead to; links that act are never among them.
struct LinkReader: Sendable {
  private let links: [(url: WebURL, words: [Substring], text: String)]
  private let data: ProbingData

  /// The links of `page` that stay on its host.
  init(data: ProbingData, page: PageContent, at url: WebURL) {
    self.data = data
    let base = page.base.flatMap { url.resolving($0) } ?? url
    links = page.links.compactMap { link in
      guard let target = base.resolving(link.href), target.host == url.host, target.port == url.port else { return nil }
      let words = Self.words(target.pathAndQuery.lowercased())
      let text = link.text.lowercased()
      // A link that changes something says so in its path, its query or its text; `rel=nofollow` often marks it too.
      guard Set(words).isDisjoint(with: data.actingWords.map { $0[...] }), !Self.asksToAct(text, data.actingWords) else {
        return nil
      }
      return (target, words, text)
    }
  }

  /// The first link that leads to a page of that kind, by the words of the packs; `nil` where none does.
  func first(_ kind: String) -> WebURL? {
    guard let words = data.pageWords[kind] else { return nil }
    let wanted = Set(words.map { $0[...] })
    if let byPath = links.first(where: { !wanted.isDisjoint(with: $0.words) || Self.contains($0.words, words) }) {
      return byPath.url
    }
    return links.first { link in words.contains { link.text == $0 } }?.url
  }

  private static func asksToAct(_ text: String, _ acting: [String]) -> Bool {
    let words = Set(words(text))
    return acting.contains { words.contains($0[...]) }
  }

  /// Whether a name of several words (`terms-of-service`) stands in the path in their order.
  private static func contains(_ path: [Substring], _ names: [String]) -> Bool {
    names.contains { name in
      let parts = words(name)
      guard parts.count > 1, path.count >= parts.count else { return false }
      return (0...(path.count - parts.count)).contains { Array(path[$0..<($0 + parts.count)]) == parts }
    }
  }

  /// The runs of letters and digits in a text.
  private static func words(_ text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber) }
  }
}
