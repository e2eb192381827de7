/// Reads the header blocks of one connection, in their order.
///
/// Source: RFC 7541.
struct HeaderTable {
  private var dynamic: [HeaderField] = []
  private var capacity = 4096

  /// The fields of a block; `nil` when it breaks the rules, which ends the connection.
  mutating func read(_ block: [UInt8]) -> [HeaderField]? {
    var rest = block[...]
    var fields: [HeaderField] = []
    while let first = rest.first {
      switch first {
      case 0x80...:
        guard let index = Self.number(&rest, bits: 7), let field = entry(index) else { return nil }
        fields.append(field)
      case 0x20..<0x40:
        guard let size = Self.number(&rest, bits: 5), size <= 4096 else { return nil }
        capacity = size
        evict()
      default:
        let isKept = first & 0x40 != 0
        guard let field = literal(&rest, bits: isKept ? 6 : 4) else { return nil }
        fields.append(field)
        if isKept {
          dynamic.insert(field, at: 0)
          evict()
        }
      }
    }
    return fields
  }

  /// Fields as a block: literal, not packed, and nothing to be kept.
  static func write(_ fields: [HeaderField]) -> [UInt8] {
    var block: [UInt8] = []
    for field in fields {
      block.append(0)
      for text in [field.name.lowercased(), field.value] {
        var length = text.utf8.count
        if length < 127 {
          block.append(UInt8(length))
        } else {
          block.append(127)
          length -= 127
          while length >= 128 {
            block.append(UInt8(length & 127 | 128))
            length >>= 7
          }
          block.append(UInt8(length))
        }
        block += Array(text.utf8)
      }
    }
    return block
  }

  private func literal(_ rest: inout ArraySlice<UInt8>, bits: Int) -> HeaderField? {
    guard let index = Self.number(&rest, bits: bits) else { return nil }
    guard let name = index == 0 ? Self.text(&rest) : entry(index)?.name else { return nil }
    return Self.text(&rest).map { HeaderField(name, $0) }
  }

  private func entry(_ index: Int) -> HeaderField? {
    guard index > 0 else { return nil }
    if index <= Self.fixed.count { return Self.fixed[index - 1] }
    let place = index - Self.fixed.count - 1
    return place < dynamic.count ? dynamic[place] : nil
  }

  private mutating func evict() {
    var size = dynamic.map { $0.name.utf8.count + $0.value.utf8.count + 32 }.reduce(0, +)
    while size > capacity, let last = dynamic.popLast() {
      size -= last.name.utf8.count + last.value.utf8.count + 32
    }
  }

  /// An integer with a prefix of `bits` (RFC 7541, 5.1).
  private static func number(_ rest: inout ArraySlice<UInt8>, bits: Int) -> Int? {
    guard let first = rest.popFirst() else { return nil }
    let most = (1 << bits) - 1
    var value = Int(first) & most
    guard value == most else { return value }
    for shift in stride(from: 0, through: 21, by: 7) {
      guard let next = rest.popFirst() else { return nil }
      value += Int(next & 127) << shift
      if next < 128 { return value }
    }
    return nil
  }

  /// A string (RFC 7541, 5.2).
  private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
    let isPacked = (rest.first ?? 0) & 0x80 != 0
    guard let length = number(&rest, bits: 7), length <= rest.count else { return nil }
    let bytes = rest.prefix(length)
    rest = rest.dropFirst(length)
    return (isPacked ? HuffmanCode.unpack(bytes) : Array(bytes)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// RFC 7541, appendix A.
  private static let fixed: [HeaderField] = {
    let text = """
      :authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|\
      :status=204|:status=206|:status=304|:status=400|:status=404|:status=500|accept-charset|\
      accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|\
      authorization|cache-control|content-disposition|content-encoding|content-language|content-length|\
      content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|\
      if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location|max-forwards|\
      proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|\
      strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate
      """
    return text.split(separator: "|").map { entry in
      let parts = entry.split(separator: "=", maxSplits: 1)
      return HeaderField(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }()
}
