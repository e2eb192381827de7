/// HTML that can only be put together from escaped parts: names are the program's own, everything else is text.
struct HTML: Sendable {
  /// An attribute: a name of the program's own and any value.
  struct Attribute: Sendable {
    let name: StaticString
    /// `nil` for one that only stands there, like `open`.
    let value: String?

    init(_ name: StaticString, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  /// Elements that have no end.
  private static let void = ["meta", "rect", "line", "col", "br", "hr"]

  /// The markup, escaped.
  private(set) var markup: String

  private init(markup: String) { self.markup = markup }

  /// Nothing.
  static let none = HTML(markup: "")

  /// `text`, harmless in every place of a document.
  ///
  /// What acts on terminals or reorders text is made visible, what means something in HTML is escaped. Line breaks
  /// stay.
  static func text(_ text: String) -> HTML { HTML(markup: escape(SafeText.block(text))) }

  /// `text` whose options (`--page`) stay on one line.
  static func advice(_ text: String) -> HTML {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.hasPrefix("--") && word.count > 2
        ? tag("span", .type("option")) { String(word) } : self.text(String(word))
    }
    return HTML(markup: words.map(\.markup).joined(separator: " "))
  }

  /// An element with what is in it.
  static func tag(
    _ name: StaticString,
    _ attributes: Attribute...,
    @Builder in children: () -> HTML = { .none }
  )
    -> HTML
  {
    var markup = "<\(name)"
    for attribute in attributes {
      markup += " \(attribute.name)"
      if let value = attribute.value { markup += "=\"\(escape(SafeText.line(value)))\"" }
    }
    markup += ">"
    guard !void.contains("\(name)") else { return HTML(markup: markup + (isShape(name) ? "</\(name)>" : "")) }
    return HTML(markup: markup + children().markup + "</\(name)>")
  }

  /// The program's own style or script, as it is.
  static func asset(_ name: StaticString, _ content: String) -> HTML {
    HTML(markup: "<\(name)>\(content)</\(name)>")
  }

  /// A name for `id` attributes and links: small letters, digits and hyphens alone.
  static func anchor(_ prefix: StaticString, _ name: String) -> String {
    let characters = name.lowercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    return "\(prefix)-\(String(characters.prefix(80)))"
  }

  private static func isShape(_ name: StaticString) -> Bool { ["rect", "line"].contains("\(name)") }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.markup + right.markup) }

  /// Puts parts in a row.
  @resultBuilder
  enum Builder {
    static func buildExpression(_ html: HTML) -> HTML { html }
    static func buildExpression(_ text: String) -> HTML { .text(text) }
    static func buildBlock(_ parts: HTML...) -> HTML { HTML(markup: parts.map(\.markup).joined()) }
    static func buildOptional(_ part: HTML?) -> HTML { part ?? .none }
    static func buildEither(first: HTML) -> HTML { first }
    static func buildEither(second: HTML) -> HTML { second }
    static func buildArray(_ parts: [HTML]) -> HTML { HTML(markup: parts.map(\.markup).joined()) }
  }
}

extension HTML.Attribute {
  /// `class`.
  static func type(_ value: String) -> HTML.Attribute { HTML.Attribute("class", value) }
  /// `id`.
  static func id(_ value: String) -> HTML.Attribute { HTML.Attribute("id", value) }
  /// `href` to a place in the page.
  static func to(_ anchor: String) -> HTML.Attribute { HTML.Attribute("href", "#\(anchor)") }
}
