package import Model
import Probing

/// A folder that receives reports: a folder a host, three files an audit, and a picture of each page that a browser opened.
package struct ReportFolder: Sendable {
  private let path: String

  /// The folder at `path`, made if it is not there.
  ///
  /// - Throws: ``OutputFailure`` when no files can be made in it.
  package init(_ path: String) throws(OutputFailure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    try OutputFile.makeFolder(self.path)
  }

  /// Stores the page, the report and the evidence: `<host>/<20261123T070100Z>.html`, `….json`, `….evidence.json`; and the
  /// pictures: `….cart-1280.jpg`.
  ///
  /// - Returns: The paths of the files, the page first, and one pattern for all pictures.
  /// - Throws: ``OutputFailure`` when one could not be written, `EncodingError` when a value has no form in JSON.
  package func store(_ audit: Audit) throws -> [String] {
    let stem = stem(for: audit.evidence)
    let texts = [
      (stem + ".evidence.json", try audit.evidenceJSON()), (stem + ".json", try audit.json()),
      (stem + ".html", audit.html()),
    ]
    let files = pictures(of: audit, stem) + texts.map { ($0.0, Array($0.1.utf8)) }
    try OutputFile.makeFolder("\(path)/\(Self.folderName(for: audit.evidence.request.shop))")
    // Pictures and evidence first: a report never stands there without what it was made of.
    for (file, bytes) in files { try OutputFile.write(bytes, to: file) }
    return texts.reversed().map(\.0) + (audit.pictures.isEmpty ? [] : [stem + ".*.jpg"])
  }

  /// Where the report of `evidence` goes, for saying so before it is written.
  package func paths(for evidence: Evidence) -> [String] {
    let stem = stem(for: evidence)
    return [stem + ".html", stem + ".json", stem + ".evidence.json"]
  }

  /// Each picture with its file, which is named after the page's path.
  private func pictures(of audit: Audit, _ stem: String) -> [(String, [UInt8])] {
    var taken: Set<String> = []
    return audit.pictures.reversed().map { picture in
      let path = picture.page.split(separator: "://", maxSplits: 1).last?.split(separator: "/", maxSplits: 1)
        .dropFirst()
      let words = Self.safe((path?.first.map(String.init) ?? "").replacing("/", with: "-")).prefix(40)
      let name = words.isEmpty ? "home" : String(words)
      let number =
        (1...).first { taken.insert("\(name)\($0 > 1 ? "-\($0)" : "")-\(picture.width)").inserted } ?? 1
      return ("\(stem).\(name)\(number > 1 ? "-\(number)" : "")-\(picture.width).jpg", picture.bytes)
    }
  }

  private func stem(for evidence: Evidence) -> String {
    let moment = evidence.startedAt.filter { $0 != "-" && $0 != ":" }
    return "\(path)/\(Self.folderName(for: evidence.request.shop))/\(Self.safe(moment))"
  }

  /// The host of a shop's address, with a port that is not the scheme's own, as the name of a folder.
  static func folderName(for shop: String) -> String {
    let afterScheme = shop.split(separator: "://", maxSplits: 1).last.map(String.init) ?? shop
    let host = safe(String(afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }))
    return host.isEmpty || host.allSatisfy { $0 == "." } ? "shop" : host
  }

  /// Letters, digits, dots, hyphens and underscores; anything else, and a leading dot, becomes an underscore.
  private static func safe(_ name: String) -> String {
    let characters = name.map { character in
      character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
        ? character : "_"
    }
    let safe = String(characters.prefix(200))
    return safe.hasPrefix(".") ? "_" + safe.dropFirst() : safe
  }
}
