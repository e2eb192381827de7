import Reading

/// What a page says of its products in JSON-LD.
///
/// Source: schema.org `Product`, `ItemList`; JSON-LD 1.1, 3.
enum StructuredData {
  private static let depthLimit = 8
  private static let mostProducts = 20

  /// The addresses of products that the page names, as written, in its order.
  static func products(of page: PageContent) -> [String] {
    var found: [String] = []
    for island in page.islands("application/ld+json") {
      guard let json = try? JSONReader.read(Array(island.body)) else { continue }
      collect(json, depth: 0, &found)
    }
    return found
  }

  private static func collect(_ json: JSONValue, depth: Int, _ found: inout [String]) {
    guard depth < depthLimit, found.count < mostProducts else { return }
    switch json {
    case .object(let members):
      if isProduct(members["@type"]), let address = address(in: members) {
        found.append(address)
        return
      }
      // Reviews and offers of other things come under other names.
      for name in ["@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "hasPart"] {
        if let inner = members[name] { collect(inner, depth: depth + 1, &found) }
      }
    case .array(let values):
      for value in values { collect(value, depth: depth + 1, &found) }
    case .null, .bool, .number, .string: break
    }
  }

  private static func isProduct(_ type: JSONValue?) -> Bool {
    let types = type?.array?.compactMap(\.string) ?? [type?.string].compactMap { $0 }
    return types.contains { name in
      let word = name.split(separator: "/").last.map(String.init) ?? name
      return word == "Product" || word == "ProductGroup"
    }
  }

  /// `url`, the offer's `url`, or `@id` where that is an address.
  private static func address(in members: [String: JSONValue]) -> String? {
    if let url = members["url"]?.string, !url.isEmpty { return url }
    let offers = members["offers"]?.array ?? [members["offers"]].compactMap { $0 }
    if let url = offers.lazy.compactMap({ $0["url"]?.string }).first(where: { !$0.isEmpty }) { return url }
    return members["@id"]?.string.flatMap { $0.contains("/") ? $0 : nil }
  }
}
