import Foundation
package import Reading
import Testing

/// A page written for tests, with what is to be read on it.
///
/// `Tests/ReadingTests/Corpus/README.md` says how they are written.
package struct CorpusPage: Sendable, CustomTestStringConvertible {
  /// The file's name without its ending.
  package let name: String
  /// Its address.
  package let url: String
  /// `Content-Type`.
  package let contentType: String
  /// Further header fields.
  package let headers: [(name: String, value: String)]
  /// The page as it is sent.
  package let bytes: [UInt8]
  /// Its own scripts by path.
  package let files: [String: [UInt8]]
  private let labels: [(name: String, value: String)]

  /// What the label says, once for each of its lines.
  package subscript(_ label: String) -> [String] { labels.filter { $0.name == label }.map(\.value) }

  /// The words that a label of one line says; empty without it.
  package func words(_ label: String) -> [String] {
    self[label].flatMap { $0.split(separator: " ").map(String.init) }
  }

  /// The name and what it is about.
  package var testDescription: String { "\(name): \(self["about"].first ?? "")" }

  /// The policies in its header.
  package var policies: [String] {
    headers.filter { $0.name.lowercased() == "content-security-policy" }.map(\.value)
  }

  /// The page as it is read.
  package var content: PageContent { PageReader.read(bytes, contentType: contentType, url: url) }

  /// All pages, in the order of their names.
  package static func all() throws -> [CorpusPage] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../ReadingTests/Corpus"
    )
    return try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".page") }.sorted()
      .map { name in
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return CorpusPage(name: String(name.dropLast(5)), text: text)
      }
  }

  private init(name: String, text: String) {
    self.name = name
    var labels: [(name: String, value: String)] = []
    var parts: [(name: String, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("---"), line == "---" || line.hasPrefix("--- /") {
        parts.append((String(line.dropFirst(4)), []))
      } else if parts.isEmpty {
        let sides = line.split(separator: ":", maxSplits: 1)
        if sides.count == 2 { labels.append((String(sides[0]), String(sides[1].drop { $0 == " " }))) }
      } else {
        parts[parts.count - 1].lines.append(line)
      }
    }
    self.labels = labels
    func label(_ name: String) -> String? { labels.first { $0.name == name }?.value }
    url = label("at") ?? "https://shop.example/"
    contentType = label("content-type") ?? "text/html; charset=utf-8"
    headers = labels.filter { $0.name == "header" }.map { header in
      let sides = header.value.split(separator: ":", maxSplits: 1)
      return (String(sides[0]), sides.count == 2 ? String(sides[1].drop { $0 == " " }) : "")
    }
    var markup = parts.first?.lines.joined(separator: "\n") ?? ""
    markup = markup.replacing("{nul}", with: "\0")
    if let repeated = label("repeat"), let space = repeated.lastIndex(of: " "),
      let count = Int(repeated[repeated.index(after: space)...])
    {
      markup = markup.replacing("{repeat}", with: String(repeating: String(repeated[..<space]), count: count))
    }
    bytes = Self.encode(markup, as: label("bytes"))
    files = Dictionary(
      parts.dropFirst().map { ($0.name, Array($0.lines.joined(separator: "\n").utf8)) }
    ) { first, _ in first }
  }

  private static func encode(_ text: String, as form: String?) -> [UInt8] {
    switch form {
    case "utf-16le":
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case "utf-8-bom": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case "windows-1252": text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
    case "crlf": Array(text.replacing("\n", with: "\r\n").utf8)
    default: Array(text.utf8)
    }
  }
}
