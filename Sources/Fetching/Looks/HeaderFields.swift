/// The header fields of an answer, in order; names are looked up without regard to case.
package struct HeaderFields: Hashable, Sendable {
  /// One field as received.
  package struct Field: Hashable, Sendable {
    /// The name as received.
    package var name: String
    /// The value without white space around it; bytes that are not UTF-8 became U+FFFD.
    package var value: String

    /// A field from its parts.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Every field, in the order received.
  package var fields: [Field]

  /// Fields in order.
  package init(_ fields: [Field] = []) { self.fields = fields }

  /// The value of the first field with this name; `nil` when there is none.
  package func first(_ name: String) -> String? {
    let wanted = name.lowercased()
    return fields.first { $0.name.lowercased() == wanted }?.value
  }

  /// The values of all fields with this name, in order.
  package func all(_ name: String) -> [String] {
    let wanted = name.lowercased()
    return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
  }
}
