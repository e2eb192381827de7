import Model
import Reading

/// What the packs say of Amazon's SDKs and of what they run on, known on a day.
struct SDKData: Sendable {
  /// One SDK of the current checkout.
  struct SDK: Hashable, Sendable {
    /// The language, as a report names it.
    let language: String
    let ecosystem: Ecosystem
    let package: String
    let latest: String
    /// Versions before it speak an older form of the API.
    let currentSince: String
    /// Versions that were taken back.
    let withdrawn: [String]
  }

  /// What SDKs run on.
  struct RuntimeRow: Hashable, Sendable {
    let name: String
    /// The oldest version that the SDK takes.
    let minimum: String
    /// The oldest version that speaks TLS 1.2; `nil` where every one does.
    let tls12: String?
  }

  /// The day on which it was known.
  let known: String
  let all: [SDK]
  private let legacy: [Ecosystem: Set<String>]
  let runtimes: [Runtime: RuntimeRow]

  /// The names of all packages, in every ecosystem.
  var packages: Set<String> { Set(all.map(\.package)).union(legacy.values.joined()) }

  init(_ file: DataRow) throws(ProbingDataError) {
    known = try file.optionalText("known") ?? ""
    all = try file.rows("sdks").map { row throws(ProbingDataError) in
      SDK(
        language: try row.text("language"),
        ecosystem: try row.ecosystem(),
        package: try row.text("package"),
        latest: try row.text("latest"),
        currentSince: try row.text("currentSince"),
        withdrawn: try row.texts("withdrawn")
      )
    }
    var legacy: [Ecosystem: Set<String>] = [:]
    for row in try file.rows("legacy") {
      legacy[try row.ecosystem(), default: []].insert(try row.text("package"))
    }
    self.legacy = legacy
    var runtimes: [Runtime: RuntimeRow] = [:]
    for row in try file.rows("runtimes") {
      let id = try row.text("id")
      guard let runtime = Runtime(rawValue: id) else {
        throw ProbingDataError(file: row.file, detail: "'\(id)' is no runtime that lockfiles name")
      }
      runtimes[runtime] = RuntimeRow(
        name: try row.text("name"),
        minimum: try row.text("minimum"),
        tls12: try row.optionalText("tls12")
      )
    }
    self.runtimes = runtimes
  }

  func sdk(_ package: String, _ ecosystem: Ecosystem) -> SDK? {
    all.first { $0.package == package && $0.ecosystem == ecosystem }
  }

  func isLegacy(_ package: String, _ ecosystem: Ecosystem) -> Bool {
    legacy[ecosystem]?.contains(package) == true
  }
}

extension DataRow {
  fileprivate func ecosystem() throws(ProbingDataError) -> Ecosystem {
    let text = try text("ecosystem")
    guard let ecosystem = Ecosystem(rawValue: text) else {
      let known = Ecosystem.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProbingDataError(file: file, detail: "'\(text)' is no 'ecosystem'; use \(known)")
    }
    return ecosystem
  }
}
