/// The least that would have to change in a policy, or in the page, for something to be allowed.
package enum PolicyChange: Hashable, Sendable {
  /// Name the source beside the others.
  case add(source: String, to: String)
  /// The directive allows nothing; name the source in place of that.
  case replaceNone(source: String, in: String)
  /// `default-src` decides: write the directive with its sources and the new one.
  case split(source: String, into: String)
  /// Give the element the nonce of the policy.
  case useNonce(of: String)
  /// Name the digest of the inline content.
  case addHash(source: String, to: String)
  /// Give policy and element a nonce.
  case introduceNonce(in: String)
}

/// Why one policy does not allow something.
package struct PolicyViolation: Hashable, Sendable {
  /// The policy's place in its set, from 0.
  package let policy: Int
  /// Where that policy stood.
  package let source: ContentSecurityPolicy.Source
  /// The directive that is meant: `script-src-elem`.
  package let effectiveDirective: String
  /// The directive that decided: `default-src`.
  package let decidingDirective: String
  /// The address without fragment, or `inline`.
  package let blocked: String
  /// The least that would have to change.
  package let change: PolicyChange
}

/// What all policies of a page say to one thing.
package struct PolicyDecision: Hashable, Sendable {
  /// Why it is blocked, one entry a policy; empty when it is allowed.
  package let violations: [PolicyViolation]
  /// What policies that only tell would have blocked.
  package let reported: [PolicyViolation]

  /// Whether every enforced policy lets it through.
  package var isAllowed: Bool { violations.isEmpty }
}

/// A script element's request, as far as a policy asks.
package struct ScriptRequest: Hashable, Sendable {
  /// What it loads.
  package let url: WebURL
  /// The `nonce` attribute; `nil` when it has none.
  package let nonce: String?
  /// The `integrity` attribute; `nil` when it has none.
  package let integrity: String?
  /// Whether it stands in the page, rather than being made by a script.
  package let isParserInserted: Bool
  /// Whether a redirect led to ``url``: then the path of a source does not count.
  package let isRedirected: Bool

  /// A request from its parts; it stands in the page and follows no redirect unless said otherwise.
  package init(
    url: WebURL,
    nonce: String? = nil,
    integrity: String? = nil,
    isParserInserted: Bool = true,
    isRedirected: Bool = false
  ) {
    self.url = url
    self.nonce = nonce
    self.integrity = integrity
    self.isParserInserted = isParserInserted
    self.isRedirected = isRedirected
  }
}
