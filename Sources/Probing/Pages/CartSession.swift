import Fetching
import Reading

/// A visitor's cookies at one origin of a shop, which nobody else gets.
struct CartSession: Sendable {
  private static let most = 50
  private static let longest = 8192

  let origin: String
  private(set) var cookies: [(name: String, value: String)] = []

  init(origin: String) {
    self.origin = origin
  }

  /// Keeps what an answer of `url` sets, and drops what it takes back.
  mutating func take(_ answer: Answer, of url: WebURL) {
    guard url.origin == origin else { return }
    for field in answer.headers.values("set-cookie") {
      guard let cookie = SetCookie.read(field), cookie.refusal(over: url.scheme) == nil, !cookie.name.isEmpty
      else {
        continue
      }
      cookies.removeAll { $0.name == cookie.name }
      let isOver = (cookie.maxAge ?? 1) <= 0
      let size = cookies.reduce(cookie.name.utf8.count + cookie.value.utf8.count) {
        $0 + $1.name.utf8.count + $1.value.utf8.count + 3
      }
      if !isOver, cookies.count < Self.most, size <= Self.longest {
        cookies.append((cookie.name, cookie.value))
      }
    }
  }

  /// What goes along to `url`; `nil` to another origin.
  func cookies(for url: WebURL) -> String? {
    guard url.origin == origin else { return nil }
    return cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
  }
}
