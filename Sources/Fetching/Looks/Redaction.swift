import Reading
import Model

/// Takes secrets out of what is kept, when it is made.
struct Redaction: Sendable {
  /// What stands in a secret's place.
  static let mark = "***"
  /// The longest value that is kept, in characters; the last one tells of a cut.
  static let longestValue = 256

  private let secrets: [String]

  /// Takes out what the operator gave.
  init(_ settings: VisitSettings) {
    var secrets = settings.headers.map(\.1)
    if let user = settings.user {
      secrets.append(user)
      if let colon = user.firstIndex(of: ":") { secrets.append(String(user[user.index(after: colon)...])) }
    }
    if let cookies = settings.cookies {
      secrets.append(cookies)
      secrets += cookies.split(separator: ";").compactMap { pair in
        pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]) }
      }
    }
    // Shorter ones would blot out ordinary text.
    self.secrets = Set(secrets.filter { $0.count >= 4 }).sorted { $0.count > $1.count }
  }

  /// The fields as they may be kept.
  func headers(_ fields: HeaderFields) -> [Look.Header] {
    fields.fields.map { field in
      Look.Header(cut(field.name), cut(hide(Self.value(of: field))))
    }
  }

  /// The text without the operator's secrets.
  func hide(_ text: String) -> String {
    secrets.reduce(text) { $0.contains($1) ? Self.replace($1, in: $0) : $0 }
  }

  private static func value(of field: Look.Header) -> String {
    switch field.name.lowercased() {
    case "set-cookie", "set-cookie2": cookie(field.value)
    case "authorization", "proxy-authorization", "cookie": mark
    default: field.value
    }
  }

  /// The name and the attributes of a cookie, without its value.
  private static func cookie(_ text: String) -> String {
    let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    guard let pair = parts.first else { return mark }
    let name = pair.firstIndex(of: "=").map { pair[..<$0] } ?? ""
    return "\(name)=\(mark)" + (parts.count > 1 ? ";\(parts[1])" : "")
  }

  private static func replace(_ secret: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: secret) {
      result += rest[..<found.lowerBound]
      result += mark
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  private func cut(_ text: String) -> String {
    guard text.count > Self.longestValue else { return text }
    return text.prefix(Self.longestValue - 1) + "…"
  }
}
