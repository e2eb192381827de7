/// What facts can be about, which is a tree: shop ⊃ host ⊃ page ⊃ button; host ⊃ endpoint; shop ⊃ service.
///
/// `server` is the machine that a shop runs on, looked at from itself: a tree of its own.
package enum SubjectKind: String, Codable, CaseIterable, Sendable {
  case shop, host, page, button, endpoint, service, server
}

/// What a subject is to the shop.
package enum Role: String, Codable, CaseIterable, Sendable {
  /// The shop itself, and the host of its address.
  case shop
  case home, product, cart, checkout, login
  /// A page that the operator named.
  case named
  /// The host or endpoint of payment notifications.
  case ipn
  /// The host or endpoint of an API that a storefront calls from the browser.
  case api
  /// An endpoint that hands out checkout sessions (`createCheckoutSession.url`).
  case session
  /// A URL to which Amazon sends the buyer back.
  case returnURL
  /// One of Amazon's own services, as seen from here.
  case amazon
}

/// What facts are about, with the facts.
package struct Subject: Hashable, Sendable, Codable {
  /// Identifies a subject within its evidence, the same in every run: name and port, URL, page and container;
  /// never a number of arrival.
  package struct ID: Hashable, Sendable, Codable, Comparable {
    /// What kind of subject it is.
    package var kind: SubjectKind
    /// Its name within the kind.
    package var key: String

    /// The identity of the `kind` subject named `key`.
    package init(_ kind: SubjectKind, _ key: String) {
      self.kind = kind
      self.key = key
    }

    /// `kind:key`, as it stands in JSON.
    package var description: String { "\(kind.rawValue):\(key)" }

    package init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let kind = SubjectKind(rawValue: String(parts[0])) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' names no subject")
        )
      }
      self.init(kind, String(parts[1]))
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(description)
    }

    package static func < (lhs: ID, rhs: ID) -> Bool {
      let order = SubjectKind.allCases
      let (left, right) = (order.firstIndex(of: lhs.kind) ?? 0, order.firstIndex(of: rhs.kind) ?? 0)
      return left != right ? left < right : lhs.key < rhs.key
    }
  }

  /// Its identity.
  package var id: ID
  /// What people call it: `shop.example`, `the cart page`.
  package var name: String
  /// Where it is; `nil` where a subject has no address of its own.
  package var url: String?
  /// What it is to the shop; unordered, without repetition, sorted.
  package var roles: [Role]
  /// The subject above it; `nil` for the shop.
  package var parent: ID?
  /// What was seen of it, by the facts' names.
  package var facts: [String: Fact]

  /// A subject from its parts; `roles` are sorted.
  package init(
    id: ID,
    name: String,
    url: String? = nil,
    roles: [Role] = [],
    parent: ID? = nil,
    facts: [String: Fact] = [:]
  ) {
    self.id = id
    self.name = name
    self.url = url
    self.roles = Set(roles).sorted { $0.rawValue < $1.rawValue }
    self.parent = parent
    self.facts = facts
  }
}
