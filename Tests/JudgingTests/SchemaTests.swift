import FoundationEssentials
import Judging
import Model
import Probing
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Schemas of rule files` {
  /// Compares `actual` with a committed schema; a recording run (`UPDATE_GOLDENS=1`) never passes.
  private func expectCommitted(_ actual: String, _ name: String) throws {
    let url = repository.appending(path: "rules/schema/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(actual.utf8).write(to: url)
      Issue.record("recorded \(name); review the diff")
      return
    }
    let expected = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(actual == expected, "rules/schema/\(name) is stale; run the tests with UPDATE_GOLDENS=1")
  }

  @Test func `are committed as the tables make them`() throws {
    try expectCommitted(RuleFileSchema.rules(facts: Prober.facts), "rules.schema.json")
    try expectCommitted(RuleFileSchema.pack, "pack.schema.json")
    try expectCommitted(RuleFileSchema.language, "language.schema.json")
  }

  @Test func `propose the facts that are given`() throws {
    let schema = try JSONDecoder().decode(
      Value.self,
      from: Data(RuleFileSchema.rules(facts: Sample.facts).utf8)
    )
    guard case .record(let root) = schema, case .record(let definitions)? = root["$defs"],
      case .record(let condition)? = definitions["condition"],
      case .record(let properties)? = condition["properties"]
    else {
      Issue.record("the schema has no properties of conditions")
      return
    }
    #expect(properties["certificate.daysLeft"] != nil)
    #expect(properties["shop.platform.name"] != nil)
    #expect(properties["audit.stage"] != nil)
    #expect(properties["all"] != nil)
  }

  @Test func `define all that they refer to`() throws {
    for text in [RuleFileSchema.rules(facts: Prober.facts), RuleFileSchema.pack, RuleFileSchema.language] {
      guard case .record(let root) = try JSONDecoder().decode(Value.self, from: Data(text.utf8)),
        case .record(let definitions)? = root["$defs"]
      else {
        Issue.record("the schema has no definitions")
        continue
      }
      for part in text.split(separator: "\"#/$defs/").dropFirst() {
        #expect(definitions[String(part.prefix { $0 != "\"" })] != nil)
      }
    }
  }
}
