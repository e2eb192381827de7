/// One policy, as a header field or a `meta` element brought it.
///
/// Source: CSP3, 2.2 "Policies".
package struct ContentSecurityPolicy: Hashable, Sendable {
  /// Whether it blocks or only tells.
  package enum Disposition: String, Codable, CaseIterable, Sendable {
    case enforce, report
  }

  /// Where it stood.
  package enum Source: String, Codable, CaseIterable, Sendable {
    case header, meta
  }

  /// One directive; of several with the same name only the first counts.
  package struct Directive: Hashable, Sendable {
    /// In lower case.
    package let name: String
    /// The tokens of its value, as written.
    package let tokens: [String]
    /// The tokens read as a source list.
    package let sources: [SourceExpression]

    /// Whether nothing can match: an empty list, or `'none'` alone.
    package var allowsNothing: Bool { sources.isEmpty || sources == [.none] }

    func contains(_ keyword: SourceExpression.Keyword) -> Bool { sources.contains(.keyword(keyword)) }
  }

  /// Whether it blocks or only tells.
  package let disposition: Disposition
  /// Where it stood.
  package let source: Source
  /// In their order; never empty.
  package let directives: [Directive]
  private let places: [String: Int]

  /// The directive `name` (in lower case); `nil` when the policy has none.
  package subscript(name: String) -> Directive? { places[name].map { directives[$0] } }

  /// The policies of one header field's value: a list with commas.
  package static func read(
    header value: String,
    disposition: Disposition = .enforce
  ) -> [ContentSecurityPolicy] {
    policies(value, disposition: disposition, source: .header)
  }

  /// The policies of a `meta` element's `content`; empty when nothing in it counts.
  ///
  /// `report-uri`, `frame-ancestors` and `sandbox` are ignored there. Source: HTML Standard, "Content security
  /// policy state"; a `meta` element can only enforce. As in Chromium, commas separate policies here too.
  package static func read(meta content: String) -> [ContentSecurityPolicy] {
    policies(content, disposition: .enforce, source: .meta)
  }

  private static func policies(_ text: String, disposition: Disposition, source: Source)
    -> [ContentSecurityPolicy]
  {
    text.utf8.split(separator: UInt8(ascii: ",")).compactMap {
      policy($0, disposition: disposition, source: source)
    }
  }

  /// Reads bytes from anywhere; the entry point for fuzzing.
  package static func read(_ bytes: [UInt8]) -> [ContentSecurityPolicy] {
    read(header: String(decoding: bytes, as: UTF8.self))
  }

  private static let ignoredInMeta: Set<String> = ["report-uri", "frame-ancestors", "sandbox"]

  private static func policy(
    _ text: Substring.UTF8View,
    disposition: Disposition,
    source: Source
  ) -> ContentSecurityPolicy? {
    var directives: [Directive] = []
    var places: [String: Int] = [:]
    for part in text.split(separator: UInt8(ascii: ";")) where part.allSatisfy({ $0 < 0x80 }) {
      let words = part.split(whereSeparator: isSpace)
      guard let first = words.first else { continue }
      let name = String(Substring(first)).lowercased()
      guard places[name] == nil, source == .header || !ignoredInMeta.contains(name) else { continue }
      let tokens = words.dropFirst().map { String(Substring($0)) }
      places[name] = directives.count
      directives.append(Directive(name: name, tokens: tokens, sources: tokens.map(SourceExpression.read)))
    }
    guard !directives.isEmpty else { return nil }
    return ContentSecurityPolicy(
      disposition: disposition,
      source: source,
      directives: directives,
      places: places
    )
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  /// The flags of `sandbox` in lower case; `nil` when the policy has no sandbox, or only tells.
  package var sandbox: Set<String>? {
    guard disposition == .enforce else { return nil }
    return self["sandbox"].map { Set($0.tokens.map { $0.lowercased() }) }
  }

  /// The directive that decides for the kind of content, after the fallbacks of CSP3, 6.8.3; `nil` when none does.
  package func deciding(for content: PolicyContent) -> Directive? {
    for name in content.directives {
      if let directive = self[name] { return directive }
    }
    return nil
  }
}

/// What a policy can allow or forbid.
package enum PolicyContent: String, Codable, CaseIterable, Sendable {
  case script, scriptAttribute, style, styleAttribute, connect, frame, image, font, media, object, manifest
  case worker, formAction

  /// The directive that is meant, then those it falls back to.
  package var directives: [String] {
    switch self {
    case .script: ["script-src-elem", "script-src", "default-src"]
    case .scriptAttribute: ["script-src-attr", "script-src", "default-src"]
    case .style: ["style-src-elem", "style-src", "default-src"]
    case .styleAttribute: ["style-src-attr", "style-src", "default-src"]
    case .connect: ["connect-src", "default-src"]
    case .frame: ["frame-src", "child-src", "default-src"]
    case .image: ["img-src", "default-src"]
    case .font: ["font-src", "default-src"]
    case .media: ["media-src", "default-src"]
    case .object: ["object-src", "default-src"]
    case .manifest: ["manifest-src", "default-src"]
    case .worker: ["worker-src", "child-src", "script-src", "default-src"]
    case .formAction: ["form-action"]
    }
  }

  /// The directive that people write for it.
  package var usualDirective: String {
    switch self {
    case .script, .scriptAttribute: "script-src"
    case .style, .styleAttribute: "style-src"
    case .connect, .frame, .image, .font, .media, .object, .manifest, .worker, .formAction: directives[0]
    }
  }
}
