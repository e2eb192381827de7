/// Where an address leads, after the IANA registries of special-purpose addresses (RFC 6890).
package enum AddressKind: String, Codable, CaseIterable, Sendable {
  /// The public network.
  case global
  /// This machine.
  case loopback
  /// Private networks, carriers' networks (100.64/10) and unique local addresses.
  case privateUse
  /// One cable; clouds keep their metadata there.
  case linkLocal
  /// The metadata service of a cloud, outside of the link-local range.
  case metadata
  /// Many machines at once, or all.
  case multicast
  /// No machine (0/8, `::`).
  case unspecified
  /// Reserved, for documentation or for measurements.
  case reserved
}

extension Address {
  /// Where it leads; an IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) leads where that one does.
  package var kind: AddressKind {
    switch family {
    case .ipv4: Self.kind(of: bytes)
    case .ipv6: Self.kindOfSix(bytes)
    }
  }

  private static func kind(of four: [UInt8]) -> AddressKind {
    if metadataServices.contains(four) { return .metadata }
    return switch (four[0], four[1], four[2]) {
    case (0, _, _): .unspecified
    case (10, _, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _): .privateUse
    case (127, _, _): .loopback
    case (169, 254, _): .linkLocal
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113): .reserved
    case (224...239, _, _): .multicast
    case (240...255, _, _): four == [255, 255, 255, 255] ? .multicast : .reserved
    default: .global
    }
  }

  private static func kindOfSix(_ six: [UInt8]) -> AddressKind {
    let head = six.prefix(12)
    if six.allSatisfy({ $0 == 0 }) { return .unspecified }
    if six.dropLast().allSatisfy({ $0 == 0 }), six[15] == 1 { return .loopback }
    if head.allSatisfy({ $0 == 0 }) || head == mapped || head == translated {
      return kind(of: Array(six[12...]))
    }
    if metadataServices.contains(six) { return .metadata }
    switch (six[0], six[1]) {
    case (0x20, 0x02): return kind(of: Array(six[2..<6]))
    case (0x20, 0x01): return six[2] < 2 || (six[2] == 0x0d && six[3] == 0xb8) ? .reserved : .global
    case (0x3f, 0xff) where six[2] < 0x10: return .reserved
    case (0x20...0x3f, _): return .global
    case (0xfc...0xfd, _): return .privateUse
    case (0xfe, 0x80...0xbf): return .linkLocal
    case (0xfe, 0xc0...0xff): return .privateUse
    case (0xff, _): return .multicast
    default: return .reserved
    }
  }

  /// `::ffff:0:0/96`.
  private static let mapped: ArraySlice<UInt8> = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
  /// `64:ff9b::/96` (RFC 6052).
  private static let translated: ArraySlice<UInt8> = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
  /// Where clouds keep their metadata outside of the link-local range.
  private static let metadataServices: Set<[UInt8]> = [
    // Azure, whose address is a public one.
    [168, 63, 129, 16],
    // Alibaba Cloud.
    [100, 100, 100, 200],
    // Amazon EC2: `fd00:ec2::254`.
    [0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
    // Google Cloud: `fd20:ce::254`.
    [0xfd, 0x20, 0, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
  ]
}

/// The part of the network that a visit may reach.
package enum AddressScope: String, Codable, CaseIterable, Sendable {
  /// The public network, for a shop that is there.
  case publicOnly
  /// This machine and private networks, for a shop that is there.
  case local

  /// Whether a visit may connect to `address`.
  package func allows(_ address: Address) -> Bool {
    switch address.kind {
    case .linkLocal, .metadata, .multicast, .unspecified: false
    case .global: self == .publicOnly
    case .loopback, .privateUse: self == .local
    case .reserved: false
    }
  }

  /// The scope of a shop at these addresses: local where all of them are; public when there are none.
  package static func of(_ addresses: [Address]) -> AddressScope {
    let local = addresses.allSatisfy { $0.kind == .loopback || $0.kind == .privateUse }
    return local && !addresses.isEmpty ? .local : .publicOnly
  }
}
