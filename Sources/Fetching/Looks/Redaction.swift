import Model
import Reading

/// Takes secrets out of what is kept, when it is made.
struct Redaction: Sendable {
  /// What stands in a secret's place.
  static let mark = "***"
  /// The longest value that is kept, in characters; the last one tells of a cut.
  static let longestValue = 256

  /// The shortest text that is taken for a secret, in bytes.
  private static let shortestSecret = 4

  private let secrets: [String]

  /// Takes out what the operator gave.
  init(_ settings: VisitSettings) {
    var secrets = settings.headers.map(\.1)
    if let user = settings.user {
      secrets += [user, Base64.encode(Array(user.utf8))]
      if let colon = user.firstIndex(of: ":") { secrets.append(String(user[user.index(after: colon)...])) }
    }
    if let cookies = settings.cookies {
      secrets.append(cookies)
      secrets += cookies.split(separator: ";").compactMap { pair in
        pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]) }
      }
    }
    // Shorter ones would blot out ordinary text; what stands in the shop's own address is no secret there.
    let isKept = { (secret: String) in
      secret.utf8.count >= Self.shortestSecret
        && !settings.operatorOrigins.contains { $0.contains(secret) }
    }
    self.secrets = Set(secrets.filter(isKept)).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The fields as they may be kept.
  func headers(_ fields: HeaderFields) -> [Look.Header] {
    fields.fields.map { field in
      Look.Header(Self.cut(field.name), Self.cut(hide(Self.value(of: field))))
    }
  }

  /// Whether there is nothing to take out.
  var isEmpty: Bool { secrets.isEmpty }

  /// The text without the operator's secrets; of one that was cut, also without the beginning of one at its end.
  func hide(_ text: String) -> String {
    let whole = secrets.reduce(text) { $0.contains($1) ? Self.replace($1, in: $0) : $0 }
    guard whole.hasSuffix("…") else { return whole }
    let kept = Array(whole.dropLast().utf8)
    for secret in secrets {
      let most = min(secret.utf8.count - 1, kept.count)
      for count in stride(from: most, through: Self.shortestSecret, by: -1)
      where kept.suffix(count).elementsEqual(secret.utf8.prefix(count)) {
        return String(decoding: kept.dropLast(count), as: UTF8.self) + Self.mark + "…"
      }
    }
    return whole
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

  /// The text with at most so many characters, counted as Unicode scalars: marks heaped on one letter count.
  static func cut(_ text: String, to limit: Int = longestValue) -> String {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.prefix(limit - 1))
    return String(kept) + "…"
  }
}
