import Model
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
    let pictures = pictures(of: audit)
    let texts = try texts(of: audit)
    try OutputFile.makeFolder("\(path)/\(Self.folderName(for: audit.evidence.request.shop))")
    // Pictures and evidence first: a report never stands there without what it was made of.
    for (file, bytes) in pictures { try OutputFile.write(bytes, to: file) }
    for (file, text) in texts.reversed() { try OutputFile.write(text, to: file) }
    return texts.map(\.file) + (pictures.isEmpty ? [] : [stem(for: audit.evidence) + ".*.jpg"])
  }

  /// What is stored as text, each with its path, the page first.
  ///
  /// - Throws: `EncodingError` when a value has no form in JSON.
  package func texts(of audit: Audit) throws -> [(file: String, text: String)] {
    let stem = stem(for: audit.evidence)
    return [
      (stem + ".html", audit.html()), (stem + ".json", try audit.json()),
      (stem + ".evidence.json", try audit.evidenceJSON()),
    ]
  }

  /// Each picture with its path, which is named after the page's.
  package func pictures(of audit: Audit) -> [(file: String, bytes: [UInt8])] {
    let stem = stem(for: audit.evidence)
    var taken: Set<String> = []
    return audit.pictures.map { picture in
      let words = picture.path.split(separator: "/").joined(separator: "-")
      let page = words.isEmpty ? "home" : String(Self.safe(words).prefix(40))
      var name = "\(page)-\(picture.width)"
      var number = 1
      while !taken.insert(name).inserted {
        number += 1
        name = "\(page)-\(number)-\(picture.width)"
      }
      return ("\(stem).\(name).jpg", picture.bytes)
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
