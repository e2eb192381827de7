/// What a server of TLS 1.2 and older says in clear behind its ServerHello.
///
/// In TLS 1.3 all of it is encrypted and the flight ends with the hello. What breaks the rules ends it; what was read
/// until then stays.
///
/// Source: RFC 5246, 7.4.2 to 7.4.5; RFC 6066, 8; RFC 8422, 5.4; RFC 6101, 5.6 (SSL 3).
package struct ServerFlight: Hashable, Sendable {
  /// How the flight ended.
  package enum End: Hashable, Sendable {
    /// It goes on, or was cut off.
    case open
    /// ServerHelloDone, or TLS 1.3, where the rest is encrypted.
    case done
    /// It broke the rules behind the hello.
    case broken
  }

  /// The ephemeral key of a ServerKeyExchange.
  package enum KeyExchange: Hashable, Sendable {
    /// Finite fields: the length of the prime in bits.
    case finiteField(bits: Int)
    /// A named curve, by its number in the IANA registry "TLS Supported Groups".
    case curve(UInt16)
    /// Of another form: explicit curves, an RSA key of an EXPORT suite.
    case other
  }

  /// What it chose.
  package let hello: ServerHello
  /// The certificates in DER, in their order; empty when none was sent, or none yet.
  package internal(set) var certificates: [[UInt8]] = []
  /// The stapled OCSP answer in DER; `nil` when none was sent.
  package internal(set) var staple: [UInt8]?
  /// The key of the exchange; `nil` when no ServerKeyExchange was sent, or none yet.
  package internal(set) var keyExchange: KeyExchange?
  /// Whether it asks for a client's certificate.
  package internal(set) var asksCertificate = false
  /// How it ended.
  package internal(set) var end: End
  /// The last message that was read; they come in one order.
  ///
  /// Source: RFC 5246, 7.3.
  private var stage = 0

  /// A flight of which the hello alone was read.
  package init(_ hello: ServerHello) {
    self.hello = hello
    end = hello.version == .tls13 ? .done : .open
  }

  /// The most certificates of a chain; more break the rules.
  private static let mostCertificates = 32

  /// Takes a message behind the hello.
  mutating func take(_ type: UInt8, _ body: ArraySlice<UInt8>) {
    guard end == .open, let place = Self.order[type], place > stage else { return fail() }
    stage = place
    switch type {
    case 11: takeCertificates(body)
    case 22: takeStaple(body)
    case 12: takeKeyExchange(body)
    case 13: asksCertificate = true
    case 14:
      guard body.isEmpty else { return fail() }
      end = .done
    default: break  // a new session ticket, supplemental data
    }
  }

  /// It breaks the rules.
  mutating func fail() {
    if end == .open { end = .broken }
  }

  /// The place of a message in the flight: supplemental_data (RFC 4680), certificate, certificate_status,
  /// server_key_exchange, certificate_request, server_hello_done.
  private static let order: [UInt8: Int] = [23: 1, 11: 2, 22: 3, 12: 4, 13: 5, 14: 6]

  private mutating func takeCertificates(_ body: ArraySlice<UInt8>) {
    var reader = WireReader(body)
    guard let list = reader.vector24(), reader.isAtEnd else { return fail() }
    var entries = WireReader(list)
    while !entries.isAtEnd {
      guard let certificate = entries.vector24(), !certificate.isEmpty,
        certificates.count < Self.mostCertificates
      else { return fail() }
      certificates.append(Array(certificate))
    }
  }

  private mutating func takeStaple(_ body: ArraySlice<UInt8>) {
    var reader = WireReader(body)
    guard reader.uint8() == 1, let answer = reader.vector24(), reader.isAtEnd, !answer.isEmpty else {
      return fail()
    }
    staple = Array(answer)
  }

  /// The parameters alone; the signature behind them is nobody's to check without the randoms' meaning.
  private mutating func takeKeyExchange(_ body: ArraySlice<UInt8>) {
    var reader = WireReader(body)
    switch hello.suite.exchange {
    case .finiteField:
      guard let prime = reader.vector16(), reader.vector16() != nil, reader.vector16() != nil,
        let first = prime.firstIndex(where: { $0 != 0 })
      else { return fail() }
      let bits = (prime.endIndex - first) * 8 - prime[first].leadingZeroBitCount
      keyExchange = .finiteField(bits: bits)
    case .curve:
      // 3 is named_curve; the explicit forms are forbidden. Source: RFC 8422, 5.4.
      guard let form = reader.uint8() else { return fail() }
      guard form == 3 else {
        keyExchange = .other
        return
      }
      guard let group = reader.uint16(), let point = reader.vector8(), !point.isEmpty else { return fail() }
      keyExchange = .curve(group)
    case .other: keyExchange = .other
    }
  }
}

/// Groups of the key exchange by their numbers.
///
/// Source: IANA "TLS Supported Groups" registry; RFC 8422, 5.1.1; RFC 7919, 2; RFC 8446, 4.2.7; RFC 8734, 2.
package enum NamedGroup {
  /// The registry's name (`x25519`), or the number (`0x2A2A`) of one that is not in the table.
  package static func name(_ code: UInt16) -> String {
    if let name = names[code] { return name }
    let digits = String(code, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static let names: [UInt16: String] = [
    1: "sect163k1", 2: "sect163r1", 3: "sect163r2", 4: "sect193r1", 5: "sect193r2", 6: "sect233k1",
    7: "sect233r1", 8: "sect239k1", 9: "sect283k1", 10: "sect283r1", 11: "sect409k1", 12: "sect409r1",
    13: "sect571k1", 14: "sect571r1", 15: "secp160k1", 16: "secp160r1", 17: "secp160r2", 18: "secp192k1",
    19: "secp192r1", 20: "secp224k1", 21: "secp224r1", 22: "secp256k1", 23: "secp256r1", 24: "secp384r1",
    25: "secp521r1", 26: "brainpoolP256r1", 27: "brainpoolP384r1", 28: "brainpoolP512r1", 29: "x25519",
    30: "x448", 31: "brainpoolP256r1tls13", 32: "brainpoolP384r1tls13", 33: "brainpoolP512r1tls13",
    256: "ffdhe2048", 257: "ffdhe3072", 258: "ffdhe4096", 259: "ffdhe6144", 260: "ffdhe8192",
    4587: "SecP256r1MLKEM768", 4588: "X25519MLKEM768", 4589: "SecP384r1MLKEM1024",
  ]
}
