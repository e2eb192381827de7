/// Finds private keys and tokens that stand where everyone can read them.
enum PageSecrets {
  private static let limit = 20

  /// The secrets in a text; they are named, not kept.
  static func find(in bytes: ArraySlice<UInt8>, scriptURL: String?) -> [PageSecret] {
    keys(in: bytes, scriptURL) + tokens(in: bytes, scriptURL)
  }

  private static func keys(in bytes: ArraySlice<UInt8>, _ scriptURL: String?) -> [PageSecret] {
    var found: [PageSecret] = []
    var rest = bytes
    while found.count < limit, let start = ByteSearch.first(ofExactly: "-----BEGIN ", in: rest) {
      rest = bytes[(start + 11)...]
      let label = rest.prefix(40).prefix { $0 == 0x20 || ($0 &- 0x41) < 26 }
      let name = String(decoding: label, as: UTF8.self)
      guard name.hasSuffix("PRIVATE KEY"), ByteSearch.isAt(label.endIndex, "-----", in: bytes) else {
        continue
      }
      // What comes between has no dashes of its own, so that each byte is looked at once.
      let window = bytes[(label.endIndex + 5)...]
      guard let end = ByteSearch.first(ofExactly: "-----", in: window) else { break }
      rest = bytes[end...]
      guard ByteSearch.isAt(end, "-----END " + name + "-----", in: bytes), isBody(window[..<end]) else {
        continue
      }
      found.append(
        PageSecret(
          kind: .privateKey,
          excerpt: "-----BEGIN \(name)----- … (cut)",
          scriptURL: scriptURL,
          offset: start
        )
      )
    }
    return found
  }

  /// Whether there is a key between the lines: base64 of some length, as lines, escapes or a concatenation.
  private static func isBody(_ bytes: ArraySlice<UInt8>) -> Bool {
    var count = 0
    var others = 0
    for byte in bytes {
      if byte.isASCIIAlphanumeric || byte == 0x2B || byte == 0x2F || byte == 0x3D {
        count += 1
      } else if !byte.isHTMLSpace {
        others += 1
      }
    }
    return count >= 100 && others * 4 < count
  }

  private static func tokens(in bytes: ArraySlice<UInt8>, _ scriptURL: String?) -> [PageSecret] {
    ByteSearch.all(of: "amzn.mws.", in: bytes, limit: limit).compactMap { start in
      guard isIdentifier(bytes[(start + 9)...].prefix(36)) else { return nil }
      return PageSecret(kind: .mwsToken, excerpt: "amzn.mws.… (cut)", scriptURL: scriptURL, offset: start)
    }
  }

  /// Whether the bytes are a UUID.
  private static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == 0x2D : byte.hexValue != nil
    }
  }
}
