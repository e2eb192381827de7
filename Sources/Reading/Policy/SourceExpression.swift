/// One entry of a source list.
///
/// Source: CSP3, 2.3.1 "Source Lists".
package enum SourceExpression: Hashable, Sendable {
  /// The keywords that change what a policy allows.
  package enum Keyword: String, Codable, CaseIterable, Sendable {
    case unsafeInline = "'unsafe-inline'"
    case unsafeEval = "'unsafe-eval'"
    case unsafeHashes = "'unsafe-hashes'"
    case strictDynamic = "'strict-dynamic'"
    case wasmUnsafeEval = "'wasm-unsafe-eval'"
    case reportSample = "'report-sample'"
  }

  /// `[scheme://]host[:port][path]`.
  package struct Host: Hashable, Sendable {
    /// Which ports are meant.
    package enum Port: Hashable, Sendable {
      case any
      case number(Int)
    }

    /// In lower case; `nil` when none was written.
    package var scheme: String?
    /// In lower case; `*` for any, with a leading `*.` for all below.
    package var host: String
    /// `nil` when none was written: the scheme's own.
    package var port: Port?
    /// As written, beginning with a slash; `nil` when none was written.
    package var path: String?

    /// A source from its parts, as the properties want them.
    package init(scheme: String? = nil, host: String, port: Port? = nil, path: String? = nil) {
      self.scheme = scheme
      self.host = host
      self.port = port
      self.path = path
    }
  }

  case none
  /// `*`.
  case any
  /// `https:`, in lower case and without the colon.
  case scheme(String)
  case host(Host)
  case documentOrigin
  case nonce(String)
  /// The digest in Base64 with the standard alphabet.
  case hash(Digest, String)
  case keyword(Keyword)
  /// Anything else; it matches nothing.
  case unknown(String)

  /// The entry that `token` is.
  package static func read(_ token: String) -> SourceExpression {
    if token == "*" { return .any }
    if token.hasPrefix("'") { return quoted(token) }
    return host(token) ?? .unknown(token)
  }

  private static func quoted(_ token: String) -> SourceExpression {
    let lower = token.lowercased()
    if lower == "'none'" { return .none }
    if lower == "'self'" { return .documentOrigin }
    if let keyword = Keyword(rawValue: lower) { return .keyword(keyword) }
    guard token.hasSuffix("'"), token.utf8.count > 2 else { return .unknown(token) }
    if lower.hasPrefix("'nonce-") {
      let value = String(token.dropFirst(7).dropLast())
      return isBase64Value(value) ? .nonce(value) : .unknown(token)
    }
    for digest in Digest.allCases where lower.hasPrefix("'\(digest.rawValue)-") {
      let value = String(token.dropFirst(digest.rawValue.count + 2).dropLast())
      return isBase64Value(value) ? .hash(digest, standardBase64(value)) : .unknown(token)
    }
    return .unknown(token)
  }

  /// The grammar `base64-value`: both alphabets, at most two signs of padding.
  private static func isBase64Value(_ text: String) -> Bool {
    let padding = text.utf8.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
    let value = text.utf8.dropLast(padding)
    return !value.isEmpty && value.allSatisfy { $0.isASCIIAlphanumeric || base64Marks.contains($0) }
  }

  private static let base64Marks = Set("+/-_".utf8)

  /// The URL-safe alphabet is allowed and counts as the standard one.
  ///
  /// Source: CSP3, 6.7.3.3.
  static func standardBase64(_ text: String) -> String {
    let bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func host(_ token: String) -> SourceExpression? {
    var rest = Array(token.utf8)[...]
    var scheme: String?
    let name = rest.prefix { $0.isASCIIAlphanumeric || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    if name.first.map(\.isASCIILetter) == true, name.endIndex < rest.endIndex, rest[name.endIndex] == 0x3A {
      let after = rest[(name.endIndex + 1)...]
      let text = String(decoding: name.map(\.asciiLowercased), as: UTF8.self)
      if after.isEmpty { return .scheme(text) }
      if after.starts(with: "//".utf8) {
        scheme = text
        rest = after.dropFirst(2)
      }
    }
    let host = rest.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
    guard isHost(host) else { return nil }
    rest = rest[host.endIndex...]
    var port: Host.Port?
    if rest.first == UInt8(ascii: ":") {
      let digits = rest.dropFirst().prefix { $0 != UInt8(ascii: "/") }
      guard let read = Self.port(digits) else { return nil }
      port = read
      rest = rest[digits.endIndex...]
    }
    // Browsers ignore a query and a fragment here, although the grammar has no place for them.
    let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return .host(
      Host(
        scheme: scheme,
        host: String(decoding: host.map(\.asciiLowercased), as: UTF8.self),
        port: port,
        path: path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
      )
    )
  }

  /// `*`, or labels of letters, digits and hyphens after an optional `*.`; a dot may end it.
  private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.elementsEqual("*".utf8) { return true }
    let name = bytes.starts(with: "*.".utf8) ? bytes.dropFirst(2) : bytes
    var last = UInt8(ascii: ".")
    for byte in name {
      guard byte.isASCIIAlphanumeric || byte == 0x2D || (byte == 0x2E && last != 0x2E) else { return false }
      last = byte
    }
    return !name.isEmpty
  }

  private static func port(_ digits: ArraySlice<UInt8>) -> Host.Port? {
    if digits.elementsEqual("*".utf8) { return .any }
    guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    return .number(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }
}
