/// A version of SSL or TLS, by its number on the wire.
package enum TLSVersion: UInt16, Codable, CaseIterable, Sendable, Comparable {
  case ssl30 = 0x0300
  case tls10 = 0x0301
  case tls11 = 0x0302
  case tls12 = 0x0303
  case tls13 = 0x0304

  /// As people write it: `TLS 1.2`.
  package var name: String {
    switch self {
    case .ssl30: "SSL 3"
    case .tls10: "TLS 1.0"
    case .tls11: "TLS 1.1"
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    }
  }

  package static func < (lhs: TLSVersion, rhs: TLSVersion) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What a peer says when it ends a handshake.
///
/// Source: RFC 8446, 6; RFC 5246, 7.2.
package struct TLSAlert: Hashable, Sendable {
  /// Whether it is fatal; a warning leaves the handshake alive.
  package let isFatal: Bool
  /// The number of the description.
  package let code: UInt8

  /// An alert from its two bytes on the wire.
  package init(isFatal: Bool, code: UInt8) {
    self.isFatal = isFatal
    self.code = code
  }

  /// The name in the RFCs (`handshake_failure`), or `alert 199` for one without.
  package var name: String { Self.names[code] ?? "alert \(code)" }

  /// `close_notify`: an orderly end.
  package var isClosing: Bool { code == 0 }

  private static let names: [UInt8: String] = [
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
    22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate",
    42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked",
    45: "certificate_expired",
    46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied",
    50: "decode_error", 51: "decrypt_error", 60: "export_restriction", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled",
    100: "no_renegotiation", 109: "missing_extension", 110: "unsupported_extension",
    111: "certificate_unobtainable", 112: "unrecognized_name", 113: "bad_certificate_status_response",
    114: "bad_certificate_hash_value", 115: "unknown_psk_identity", 116: "certificate_required",
    120: "no_application_protocol", 121: "ech_required",
  ]
}
