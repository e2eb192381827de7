/// What servers say first, byte for byte, in versions and suites that OpenSSL no longer speaks.
package enum CannedFlights {
  /// A suite by its number in the IANA registry.
  package enum Suite {
    /// RFC 5246, A.5.
    package static let rsaNullSHA: UInt16 = 0x0002
    /// RFC 2246, A.5; forbidden since RFC 4346.
    package static let rsaExportRC4MD5: UInt16 = 0x0003
    /// RFC 5246, A.5; forbidden since RFC 7465.
    package static let rsaRC4SHA: UInt16 = 0x0005
    /// RFC 5246, A.5.
    package static let rsa3DES: UInt16 = 0x000a
    /// RFC 5246, A.5.
    package static let anonymousAES128: UInt16 = 0x0034
    /// RFC 5289, 3.2.
    package static let ecdheRSAAES128GCM: UInt16 = 0xc02f
    /// RFC 8446, B.4.
    package static let aes128GCM13: UInt16 = 0x1301
  }

  /// A ServerHello of SSL 3.0 (RFC 6101, 5.6.1.3) with 3DES.
  package static let ssl30 = serverHello(version: 0x0300, suite: Suite.rsa3DES)
  /// A ServerHello of TLS 1.2 (RFC 5246, 7.4.1.3) with 3DES.
  package static let tripleDES = serverHello(version: 0x0303, suite: Suite.rsa3DES)
  /// A ServerHello of TLS 1.2 (RFC 5246, 7.4.1.3) with RC4, which RFC 7465 forbids.
  package static let rc4 = serverHello(version: 0x0303, suite: Suite.rsaRC4SHA)
  /// A ServerHello of TLS 1.0 (RFC 2246, 7.4.1.3) with an EXPORT suite.
  package static let export = serverHello(version: 0x0301, suite: Suite.rsaExportRC4MD5)
  /// A ServerHello of TLS 1.3 (RFC 8446, 4.1.3).
  package static let tls13 = serverHello(version: 0x0304, suite: Suite.aes128GCM13)
  /// A HelloRetryRequest (RFC 8446, 4.1.4) that asks for a share on P-256.
  package static let helloRetryRequest = record(
    version: 0x0303,
    handshake(
      body: [0x03, 0x03] + retryRandom + [0] + two(Suite.aes128GCM13) + [0]
        + extensions([(43, two(0x0304)), (51, two(0x0017))])
    )
  )
  /// The alert handshake_failure, fatal (RFC 5246, 7.2.2).
  package static let handshakeFailure = alert(40)
  /// The alert protocol_version, fatal (RFC 5246, 7.2.2).
  package static let protocolVersion = alert(70)
  /// The alert unrecognized_name as a warning (RFC 6066, 3), after which a server goes on.
  package static let unrecognizedNameWarning = alert(112, level: 1)

  /// A ServerHello in one record, without what follows it.
  ///
  /// TLS 1.3 is said as RFC 8446, 4.1.3 says it: in an extension, beside a share on X25519, with the client's
  /// `session` (at most 32 bytes) named back.
  package static func serverHello(version: UInt16, suite: UInt16, session: [UInt8] = []) -> [UInt8] {
    let is13 = version >= 0x0304
    let legacy = is13 ? 0x0303 : version
    var body = two(legacy) + [UInt8](repeating: 0x5a, count: 32)
    body += [UInt8(truncatingIfNeeded: session.count)] + session + two(suite) + [0]
    if is13 {
      let share = two(0x001d) + two(32) + [UInt8](repeating: 0x11, count: 32)
      body += extensions([(43, two(version)), (51, share)])
    }
    return record(version: legacy, handshake(body: body))
  }

  /// What stands behind the ServerHello of TLS 1.2 and older.
  package struct Rest: Sendable {
    /// Certificates in DER, in their order.
    package var certificates: [[UInt8]] = []
    /// An OCSP answer in DER; `nil` for none.
    package var staple: [UInt8]?
    /// Bits of a prime for Diffie-Hellman; `nil` for none.
    package var primeBits: Int?
    /// A named curve; `nil` for none.
    package var curve: UInt16?
    /// Whether a client's certificate is asked for.
    package var asksCertificate = false
    /// Whether ServerHelloDone stands at the end.
    package var isDone = true

    /// A rest with ServerHelloDone alone.
    package init() {}

    /// Its records.
    package func records(version: UInt16) -> [UInt8] {
      messages.flatMap { CannedFlights.record(version: version, $0) }
    }

    /// Its messages in their order, with their headers.
    package var messages: [[UInt8]] {
      var messages: [[UInt8]] = []
      if !certificates.isEmpty {
        let list = certificates.flatMap { CannedFlights.three($0.count) + $0 }
        messages.append(CannedFlights.message(11, CannedFlights.three(list.count) + list))
      }
      if let staple {
        messages.append(CannedFlights.message(22, [1] + CannedFlights.three(staple.count) + staple))
      }
      if let primeBits {
        let first = UInt8(1) << UInt8((primeBits - 1) % 8)
        let prime = [first] + [UInt8](repeating: 0xff, count: (primeBits + 7) / 8 - 1)
        let key = CannedFlights.two(prime.count) + prime
        messages.append(CannedFlights.message(12, key + [0, 1, 2] + key + [4, 1, 0, 1, 0]))
      }
      if let curve {
        messages.append(
          CannedFlights.message(12, [3] + CannedFlights.two(curve) + [2, 4, 4] + [4, 1, 0, 1, 0])
        )
      }
      if asksCertificate { messages.append(CannedFlights.message(13, [1, 1, 0, 2, 4, 1, 0, 0])) }
      if isDone { messages.append(CannedFlights.message(14, [])) }
      return messages
    }
  }

  /// An alert in one record (RFC 5246, 7.2); level 2 is fatal.
  package static func alert(_ description: UInt8, level: UInt8 = 2, version: UInt16 = 0x0303) -> [UInt8] {
    [21] + two(version) + two(2) + [level, description]
  }

  /// `flight` in records of one byte each, as RFC 5246, 6.2.1 allows.
  package static func fragmented(_ flight: [UInt8]) -> [UInt8] {
    guard flight.count > 5 else { return flight }
    return flight[5...].flatMap { flight[..<3] + [0, 1, $0] }
  }

  /// SHA-256 of "HelloRetryRequest" (RFC 8446, 4.1.3).
  private static let retryRandom: [UInt8] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
  ]

  static func three(_ number: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number >> 16)] + two(number)
  }

  static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + three(body.count) + body }

  static func two(_ number: some BinaryInteger) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }

  static func record(version: UInt16, _ fragment: [UInt8]) -> [UInt8] {
    [22] + two(version) + two(fragment.count) + fragment
  }

  private static func handshake(body: [UInt8]) -> [UInt8] {
    [2, 0] + two(body.count) + body
  }

  private static func extensions(_ list: [(number: UInt16, bytes: [UInt8])]) -> [UInt8] {
    let all = list.flatMap { two($0.number) + two($0.bytes.count) + $0.bytes }
    return two(all.count) + all
  }
}
