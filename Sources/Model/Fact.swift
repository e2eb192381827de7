/// What a probe saw of a subject: known, absent, or unknown with a reason.
package enum Fact: Hashable, Sendable {
  /// It was seen, and this is it.
  case known(Value, from: [Look.ID])
  /// The known part of a list whose rest was not seen.
  case partial([Value], missing: Unknown, from: [Look.ID])
  /// It was looked for where it would be, and it is not there.
  case absent(from: [Look.ID])
  /// It could not be seen, or was not looked at.
  case unknown(Unknown, from: [Look.ID])

  /// The looks that this was read from, in the order in which they were used.
  package var looks: [Look.ID] {
    switch self {
    case .known(_, let looks), .partial(_, _, let looks), .absent(let looks), .unknown(_, let looks): looks
    }
  }
}

/// Why a fact is not known.
package struct Unknown: Hashable, Sendable, Codable {
  /// The kind of obstacle.
  package var reason: Reason
  /// What the audit would have to be given; only with ``Reason/notAsked``.
  package var needs: Need?
  /// A few words for people, in English, never compared; at most 256 characters.
  package var detail: String?

  /// An unknown for `reason`, with what it needs and a detail where they exist.
  package init(_ reason: Reason, needs: Need? = nil, detail: String? = nil) {
    self.reason = reason
    self.needs = needs
    self.detail = detail
  }
}

/// The obstacles between an audit and a fact; closed, so that rules and reports can name each.
package enum Reason: String, Codable, CaseIterable, Sendable, Comparable {
  /// This audit was not asked to look; see ``Need``.
  case notAsked
  /// It cannot be seen with the looks that were made (for example: only scripts would show it).
  case notVisible
  /// The name has no address.
  case unresolved
  /// The connection was refused.
  case refused
  /// No route to the address from here.
  case unreachable
  /// No answer within the deadline.
  case timedOut
  /// The connection was reset.
  case reset
  /// TLS could not be established.
  case handshakeFailed
  /// A challenge, firewall, rate limit, login or maintenance page stood in the way.
  case blocked
  /// What would have answered was not available (a server error, a service that is down).
  case unavailable
  /// A limit on bytes, time, redirects or looks was reached.
  case limitReached
  /// The address policy or the operator's options forbid the look.
  case forbidden
  /// What came back cannot be read.
  case malformed
  /// No probe gathered it in this evidence (for example: evidence of an older version).
  case notGathered
  /// The audit was interrupted.
  case cancelled
  /// A defect in this program.
  case defect

  package static func < (lhs: Reason, rhs: Reason) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What would have to be given for a look that was not asked for.
package enum Need: String, Codable, CaseIterable, Sendable, Comparable {
  /// An answer by a person.
  case person
  /// A real browser.
  case browser
  /// Leave to POST to the IPN URL (`--allow-post`).
  case allowPost
  /// A POST to the shop's API, which an audit does not send.
  case post
  /// Leave to put an item in a cart (`--allow-cart`).
  case allowCart
  /// Leave to visit return URLs (`--visit-returns`).
  case visitReturns
  /// The IPN URL (`--ipn`).
  case ipnURL
  /// The URL of the API that a separate storefront calls (`--api`, `--storefront`).
  case apiURL
  /// The merchant's public key.
  case publicKey
  /// API credentials.
  case credentials
  /// A place on the shop's server.
  case server
  /// The code of the shop (`doctor --source`).
  case source
  /// A shop on the public network.
  case publicNetwork
  /// A machine with a route for IPv6.
  case ipv6
  /// Leave to ask for cipher suites one by one (`--ciphers`).
  case ciphers

  package static func < (lhs: Need, rhs: Need) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Fact: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case `is`, missing, absent, unknown, needs, detail, from
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let looks = try container.decodeIfPresent([Look.ID].self, forKey: .from) ?? []
    func unknown(_ key: Key) throws -> Unknown {
      Unknown(
        try container.decode(Reason.self, forKey: key),
        needs: try container.decodeIfPresent(Need.self, forKey: .needs),
        detail: try container.decodeIfPresent(String.self, forKey: .detail)
      )
    }
    if container.contains(.missing) {
      self = .partial(
        try container.decode([Value].self, forKey: .is),
        missing: try unknown(.missing),
        from: looks
      )
    } else if container.contains(.is) {
      self = .known(try container.decode(Value.self, forKey: .is), from: looks)
    } else if container.contains(.unknown) {
      self = .unknown(try unknown(.unknown), from: looks)
    } else if try container.decode(Bool.self, forKey: .absent) {
      self = .absent(from: looks)
    } else {
      throw DecodingError.dataCorruptedError(
        forKey: .absent,
        in: container,
        debugDescription: "a fact says 'absent: true' or something else"
      )
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func encode(_ unknown: Unknown, _ key: Key) throws {
      try container.encode(unknown.reason, forKey: key)
      try container.encodeIfPresent(unknown.needs, forKey: .needs)
      try container.encodeIfPresent(unknown.detail, forKey: .detail)
    }
    switch self {
    case .known(let value, _):
      try container.encode(value, forKey: .is)
    case .partial(let values, let missing, _):
      try container.encode(values, forKey: .is)
      try encode(missing, .missing)
    case .absent:
      try container.encode(true, forKey: .absent)
    case .unknown(let unknown, _):
      try encode(unknown, .unknown)
    }
    if !looks.isEmpty { try container.encode(looks, forKey: .from) }
  }
}
