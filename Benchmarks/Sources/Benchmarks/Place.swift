import CBench
import FoundationEssentials
import Glibc

/// Where things are: the program that is measured, built as it is shipped, and a folder for what it writes.
struct Place {
  /// The folder of this package.
  private let package: String
  let program: String
  let thresholds: String
  let folder: String

  /// Builds the program where it is not current.
  init() throws {
    package =
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let root = URL(filePath: package).deletingLastPathComponent().path
    program = "\(getenv("PAYREADY_BUILD").map { String(cString: $0) } ?? "\(root)/.build")/release/payready"
    thresholds = "\(package)/thresholds.json"
    var template = Array("/tmp/payready-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Obstacle("cannot make a folder in /tmp") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard try Child.run(["\(root)/payready", "--version"]).status == 0, access(program, X_OK) == 0 else {
      throw Obstacle("the program could not be built; ./payready --version says why")
    }
  }

  /// Removes what was written.
  func leave() { try? FileManager.default.removeItem(atPath: folder) }

  /// A path in the folder.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
  }

  /// The folder's evidence of the last audit, which is taken away.
  func takeEvidence() throws -> Evidence {
    defer { try? FileManager.default.removeItem(atPath: path("reports")) }
    return try JSONDecoder().decode(Evidence.self, from: Data(contentsOf: URL(filePath: evidenceFile())))
  }

  /// The file with the folder's evidence of the last audit.
  func evidenceFile() throws -> String {
    let files = FileManager.default
    let shops = path("reports")
    for shop in (try? files.contentsOfDirectory(atPath: shops)) ?? [] {
      for file in (try? files.contentsOfDirectory(atPath: "\(shops)/\(shop)")) ?? []
      where file.hasSuffix(".evidence.json") {
        return "\(shops)/\(shop)/\(file)"
      }
    }
    throw Obstacle("an audit left no evidence")
  }
}
