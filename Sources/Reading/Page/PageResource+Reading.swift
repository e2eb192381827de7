extension PageResource {
  /// Candidates of one `srcset` that are read.
  private static let candidateLimit = 30

  /// What a tag points at: kind, address, `rel`.
  static func references(of tag: HTMLTag) -> [(kind: Kind, address: String, rel: String)] {
    switch tag.name {
    case "img", "image": sources(tag, .image)
    case "input": tag["type"]?.asciiLowercased == "image" ? sources(tag, .image) : []
    case "source": tag.has("srcset") ? sources(tag, .image) : sources(tag, .media)
    case "audio", "video", "track": sources(tag, .media)
    case "iframe", "frame": sources(tag, .frame)
    case "embed": sources(tag, .object)
    case "object": address(tag["data"]).map { [(.object, $0, "")] } ?? []
    case "link": linked(tag)
    default: []
    }
  }

  private static func address(_ value: String?) -> String? {
    guard let address = value?.trimmed, !address.isEmpty else { return nil }
    return address
  }

  private static func sources(_ tag: HTMLTag, _ kind: Kind) -> [(kind: Kind, address: String, rel: String)] {
    var found: [(kind: Kind, address: String, rel: String)] = []
    if let source = address(tag["src"]) { found.append((kind, source, "")) }
    if let poster = address(tag["poster"]) { found.append((.image, poster, "")) }
    if let set = tag["srcset"] { found += candidates(of: set).map { (.image, $0, "") } }
    return found
  }

  /// The addresses of a `srcset`.
  private static func candidates(of set: String) -> [String] {
    var found: [String] = []
    var rest = Array(set.utf8)[...]
    while found.count < candidateLimit {
      rest = rest.drop { $0.isHTMLSpace || $0 == 0x2C }
      guard !rest.isEmpty else { break }
      var address = rest.prefix { !$0.isHTMLSpace }
      rest = rest.dropFirst(address.count)
      if address.last == 0x2C {
        while address.last == 0x2C { address = address.dropLast() }
      } else {
        rest = rest.drop { $0 != 0x2C }  // a descriptor
      }
      found.append(String(decoding: address, as: UTF8.self))
    }
    return found
  }

  private static func linked(_ tag: HTMLTag) -> [(kind: Kind, address: String, rel: String)] {
    let rel = tag["rel"]?.trimmed.asciiLowercased ?? ""
    guard let href = address(tag["href"]) else { return [] }
    let words = rel.utf8.split(whereSeparator: \.isHTMLSpace).map { String(Substring($0)) }
    let kind: Kind =
      if words.contains("stylesheet") {
        words.contains("alternate") ? .link : .stylesheet
      } else if words.contains("preload") || words.contains("modulepreload") {
        .preload
      } else if words.contains(where: {
        ["preconnect", "dns-prefetch", "prefetch", "prerender"].contains($0)
      }) {
        .hint
      } else {
        .link
      }
    return [(kind, href, rel)]
  }
}
