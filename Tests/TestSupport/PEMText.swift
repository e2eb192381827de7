import Foundation

/// Certificates as they stand in a PEM file.
package enum PEMText {
  /// The DER of each block of `text`, in their order; blocks that cannot be read are left out.
  package static func blocks(_ text: String) -> [[UInt8]] {
    text.components(separatedBy: "-----BEGIN ").dropFirst().compactMap { block in
      let lines = block.split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("-----END") }
      return Data(base64Encoded: lines.joined()).map { [UInt8]($0) }
    }
  }
}
