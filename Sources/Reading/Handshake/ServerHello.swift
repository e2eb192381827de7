/// What a server chose.
///
/// Source: RFC 8446, 4.1.3; RFC 5246, 7.4.1.3.
package struct ServerHello: Hashable, Sendable {
  /// The version it speaks: from `supported_versions` where that extension stands.
  package let version: TLSVersion
  /// The suite it chose.
  package let suite: CipherSuite
  /// Whether it asks for another key share first; version and suite are settled all the same.
  package let isHelloRetryRequest: Bool
  /// What the end of its random tells of a downgrade: `tls12` that it speaks 1.3, `tls11` that it speaks 1.2 or
  /// newer; `nil` when it tells nothing.
  package let downgradeSentinel: TLSVersion?
  /// The application protocol, where it is told in clear (not in TLS 1.3).
  package let applicationProtocol: String?
  /// The group of the key share by its number; `nil` before TLS 1.3.
  package let keyShareGroup: UInt16?

  /// Reads the body of a ServerHello message; `nil` when it is malformed.
  package static func read(_ body: [UInt8]) -> ServerHello? {
    var reader = WireReader(body[...])
    guard let legacyVersion = reader.uint16(), let random = reader.bytes(32), let session = reader.vector8(),
      session.count <= 32, let suite = reader.uint16(), let compression = reader.uint8(), compression == 0
    else { return nil }
    var extensions: [UInt16: ArraySlice<UInt8>] = [:]
    if !reader.isAtEnd {
      guard let list = reader.vector16(), reader.isAtEnd, let read = Self.extensions(list) else { return nil }
      extensions = read
    }
    let isRetry = random.elementsEqual(retryRandom)
    var version = TLSVersion(rawValue: legacyVersion)
    if let chosen = extensions[43] {
      guard chosen.count == 2, legacyVersion == TLSVersion.tls12.rawValue else { return nil }
      version = TLSVersion(rawValue: chosen.reduce(0) { $0 << 8 | UInt16($1) })
      guard version == .tls13 else { return nil }
    } else if isRetry || version == .tls13 {
      return nil
    }
    guard let version else { return nil }
    var group: UInt16?
    if let share = extensions[51] {
      var reader = WireReader(share)
      guard let read = reader.uint16(), isRetry || reader.vector16() != nil, reader.isAtEnd else {
        return nil
      }
      group = read
    }
    var applicationProtocol: String?
    if let value = extensions[16] {
      guard let read = Self.applicationProtocol(value) else { return nil }
      applicationProtocol = read
    }
    return ServerHello(
      version: version,
      suite: CipherSuite(suite),
      isHelloRetryRequest: isRetry,
      downgradeSentinel: sentinel(random),
      applicationProtocol: applicationProtocol,
      keyShareGroup: group
    )
  }

  private static func extensions(_ list: ArraySlice<UInt8>) -> [UInt16: ArraySlice<UInt8>]? {
    var reader = WireReader(list)
    var extensions: [UInt16: ArraySlice<UInt8>] = [:]
    while !reader.isAtEnd {
      guard let type = reader.uint16(), let value = reader.vector16() else { return nil }
      guard extensions.updateValue(value, forKey: type) == nil else { return nil }
    }
    return extensions
  }

  /// Exactly one name, which is short printable text.
  ///
  /// Source: RFC 7301, 3.1.
  private static func applicationProtocol(_ value: ArraySlice<UInt8>) -> String? {
    var reader = WireReader(value)
    guard let list = reader.vector16(), reader.isAtEnd else { return nil }
    var names = WireReader(list)
    guard let name = names.vector8(), names.isAtEnd, !name.isEmpty else { return nil }
    guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static func sentinel(_ random: ArraySlice<UInt8>) -> TLSVersion? {
    guard random.suffix(8).dropLast().elementsEqual(Array("DOWNGRD".utf8)) else { return nil }
    switch random.last {
    case 1: return .tls12
    case 0: return .tls11
    default: return nil
    }
  }

  /// SHA-256 of "HelloRetryRequest".
  private static let retryRandom: [UInt8] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
  ]
}

/// Reads the presentation language of RFC 8446, 3; every method is `nil` when the bytes do not suffice.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func uint8() -> UInt8? { rest.popFirst() }

  mutating func uint16() -> UInt16? {
    bytes(2).map { $0.reduce(0) { $0 << 8 | UInt16($1) } }
  }

  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func vector8() -> ArraySlice<UInt8>? { uint8().flatMap { bytes(Int($0)) } }

  mutating func vector16() -> ArraySlice<UInt8>? { uint16().flatMap { bytes(Int($0)) } }

  mutating func vector24() -> ArraySlice<UInt8>? {
    bytes(3).flatMap { bytes($0.reduce(0) { $0 << 8 | Int($1) }) }
  }
}
