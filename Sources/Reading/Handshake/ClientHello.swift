/// The first message of a client that offers exactly one version, or TLS 1.3 and 1.2; no cryptography is behind it.
///
/// Source: RFC 8446, 4.1.2; RFC 5246, 7.4.1.2; RFC 6101, 5.6.1.2 (SSL 3).
package struct ClientHello: Hashable, Sendable {
  /// The newest version that is offered: the only one, unless ``offersTLS12`` (in TLS 1.2 and older a server may still
  /// choose a lower one).
  package let version: TLSVersion
  /// Whether a hello of TLS 1.3 offers TLS 1.2 as well, as every browser's does.
  package let offersTLS12: Bool
  /// The name for server name indication; `nil` for an address, which must not be sent.
  package let serverName: String?
  /// What is offered, best first; at most 1024.
  package let suites: [CipherSuite]

  /// A hello of `version` to `host`, with the suites that a broad client of that version offers.
  package init(_ version: TLSVersion, to host: WebURL) {
    self.init(version, serverName: Self.serverName(of: host), suites: CipherSuite.offered(in: version))
  }

  /// A hello from its parts.
  package init(_ version: TLSVersion, serverName: String?, suites: [CipherSuite], offersTLS12: Bool = false) {
    self.version = version
    self.offersTLS12 = offersTLS12 && version == .tls13
    self.serverName = serverName
    self.suites = Array(suites.prefix(1024))
  }

  /// A hello of TLS 1.2 and older that offers these suites and nothing else; all weak and dated ones unless given.
  package static func weak(_ suites: [CipherSuite] = CipherSuite.inferiorSuites, to host: WebURL)
    -> ClientHello
  {
    ClientHello(.tls12, serverName: serverName(of: host), suites: suites)
  }

  /// A hello as browsers send it: TLS 1.3 and 1.2, and the suites of both.
  package static func usual(to host: WebURL) -> ClientHello {
    ClientHello(
      .tls13,
      serverName: serverName(of: host),
      suites: CipherSuite.offered(in: .tls13) + CipherSuite.offered(in: .tls12),
      offersTLS12: true
    )
  }

  /// The name to indicate for an address: none for IP addresses, no trailing dot.
  ///
  /// Source: RFC 6066, 3.
  package static func serverName(of url: WebURL) -> String? {
    guard url.hostKind == .domain else { return nil }
    let name = url.host.hasSuffix(".") ? String(url.host.dropLast()) : url.host
    return name.isEmpty || name.utf8.count > 255 ? nil : name
  }

  /// The bytes to send: one record.
  ///
  /// Client random, session id and key share are drawn from `generator`.
  package func record(using generator: inout some RandomNumberGenerator) -> [UInt8] {
    let random = Self.random(using: &generator)
    var body = WireWriter()
    body.uint16(min(version, .tls12).rawValue)
    body.bytes(random)
    // A session id makes TLS 1.3 look like 1.2 to middleboxes. Source: RFC 8446, D.4.
    body.vector8(version == .tls13 ? Self.random(using: &generator) : [])
    var codes = suites.map(\.code)
    // Without extensions, secure renegotiation is signalled as a suite. Source: RFC 5746, 3.3.
    if version == .ssl30 { codes.append(0x00FF) }
    body.vector16(codes.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    body.vector8([0])
    if version > .ssl30 {
      body.vector16(extensions(keyShare: Self.random(using: &generator), before: body.count))
    }

    var message = WireWriter()
    message.uint8(1)
    message.vector24(body.output)
    var record = WireWriter()
    record.uint8(22)
    record.uint16(min(version, .tls10).rawValue)
    record.vector16(message.output)
    return record.output
  }

  private static func random(using generator: inout some RandomNumberGenerator) -> [UInt8] {
    (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  private func extensions(keyShare: [UInt8], before: Int) -> [UInt8] {
    var list = WireWriter()
    if let serverName {
      var name = WireWriter()
      name.uint8(0)
      name.vector16(Array(serverName.utf8))
      list.extension(0, vector: name.output)
    }
    if version >= .tls12 { list.extension(5, [1, 0, 0, 0, 0]) }  // status_request: OCSP
    list.extension(23, [])  // extended_master_secret
    list.extension(0xFF01, [0])  // renegotiation_info
    // supported_groups: X25519, P-256, P-384, P-521; none of RFC 7919, so that a server shows the one of its own.
    list.extension(10, vector: [0, 29, 0, 23, 0, 24, 0, 25])
    list.extension(11, [1, 0])  // ec_point_formats: uncompressed
    list.extension(35, [])  // session_ticket
    let protocols: [UInt8] = [2] + Array("h2".utf8) + [8] + Array("http/1.1".utf8)
    list.extension(16, vector: protocols)
    if version >= .tls12 { list.extension(13, vector: signatureAlgorithms) }
    if version == .tls13 {
      var share = WireWriter()
      share.uint16(29)
      // Any 32 bytes are a public key of X25519. Source: RFC 7748, 5.
      share.vector16(keyShare)
      list.extension(51, vector: share.output)
      list.extension(45, [1, 1])  // psk_key_exchange_modes: psk_dhe_ke
      // supported_versions
      let versions = offersTLS12 ? [version, .tls12] : [version]
      list.extension(
        43,
        [UInt8(2 * versions.count)]
          + versions.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xFF)] }
      )
    }
    // Some load balancers hang on hellos of 256 to 511 bytes. Source: RFC 7685.
    let length = before + 2 + list.count + 4
    if (256..<512).contains(length) {
      list.extension(21, [UInt8](repeating: 0, count: max(0, 512 - length - 4)))
    }
    return list.output
  }

  private var signatureAlgorithms: [UInt8] {
    let modern: [UInt16] = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806, 0x0601, 0x0807]
    // SHA-1, SHA-224 and DSA: so that an old server does not refuse for the certificate's sake.
    let old: [UInt16] = [0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0202]
    return (modern + old).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }
}

/// Writes the presentation language of RFC 8446, 3.
private struct WireWriter {
  private(set) var output: [UInt8] = []
  var count: Int { output.count }

  mutating func uint8(_ value: UInt8) { output.append(value) }
  mutating func uint16(_ value: UInt16) { output += [UInt8(value >> 8), UInt8(value & 0xFF)] }
  mutating func bytes(_ value: [UInt8]) { output += value }

  mutating func vector8(_ value: [UInt8]) {
    uint8(UInt8(truncatingIfNeeded: value.count))
    bytes(value)
  }

  mutating func vector16(_ value: [UInt8]) {
    uint16(UInt16(truncatingIfNeeded: value.count))
    bytes(value)
  }

  mutating func vector24(_ value: [UInt8]) {
    uint8(UInt8(truncatingIfNeeded: value.count >> 16))
    vector16(value)
  }

  mutating func `extension`(_ type: UInt16, _ value: [UInt8]) {
    uint16(type)
    vector16(value)
  }

  /// An extension whose value is one list with a length of 16 bits.
  mutating func `extension`(_ type: UInt16, vector value: [UInt8]) {
    var list = WireWriter()
    list.vector16(value)
    `extension`(type, list.output)
  }
}
