import FoundationEssentials
package import Model

/// JSON Schemas of the files of a pack, for editors; made from the tables by which the files are read.
///
/// They help with writing. What a schema cannot say (paths that fit the subject, matchers that fit the fact) the
/// program checks when it loads a pack.
package enum RuleFileSchema {
  /// The schema of `pack.yaml`.
  package static var pack: String {
    text(of: object(Key.pack, title: "pack.yaml of PayReady"), with: definitions(facts: []))
  }

  /// The schema of a category's file: a list of rules.
  ///
  /// `facts` are proposed as paths of conditions.
  package static func rules(facts: [FactDescription]) -> String {
    let root: Value = [
      "title": "A category of rules of PayReady", "type": "array", "items": ["$ref": "#/$defs/rule"],
    ]
    return text(of: root, with: definitions(facts: facts))
  }

  /// The schema of a file of texts in another language.
  package static var language: String {
    text(
      of: object(Key.language, title: "Texts of a pack of PayReady in another language"),
      with: definitions(facts: [])
    )
  }

  private static func text(of root: Value, with definitions: [String: Value]) -> String {
    guard case .record(var fields) = root else { return "" }
    fields["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    fields["$defs"] = .record(used(definitions, from: root))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(Value.record(fields))).map { Array($0) } ?? []
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// Those of the definitions that `root` leads to.
  private static func used(_ definitions: [String: Value], from root: Value) -> [String: Value] {
    var used: [String: Value] = [:]
    var waiting = references(in: root)
    while let name = waiting.popLast() {
      guard used[name] == nil, let definition = definitions[name] else { continue }
      used[name] = definition
      waiting += references(in: definition)
    }
    return used
  }

  private static func references(in value: Value) -> [String] {
    switch value {
    case .record(let fields):
      fields.flatMap { key, value -> [String] in
        if key == "$ref", case .text(let text) = value { return [String(text.dropFirst("#/$defs/".count))] }
        return references(in: value)
      }
    case .list(let elements): elements.flatMap { references(in: $0) }
    case .bool, .int, .text: []
    }
  }

  private static func definitions(facts: [FactDescription]) -> [String: Value] {
    [
      "category": object(Key.category), "probe": object(Key.probe), "inferred": object(Key.inferred),
      "ruleTexts": object(Key.ruleTexts), "outcomeTexts": object(Key.outcomeTexts),
      "ifNone": object(Key.ifNone),
      "rule": object(Key.rule), "outcome": outcome, "example": object(Key.example),
      "ofElements": object(Key.ofElements), "condition": condition(facts), "test": test, "matchers": matchers,
      "scalar": ["type": ["string", "integer", "boolean"]], "id": id,
      "texts": ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]],
    ]
  }

  private static let id: Value = ["type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"]
  private static let scalar: Value = ["$ref": "#/$defs/scalar"]

  private static func object(_ keys: [Key], title: String? = nil) -> Value {
    var schema: [String: Value] = [
      "type": "object", "additionalProperties": false,
      "properties": .record(Dictionary(keys.map { ($0.name, described($0)) }) { first, _ in first }),
    ]
    let required = keys.filter(\.isRequired).map { Value.text($0.name) }
    if !required.isEmpty { schema["required"] = .list(required) }
    if let title { schema["title"] = .text(title) }
    return .record(schema)
  }

  /// An outcome is exactly one of the effects.
  private static var outcome: Value {
    guard case .record(var schema) = object(Key.outcome) else { return [:] }
    schema["oneOf"] = .list(Key.effects.map { ["required": [.text($0)]] })
    return .record(schema)
  }

  private static func described(_ key: Key) -> Value {
    guard case .record(var schema) = form(key.form) else { return [:] }
    schema["description"] = .text(key.summary)
    return .record(schema)
  }

  private static func form(_ form: Key.Form) -> Value {
    switch form {
    case .text, .path, .gives: ["type": "string"]
    case .texts: ["$ref": "#/$defs/texts"]
    case .id: ["$ref": "#/$defs/id"]
    case .ids: ["type": "array", "items": ["$ref": "#/$defs/id"]]
    case .words(let words): ["enum": .list(words.map(Value.text))]
    case .flag: ["const": true]
    case .yesNo: ["enum": ["yes", "no", true, false]]
    case .number(let number): ["const": .int(number)]
    case .ruleTexts: ["type": "object", "additionalProperties": ["$ref": "#/$defs/ruleTexts"]]
    case .outcomeTexts: ["type": "object", "additionalProperties": ["$ref": "#/$defs/outcomeTexts"]]
    case .textsBy, .titles: ["type": "object", "additionalProperties": ["type": "string"]]
    case .idsBy:
      [
        "type": "object",
        "additionalProperties": ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/id"]],
      ]
    case .condition: ["$ref": "#/$defs/condition"]
    case .ifNone: ["$ref": "#/$defs/ifNone"]
    case .source: ["anyOf": [["type": "string"], ["$ref": "#/$defs/inferred"]]]
    case .given: ["type": "object"]
    case .categories: ["type": "array", "items": ["$ref": "#/$defs/category"]]
    case .probes: ["type": "object", "additionalProperties": ["$ref": "#/$defs/probe"]]
    case .outcomes: ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/outcome"]]
    case .examples: ["type": "array", "items": ["$ref": "#/$defs/example"]]
    }
  }

  private static func condition(_ facts: [FactDescription]) -> Value {
    let several: Value = ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/condition"]]
    var properties: [String: Value] = [
      "all": several, "any": several, "not": ["$ref": "#/$defs/condition"],
      "some": ["$ref": "#/$defs/ofElements"],
      "each": ["$ref": "#/$defs/ofElements"],
    ]
    let table = FactTable(facts)
    let summaries = Dictionary(facts.map { ($0.name, $0.summary) }) { first, _ in first }
    for kind in SubjectKind.allCases {
      for (path, type) in table.paths(of: kind) where properties[path] == nil {
        let ownName =
          path.hasPrefix(kind.rawValue + ".") ? String(path.dropFirst(kind.rawValue.count + 1)) : path
        let summary = summaries[path] ?? summaries[ownName]
        properties[path] = [
          "$ref": "#/$defs/test",
          "description": .text([type.title, summary].compactMap { $0 }.joined(separator: ": ")),
        ]
      }
    }
    return [
      "type": "object", "minProperties": 1, "properties": .record(properties),
      "additionalProperties": ["$ref": "#/$defs/test"],
    ]
  }

  private static let test: Value = ["anyOf": [["$ref": "#/$defs/scalar"], ["$ref": "#/$defs/matchers"]]]

  private static var matchers: Value {
    let properties = MatcherKind.all.map { kind -> (String, Value) in
      guard case .record(var schema) = operand(kind.operand) else { return (kind.name, [:]) }
      schema["description"] = .text(kind.summary)
      return (kind.name, .record(schema))
    }
    return [
      "type": "object", "minProperties": 1, "additionalProperties": false,
      "properties": .record(Dictionary(properties) { first, _ in first }),
    ]
  }

  private static func operand(_ operand: MatcherKind.Operand) -> Value {
    let list: Value = ["type": "array", "minItems": 1, "items": scalar]
    return switch operand {
    case .scalar: scalar
    case .list: list
    case .scalarOrList: ["anyOf": [scalar, list]]
    case .pair: ["type": "array", "minItems": 2, "maxItems": 2, "items": scalar]
    case .flag: ["type": "boolean"]
    case .text: ["type": ["string", "number"]]
    }
  }
}
