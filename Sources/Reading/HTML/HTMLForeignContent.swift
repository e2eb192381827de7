/// Which tags stand in SVG or MathML, judged by names alone (HTML Standard, the rules for parsing tokens in foreign content).
struct HTMLForeignContent: Sendable {
  private enum Scope: Hashable, Sendable {
    case svg, math
    /// An element of SVG or MathML that holds HTML.
    case integration(String)
  }

  /// Deeper nesting is read as if it were not nested.
  private static let depthLimit = 64

  private var scopes: [Scope] = []

  /// What an element is one of.
  enum Namespace: Hashable, Sendable {
    case html, svg, math
  }

  /// What the next tag stands in.
  private var namespace: Namespace {
    switch scopes.last {
    case .svg?: .svg
    case .math?: .math
    case .integration?, nil: .html
    }
  }

  /// Whether no element is open that decides what a tag is, as on nearly all of a page.
  var isEmpty: Bool { scopes.isEmpty }
  /// Whether the next tag stands in SVG or MathML.
  var isForeign: Bool { namespace != .html }

  /// Notes a start tag; what it is itself an element of.
  mutating func start(_ name: String, _ attributes: [HTMLAttribute], isSelfClosing: Bool) -> Namespace {
    if isForeign, Self.breakouts.contains(name) || name == "font" && Self.hasFontAttribute(attributes) {
      leave()
    }
    let scope: Scope? =
      switch (name, scopes.last) {
      case ("svg", _): .svg
      case ("math", _): .math
      case ("foreignobject", .svg?), ("desc", .svg?), ("title", .svg?): .integration(name)
      case ("mi", .math?), ("mo", .math?), ("mn", .math?), ("ms", .math?), ("mtext", .math?):
        .integration(name)
      case ("annotation-xml", .math?) where Self.holdsHTML(attributes): .integration(name)
      default: nil
      }
    let own: Namespace = scope == .svg ? .svg : scope == .math ? .math : namespace
    if let scope, !isSelfClosing, scopes.count < Self.depthLimit { scopes.append(scope) }
    return own
  }

  private static func hasFontAttribute(_ attributes: [HTMLAttribute]) -> Bool {
    attributes.contains { ["color", "face", "size"].contains($0.name) }
  }

  private static func holdsHTML(_ attributes: [HTMLAttribute]) -> Bool {
    let encoding = attributes.first { $0.name == "encoding" }?.value.asciiLowercased
    return encoding == "text/html" || encoding == "application/xhtml+xml"
  }

  /// Notes an end tag.
  mutating func end(_ name: String) {
    guard !scopes.isEmpty else { return }
    let scope: Scope =
      switch name {
      case "svg": .svg
      case "math": .math
      default: .integration(name)
      }
    if let index = scopes.lastIndex(of: scope) {
      scopes.removeSubrange(index...)
    } else if isForeign, Self.breakouts.contains(name) || Self.containers.contains(name) {
      // The end of an element around an SVG that was never closed closes it too.
      leave()
    }
  }

  private mutating func leave() {
    while isForeign { scopes.removeLast() }
  }

  /// Start tags that end foreign content.
  private static let breakouts: Set<String> = [
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1",
    "h2",
    "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p",
    "pre",
    "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
  ]

  /// Elements of HTML alone that often stand around an icon.
  private static let containers: Set<String> = [
    "article", "aside", "button", "footer", "form", "header", "html", "label", "main", "nav", "section", "td",
    "th",
    "tr",
  ]
}
