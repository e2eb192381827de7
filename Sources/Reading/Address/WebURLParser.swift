/// The basic URL parser, for the special schemes http and https.
///
/// Source: URL Standard, 4.4. The states of the standard are the functions here; each byte is looked at a bounded
/// number of times.
enum WebURLParser {
  /// The parts that a reference gives, before dot segments are removed.
  private struct Target {
    var scheme: WebURL.Scheme
    var host: String
    var hostKind: WebURL.HostKind
    var port: Int?
    var hadUserInfo: Bool
  }

  static func parse(_ input: [UInt8], base: WebURL?) -> WebURL? {
    guard input.count <= WebURL.longestText else { return nil }
    let bytes = cleaned(input)
    var rest = bytes[...]
    if let (scheme, after) = scheme(of: rest) {
      guard let scheme else { return nil }
      rest = after
      let slashes = rest.prefix(2).allSatisfy { $0 == UInt8(ascii: "/") } && rest.count >= 2
      if let base, base.scheme == scheme, !slashes { return relative(rest, base: base) }
      return absolute(rest, scheme: scheme)
    }
    return base.flatMap { relative(rest, base: $0) }
  }

  /// Without C0 controls and spaces at the ends, without tabs and newlines anywhere.
  private static func cleaned(_ input: [UInt8]) -> [UInt8] {
    let head = input.drop { $0 <= 0x20 }
    let end = head.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? head.startIndex
    return head[..<end].filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }

  /// The scheme and what follows its colon; `nil` when the text has none, an inner `nil` when it is another one.
  private static func scheme(of bytes: ArraySlice<UInt8>) -> (WebURL.Scheme?, ArraySlice<UInt8>)? {
    guard let first = bytes.first, first.isASCIILetter else { return nil }
    let name = bytes.prefix { $0.isASCIIAlphanumeric || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    guard name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: ":") else { return nil }
    let text = String(decoding: name.prefix(8).map(\.asciiLowercased), as: UTF8.self)
    return (name.count <= 5 ? WebURL.Scheme(rawValue: text) : nil, bytes[(name.endIndex + 1)...])
  }

  private static func absolute(_ bytes: ArraySlice<UInt8>, scheme: WebURL.Scheme) -> WebURL? {
    let rest = bytes.drop { $0.isSlash }
    let authority = rest.prefix { !$0.isSlash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard let target = target(authority, scheme: scheme) else { return nil }
    return finish(target, path: [], rest[authority.endIndex...])
  }

  private static func target(_ authority: ArraySlice<UInt8>, scheme: WebURL.Scheme) -> Target? {
    var hostAndPort = authority
    var hadUserInfo = false
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      hadUserInfo = at > authority.startIndex
      hostAndPort = authority[(at + 1)...]
    }
    var inBrackets = false
    let host = hostAndPort.prefix { byte in
      if byte == UInt8(ascii: "[") { inBrackets = true }
      if byte == UInt8(ascii: "]") { inBrackets = false }
      return byte != UInt8(ascii: ":") || inBrackets
    }
    guard !host.isEmpty, let parsed = HostParser.parse(host) else { return nil }
    var port: Int?
    if host.endIndex < hostAndPort.endIndex {
      guard let read = Self.port(hostAndPort[(host.endIndex + 1)...]) else { return nil }
      port = read
    }
    return Target(
      scheme: scheme,
      host: parsed.text,
      hostKind: parsed.kind,
      port: port,
      hadUserInfo: hadUserInfo
    )
  }

  /// The outer `nil` is a fault, the inner one an empty port.
  private static func port(_ digits: ArraySlice<UInt8>) -> Int?? {
    guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
    if digits.isEmpty { return .some(nil) }
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit - 0x30)
      if value > 65_535 { return nil }
    }
    return .some(value)
  }

  private static func relative(_ bytes: ArraySlice<UInt8>, base: WebURL) -> WebURL? {
    let target = Target(
      scheme: base.scheme,
      host: base.host,
      hostKind: base.hostKind,
      port: base.port,
      hadUserInfo: false
    )
    guard let first = bytes.first else {
      return WebURL(
        scheme: base.scheme,
        host: base.host,
        hostKind: base.hostKind,
        port: base.port,
        path: base.path,
        query: base.query,
        fragment: nil,
        hadUserInfo: false
      )
    }
    if first.isSlash {
      if let second = bytes.dropFirst().first, second.isSlash {
        return absolute(bytes.dropFirst(2), scheme: base.scheme)
      }
      return finish(target, path: [], bytes)
    }
    switch first {
    case UInt8(ascii: "?"):
      return finish(target, path: nil, base: base, bytes)
    case UInt8(ascii: "#"):
      return WebURL(
        scheme: base.scheme,
        host: base.host,
        hostKind: base.hostKind,
        port: base.port,
        path: base.path,
        query: base.query,
        fragment: PercentEncoding.encode(bytes.dropFirst(), .fragment),
        hadUserInfo: false
      )
    default:
      let directory = base.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      // The first part stands before the leading slash, the last one is the document.
      return finish(target, path: directory.dropFirst().dropLast().map { Array($0) }, bytes)
    }
  }

  /// Reads path, query and fragment; `path` holds the segments to start from, `nil` keeps the base's path.
  private static func finish(
    _ target: Target,
    path start: [[UInt8]]?,
    base: WebURL? = nil,
    _ bytes: ArraySlice<UInt8>
  ) -> WebURL? {
    let beforeFragment = bytes.prefix { $0 != UInt8(ascii: "#") }
    let fragment =
      beforeFragment.endIndex < bytes.endIndex
      ? PercentEncoding.encode(bytes[(beforeFragment.endIndex + 1)...], .fragment) : nil
    let rawPath = beforeFragment.prefix { $0 != UInt8(ascii: "?") }
    let query =
      rawPath.endIndex < beforeFragment.endIndex
      ? PercentEncoding.encode(beforeFragment[(rawPath.endIndex + 1)...], .specialQuery) : nil
    let path = start.map { joined($0, rawPath) } ?? base?.path ?? "/"
    return WebURL(
      scheme: target.scheme,
      host: target.host,
      hostKind: target.hostKind,
      port: target.port,
      path: path,
      query: query,
      fragment: fragment,
      hadUserInfo: target.hadUserInfo
    )
  }

  /// The path state: dot segments are resolved as they come.
  private static func joined(_ start: [[UInt8]], _ raw: ArraySlice<UInt8>) -> String {
    var segments = start
    let relative = raw.first.map(\.isSlash) == true ? raw.dropFirst() : raw
    let pieces = relative.split(omittingEmptySubsequences: false, whereSeparator: \.isSlash)
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      switch dots(piece) {
      case 1: if isLast { segments.append([]) }
      case 2:
        _ = segments.popLast()
        if isLast { segments.append([]) }
      default: segments.append(PercentEncoding.bytes(piece, .path))
      }
    }
    return String(decoding: Array(segments.map { [UInt8(ascii: "/")] + $0 }.joined()), as: UTF8.self)
  }

  /// How many dots a segment is, `%2e` counted as one; 0 when it is anything else.
  private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
    var rest = segment
    var count = 0
    while let byte = rest.first {
      let encoded = rest.prefix(3).map(\.asciiLowercased) == Array("%2e".utf8)
      guard byte == UInt8(ascii: ".") || encoded, count < 2 else { return 0 }
      count += 1
      rest = rest.dropFirst(encoded ? 3 : 1)
    }
    return count
  }
}
