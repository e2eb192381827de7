/// Labels of internationalised names in ASCII.
///
/// Source: RFC 3492, 6.1 to 6.3.
enum Punycode {
  /// A DNS label holds 63 bytes; what is far longer is refused, because encoding is quadratic in the label.
  private static let longestLabel = 256

  /// Without the prefix `xn--`; `nil` when the label is too long.
  static func encode(_ label: [UInt32]) -> [UInt8]? {
    guard label.count <= longestLabel else { return nil }
    var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = output.count
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var (n, delta, bias): (UInt32, UInt64, UInt64) = (128, 0, 72)
    var handled = basic
    while handled < label.count {
      guard let next = label.filter({ $0 >= n }).min() else { return nil }
      delta += UInt64(next - n) * UInt64(handled + 1)
      n = next
      for point in label {
        if point < n { delta += 1 }
        guard point == n else { continue }
        append(delta, bias, to: &output)
        bias = adapted(delta, count: UInt64(handled + 1), first: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return output
  }

  private static func append(_ delta: UInt64, _ bias: UInt64, to output: inout [UInt8]) {
    var rest = delta
    var position: UInt64 = 36
    while true {
      let threshold = threshold(position, bias)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      position += 36
    }
    output.append(digit(rest))
  }

  /// Without the prefix `xn--`; `nil` when it is not Punycode.
  static func decode(_ label: some Collection<UInt8>) -> [UInt32]? {
    let bytes = Array(label)
    guard bytes.count <= longestLabel, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    let hyphen = bytes.lastIndex(of: UInt8(ascii: "-"))
    var output = bytes[..<(hyphen ?? 0)].map { UInt32($0) }
    var index = hyphen.map { $0 + 1 } ?? 0
    var (n, i, bias): (UInt64, UInt64, UInt64) = (128, 0, 72)
    while index < bytes.count {
      let before = i
      var (weight, position): (UInt64, UInt64) = (1, 36)
      while true {
        guard index < bytes.count, let value = value(bytes[index]) else { return nil }
        index += 1
        i += value * weight
        guard i <= 0xFFFF_FFFF else { return nil }
        let threshold = threshold(position, bias)
        if value < threshold { break }
        weight *= 36 - threshold
        guard weight <= 0xFFFF_FFFF else { return nil }
        position += 36
      }
      let count = UInt64(output.count + 1)
      bias = adapted(i - before, count: count, first: before == 0)
      n += i / count
      i %= count
      guard n <= 0x10FFFF, let point = Unicode.Scalar(UInt32(n)) else { return nil }
      output.insert(point.value, at: Int(i))
      i += 1
    }
    return output
  }

  private static func threshold(_ position: UInt64, _ bias: UInt64) -> UInt64 {
    position <= bias ? 1 : min(position - bias, 26)
  }

  private static func adapted(_ delta: UInt64, count: UInt64, first: Bool) -> UInt64 {
    var rest = first ? delta / 700 : delta / 2
    rest += rest / count
    var bias: UInt64 = 0
    while rest > 455 {
      rest /= 35
      bias += 36
    }
    return bias + 36 * rest / (rest + 38)
  }

  private static func digit(_ value: UInt64) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x16 + value) }

  private static func value(_ digit: UInt8) -> UInt64? {
    switch digit.asciiLowercased {
    case 0x61...0x7A: UInt64(digit.asciiLowercased - 0x61)
    case 0x30...0x39: UInt64(digit - 0x30) + 26
    default: nil
    }
  }
}
