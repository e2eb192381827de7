/// Reads a page in one pass: no tree, nothing run, linear in any input.
package enum PageReader {
  /// What the page shows.
  ///
  /// - Parameters:
  ///   - bytes: the body as received, decompressed.
  ///   - contentType: the header's value; `nil` when there was none.
  ///   - url: where it came from, after redirects.
  ///   - truncated: whether the body was cut by a limit.
  /// - Returns: its content; malformed HTML is read as a browser would read it.
  package static func read(
    _ bytes: [UInt8],
    contentType: String? = nil,
    url: String,
    truncated: Bool = false
  ) -> PageContent {
    let (source, encoding) = PageEncoding.decode(bytes, contentType: contentType)
    var content = PageContent(url: url, source: source, encoding: encoding)
    if truncated { content.cut.insert(.page) }
    var pass = PagePass(content)
    pass.run()
    return pass.finish()
  }

  /// The address in `5; url=/next`; empty when only a delay is given.
  static func refreshTarget(of content: String) -> String {
    let bytes = Array(content.utf8)[...]
    guard let separator = bytes.firstIndex(where: { $0 == 0x3B || $0 == 0x2C }) else { return "" }
    var rest = bytes[(separator + 1)...].drop { $0.isHTMLSpace }
    if ByteSearch.isAt(rest.startIndex, "url", in: rest) {
      let afterName = rest.dropFirst(3).drop { $0.isHTMLSpace }
      if afterName.first == 0x3D { rest = afterName.dropFirst().drop { $0.isHTMLSpace } }
    }
    if let quote = rest.first, quote == 0x22 || quote == 0x27 {
      rest = rest.dropFirst().prefix { $0 != quote }
    }
    return String(decoding: rest, as: UTF8.self).trimmed
  }
}
