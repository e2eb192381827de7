/// All policies of a page; each of them must allow (CSP3, 8.1).
///
/// Whether `sandbox` stops scripts altogether is told by ``sandbox`` and not part of the other answers.
package struct PolicySet: Hashable, Sendable {
  /// The page.
  package let document: WebURL
  /// In the order of headers, then of `meta` elements.
  package let policies: [ContentSecurityPolicy]

  /// The policies of the page at `document`.
  package init(document: WebURL, policies: [ContentSecurityPolicy]) {
    self.document = document
    self.policies = policies
  }

  /// The policies of the page at `document`, from all its header fields and `meta` elements.
  package init(document: WebURL, enforced: [String], reportOnly: [String] = [], meta: [String] = []) {
    self.document = document
    policies =
      enforced.flatMap { ContentSecurityPolicy.read(header: $0) }
      + reportOnly.flatMap { ContentSecurityPolicy.read(header: $0, disposition: .report) }
      + meta.flatMap { ContentSecurityPolicy.read(meta: $0) }
  }

  /// The sandbox flags that every sandboxing policy grants; `nil` when none sandboxes.
  package var sandbox: Set<String>? {
    let flags = policies.compactMap(\.sandbox)
    return flags.first.map { first in flags.dropFirst().reduce(first) { $0.intersection($1) } }
  }

  /// Whether no policy's sandbox keeps scripts from running.
  package var runsScripts: Bool { sandbox?.contains("allow-scripts") ?? true }

  /// Whether requests over http go over https.
  ///
  /// Source: Upgrade Insecure Requests, 3.1.
  package var upgradesInsecureRequests: Bool {
    policies.contains { $0.disposition == .enforce && $0["upgrade-insecure-requests"] != nil }
  }

  /// Whether the script may load.
  ///
  /// Source: CSP3, 6.7.1.1.
  package func script(_ request: ScriptRequest) -> PolicyDecision {
    decide(.script, request.url.text) { directive, disposition in
      if Self.nonce(request.nonce, matches: directive) { return nil }
      if Self.integrity(request.integrity, matches: directive) { return nil }
      let url = upgraded(request.url, disposition)
      if directive.contains(.strictDynamic) {
        return request.isParserInserted ? nonceChange(directive, .script) : nil
      }
      let isAllowed = Self.allows(url, directive, document, isRedirected: request.isRedirected)
      return isAllowed ? nil : change(adding: url, directive, .script)
    }
  }

  /// Whether the inline script may run; `source` is its text in UTF-8.
  ///
  /// Source: CSP3, 6.7.3.3.
  package func inlineScript(nonce: String? = nil, source: [UInt8]) -> PolicyDecision {
    inline(.script, nonce: nonce, source: source)
  }

  /// Whether the inline style may apply; `source` is its text in UTF-8.
  package func inlineStyle(nonce: String? = nil, source: [UInt8]) -> PolicyDecision {
    inline(.style, nonce: nonce, source: source)
  }

  /// Whether an event handler's attribute may run; `source` is its text in UTF-8.
  package func eventHandler(source: [UInt8]) -> PolicyDecision {
    inline(.scriptAttribute, nonce: nil, source: source)
  }

  /// Whether a `style` attribute may apply; `source` is its text in UTF-8.
  package func styleAttribute(source: [UInt8]) -> PolicyDecision {
    inline(.styleAttribute, nonce: nil, source: source)
  }

  /// Whether something that is not a script may be loaded from, or a form sent to, `url`; `isRedirected` where a
  /// redirect led there.
  package func load(
    _ content: PolicyContent,
    _ url: WebURL,
    nonce: String? = nil,
    isRedirected: Bool = false
  ) -> PolicyDecision {
    decide(content, url.text) { directive, disposition in
      if content == .style, Self.nonce(nonce, matches: directive) { return nil }
      let url = upgraded(url, disposition)
      return Self.allows(url, directive, document, isRedirected: isRedirected)
        ? nil : change(adding: url, directive, content)
    }
  }

  /// Whether something may be loaded from an address that holds it: `data`, `blob`.
  ///
  /// Only the scheme itself lets it in: `*` does not. `scheme` is in lower case, without the colon.
  package func load(_ content: PolicyContent, scheme: String) -> PolicyDecision {
    decide(content, scheme) { directive, _ in
      let isBound = content == .script && directive.contains(.strictDynamic)
      if !isBound, directive.sources.contains(.scheme(scheme)) { return nil }
      return addition(of: scheme + ":", directive, content)
        ?? .add(source: scheme + ":", to: directive.name)
    }
  }

  private func inline(_ content: PolicyContent, nonce: String?, source: [UInt8]) -> PolicyDecision {
    decide(content, "inline") { directive, _ in
      if Self.allowsAllInline(directive, content) || Self.nonce(nonce, matches: directive) { return nil }
      let isElement = content == .script || content == .style
      for case .hash(let digest, let value) in directive.sources
      where isElement || directive.contains(.unsafeHashes) {
        if digest.of(source).map(Base64.encode) == value { return nil }
      }
      if directive.sources.contains(where: \.isNonce) { return .useNonce(of: directive.name) }
      guard let hash = Digest.sha256.of(source).map(Base64.encode) else {
        return .introduceNonce(in: directive.name)
      }
      let wanted = isElement ? "'sha256-\(hash)'" : "'unsafe-hashes' 'sha256-\(hash)'"
      return addition(of: wanted, directive, content) ?? .addHash(source: wanted, to: directive.name)
    }
  }

  /// Asks each policy; `judge` gives the change without which the directive would block.
  private func decide(
    _ content: PolicyContent,
    _ blocked: String,
    judge: (ContentSecurityPolicy.Directive, ContentSecurityPolicy.Disposition) -> PolicyChange?
  ) -> PolicyDecision {
    var violations: [PolicyViolation] = []
    var reported: [PolicyViolation] = []
    for (index, policy) in policies.enumerated() {
      guard let directive = policy.deciding(for: content),
        let change = judge(directive, policy.disposition)
      else { continue }
      let violation = PolicyViolation(
        policy: index,
        source: policy.source,
        effectiveDirective: content.directives[0],
        decidingDirective: directive.name,
        blocked: blocked,
        change: change
      )
      switch policy.disposition {
      case .enforce: violations.append(violation)
      case .report: reported.append(violation)
      }
    }
    return PolicyDecision(violations: violations, reported: reported)
  }

  /// What only tells is asked before the upgrade, what blocks after it.
  ///
  /// Source: Fetch, 4.1 "Main fetch".
  private func upgraded(_ url: WebURL, _ disposition: ContentSecurityPolicy.Disposition) -> WebURL {
    disposition == .enforce && upgradesInsecureRequests && !url.isHTTPS ? url.with(scheme: .https) : url
  }

  private static func allows(
    _ url: WebURL,
    _ directive: ContentSecurityPolicy.Directive,
    _ document: WebURL,
    isRedirected: Bool
  ) -> Bool {
    !directive.allowsNothing
      && directive.sources.contains { $0.matches(url, document: document, isRedirected: isRedirected) }
  }

  private static func nonce(_ nonce: String?, matches directive: ContentSecurityPolicy.Directive) -> Bool {
    guard let nonce, !nonce.isEmpty else { return false }
    return directive.sources.contains(.nonce(nonce))
  }

  /// Every digest of the attribute must be named.
  ///
  /// Source: CSP3, 6.7.1.1, step 1.3; SRI, 3.3.
  private static func integrity(_ attribute: String?, matches directive: ContentSecurityPolicy.Directive)
    -> Bool
  {
    let wanted = (attribute ?? "").utf8.split { $0 <= 0x20 }.compactMap { part -> SourceExpression? in
      let value = String(Substring(part.prefix { $0 != UInt8(ascii: "?") }))
      guard case .hash(let digest, let base64) = SourceExpression.read("'\(value)'") else { return nil }
      return .hash(digest, base64)
    }
    return !wanted.isEmpty && wanted.allSatisfy { directive.sources.contains($0) }
  }

  /// Source: CSP3, 6.7.3.2.
  private static func allowsAllInline(
    _ directive: ContentSecurityPolicy.Directive,
    _ content: PolicyContent
  ) -> Bool {
    guard directive.contains(.unsafeInline) else { return false }
    let isScript = content == .script || content == .scriptAttribute
    if isScript, directive.contains(.strictDynamic) { return false }
    return !directive.sources.contains { $0.isNonce || $0.isHash }
  }

  private func change(
    adding url: WebURL,
    _ directive: ContentSecurityPolicy.Directive,
    _ content: PolicyContent
  ) -> PolicyChange {
    addition(of: url.origin, directive, content) ?? .add(source: url.origin, to: directive.name)
  }

  /// The changes that are more than one more source; `nil` when one more source is all.
  private func addition(
    of source: String,
    _ directive: ContentSecurityPolicy.Directive,
    _ content: PolicyContent
  ) -> PolicyChange? {
    if directive.name == "default-src" {
      return directive.allowsNothing
        ? .replaceNone(source: source, in: content.usualDirective)
        : .split(source: source, into: content.usualDirective)
    }
    return directive.allowsNothing ? .replaceNone(source: source, in: directive.name) : nil
  }

  private func nonceChange(
    _ directive: ContentSecurityPolicy.Directive,
    _ content: PolicyContent
  ) -> PolicyChange {
    directive.sources.contains(where: \.isNonce)
      ? .useNonce(of: directive.name) : .introduceNonce(in: directive.name)
  }
}

extension SourceExpression {
  /// Whether it is a nonce.
  package var isNonce: Bool {
    if case .nonce = self { true } else { false }
  }

  /// Whether it is a digest.
  package var isHash: Bool {
    if case .hash = self { true } else { false }
  }
}
