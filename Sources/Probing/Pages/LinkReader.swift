import Model
package import Reading

/// The links of a page by what they lead to; links that act are never among them.
package struct LinkReader: Sendable {
  /// A link that may be followed.
  private struct Link: Sendable {
    let url: WebURL
    /// The parts of its path, lower case, without extension.
    let parts: [String]
    /// The pairs of its query, lower case.
    let pairs: [(name: String, value: String?)]
    /// Lower case.
    let text: String

    /// Reads path and query as a server would: percent-encoding disguises no word.
    init(url: WebURL, text: String) {
      self.url = url
      self.text = text
      parts = LinkReader.decoded(url.path).split(separator: "/").map { part in
        String(part.split(separator: ".", maxSplits: 1).first ?? part)
      }
      pairs = (url.query ?? "").split(separator: "&").map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let texts = sides.map { LinkReader.decoded($0.replacing("+", with: " ")) }
        return (texts.first ?? "", texts.count == 2 ? texts[1] : nil)
      }
    }
  }

  private let links: [Link]
  /// Products that the page's structured data name.
  private let products: [Link]
  private let data: ProbingData

  /// The links of `page` that stay on its host.
  package init(data: ProbingData, page: PageContent, at url: WebURL) {
    self.data = data
    let base = page.base.flatMap { url.resolving($0) } ?? url
    func link(_ address: String, _ text: String) -> Link? {
      guard let target = base.resolving(address), target.host == url.host, target.port == url.port else {
        return nil
      }
      let found = Link(url: target, text: Self.plain(text))
      return Self.acts(found, data.acting) ? nil : found
    }
    links = page.links.compactMap { link($0.href, $0.text) }
    products = StructuredData.products(of: page).compactMap { link($0, "") }
  }

  /// The first link that leads to a page of that kind: by its path, for a product by structured data, else by its
  /// text; `nil` where none does.
  package func first(_ kind: String) -> WebURL? {
    guard let words = data.links[kind] else { return nil }
    let byPath = links.first { link in words.paths.contains { Self.names($0, link) } }
    let structured = kind == Role.product.rawValue ? products.first : nil
    return (byPath ?? structured ?? links.first { link in words.texts.contains { link.text.contains($0) } })?
      .url
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    String(decoding: PercentEncoding.decode(text.utf8), as: UTF8.self).lowercased()
  }

  /// A link's text in lower case, with plain spaces and without characters that are not seen.
  private static func plain(_ text: String) -> String {
    var seen = String.UnicodeScalarView()
    seen.append(contentsOf: text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
    return String(seen).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A word with a slash is several parts in a row; one with an equals sign a query's pair.
  private static func names(_ word: String, _ link: Link) -> Bool {
    if word.contains("=") {
      return link.pairs.contains { "\($0.name)=\($0.value ?? "")" == word }
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
    return link.pairs.contains { name, value in
      // `route=account/logout` acts as `/account/logout` does.
      let parts = (value ?? "").split(separator: "/").map(String.init)
      return acting.parameters.contains(name) || parts.contains(where: acting.values.contains)
    }
  }
}
