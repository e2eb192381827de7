/// One pass over a page: tokens in, content out.
struct PagePass {
  /// How much of each list is kept.
  private enum Limit {
    static let scripts = 2000
    static let comments = 500
    static let commentBytes = 2000
    static let metas = 500
    static let links = 4000
    static let resources = 6000
    static let elements = 2000
    static let names = 5000
    static let mentions = 50
    static let visibleBytes = 20_000
  }

  private var content: PageContent
  private let bytes: [UInt8]
  private var visible = PageText(limit: Limit.visibleBytes)
  private var title: PageText?
  private var link: (href: String, rel: String, text: PageText, fallback: String)?
  private var forms = FormPass()
  private var templates = 0
  private var isInHead = true
  private var lastClasses: (ArraySlice<UInt8>, ArraySlice<UInt8>) = ([], [])
  private var knownClasses = HTMLNames(of: .class)
  private var namesAmazon: PagePlaces
  private var hostNames: PagePlaces

  init(_ content: PageContent) {
    self.content = content
    bytes = content.source
    let amazon = ByteSearch.all(of: "amazon", in: content.source[...], limit: PagePlaces.limit)
    namesAmazon = PagePlaces(amazon)
    let prefix = "payments-"
    hostNames = PagePlaces(
      amazon.map { $0 - prefix.utf8.count }.filter { ByteSearch.isAt($0, prefix, in: content.source[...]) }
    )
  }

  mutating func run() {
    scan(HTMLTokenizer(bytes), in: bytes, place: .document, outer: nil)
  }

  /// The content, with what was still open closed.
  func finish() -> PageContent {
    var pass = self
    pass.closeLink()
    pass.content.forms = forms.forms
    if forms.isCut { pass.content.cut.insert(.forms) }
    pass.content.visibleText = visible.finished
    if visible.isCut { pass.content.cut.insert(.visibleText) }
    return pass.content
  }

  /// Reads the tokens of a document, or of a part whose scripts do not run.
  ///
  /// `outer` is where the part begins, for one with bytes of its own.
  private mutating func scan(
    _ tokens: HTMLTokenizer,
    in bytes: [UInt8],
    place: PagePlace,
    outer: Int?
  ) {
    var tokens = tokens
    while let token = tokens.next() {
      switch token {
      case .startTag(let tag):
        if place == .document { documentTag(tag, tokens.traits, in: bytes, end: tokens.position) }
        if place != .frame, !tokens.traits.contains(.isStructure) { continue }
        if tag.name == "script", !tag.isMathML {
          let actual: PagePlace = place == .document && templates > 0 ? .template : place
          readScript(tag, &tokens, in: bytes, place: actual, outer: outer)
        } else if place == .frame {
          addResources(tag, place: place, offset: outer ?? tag.offset)
        } else if tag.name == "noscript", place == .document {
          readNoscript(&tokens, in: bytes)
        }
      case .endTag(let name, _):
        if place == .document { documentEnd(name, tokens.traits) }
      case .text(let text):
        if place == .document { documentText(text, tokens) }
      case .comment(let range):
        if place == .document { readComment(range) }
      case .doctype:
        break
      }
    }
  }

  // MARK: Tags

  private mutating func documentTag(_ tag: HTMLTag, _ traits: HTMLTraits, in bytes: [UInt8], end: Int) {
    noteNames(tag, traits)
    if isInHead, templates == 0, !traits.contains(.isOfHead) { isInHead = false }
    if !visible.isCut, !traits.contains(.isInline) { visible.breakWord() }
    if traits.contains(.isStructure), tag.name == "template", !tag.isForeign { templates += 1 }
    let place: PagePlace = templates > 0 ? .template : .document
    if traits.contains(.mayRefer) { addResources(tag, place: place, offset: tag.offset) }
    if !traits.contains(.isReadApart), namesAmazon.hits(tag.offset..<end) {
      let element = PageElement(
        tag: tag.name,
        attributes: tag.attributes,
        place: place,
        offset: tag.offset
      )
      Self.add(element, to: &content.elements, .elements, Limit.elements, &content.cut)
    }
    guard templates == 0, traits.contains(.isStructure) else { return }
    switch tag.name {
    case "html": if content.language == nil { content.language = tag["lang"] ?? tag["xml:lang"] }
    case "base": if content.base == nil { noteBase(tag) }
    case "title": if content.title == nil, !tag.isForeign { title = PageText(limit: 300) }
    case "meta": Self.add(meta(tag), to: &content.metas, .metas, Limit.metas, &content.cut)
    case "a", "area": openLink(tag)
    case "img": if let alt = tag["alt"], link != nil { link?.fallback = alt }
    case "input":
      if tag["type"]?.asciiLowercased == "password" { content.asksForPassword = true }
      forms.start(tag)
    case "form", "button", "select", "option", "textarea": forms.start(tag)
    case "iframe": if let markup = tag["srcdoc"] { readFrame(markup, offset: tag.offset) }
    default: break
    }
  }

  private mutating func documentEnd(_ name: String, _ traits: HTMLTraits) {
    if !visible.isCut, !traits.contains(.isInline) { visible.breakWord() }
    switch name {
    case "template": templates = max(0, templates - 1)
    case "title":
      if let title { content.title = title.finished }
      title = nil
    case "a": closeLink()
    case "form", "select": if templates == 0 { forms.end(name) }
    default: break
    }
  }

  private mutating func documentText(_ text: HTMLText, _ tokens: HTMLTokenizer) {
    guard templates == 0, text.kind != .raw else { return }
    let part = bytes[text.range]
    if title == nil, isInHead, part.contains(where: { !$0.isHTMLSpace }) { isInHead = false }
    if content.hostMentions.count < Limit.mentions, hostNames.hits(text.range) {
      content.hostMentions.append((tokens.string(of: text), text.range.lowerBound))
    }
    guard title != nil || link != nil || !visible.isCut else { return }
    let characters = tokens.characters(of: text)
    guard title == nil else {
      title?.append(characters)
      return
    }
    visible.append(characters)
    link?.text.append(characters)
  }

  private mutating func noteBase(_ tag: HTMLTag) {
    guard let address = tag["href"]?.trimmed, !tag.isForeign else { return }
    content.base = address
    content.baseOffset = tag.offset
  }

  private mutating func noteNames(_ tag: HTMLTag, _ traits: HTMLTraits) {
    if traits.contains(.isCustom) { Self.note(tag.name, in: &content.customElements, &content.cut) }
    if let id = tag["id"], !id.isEmpty { Self.note(id, in: &content.identifiers, &content.cut) }
    // Most elements have the classes of another one.
    guard let written = tag.attribute("class")?.written, written != lastClasses.0, written != lastClasses.1
    else { return }
    lastClasses = (written, lastClasses.0)
    let names = Array(HTMLReferences.decode(written, inAttribute: true))
    var start = 0
    for index in 0...names.count where index == names.count || names[index].isHTMLSpace {
      if start < index, let name = knownClasses.newName(in: names, start..<index) {
        Self.note(name, in: &content.classes, &content.cut)
      }
      start = index + 1
    }
  }

  private static func note(_ name: String, in set: inout Set<String>, _ cut: inout Set<PageContent.Part>) {
    if set.count < Limit.names {
      set.insert(name)
    } else {
      cut.insert(.identifiers)
    }
  }

  private static func add<Item>(
    _ item: Item,
    to list: inout [Item],
    _ part: PageContent.Part,
    _ limit: Int,
    _ cut: inout Set<PageContent.Part>
  ) {
    if list.count < limit {
      list.append(item)
    } else {
      cut.insert(part)
    }
  }

  private func meta(_ tag: HTMLTag) -> PageMeta {
    PageMeta(
      name: tag["name"]?.trimmed.asciiLowercased,
      property: tag["property"]?.trimmed.asciiLowercased,
      httpEquiv: tag["http-equiv"]?.trimmed.asciiLowercased,
      content: tag["content"],
      id: tag["id"],
      data: Array(tag.attributes.filter { $0.name.hasPrefix("data-") }.prefix(32)),
      isInHead: isInHead,
      offset: tag.offset
    )
  }

  private mutating func openLink(_ tag: HTMLTag) {
    closeLink()
    guard let href = tag["href"]?.trimmed else { return }
    let fallback = tag["aria-label"] ?? tag["title"] ?? tag["alt"] ?? ""
    link = (href, tag["rel"]?.asciiLowercased ?? "", PageText(limit: 80), fallback)
    if tag.name == "area" { closeLink() }
  }

  private mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    var text = open.text.finished
    if text.isEmpty {
      var fallback = PageText(limit: 80)
      fallback.append(open.fallback)
      text = fallback.finished
    }
    Self.add(
      PageLink(href: open.href, text: text, rel: open.rel),
      to: &content.links,
      .links,
      Limit.links,
      &content.cut
    )
  }

  private mutating func addResources(_ tag: HTMLTag, place: PagePlace, offset: Int) {
    for (kind, address, rel) in PageResource.references(of: tag) {
      Self.add(
        PageResource(kind: kind, address: address, rel: rel, place: place, offset: offset),
        to: &content.resources,
        .resources,
        Limit.resources,
        &content.cut
      )
    }
  }

  // MARK: Parts of their own

  private mutating func readScript(
    _ tag: HTMLTag,
    _ tokens: inout HTMLTokenizer,
    in bytes: [UInt8],
    place: PagePlace,
    outer: Int?
  ) {
    let start = tokens.position
    var end = start
    var isClosed = tag.isForeign && tag.isSelfClosing
    // In HTML only text can come before the end tag; in SVG anything may, and references stand for characters.
    var inner: [UInt8] = []
    while !isClosed, let token = tokens.next() {
      if case .endTag("script", let offset) = token {
        end = offset
        isClosed = true
        break
      }
      if tag.isForeign, case .text(let text) = token { inner += tokens.characters(of: text) }
      end = tokens.position
    }
    let body = HTMLReferences.withoutNull(bytes[start..<max(start, end)])
    let script = ScriptElement(
      tag,
      body: tag.isForeign ? inner[...] : body,
      isClosed: isClosed,
      place: place,
      offset: outer ?? tag.offset
    )
    Self.add(script, to: &content.scripts, .scripts, Limit.scripts, &content.cut)
  }

  private mutating func readNoscript(_ tokens: inout HTMLTokenizer, in bytes: [UInt8]) {
    guard case .text(let text)? = tokens.next() else { return }
    scan(
      HTMLTokenizer(bytes, in: text.range, scripting: false),
      in: bytes,
      place: .noscript,
      outer: nil
    )
  }

  private mutating func readFrame(_ markup: String, offset: Int) {
    let inner = Array(markup.utf8)
    scan(HTMLTokenizer(inner), in: inner, place: .frame, outer: offset)
  }

  private mutating func readComment(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let text = bytes[range]
    let excerpt = String(
      decoding: HTMLReferences.withoutNull(text.prefix(Limit.commentBytes)),
      as: UTF8.self
    )
    let comment = PageComment(text: excerpt, offset: range.lowerBound)
    Self.add(comment, to: &content.comments, .comments, Limit.comments, &content.cut)
    if ByteSearch.first(of: "<script", in: text) != nil {
      scan(HTMLTokenizer(bytes, in: range), in: bytes, place: .comment, outer: nil)
    }
  }
}
