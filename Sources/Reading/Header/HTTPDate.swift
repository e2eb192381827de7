/// Dates of HTTP in all three forms.
///
/// Source: RFC 9110, 5.6.7.
package enum HTTPDate {
  /// Seconds since 1970-01-01T00:00:00Z; `nil` when it is no such date.
  ///
  /// The name of the day is not compared with the date. A year of two digits is from 1970 to 2069.
  package static func read(_ text: String) -> Int? {
    let words = text.utf8.split { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D }.map { String(Substring($0)) }
    switch words.count {
    // Sun, 06 Nov 1994 08:49:37 GMT – Sunday, 06-Nov-94 08:49:37 GMT
    case 6:
      guard isDay(words[0]), words[5] == "GMT" else { return nil }
      let year =
        words[3].utf8.count == 2
        ? number(words[3], 2).map { $0 < 70 ? 2000 + $0 : 1900 + $0 } : number(words[3], 4)
      return epoch(year: year, month: words[2], day: number(words[1], 2), time: words[4])
    // Sun Nov  6 08:49:37 1994
    case 5:
      guard isDay(words[0]) else { return nil }
      let day = number(words[2], words[2].utf8.count == 1 ? 1 : 2)
      return epoch(year: number(words[4], 4), month: words[1], day: day, time: words[3])
    default: return nil
    }
  }

  private static func isDay(_ word: String) -> Bool {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return days.contains { word == $0 || word == $0.prefix(3) }
  }

  private static func number(_ word: String, _ digits: Int) -> Int? {
    word.utf8.count == digits ? ASCII.digits(word) : nil
  }

  private static func epoch(year: Int?, month: String, day: Int?, time: String) -> Int? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), 2) }
    guard let year, year >= 1, let index = months.firstIndex(of: month), let day, clock.count == 3,
      let hour = clock[0], let minute = clock[1], let second = clock[2]
    else { return nil }
    guard (1...length(ofMonth: index, year)).contains(day), hour < 24, minute < 60, second <= 60 else {
      return nil
    }
    return days(year: year, month: index + 1, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  private static func length(ofMonth index: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][index]
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years counted from March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let monthOfYear = (month + 9) % 12
    let dayOfYear = (153 * monthOfYear + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
