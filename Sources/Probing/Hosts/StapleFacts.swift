import Fetching
import Model

/// What a host shows of its certificate's revocation.
enum StapleFacts {
  /// What the authority says of the certificate.
  enum Status: String, FactWord { case good, revoked, unknown, unreadable }

  private static let none = "no OCSP answer is stapled"
  static let mustStaple = FactKey<Bool>(
    "certificate.mustStaple",
    of: .host,
    "Whether it demands a stapled OCSP answer (RFC 7633)."
  )
  static let stapled = FactKey<Bool>(
    "certificate.stapled",
    of: .host,
    "Whether the server staples an OCSP answer."
  )
  static let status = FactKey<Status>(
    "certificate.stapleStatus",
    of: .host,
    absent: none,
    "What the stapled answer says of the certificate."
  )
  static let current = FactKey<Bool>(
    "certificate.stapleCurrent",
    of: .host,
    absent: none,
    "Whether the stapled answer is signed, about this certificate, and holds now."
  )
  static let until = FactKey<Moment>(
    "certificate.stapleNextUpdate",
    of: .host,
    absent: "no OCSP answer is stapled, or it has no end",
    "Until when the stapled answer holds."
  )
  static let keys: [any AnyFactKey] = [mustStaple, stapled, status, current, until]

  static func tell(
    _ chain: Chain,
    _ leaf: Certificate,
    wasAsked: Bool,
    at now: Int,
    from looks: [Look.ID],
    _ set: inout FactSet
  ) {
    set.set(mustStaple, leaf.ocspMustStaple, from: looks)
    guard wasAsked else { return set.fill(keys, with: Unknown(.handshakeFailed), from: looks) }
    set.set(stapled, chain.staple != nil, from: looks)
    guard let staple = chain.staple else { return set.fill(keys, absentFrom: looks) }
    let said: Status =
      switch staple.status {
      case .good: .good
      case .revoked: .revoked
      case .unknown: .unknown
      case nil: .unreadable
      }
    set.set(status, said, from: looks)
    set.set(current, staple.isCurrent(at: now), from: looks)
    set.set(until, Observed(staple.nextUpdate.map { Moment(epoch: $0) }), from: looks)
  }
}
