/// Hosts as URLs write them: domains, IPv4 in all its forms, IPv6 in brackets.
///
/// Source: URL Standard, 3.5 "Host parsing".
enum HostParser {
  struct Host: Hashable {
    var text: String
    var kind: WebURL.HostKind
  }

  /// `nil` when it is no host.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Host? {
    if bytes.first == UInt8(ascii: "[") {
      guard bytes.last == UInt8(ascii: "]"), bytes.count >= 2 else { return nil }
      guard let pieces = IPv6Text.parse(bytes.dropFirst().dropLast()) else { return nil }
      return Host(text: "[\(IPv6Text.serialize(pieces))]", kind: .ipv6)
    }
    let decoded = PercentEncoding.decode(bytes)
    guard let domain = DomainName.ascii(decoded), !domain.isEmpty else { return nil }
    guard !domain.utf8.contains(where: isForbidden) else { return nil }
    guard endsInNumber(domain) else { return Host(text: domain, kind: .domain) }
    return ipv4(domain).map { Host(text: $0, kind: .ipv4) }
  }

  /// Forbidden domain code points.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F...: true
    case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"),
      UInt8(ascii: "^"), UInt8(ascii: "|"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func labels(_ domain: String) -> [Substring.UTF8View] {
    var parts = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { Substring($0).utf8 }
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  private static func endsInNumber(_ domain: String) -> Bool {
    guard let last = labels(domain).last, !last.isEmpty else { return false }
    return last.allSatisfy(\.isASCIIDigit) || number(last) != nil
  }

  /// Decimal, octal with a leading 0, hexadecimal with 0x; saturates above what IPv4 can hold.
  private static func number(_ text: Substring.UTF8View) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var digits = Array(text)
    var radix: UInt64 = 10
    if digits.count >= 2, digits[0] == 0x30, digits[1].asciiLowercased == UInt8(ascii: "x") {
      digits.removeFirst(2)
      radix = 16
    } else if digits.count >= 2, digits[0] == 0x30 {
      digits.removeFirst()
      radix = 8
    }
    var value: UInt64 = 0
    for digit in digits {
      guard let next = digit.hexValue, next < radix else { return nil }
      value = min(value * radix + UInt64(next), 1 << 40)
    }
    return value
  }

  private static func ipv4(_ domain: String) -> String? {
    let parts = labels(domain)
    guard parts.count <= 4 else { return nil }
    var address: UInt64 = 0
    for (index, part) in parts.enumerated() {
      guard let value = number(part) else { return nil }
      if index < parts.count - 1 {
        guard value <= 255 else { return nil }
        address |= value << UInt64(8 * (3 - index))
      } else {
        guard value < 1 << UInt64(8 * (5 - parts.count)) else { return nil }
        address |= value
      }
    }
    return (0..<4).map { String(address >> UInt64(8 * (3 - $0)) & 255) }.joined(separator: ".")
  }
}

/// The text form of an IPv6 address.
enum IPv6Text {
  /// Eight pieces; `nil` when it is no address.
  ///
  /// Source: URL Standard, "IPv6 parser".
  static func parse(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    guard text.count <= 64 else { return nil }
    let input = Array(text)
    var pieces: [UInt16] = []
    var gap: Int?
    var index = 0
    if input.first == UInt8(ascii: ":") {
      guard input.count >= 2, input[1] == UInt8(ascii: ":") else { return nil }
      gap = 0
      index = 2
    }
    while index < input.count {
      guard pieces.count < 8 else { return nil }
      if input[index] == UInt8(ascii: ":") {
        guard gap == nil else { return nil }
        gap = pieces.count
        index += 1
        continue
      }
      let digits = input[index...].prefix { $0.hexValue != nil }
      if digits.endIndex < input.count, input[digits.endIndex] == UInt8(ascii: ".") {
        guard pieces.count <= 6, let tail = embeddedIPv4(input[index...]) else { return nil }
        pieces += tail
        index = input.count
        break
      }
      guard !digits.isEmpty, digits.count <= 4 else { return nil }
      pieces.append(digits.reduce(0) { $0 << 4 | UInt16($1.hexValue ?? 0) })
      index = digits.endIndex
      if index < input.count {
        guard input[index] == UInt8(ascii: ":"), index + 1 < input.count else { return nil }
        index += 1
      }
    }
    if let gap {
      guard pieces.count < 8 else { return nil }
      pieces.insert(contentsOf: repeatElement(0, count: 8 - pieces.count), at: gap)
    }
    return pieces.count == 8 ? pieces : nil
  }

  private static func embeddedIPv4(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var values: [UInt16] = []
    for part in parts {
      guard !part.isEmpty, part.count <= 3, part.allSatisfy(\.isASCIIDigit) else { return nil }
      guard part.count == 1 || part.first != 0x30 else { return nil }
      let value = part.reduce(0) { $0 * 10 + UInt16($1 - 0x30) }
      guard value <= 255 else { return nil }
      values.append(value)
    }
    return [values[0] << 8 | values[1], values[2] << 8 | values[3]]
  }

  /// The first longest run of two or more zero pieces is compressed.
  static func serialize(_ pieces: [UInt16]) -> String {
    var best = 0..<0
    var start: Int?
    for index in 0...pieces.count {
      if index < pieces.count, pieces[index] == 0 {
        start = start ?? index
      } else if let from = start {
        if index - from > max(best.count, 1) { best = from..<index }
        start = nil
      }
    }
    let texts = pieces.map { String($0, radix: 16) }
    guard !best.isEmpty else { return texts.joined(separator: ":") }
    return texts[..<best.lowerBound].joined(separator: ":") + "::"
      + texts[best.upperBound...].joined(separator: ":")
  }
}
