/// Names of tags and attributes, each made once: pages have few of them, many times.
struct HTMLNames: Sendable {
  /// A power of two.
  private static let size = 256
  /// Longer names are made each time.
  private static let longest = 24

  private var known = [(bytes: [UInt8], name: String)?](repeating: nil, count: size)

  private let keepsCase: Bool

  /// None so far; names are made lower case unless it keeps their case.
  init(keepsCase: Bool = false) {
    self.keepsCase = keepsCase
  }

  /// A name; NUL is U+FFFD.
  mutating func name(in bytes: [UInt8], _ range: Range<Int>) -> String {
    let place = place(of: bytes, range)
    if let known = known[place], Self.isSame(known.bytes, bytes, range) { return known.name }
    return keep(bytes, range, at: place)
  }

  /// A name that was not the last in its place; `nil` for one that was, and so is known.
  mutating func newName(in bytes: [UInt8], _ range: Range<Int>) -> String? {
    let place = place(of: bytes, range)
    if let known = known[place], Self.isSame(known.bytes, bytes, range) { return nil }
    return keep(bytes, range, at: place)
  }

  private func place(of bytes: [UInt8], _ range: Range<Int>) -> Int {
    var place = range.count
    for index in range.prefix(Self.longest) { place = place &* 31 &+ Int(bytes[index]) }
    return place & (Self.size - 1)
  }

  private static func isSame(_ known: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard known.count == range.count else { return false }
    for index in known.indices where known[index] != bytes[range.lowerBound + index] { return false }
    return true
  }

  private mutating func keep(_ bytes: [UInt8], _ range: Range<Int>, at place: Int) -> String {
    let part = bytes[range]
    let name = keepsCase ? String(decoding: part, as: UTF8.self) : Self.make(part)
    if range.count <= Self.longest { known[place] = (Array(part), name) }
    return name
  }

  private static func make(_ part: ArraySlice<UInt8>) -> String {
    guard part.contains(where: { $0 &- 0x41 < 26 || $0 == 0 }) else {
      return String(decoding: part, as: UTF8.self)
    }
    let lower = part.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0.asciiLowercased] }
    return String(decoding: lower, as: UTF8.self)
  }
}
