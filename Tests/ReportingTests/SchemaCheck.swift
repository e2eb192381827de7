import Model

/// What of a JSON document does not fit a JSON Schema; knows the keywords that the report's schema uses, and refuses
/// any other, so that no part of the schema goes unchecked.
struct SchemaCheck {
  private let root: [String: Value]
  private static let known: Set<String> = [
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties",
    "items", "enum", "const", "minimum", "maximum", "pattern",
  ]

  init(_ schema: Value) {
    if case .record(let record) = schema { root = record } else { root = [:] }
  }

  /// The faults of `document`, each with its place; empty when it fits.
  func faults(of document: Value) -> [String] { faults(document, root, "$") }

  private func faults(_ value: Value, _ schema: [String: Value], _ place: String) -> [String] {
    var found = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown keyword \($0)" }
    if case .text(let reference)? = schema["$ref"] {
      guard case .record(let definitions)? = root["$defs"],
        case .record(let target)? = definitions[String(reference.dropFirst("#/$defs/".count))]
      else { return found + ["\(place): \(reference) leads nowhere"] }
      found += faults(value, target, place)
    }
    if case .list(let allowed)? = schema["enum"], !allowed.contains(value) {
      found.append("\(place): not in enum")
    }
    if let constant = schema["const"], constant != value { found.append("\(place): not \(constant)") }
    if case .text(let type)? = schema["type"], type != name(value) {
      return found + ["\(place): \(name(value)) where \(type) is due"]
    }
    return found + details(value, schema, place)
  }

  private func details(_ value: Value, _ schema: [String: Value], _ place: String) -> [String] {
    switch value {
    case .bool: return []
    case .int(let number):
      var found: [String] = []
      if case .int(let bound)? = schema["minimum"], number < bound {
        found.append("\(place): below \(bound)")
      }
      if case .int(let bound)? = schema["maximum"], number > bound {
        found.append("\(place): above \(bound)")
      }
      return found
    case .text(let text):
      guard case .text(let pattern)? = schema["pattern"] else { return [] }
      let fits = (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false
      return fits ? [] : ["\(place): '\(text)' does not match \(pattern)"]
    case .list(let list):
      guard case .record(let items)? = schema["items"] else { return [] }
      return list.enumerated().flatMap { faults($1, items, "\(place)[\($0)]") }
    case .record(let record): return faults(record, schema, place)
    }
  }

  private func faults(_ record: [String: Value], _ schema: [String: Value], _ place: String) -> [String] {
    var found: [String] = []
    var properties: [String: Value] = [:]
    if case .record(let declared)? = schema["properties"] { properties = declared }
    if case .list(let required)? = schema["required"] {
      for case .text(let key) in required where record[key] == nil { found.append("\(place): lacks \(key)") }
    }
    for (key, value) in record.sorted(by: { $0.key < $1.key }) {
      if case .record(let property)? = properties[key] {
        found += faults(value, property, "\(place).\(key)")
      } else if schema["additionalProperties"] == .bool(false) {
        found.append("\(place): has \(key), which is not declared")
      }
    }
    return found
  }

  private func name(_ value: Value) -> String {
    switch value {
    case .bool: "boolean"
    case .int: "integer"
    case .text: "string"
    case .list: "array"
    case .record: "object"
    }
  }
}
