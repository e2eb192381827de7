/// What a stapled OCSP answer says of the server's own certificate.
///
/// Source: RFC 6960, 4.2; RFC 6066, 8.
package struct Staple: Hashable, Sendable, Codable {
  /// What the authority says of the certificate.
  package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case good, revoked, unknown
  }

  /// `nil` when it says nothing of this certificate, or cannot be read.
  package var status: Status?
  /// Whether it is an OCSP answer at all.
  package var isReadable: Bool
  /// Whether its signature fits a certificate of the chain, or one that it brings along.
  package var isSigned: Bool
  /// From when it holds, in seconds since 1970; `nil` when not said or unreadable.
  package var thisUpdate: Int?
  /// Until when it holds, in seconds since 1970; `nil` when not said or unreadable.
  package var nextUpdate: Int?

  /// An answer from its parts.
  package init(
    status: Status?,
    isReadable: Bool = true,
    isSigned: Bool = true,
    thisUpdate: Int?,
    nextUpdate: Int?
  ) {
    self.status = status
    self.isReadable = isReadable
    self.isSigned = isSigned
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
  }

  /// Whether a client that looks at `moment` takes it: signed, about this certificate, and neither too new nor too old.
  ///
  /// Without an end it is never too old. Source: RFC 6960, 3.2 and 4.2.2.1.
  package func isCurrent(at moment: Int) -> Bool {
    guard status != nil, isSigned, let thisUpdate, thisUpdate <= moment else { return false }
    return nextUpdate.map { moment <= $0 } ?? true
  }
}
