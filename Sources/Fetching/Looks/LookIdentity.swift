import Model
import Reading

/// The names of looks: what they ask, the same in every run.
enum LookIdentity {
  /// The longest address that is named in full.
  private static let longest = 512

  static func of(_ request: ExchangeRequest) -> Look.ID {
    var parts: [String] = []
    if !request.headers.isEmpty { parts += request.headers.map { "\($0.0.lowercased()): \($0.1)" } }
    if request.session != nil { parts.append("session") }
    if let body = request.body, request.session == nil { parts.append("body " + digest(body)) }
    if let limit = request.bodyLimit { parts.append("limit \(limit)") }
    if let patience = request.patience { parts.append("patience \(patience)") }
    if let sends = request.sendsCredentials { parts.append("credentials \(sends)") }
    let asked = "\(request.method.rawValue) \(short(request.url.text))"
    let different = parts.isEmpty ? "" : " ~" + digest(Array(parts.joined(separator: "\n").utf8))
    return asked + different + suffix(request.address, request.attempt)
  }

  static func of(_ target: HandshakeTarget) -> Look.ID {
    let newest = target.newest.map { " up to \($0.name)" } ?? ""
    return "handshake \(target.place.text)" + newest + suffix(target.place.address, target.attempt)
  }

  static func of(_ request: HelloRequest) -> Look.ID {
    let usual = CipherSuite.offered(in: request.hello.version)
    let codes = request.hello.suites.flatMap { [UInt8($0.code >> 8), UInt8($0.code & 0xff)] }
    let different = request.hello.suites == usual ? "" : " ~" + digest(codes)
    return "hello \(request.label) \(request.place.text)" + different
      + suffix(request.place.address, request.attempt)
  }

  static func page(_ url: WebURL, on screen: Screen, declining: Bool) -> Look.ID {
    "open \(short(url.text)) at \(screen.width) pixels" + (declining ? " declining" : "")
  }

  static func resolution(of name: String) -> Look.ID { "resolve \(name)" }

  /// The name of the look that was made again alone, or after silence.
  static func again(_ id: Look.ID) -> Look.ID { id + " again" }

  private static func suffix(_ address: Address?, _ attempt: Int) -> String {
    (address.map { " @\($0.text)" } ?? "") + (attempt > 1 ? " #\(attempt)" : "")
  }

  private static func short(_ text: String) -> String {
    guard text.utf8.count > longest else { return text }
    return String(decoding: text.utf8.prefix(longest), as: UTF8.self) + "…~" + digest(Array(text.utf8))
  }

  /// FNV-1a, folded to 32 bits: tells looks apart, protects nothing.
  private static func digest(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let folded = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - folded.count) + folded
  }
}
