import ArgumentParser
import Judging
import Reporting

/// A format, and the file that it goes to.
struct FormatRequest: Hashable {
  /// What is written.
  enum Kind: Hashable, CaseIterable {
    case report(ReportFormat)
    /// What was seen, to be judged again.
    case evidence

    static let allCases: [Kind] = ReportFormat.allCases.map { .report($0) } + [.evidence]

    var name: String {
      switch self {
      case .report(let format): format.rawValue
      case .evidence: "evidence"
      }
    }
  }

  let kind: Kind
  /// `nil` for stdout.
  let file: String?

  static let names = Kind.allCases.map(\.name)

  /// Reads `NAME` or `NAME=FILE`.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? ""
    guard let kind = Kind.allCases.first(where: { $0.name == name }) else {
      let hint = Nearest.word(to: name, among: Self.names).map { "did you mean '\($0)'?" }
      throw ValidationError(
        "unknown format '\(SafeText.line(name))'; \(hint ?? "use \(Self.names.joined(separator: ", "))")"
      )
    }
    if parts.count == 2, parts[1].isEmpty {
      throw ValidationError(
        "'\(name)=' names no file; write --format \(name)=FILE, or --format \(name) for stdout"
      )
    }
    self.kind = kind
    file = parts.count == 2 ? parts[1] : nil
  }
}
