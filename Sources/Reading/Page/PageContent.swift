/// The encoding in which a page was read.
package struct TextEncoding: Hashable, Sendable, Codable {
  /// What settled it, strongest first.
  package enum Source: String, Codable, CaseIterable, Sendable {
    case byteOrderMark, contentType, meta, assumed
  }

  /// The label of the Encoding Standard, lower case (`utf-8`, `windows-1252`, `shift_jis`).
  package var label: String
  /// What settled it.
  package var source: Source
  /// Whether every character was read; otherwise only ASCII was (true for UTF-8, UTF-16, Latin-1).
  package var isExact: Bool

  /// An encoding from its parts.
  package init(label: String, source: Source, isExact: Bool) {
    self.label = label
    self.source = source
    self.isExact = isExact
  }
}

/// What one pass over a page's HTML saw.
///
/// Lists are in the order of the page and bounded; ``cut`` names those that lost something.
package struct PageContent: Sendable {
  /// A list or text that can be cut.
  package enum Part: String, Codable, CaseIterable, Sendable {
    /// The page itself was not read whole.
    case page
    case scripts, comments, metas, links, forms, resources, elements, identifiers, visibleText
  }

  /// The address it came from.
  package var url: String
  /// Its bytes, as UTF-8; offsets count in it.
  package var source: [UInt8]
  /// What it was decoded from.
  package var encoding: TextEncoding
  /// What was not kept whole.
  package var cut: Set<Part> = []
  /// `href` of the first `base` that has one, as written; `nil` when there is none.
  package var base: String?
  /// Where that `base` stands, in bytes of ``source``: what comes before it does not heed it; `nil` when there is none.
  package var baseOffset: Int?
  /// The first `title` outside of SVG, white space collapsed, at most 300 characters; `nil` when there is none.
  package var title: String?
  /// `lang` of the `html` element; `nil` when there is none.
  package var language: String?
  /// All `meta` elements outside of templates.
  package var metas: [PageMeta] = []
  /// Those in templates, noscripts, srcdocs and comments too; see ``ScriptElement/place``.
  package var scripts: [ScriptElement] = []
  /// All comments but empty ones.
  package var comments: [PageComment] = []
  /// Links to follow by a click.
  package var links: [PageLink] = []
  /// All forms outside of templates.
  package var forms: [PageForm] = []
  /// What else a browser loads, or a `link` points at.
  package var resources: [PageResource] = []
  /// Elements whose tag names Amazon, but for `script`, `meta` and `link`.
  package var elements: [PageElement] = []
  /// All `id` values.
  package var identifiers: Set<String> = []
  /// All class names.
  package var classes: Set<String> = []
  /// Names of all elements with a hyphen (`shopify-accelerated-checkout`).
  package var customElements: Set<String> = []
  /// The text outside of scripts and styles, white space collapsed, at most 20 000 bytes.
  package var visibleText: String = ""
  /// Whether an `input type=password` stands anywhere.
  package var asksForPassword = false

  /// Text that names Amazon Pay's hosts, as excerpts with their places.
  var hostMentions: [(text: String, offset: Int)] = []

  /// What the page's addresses are relative to; `nil` where it came from no address of the web.
  package var baseURL: WebURL? {
    let own = WebURL(url)
    return base.flatMap { WebURL($0, base: own) } ?? own
  }

  /// What an address at that place is relative to; `nil` where the page came from no address of the web.
  package func baseURL(at offset: Int) -> WebURL? {
    if let baseOffset, offset < baseOffset { return WebURL(url) }
    return baseURL
  }

  /// Whether all of the page was there to be read.
  package var isWhole: Bool { !cut.contains(.page) }

  /// The content of the first `meta` of that name or property (lower case); `nil` when there is none.
  package func meta(_ name: String) -> String? {
    metas.first { $0.name == name || $0.property == name }?.content
  }

  /// `meta name=generator`, all of them, in their order.
  package var generators: [String] { metas.filter { $0.name == "generator" }.compactMap(\.content) }

  /// Policies given by `meta http-equiv=content-security-policy` where a browser heeds them: in the head.
  package var contentSecurityPolicies: [String] {
    metas.filter { $0.isInHead && $0.httpEquiv == "content-security-policy" }.compactMap(\.content)
  }

  /// The address of a `meta http-equiv=refresh`, as written; empty for one that reloads, `nil` when there is none.
  package var refresh: String? {
    metas.first { $0.httpEquiv == "refresh" }?.content.map(PageReader.refreshTarget(of:))
  }

  /// The scripts that hold data: `application/ld+json`, `text/x-magento-init`, ….
  ///
  /// - Parameter type: in lower case.
  /// - Returns: those in the document itself, in their order.
  package func islands(_ type: String) -> [ScriptElement] {
    scripts.filter { $0.type == type && $0.source == nil && $0.place == .document }
  }

  /// Whether the page's source has the word anywhere, ASCII case ignored.
  package func mentions(_ word: String) -> Bool {
    ByteSearch.first(of: word, in: source[...]) != nil
  }

  /// Whether an inline script that runs has the name as an identifier, outside of strings and comments.
  package func hasGlobal(_ name: String) -> Bool {
    scripts.contains { $0.runs && $0.source == nil && ScriptTokens.names(name, in: $0.body) }
  }
}
