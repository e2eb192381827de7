import Foundation
import Model
import TestSupport
import Testing

/// The reports of `reports/examples/`: the demo's shops, with times, ports and versions made alike.
@Suite(.serialized) struct `The example reports` {
  private static let shops = [
    "good-shop", "asking-shop", "unfinished-shop", "broken-shop", "guarded-shop", "dark-shop",
  ]
  private static let formats = [
    (format: "terminal", ending: "txt"), ("html", "html"), ("markdown", "md"), ("csv", "csv"),
    ("json", "json"),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: shops)
  func `are current in every format and language`(_ shop: String) async throws {
    let bench = try Workbench()
    let evidence = "\(bench.folder)/e.json"
    let report = "\(bench.folder)/r.json"
    let arguments = ["--format", "evidence=\(evidence)", "--format", "json=\(report)"]
    _ = try await Program.payready(["demo", "--shop", shop] + arguments)
    let seen = try JSONDecoder().decode(Evidence.self, from: Data(bench.text("e.json").utf8))
    // The broken shop loads a script from a name that does not exist; without a name server that is not known.
    let isOffline = seen.looks.contains {
      $0.failure?.reason == .unavailable || $0.failure?.reason == .timedOut
    }
    if isOffline, shop == "broken-shop" { return }
    let alike = try bench.put(Alike(seen).evidence, at: "alike.evidence.json")
    let answers = try JSONDecoder().decode(Stated.self, from: Data(bench.text("r.json").utf8))
    let stated = answers.assessment.statement.answers.flatMap {
      ["--answer", "\($0.rule)=\($0.yes ? "yes" : "no")"]
    }
    for (format, ending) in Self.formats {
      var told: [String: String] = [:]
      for language in ["en", "de"] {
        let run = try await Program.payready(
          ["judge", alike, "--format", format, "--lang", language, "--color", "never"] + stated
        )
        told[language] = run.standardOutput
      }
      let english = try #require(told["en"])
      let german = try #require(told["de"])
      try expectExample(english, "\(shop).en.\(ending)")
      try expectExample(
        format == "json" ? try Self.words(of: german, beside: english) : german,
        "\(shop).de.\(ending)"
      )
    }
  }

  /// A JSON report without the parts that are the same in every language.
  private static func words(of report: String, beside other: String) throws -> String {
    var parts = try JSONDecoder().decode([String: Value].self, from: Data(report.utf8))
    let others = try JSONDecoder().decode([String: Value].self, from: Data(other.utf8))
    for key in ["assessment", "evidence"] {
      let part = parts.removeValue(forKey: key)
      #expect(part != nil && part == others[key], "\(key) depends on the language")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(parts), as: UTF8.self) + "\n"
  }

  private struct Stated: Decodable {
    let assessment: Part

    struct Part: Decodable {
      let statement: Statement
    }
  }

  private func expectExample(_ text: String, _ name: String) throws {
    // Digests change with what no reader sees, such as the order of a list of looks.
    let actual = text.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…")
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../reports/examples/\(name)").standardizedFileURL
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(actual.utf8).write(to: file)
      Issue.record("recorded \(name); review the difference")
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    if actual != expected { Attachment.record(actual, named: name) }
    #expect(actual == expected, "reports/examples/\(name) is stale; run the test with UPDATE_GOLDENS=1")
  }
}

/// Evidence of a shop on this machine, made independent of the day, the machine and the ports.
private struct Alike {
  let evidence: Evidence

  private static let start = "2026-11-23T07:01:00Z"

  init(_ seen: Evidence) throws {
    let shift = try Self.date(Self.start).timeIntervalSince(Self.date(seen.startedAt))
    var alike = seen
    alike.startedAt = Self.start
    alike.durationMilliseconds = 400
    alike.vantage = Vantage(
      tool: "1.0.0",
      curl: "8.5.0",
      openSSL: "3.0.19",
      ipv4: true,
      ipv6: true,
      localShop: seen.vantage.localShop
    )
    // Whether a closed port was knocked at again depends on who was faster.
    let looks = seen.looks.filter { !$0.id.hasSuffix(" again") }
    let order = looks.map(\.id).sorted()
    alike.looks = looks.map { look in
      var look = look
      let place = order.firstIndex(of: look.id) ?? 0
      look.startedAfter = 8 * place
      look.timings = Look.Timings(total: 20_000)
      // What differs from run to run: dates of answers, and whether a connection was used again.
      look.headers = []
      look.roundTrips = 2
      look.waitedFor = []
      look.address = look.address.map { _ in "127.0.0.1" }
      look.command = Self.alike(look.command)
      return look
    }
    alike.subjects = seen.subjects.map { subject in
      var subject = subject
      for (name, fact) in subject.facts { subject.facts[name] = Self.alike(fact, name, shift) }
      return subject
    }
    evidence = alike
  }

  private static func alike(_ fact: Fact, _ name: String, _ shift: TimeInterval) -> Fact {
    func alike(_ value: Value) -> Value {
      switch value {
      case .bool: value
      case .int(let number):
        name.hasSuffix("Milliseconds") ? 40 : name.hasPrefix("clock.") ? 0 : .int(number)
      case .text(let text): .text(Self.shifted(text, shift) ?? Self.alike(text))
      case .list(let list): .list(list.map(alike))
      case .record(let record): .record(record.mapValues(alike))
      }
    }
    // Whether the first or the second knock is named depends on who was faster, too.
    var looks: [Look.ID] = []
    for look in fact.looks.map({ $0.hasSuffix(" again") ? String($0.dropLast(6)) : $0 })
    where !looks.contains(look) { looks.append(look) }
    return switch fact {
    case .known(let value, _): .known(alike(value), from: looks)
    case .partial(let values, let missing, _): .partial(values.map(alike), missing: missing, from: looks)
    case .absent: .absent(from: looks)
    case .unknown(let unknown, _): .unknown(unknown, from: looks)
    }
  }

  /// Ports and temporary folders as they might be.
  private static func alike(_ text: String) -> String {
    text.replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:8443")
      .replacing(/[^ =']*payready-demo-[A-Za-z0-9]+/, with: "demo")
  }

  /// A date, as far from the fixed start as it was from the real one, to the hour.
  private static func shifted(_ text: String, _ shift: TimeInterval) -> String? {
    guard text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, let date = try? date(text) else {
      return nil
    }
    let hours = ((date.timeIntervalSince1970 + shift) / 3600).rounded()
    return Date(timeIntervalSince1970: hours * 3600).formatted(.iso8601)
  }

  private static func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
}
