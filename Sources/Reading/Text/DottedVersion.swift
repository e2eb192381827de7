/// A version of dotted numbers; what follows them, such as `-beta`, is not compared.
package struct DottedVersion: Hashable, Sendable, Comparable {
  /// The numbers, without zeros at the end.
  package let numbers: [Int]

  /// The version that `text` begins with, a `v` before it allowed; `nil` where it begins with none.
  ///
  /// At most eight numbers of at most nine digits each.
  package init?(_ text: String) {
    let start = text.utf8.first.map { $0 | 0x20 == UInt8(ascii: "v") } == true ? 1 : 0
    let digits = text.utf8.dropFirst(start).prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    var numbers: [Int] = []
    for part in digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard part.count <= 9, let number = Int(String(decoding: part, as: UTF8.self)) else { break }
      numbers.append(number)
    }
    guard !numbers.isEmpty, numbers.count <= 8 else { return nil }
    while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    for index in 0..<max(lhs.numbers.count, rhs.numbers.count) {
      let left = index < lhs.numbers.count ? lhs.numbers[index] : 0
      let right = index < rhs.numbers.count ? rhs.numbers[index] : 0
      if left != right { return left < right }
    }
    return false
  }
}
