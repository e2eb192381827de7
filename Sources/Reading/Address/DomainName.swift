/// Internationalised domain names in the form that DNS carries.
///
/// A cautious part of UTS #46 (nontransitional, not strict): case, width and ignorable characters are mapped,
/// letters with marks are composed; what would need the full mapping table is refused rather than mistaken.
package enum DomainName {
  /// The name in ASCII and lower case; `nil` when it has no such form.
  package static func ascii(_ name: String) -> String? { ascii(Array(name.utf8)) }

  static func ascii(_ bytes: [UInt8]) -> String? {
    let isPlain = bytes.allSatisfy { $0 < 0x80 }
    if isPlain {
      let lower = bytes.map(\.asciiLowercased)
      // Only labels that claim to be Punycode need a closer look.
      guard lower.starts(with: xn) || contains(lower, [UInt8(ascii: ".")] + xn) else {
        return String(decoding: lower, as: UTF8.self)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self), let mapped = mapped(text) else { return nil }
    var labels: [String] = []
    for label in mapped.split(separator: 0x2E, omittingEmptySubsequences: false) {
      guard let label = asciiLabel(Array(label)) else { return nil }
      labels.append(label)
    }
    return labels.joined(separator: ".")
  }

  private static let xn = Array("xn--".utf8)

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }

  private static func asciiLabel(_ label: [UInt32]) -> String? {
    if label.allSatisfy({ $0 < 0x80 }) {
      let bytes = label.map { UInt8($0) }
      if bytes.starts(with: xn) {
        guard let points = Punycode.decode(bytes.dropFirst(4)), points.contains(where: { $0 >= 0x80 }) else {
          return nil
        }
        // A label that would not come back as it is (capitals, characters that are mapped) is no valid one.
        let isMapped = points.allSatisfy { Unicode.Scalar($0).flatMap(mapped) == [$0] }
        guard isMapped else { return nil }
        guard Punycode.encode(points) == Array(bytes.dropFirst(4)) else { return nil }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard !label.starts(with: xn.map { UInt32($0) }), let encoded = Punycode.encode(label) else { return nil }
    return "xn--" + String(decoding: encoded, as: UTF8.self)
  }

  private static func mapped(_ text: String) -> [UInt32]? {
    var output: [UInt32] = []
    for character in text {
      guard character.unicodeScalars.count < 32 else { return nil }
      let composed = compositions[character].map { [$0] } ?? Array(character.unicodeScalars)
      for scalar in composed {
        guard let mapped = mapped(scalar) else { return nil }
        output += mapped
      }
    }
    return output
  }

  private static func mapped(_ scalar: Unicode.Scalar) -> [UInt32]? {
    switch scalar.value {
    case 0..<0x80: return [UInt32(UInt8(scalar.value).asciiLowercased)]
    case 0x3002, 0xFF0E, 0xFF61: return [0x2E]
    case 0xFF01...0xFF5E: return [UInt32(UInt8(scalar.value - 0xFEE0).asciiLowercased)]
    case 0xAD, 0x200B, 0x2060, 0xFE00...0xFE0F, 0xFEFF: return []
    // Deviation characters: kept by nontransitional processing.
    case 0xDF, 0x3C2: return [scalar.value]
    case 0x1E9E: return [0xDF]
    default: break
    }
    var output: [UInt32] = []
    for lower in scalar.properties.lowercaseMapping.unicodeScalars {
      guard !lower.properties.changesWhenNFKCCaseFolded, isAllowed(lower) else { return nil }
      output.append(lower.value)
    }
    return output
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      false
    default:
      // Conjoining jamo would have to be composed to syllables.
      !(0x1100...0x11FF).contains(scalar.value) && !(0xFFF0...0xFFFF).contains(scalar.value)
    }
  }

  /// Letters that a base and its marks compose to.
  ///
  /// `Character` compares by canonical equivalence, so one table serves every order of the marks.
  private static let compositions: [Character: Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x386...0x3CE, 0x400...0x4FF, 0x1E00...0x1FFF]
    var table: [Character: Unicode.Scalar] = [:]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      table[Character(scalar)] = scalar
    }
    return table
  }()
}
