import FoundationEssentials
import Judging
package import Model
import Reporting

/// Evidence as it is stored.
package enum EvidenceFile {
  /// Larger files are not read; real evidence has a few hundred kilobytes.
  package static let maximalBytes = 64 << 20

  /// The text in which `evidence` is stored: sorted keys, one value a line, a line break at the end.
  package static func text(of evidence: Evidence) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return SafeText.json(String(decoding: try encoder.encode(evidence), as: UTF8.self)) + "\n"
  }

  /// The evidence in `bytes`.
  package static func read(_ bytes: [UInt8]) throws(EvidenceFailure) -> Evidence {
    guard bytes.count <= maximalBytes else { throw EvidenceFailure("is larger than \(maximalBytes) bytes") }
    let data = Data(bytes)
    guard let version = try? JSONDecoder().decode(Version.self, from: data) else {
      throw EvidenceFailure("is no evidence; give the file whose name ends in .evidence.json")
    }
    guard version.schemaVersion == Evidence.currentSchemaVersion else {
      throw EvidenceFailure(
        "has schemaVersion \(version.schemaVersion), this program reads \(Evidence.currentSchemaVersion);"
          + " audit the shop again"
      )
    }
    do {
      return try JSONDecoder().decode(Evidence.self, from: data)
    } catch let error as DecodingError {
      throw EvidenceFailure("cannot be read\(place(error)); audit the shop again")
    } catch {
      throw EvidenceFailure("cannot be read; audit the shop again")
    }
  }

  /// The digest over the one way in which `evidence` is written as JSON, whatever its file looks like.
  package static func digest(_ evidence: Evidence) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Digest.of([UInt8](try encoder.encode(evidence)))
  }

  private struct Version: Decodable {
    let schemaVersion: Int

    enum CodingKeys: String, CodingKey {
      case schemaVersion, subjects, looks
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      schemaVersion = try container.decode(Int.self, forKey: .schemaVersion)
      // Both must be there, so that a report is not taken for evidence.
      for key in [CodingKeys.subjects, .looks] where !container.contains(key) {
        throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: ""))
      }
    }
  }

  private static func place(_ error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
        .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = (context?.codingPath ?? []).map { $0.intValue.map(String.init) ?? $0.stringValue }
    return path.isEmpty ? "" : " at \(path.joined(separator: "."))"
  }
}

/// Bytes that are no evidence.
package struct EvidenceFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do, to be read after the file's name.
  package let description: String

  init(_ description: String) { self.description = description }
}
