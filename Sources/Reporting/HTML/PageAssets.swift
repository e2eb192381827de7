import CEmbedded
import FoundationEssentials
import Model

/// The style and the script of a page, and the policy that lets nothing else in.
enum PageAssets {
  /// `reports/page/report.css`.
  static let style = file("reports/page/report.css")
  /// `reports/page/report.js`: copies what its buttons belong to; the page is whole without it.
  static let script = file("reports/page/report.js")

  /// The page's Content Security Policy: no request to anywhere, its own style and script by their digests.
  static let policy = [
    "default-src 'none'", "style-src '\(digest(style))'", "script-src '\(digest(script))'", "base-uri 'none'",
    "form-action 'none'",
  ].joined(separator: "; ")

  private static func digest(_ text: String) -> String {
    "sha256-" + Data(SHA256.hash(Array(text.utf8))).base64EncodedString()
  }

  private static func file(_ path: String) -> String {
    for index in 0..<cembedded_count {
      let file = cembedded_files[index]
      guard String(cString: file.path) == path else { continue }
      return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.length), as: UTF8.self)
    }
    return ""
  }
}
