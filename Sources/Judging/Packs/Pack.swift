package import Model

/// A folder of rules, read and checked.
package struct Pack: Sendable {
  /// A group of rules that stand together in a report.
  package struct Category: Hashable, Sendable {
    /// Its id.
    package let id: String
    /// Its title.
    package let title: String
  }

  /// A data file of a pack.
  package struct DataFile: Hashable, Sendable {
    /// The pack's name.
    package let pack: String
    /// The name under which the pack lists it.
    package let name: String
    /// The file, from the pack's folder.
    package let file: String
    /// Its content.
    package let bytes: [UInt8]
  }

  /// Name, version, and the digest over the names and contents of its files.
  package let identity: PackIdentity
  /// Where it begins: its `pack.yaml`, or its folder.
  package let place: Place
  /// Its categories, in the order of a report.
  package let categories: [Category]
  /// Its rules, in the order of the files.
  package var rules: [Rule]
  /// Rules without which a verdict means nothing, by id.
  package let essential: [String]
  /// The rules behind a buyer's or merchant's message, by id, the likeliest first.
  package let symptoms: [String: [String]]
  /// Its own requests.
  package let probes: [PackProbe]
  /// Its data files.
  package let data: [DataFile]
  /// Ids that were used once.
  package let retired: [String]
  /// The languages for which it has a file of texts beside its own, sorted.
  package let languages: [String]
  /// The texts in the languages that were asked for, by language.
  let texts: [String: PackTexts]
  /// Ids of rules that could not be read; none in a catalogue.
  let broken: [String]
  /// Whether a file of rules could not be read, so that nobody can say which rules there are.
  let isPartial: Bool

  /// Whether this is what `pack` was made of, perhaps changed since.
  func isSource(of pack: Pack) -> Bool {
    let ids = Set(pack.rules.map(\.id))
    return identity.name == pack.identity.name && (rules.map(\.id) + broken).contains { ids.contains($0) }
  }
}

/// A request that a pack asks for; its answer is facts of the shop, `probes.NAME.status` and the like.
package struct PackProbe: Hashable, Sendable {
  /// A method that changes nothing.
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
  }

  /// Its name in paths.
  package let name: String
  /// How it asks.
  package let method: Method
  /// The path on the shop's own host, with its slash.
  package let path: String
}

/// Which languages' texts are read with the packs; reading takes time, so that it is not done for nothing.
package enum PackLanguages: Hashable, Sendable {
  /// Only the packs' own texts.
  case own
  /// Those of one language too, where a pack has them.
  case and(String)
  /// Those of every language.
  case all

  func contains(_ language: String) -> Bool {
    switch self {
    case .own: false
    case .and(let one): one == language
    case .all: true
    }
  }
}
