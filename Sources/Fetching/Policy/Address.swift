internal import CCurl

/// An IP address.
package struct Address: Hashable, Sendable {
  /// The families of addresses.
  package enum Family: String, Codable, CaseIterable, Sendable {
    case ipv4, ipv6
  }

  /// The family.
  package let family: Family
  /// In network order: 4 or 16.
  package let bytes: [UInt8]

  /// The address in `text`, an IPv6 one with or without brackets; `nil` when it is none, or has a zone.
  package init?(_ text: String) {
    var bare = text
    if bare.hasPrefix("["), bare.hasSuffix("]") { bare = String(bare.dropFirst().dropLast()) }
    var raw = ccurl_address()
    guard !bare.utf8.contains(0), ccurl_parse_address(bare, &raw) != 0 else { return nil }
    self.init(raw)
  }

  /// The address of 4 or 16 bytes in network order; `nil` for any other number of them.
  init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    family = bytes.count == 4 ? .ipv4 : .ipv6
    self.bytes = bytes
  }

  init?(_ raw: ccurl_address) {
    guard raw.family == 4 || raw.family == 6 else { return nil }
    family = raw.family == 4 ? .ipv4 : .ipv6
    bytes = withUnsafeBytes(of: raw.bytes) { Array($0.prefix(raw.family == 4 ? 4 : 16)) }
  }

  /// As people write it: dotted, or compressed without brackets.
  package var text: String {
    var raw = ccurl_address()
    raw.family = family == .ipv4 ? 4 : 6
    withUnsafeMutableBytes(of: &raw.bytes) { $0.copyBytes(from: bytes) }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      buffer.initialize(repeating: 0)
      guard let base = buffer.baseAddress else { return "" }
      ccurl_format_address(&raw, base)
      return String(cString: base)
    }
  }

  /// As it stands in an authority: IPv6 in brackets.
  package var bracketed: String { family == .ipv6 ? "[\(text)]" : text }
}

extension Address: CustomStringConvertible {
  package var description: String { text }
}

extension Address: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = Address(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no IP address")
    }
    self = address
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
