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

  /// The number on the wire.
  package let code: UInt16

  /// The suite with this number; every number is one.
  package init(_ code: UInt16) { self.code = code }

  /// The IANA name; `nil` for one that is not in the table.
  package var knownName: String? { CipherSuiteNames.all[code] }

  /// The IANA name, or the number (`0xC0FF`) of one that is not in the table.
  package var name: String {
    guard let knownName else {
      let digits = String(code, radix: 16, uppercase: true)
      return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return knownName
  }

  /// Whether a key stolen later opens no recorded session; `nil` for a suite that is not in the table.
  package var hasForwardSecrecy: Bool? {
    knownName.map { $0.contains("DHE_") || isTLS13 || $0.contains("_anon_") }
  }

  /// Whether it encrypts and authenticates in one (GCM, CCM, ChaCha20-Poly1305); `nil` when not in the table.
  package var isAEAD: Bool? {
    knownName.map { $0.contains("_GCM_") || $0.contains("_CCM") || $0.contains("CHACHA20") }
  }

  /// Whether it chains blocks; `nil` for a suite that is not in the table.
  package var isCBC: Bool? { knownName.map { $0.contains("_CBC_") } }

  /// Whether it belongs to TLS 1.3 alone.
  package var isTLS13: Bool { (0x1301...0x1305).contains(code) }

  /// Whether RFC 9325, 4.2 would choose it: ephemeral key exchange and AEAD, of no weak family; `nil` when not in
  /// the table.
  package var isModern: Bool? {
    guard let hasForwardSecrecy, let isAEAD else { return nil }
    return hasForwardSecrecy && isAEAD && weakFamily == nil
  }

  /// Why it is unfit for any use, the worst reason; `nil` when it is of no weak family, or not in the table.
  package var weakFamily: WeakFamily? {
    guard let name = knownName else { return nil }
    if name.contains("_anon_") { return .anonymous }
    if name.contains("_NULL_") { return .null }
    if name.contains("EXPORT") { return .export }
    if name.contains("_RC4_") { return .rc4 }
    if name.contains("_DES_") || name.contains("_IDEA_") { return .des }
    return name.contains("_3DES_") ? .tripleDES : nil
  }

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

  /// Suites with an ephemeral key exchange and of no weak family, by number.
  package static let forwardSecrecySuites: [CipherSuite] = all.filter {
    $0.hasForwardSecrecy == true && $0.weakFamily == nil
  }

  /// What a broad client of this version offers, best first; 3DES and RC4 come last, so that a server which has
  /// nothing else is still seen to speak the version.
  package static func offered(in version: TLSVersion) -> [CipherSuite] {
    if version == .tls13 { return all.filter(\.isTLS13) }
    let tail = weak(.tripleDES) + weak(.rc4)
    let usable = all.filter { suite in
      suite.weakFamily == nil && !suite.isTLS13 && (version == .tls12 || !suite.needsTLS12)
    }
    return usable.sorted { ($0.rank, $0.code) < ($1.rank, $1.code) } + tail
  }

  /// AEAD suites and those with a SHA-2 MAC are defined for TLS 1.2 only.
  private var needsTLS12: Bool {
    guard let name = knownName else { return false }
    return isAEAD == true || name.hasSuffix("_SHA256") || name.hasSuffix("_SHA384")
  }

  private var rank: Int {
    let name = knownName ?? ""
    let exchange = name.hasPrefix("TLS_ECDHE_") ? 0 : name.hasPrefix("TLS_DHE_") ? 1 : 2
    let cipher = isAEAD == true ? 0 : 3
    let common = name.contains("_AES_") || name.contains("CHACHA20") ? 0 : 10
    return common + cipher + exchange
  }
}
