/// Where on a page something stands, as far as that decides whether a browser acts on it.
package enum PagePlace: String, Codable, CaseIterable, Sendable {
  case document
  /// In a `template`: inert until a script copies it.
  case template
  /// In a `noscript`: text to a browser that runs scripts.
  case noscript
  /// In an iframe's `srcdoc`: a document of its own.
  case frame
  /// In a comment: nothing to a browser.
  case comment
}

/// A `script` element, with source or inline.
package struct ScriptElement: Hashable, Sendable {
  /// What the `type` makes of it.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// A browser runs it when it comes to it.
    case classic
    case module
    /// `importmap`, `speculationrules`.
    case browserData
    /// Any other type: a browser neither loads nor runs it.
    case data
  }

  /// The `src` as written, trimmed; `nil` for an inline script, and for one in a `data:` address.
  package var source: String?
  /// The inline text, or that in a `data:` address; empty for a script with source (its text is not run).
  package var body: ArraySlice<UInt8>
  /// The `type` in lower case, trimmed; empty when there is none.
  package var type: String
  /// What the `type` makes of it.
  package var kind: Kind
  /// Where it stands.
  package var place: PagePlace
  /// Who keeps it from running until the visitor consents (`Cookiebot`, `Usercentrics`, …, `unnamed`); `nil` when nobody.
  package var parkedBy: String?
  /// The address a parked script will have (`data-src` and the like); `nil` when there is none.
  package var parkedSource: String?
  /// Whether it has `async`.
  package var isAsync: Bool
  /// Whether it has `defer`.
  package var isDeferred: Bool
  /// Whether it has `nomodule`: browsers with modules do not run it.
  package var isNoModule: Bool
  /// `nonce`; `nil` when there is none.
  package var nonce: String?
  /// `integrity`; `nil` when there is none.
  package var integrity: String?
  /// `crossorigin`; empty is anonymous, `nil` when there is none.
  package var crossOrigin: String?
  /// Whether the text stands in a `data:` address.
  package var isEmbedded: Bool
  /// Whether its end tag was there; without it a browser does not run the script.
  package var isClosed: Bool
  /// The other attributes (`id`, `class`, `data-…`), at most 32.
  package var attributes: [HTMLAttribute]
  /// Where its tag begins, in bytes of ``PageContent/source``; of one in a `srcdoc`, where the iframe begins.
  package var offset: Int

  /// The inline text.
  package var text: String { String(decoding: body, as: UTF8.self) }
  /// The value of one of ``attributes``; `nil` when it is not there.
  package func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  /// Whether a browser loads and runs it as it reads the page.
  package var runs: Bool {
    place == .document && parkedBy == nil && !isNoModule && isClosed && (kind == .classic || kind == .module)
      && source != "" && !waitsForAnotherEvent
  }

  /// Whether `for` and `event` name anything but the window's load.
  ///
  /// Source: HTML Standard, "prepare the script element".
  private var waitsForAnotherEvent: Bool {
    guard kind == .classic, let target = attribute("for"), let event = attribute("event") else {
      return false
    }
    let name = event.trimmed.asciiLowercased
    return target.trimmed.asciiLowercased != "window" || (name != "onload" && name != "onload()")
  }
}

/// A `meta` element.
package struct PageMeta: Hashable, Sendable {
  /// `name` in lower case; `nil` when there is none.
  package var name: String?
  /// `property` in lower case (`og:price:currency`); `nil` when there is none.
  package var property: String?
  /// `http-equiv` in lower case; `nil` when there is none.
  package var httpEquiv: String?
  /// `content` as written; `nil` when there is none.
  package var content: String?
  /// `id`; `nil` when there is none.
  package var id: String?
  /// `data-…` attributes, at most 32.
  package var data: [HTMLAttribute]
  /// Whether it comes before anything that begins the body: only there a policy counts.
  package var isInHead: Bool
  /// Where it begins, in bytes of ``PageContent/source``.
  package var offset: Int
}

/// An `a` or `area` that leads somewhere.
package struct PageLink: Hashable, Sendable {
  /// `href` as written, trimmed.
  package var href: String
  /// What it shows: text, else an image's `alt`, else `title` or `aria-label`; white space collapsed, at most 80 characters.
  package var text: String
  /// `rel` in lower case; empty when there is none.
  package var rel: String
}

/// Something that a browser loads, or a `link` that points at something.
package struct PageResource: Hashable, Sendable {
  /// What a browser makes of it.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    case image, frame, stylesheet, media, object
    /// `link rel=preload` and `modulepreload`.
    case preload
    /// `link rel=preconnect`, `dns-prefetch`, `prefetch`.
    case hint
    /// Any other `link` with an address: icon, canonical, alternate, …
    case link
  }

  /// What a browser makes of it.
  package var kind: Kind
  /// As written, trimmed; of a `srcset` each candidate is a resource.
  package var address: String
  /// `rel` of a `link` in lower case; empty for others.
  package var rel: String
  /// Where it stands.
  package var place: PagePlace
  /// Where it begins, in bytes of ``PageContent/source``.
  package var offset: Int
}

/// An element kept because its tag names Amazon.
package struct PageElement: Hashable, Sendable {
  /// In lower case.
  package var tag: String
  /// All its attributes; names in lower case.
  package var attributes: [HTMLAttribute]
  /// Where it stands.
  package var place: PagePlace
  /// Where it begins, in bytes of ``PageContent/source``.
  package var offset: Int

  /// The value of an attribute; `nil` when it is not there.
  package subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  /// Its classes, in the order written.
  package var classes: [String] { (self["class"] ?? "").split { $0.isWhitespace }.map(String.init) }
}

/// A comment.
package struct PageComment: Hashable, Sendable {
  /// Its text, at most 2000 bytes of it.
  package var text: String
  /// Where it begins, in bytes of ``PageContent/source``.
  package var offset: Int
}
