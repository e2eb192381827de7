import FoundationEssentials
import Glibc

/// Measures what is promised about speed, each figure beside a floor of the same run, and compares with
/// `thresholds.json`.
@main
enum Program {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      if arguments.count == 3, arguments[1] == "bare" { return try BareTransfers.runAsProgram(arguments[2]) }
      if arguments.count == 2, arguments[1] == "reading" { exit(try measureReading() ? 0 : 1) }
      exit(try measure() ? 0 : 1)
    } catch {
      let text = "benchmarks: \(error)\n"
      _ = write(2, text, text.utf8.count)
      exit(70)
    }
  }

  /// Whether every figure is within its threshold.
  private static func measure() throws -> Bool {
    let place = try Place()
    defer { place.leave() }
    let thresholds = try Thresholds.stored(place.thresholds)
    var report = Report()
    ReadingCost.measure(thresholds, &report)
    try StartUp.measure(place, thresholds, &report)
    try Processor.measure(place, thresholds, &report)
    try TLSLook.measure(place, thresholds, &report)
    try Latency.measure(place, thresholds, &report)
    return report.isGood
  }

  /// Whether reading alone is within its threshold; needs no built program.
  private static func measureReading() throws -> Bool {
    var report = Report()
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../thresholds.json")
    ReadingCost.measure(try Thresholds.stored(file.path()), &report)
    return report.isGood
  }
}

/// The most that each figure may be.
struct Thresholds: Codable {
  /// `payready --version`, from start to end.
  var startUpMilliseconds: Double
  /// The rules, read and checked.
  var rulesMilliseconds: Double
  /// Processor time of an audit, to that of the same transfers made bare by a client that trusts the same roots.
  var processorRatio: Double
  /// The same, to a client that reads the demo's root alone: not promised, and not to get worse.
  var processorRatioOneRoot: Double
  /// Processor time of a full look at TLS and certificate, to that of the same connections made bare by a client that
  /// trusts the same roots.
  var tlsRatio: Double
  /// Time of an audit over a link of 40 ms, to that of its longest chain of looks made bare.
  var latencyRatio: Double
  /// Reading a typical page with its button, to one `memchr` pass over its bytes.
  var readingPasses: Double

  /// Those in the file.
  static func stored(_ path: String) throws -> Thresholds {
    try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: URL(filePath: path)))
  }
}

/// Something that stands in the way of measuring.
struct Obstacle: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
