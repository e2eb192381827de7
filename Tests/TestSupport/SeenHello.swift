/// What a client offered in its first message.
package struct SeenHello: Sendable, Hashable {
  /// The version in the message itself, on the wire (0x0303 is TLS 1.2).
  package var legacyVersion: UInt16
  /// The versions of the extension supported_versions (RFC 8446, 4.2.1); `nil` without it.
  package var supportedVersions: [UInt16]?
  /// The suites in the client's order.
  package var suites: [UInt16]
  /// The session's id; empty for none.
  package var session: [UInt8]
  /// The name asked for (RFC 6066, 3); `nil` without one.
  package var serverName: String?

  /// The highest version offered.
  package var highestVersion: UInt16 { supportedVersions?.filter { $0 < 0x0400 }.max() ?? legacyVersion }

  /// Whether the client would take `version`.
  package func offers(_ version: UInt16) -> Bool {
    supportedVersions?.contains(version) ?? (version <= legacyVersion)
  }

  /// The hello at the start of `bytes`, in one record; `nil` when it is none, or not all there yet.
  package init?(_ bytes: [UInt8]) {
    var record = Reader(bytes[...])
    guard record.number(1) == 22, record.number(2) != nil, let fragment = record.vector(2) else { return nil }
    var message = Reader(fragment)
    guard message.number(1) == 1, let body = message.vector(3) else { return nil }
    var reader = Reader(body)
    guard let version = reader.number(2), reader.take(32) != nil, let session = reader.vector(1),
      let suites = reader.vector(2), reader.vector(1) != nil
    else { return nil }
    legacyVersion = UInt16(version)
    self.suites = Self.pairs(suites)
    self.session = Array(session)
    var extensions = Reader(reader.vector(2) ?? [])
    while let number = extensions.number(2), let content = extensions.vector(2) {
      var inside = Reader(content)
      if number == 43 { supportedVersions = inside.vector(1).map(Self.pairs) }
      if number == 0, var list = inside.vector(2).map(Reader.init), list.number(1) == 0 {
        serverName = list.vector(2).map { String(decoding: $0, as: UTF8.self) }
      }
    }
  }

  private static func pairs(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
    var reader = Reader(bytes)
    var numbers: [UInt16] = []
    while let number = reader.number(2) { numbers.append(UInt16(number)) }
    return numbers
  }
}

/// Reads numbers and vectors of the TLS presentation language (RFC 8446, 3).
private struct Reader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func number(_ size: Int) -> Int? {
    take(size)?.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The bytes behind a length of `size` bytes.
  mutating func vector(_ size: Int) -> ArraySlice<UInt8>? {
    number(size).flatMap { take($0) }
  }
}
