/// Words that speak of Amazon Pay in markup and code.
enum ButtonNames {
  /// What follows `amazon` in names of Amazon Pay's functions, plugins and files.
  private static let endings = [
    "pay", ".pay", "_pay", "-pay", "?.pay", ".login", ".com/sdk/login", "\"]", "']", "dispatch",
  ]
  /// What comes before it.
  private static let beginnings = ["payments-", "payment-"]

  /// Whether the bytes name Amazon Pay's hosts, functions or a plugin.
  static func stand(in bytes: ArraySlice<UInt8>) -> Bool {
    for index in ByteSearch.Places(of: "amazon", in: bytes) {
      let end = index + 6
      if endings.contains(where: { ByteSearch.isAt(end, $0, in: bytes) })
        || beginnings.contains(where: { ByteSearch.isAt(index - $0.utf8.count, $0, in: bytes) })
      {
        return true
      }
    }
    return false
  }

  /// The ways in which a text writes the name, without repetition, in their order.
  static func spellings(in text: String) -> [String] {
    var found: [String] = []
    let bytes = Array(text.utf8)[...]
    for index in ByteSearch.all(of: "amazon", in: bytes, limit: 200) {
      var end = index + 6
      while end < bytes.endIndex, end < index + 8, bytes[end] == 0x20 || bytes[end] == 0x2D { end += 1 }
      guard ByteSearch.isAt(end, "pay", in: bytes) else { continue }
      end += 3
      // `amazonpayments` and `amazonpay.de` are other words.
      if end < bytes.endIndex, bytes[end].isASCIIAlphanumeric || bytes[end] == 0x2E && isNameAfter(end, bytes)
      {
        continue
      }
      if index > bytes.startIndex, bytes[index - 1].isASCIIAlphanumeric || bytes[index - 1] == 0x40 {
        continue
      }
      let spelling = String(decoding: bytes[index..<end], as: UTF8.self)
      if !found.contains(spelling) { found.append(spelling) }
    }
    return found
  }

  private static func isNameAfter(_ dot: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    dot + 1 < bytes.endIndex && bytes[dot + 1].isASCIIAlphanumeric
  }
}
