/// A moment in UTC, read from ISO 8601: `2026-11-23`, or `2026-11-23T07:01:00Z` with or without a fraction.
struct Timestamp: Hashable, Comparable {
  /// Days since 1970-01-01.
  let day: Int
  /// Seconds since midnight.
  let second: Int

  /// The moment that `text` names; a day alone is its midnight.
  ///
  /// `nil` for anything else.
  init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(40))
    guard bytes.count == text.utf8.count, bytes.count >= 10, let year = Self.number(bytes[0..<4]),
      let month = Self.number(bytes[5..<7]), let date = Self.number(bytes[8..<10]),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), (1...12).contains(month),
      date >= 1, date <= Self.days(in: month, of: year)
    else { return nil }
    day = Self.dayNumber(year, month, date)
    if bytes.count == 10 {
      second = 0
      return
    }
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]), hour < 24,
      minute < 60, second < 61, Self.isFraction(bytes[19..<(bytes.count - 1)])
    else { return nil }
    self.second = hour * 3600 + minute * 60 + second
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  var seconds: Int { day * 86_400 + second }

  static func < (lhs: Timestamp, rhs: Timestamp) -> Bool { (lhs.day, lhs.second) < (rhs.day, rhs.second) }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static func isFraction(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let point = bytes.first else { return true }
    return point == UInt8(ascii: ".") && bytes.count > 1
      && bytes.dropFirst().allSatisfy { number([$0]) != nil }
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func dayNumber(_ year: Int, _ month: Int, _ date: Int) -> Int {
    // Years begin in March, so that the leap day is the last; 719468 days lie before 1970-01-01.
    let shifted = month > 2 ? year : year - 1
    let century = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - century * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1
    return century * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
