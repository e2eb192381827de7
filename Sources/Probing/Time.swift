import Glibc

/// ISO 8601 in UTC with whole seconds: `2026-11-23T07:01:00Z`.
package func isoText(epoch: Int) -> String {
  var seconds = time_t(epoch)
  var parts = tm()
  guard gmtime_r(&seconds, &parts) != nil else { return "1970-01-01T00:00:00Z" }
  func padded(_ number: Int32, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  let day = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
  return "\(day)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
}

/// The whole days from one moment to another, rounded down.
package func days(from start: Int, to end: Int) -> Int {
  let (quotient, remainder) = (end - start).quotientAndRemainder(dividingBy: 86_400)
  return remainder < 0 ? quotient - 1 : quotient
}
