/// A cipher suite by its code point; what it is worth follows from its IANA name.
package struct CipherSuite: Hashable, Sendable, Comparable {
  /// What makes a suite unfit for any use, worst first.
  package enum WeakFamily: String, Codable, CaseIterable, Sendable {
    /// Nobody proves who they are. Source: RFC 5246, F.1.1.1; RFC 9325, 4.1.
    case anonymous
    /// No encryption. Source: RFC 9325, 4.1.
    case null
    /// 40 or 56 bits by design. Source: RFC 9325, 4.1.
    case export
    /// Source: RFC 7465.
    case rc4
    /// Single DES and IDEA. Source: RFC 5469.
    case des
    /// Blocks of 64 bits, 112 bits of strength. Source: RFC 9325, 4.1.
    case tripleDES

    /// As people write it.
    package var name: String {
      switch self {
      case .anonymous: "anonymous"
      case .null: "NULL"
      case .export: "EXPORT"
      case .rc4: "RC4"
      case .des: "DES"
      case .tripleDES: "3DES"
      }
    }
  }

  /// Suites that are no longer recommended, though not broken; the kinds overlap.
  package enum DatedKind: String, Codable, CaseIterable, Sendable {
    /// Blocks are chained and the MAC comes before encryption. Source: RFC 9325, 4.2.1; RFC 7366, 1.
    case cbc
    /// A key stolen later opens recorded sessions. Source: RFC 9325, 4.1.
    case noForwardSecrecy
    /// Diffie-Hellman over finite fields, whose group the server chooses. Source: RFC 9325, 4.2; RFC 7919, 1.
    case finiteField

    /// As people write it.
    package var name: String {
      switch self {
      case .cbc: "CBC"
      case .noForwardSecrecy: "no forward secrecy"
      case .finiteField: "DHE"
      }
    }
  }

  /// The kind of ephemeral key that a ServerKeyExchange holds.
  enum Exchange: Hashable, Sendable {
    case finiteField, curve, other
  }

  /// The number on the wire.
  package let code: UInt16

  /// The suite with this number; every number is one.
  package init(_ code: UInt16) { self.code = code }

  /// The IANA name; `nil` for one that is not in the table.
  package var knownName: String? { traits?.name }

  /// The IANA name, or the number (`0xC0FF`) of one that is not in the table.
  package var name: String {
    guard let knownName else {
      let digits = String(code, radix: 16, uppercase: true)
      return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return knownName
  }

  /// Whether a key stolen later opens no recorded session; `nil` for a suite that is not in the table.
  package var hasForwardSecrecy: Bool? { traits?.hasForwardSecrecy }

  /// Whether it encrypts and authenticates in one (GCM, CCM, ChaCha20-Poly1305); `nil` when not in the table.
  package var isAEAD: Bool? { traits?.isAEAD }

  /// Whether it chains blocks; `nil` for a suite that is not in the table.
  package var isCBC: Bool? { traits?.isCBC }

  /// Whether it belongs to TLS 1.3 alone.
  package var isTLS13: Bool { (0x1301...0x1305).contains(code) }

  /// Whether RFC 9325, 4.2 would choose it: ephemeral key exchange and AEAD, of no weak family; `nil` when not in
  /// the table.
  package var isModern: Bool? {
    guard let hasForwardSecrecy, let isAEAD else { return nil }
    return hasForwardSecrecy && isAEAD && weakFamily == nil
  }

  /// Why it is unfit for any use, the worst reason; `nil` when it is of no weak family, or not in the table.
  package var weakFamily: WeakFamily? { traits?.weakFamily }

  package static func < (lhs: CipherSuite, rhs: CipherSuite) -> Bool { lhs.code < rhs.code }

  /// Every suite in the table, by number.
  package static let all: [CipherSuite] = CipherSuiteNames.all.keys.sorted().map { CipherSuite($0) }

  /// The suites of one weak family, by number; the families do not overlap.
  package static func weak(_ family: WeakFamily) -> [CipherSuite] {
    // TLS_NULL_WITH_NULL_NULL is the state before a handshake and must not be negotiated.
    all.filter { $0.weakFamily == family && $0.code != 0 }
  }

  /// All suites of weak families, family by family.
  package static let weakSuites: [CipherSuite] = WeakFamily.allCases.flatMap { weak($0) }

  /// The suites of one kind that are of no weak family, by number.
  package static func dated(_ kind: DatedKind) -> [CipherSuite] {
    all.filter { $0.weakFamily == nil && !$0.isTLS13 && $0.isDated(kind) }
  }

  /// All that is weak or dated in one list: weak families first, so that a server which leaves the choice to the client
  /// shows the worst it has.
  package static let inferiorSuites: [CipherSuite] = {
    let kinds = Set(DatedKind.allCases.flatMap { CipherSuite.dated($0) })
    return weakSuites + offered(in: .tls12).filter(kinds.contains)
  }()

  /// Whether it is of a kind that is no longer recommended; nothing is said of a suite that is not in the table.
  package func isDated(_ kind: DatedKind) -> Bool {
    switch kind {
    case .cbc: isCBC == true
    case .noForwardSecrecy: hasForwardSecrecy == false
    case .finiteField: traits?.exchange == .finiteField && hasForwardSecrecy == true
    }
  }

  /// What its ServerKeyExchange holds.
  var exchange: Exchange { traits?.exchange ?? .other }

  /// Suites with an ephemeral key exchange and of no weak family, by number.
  package static let forwardSecrecySuites: [CipherSuite] = all.filter {
    $0.hasForwardSecrecy == true && $0.weakFamily == nil
  }

  /// Every suite that this version can choose: what is offered first, then the weak ones.
  package static func everything(in version: TLSVersion) -> [CipherSuite] {
    let first = offered(in: version)
    if version == .tls13 { return first }
    let known = Set(first)
    return first + weakSuites.filter { !known.contains($0) }
  }

  /// What a broad client of this version offers, best first; 3DES and RC4 come last, so that a server which has
  /// nothing else is still seen to speak the version.
  package static func offered(in version: TLSVersion) -> [CipherSuite] { offers[version] ?? [] }

  private static let offers: [TLSVersion: [CipherSuite]] = {
    let ranked = all.filter { $0.weakFamily == nil }
      .sorted { ($0.traits?.rank ?? 0, $0.code) < ($1.traits?.rank ?? 0, $1.code) }
    let tail = weak(.tripleDES) + weak(.rc4)
    let old = ranked.filter { !$0.isTLS13 }
    let oldest = old.filter { $0.traits?.needsTLS12 == false } + tail
    return [
      .ssl30: oldest, .tls10: oldest, .tls11: oldest, .tls12: old + tail, .tls13: all.filter(\.isTLS13),
    ]
  }()

  private var traits: Traits? { Self.table[code] }

  private static let table = CipherSuiteNames.all.mapValues { Traits(name: $0) }
}

/// What a suite's name says of it, worked out once.
private struct Traits {
  let name: String
  let hasForwardSecrecy: Bool
  let isAEAD: Bool
  let isCBC: Bool
  let weakFamily: CipherSuite.WeakFamily?
  /// AEAD suites and those with a SHA-2 MAC are defined for TLS 1.2 and newer only.
  let needsTLS12: Bool
  /// What its ServerKeyExchange holds.
  let exchange: CipherSuite.Exchange
  /// The place among what is offered: key exchange, then cipher; rare ciphers last.
  let rank: Int

  init(name: String) {
    let bytes = Array(name.utf8)
    // Byte by byte: the search in texts takes longer for this table than a handshake.
    func has(_ part: String) -> Bool { ByteSearch.first(of: part, in: bytes[...]) != nil }
    let isAnonymous = has("_anon_")
    let isTLS13 = !has("_WITH_")
    self.name = name
    hasForwardSecrecy = has("DHE_") || isAnonymous || isTLS13
    isAEAD = ["_GCM_", "_CCM", "CHACHA20"].contains(where: has)
    isCBC = has("_CBC_")
    weakFamily =
      switch true {
      case isAnonymous: .anonymous
      case has("_NULL_"): .null
      case has("EXPORT"): .export
      case has("_RC4_"): .rc4
      case has("_DES_"), has("_IDEA_"): .des
      case has("_3DES_"): .tripleDES
      default: nil
      }
    needsTLS12 = isAEAD || name.hasSuffix("_SHA256") || name.hasSuffix("_SHA384")
    let (isCurve, isField) = (name.hasPrefix("TLS_ECDHE_"), name.hasPrefix("TLS_DHE_"))
    exchange =
      isCurve || name.hasPrefix("TLS_ECDH_anon_")
      ? .curve : isField || name.hasPrefix("TLS_DH_anon_") ? .finiteField : .other
    let preference = isCurve ? 0 : isField ? 1 : 2
    let isCommon = has("_AES_") || has("CHACHA20")
    rank = (isCommon ? 0 : 10) + (isAEAD ? 0 : 3) + preference
  }
}
