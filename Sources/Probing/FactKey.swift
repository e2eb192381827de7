package import Model

/// A type whose values can be a fact's.
package protocol FactValue: Sendable {
  /// The shape that rules see.
  static var factType: FactType { get }
  /// The value that rules see.
  var factValue: Value { get }
}

/// A closed set of words; a case's raw value is the word.
package protocol FactWord: FactValue, CaseIterable, RawRepresentable where RawValue == String {}

extension FactWord {
  package static var factType: FactType { .word(allCases.map(\.rawValue)) }
  package var factValue: Value { .text(rawValue) }
}

extension Bool: FactValue {
  package static var factType: FactType { .bool }
  package var factValue: Value { .bool(self) }
}

extension Int: FactValue {
  package static var factType: FactType { .int }
  package var factValue: Value { .int(self) }
}

extension String: FactValue {
  package static var factType: FactType { .text }
  package var factValue: Value { .text(excerpt(self)) }
}

extension Array: FactValue where Element: FactValue {
  package static var factType: FactType { .list(Element.factType) }
  package var factValue: Value { .list(map(\.factValue)) }
}

/// A URL in a fact, as text; cut to 2048 characters.
package struct WebAddress: FactValue, Hashable {
  package static var factType: FactType { .url }
  /// The URL's text.
  package let text: String
  /// A URL from its text.
  package init(_ text: String) { self.text = text }
  package var factValue: Value { .text(excerpt(text, to: 2048)) }
}

/// A moment in a fact, in whole seconds.
package struct Moment: FactValue, Hashable {
  package static var factType: FactType { .date }
  /// Seconds since 1970-01-01T00:00:00Z.
  package let epoch: Int
  /// A moment from its seconds since 1970.
  package init(epoch: Int) { self.epoch = epoch }
  package var factValue: Value { .text(isoText(epoch: epoch)) }
}

/// A dotted version number in a fact.
package struct VersionNumber: FactValue, Hashable {
  package static var factType: FactType { .version }
  /// As the shop wrote it.
  package let text: String
  /// A version from its text.
  package init(_ text: String) { self.text = text }
  package var factValue: Value { .text(excerpt(text)) }
}

/// A fact's name and meaning, declared beside the probe that gathers it.
package struct FactKey<T: FactValue>: Sendable {
  /// What a number counts; `nil` for anything else.
  let unit: Unit?
  /// What rules call it.
  package let name: String
  let subject: SubjectKind
  let absent: String?
  let summary: String

  /// Declares the fact `name` of a `subject`; `absent` says what its absence means, `nil` that it never is.
  package init(
    _ name: String,
    of subject: SubjectKind,
    unit: Unit? = nil,
    absent: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.subject = subject
    self.unit = unit
    self.absent = absent
    self.summary = summary
  }
}

/// A key without its type, for tables.
package protocol AnyFactKey: Sendable {
  /// What rules call it.
  var name: String { get }
  /// What rules are checked against; `probe` gathers it.
  func description(probe: String) -> FactDescription
}

extension FactKey: AnyFactKey {
  package func description(probe: String) -> FactDescription {
    FactDescription(
      name: name,
      subject: subject,
      type: T.factType,
      unit: unit,
      absent: absent,
      summary: summary,
      probe: probe
    )
  }
}

/// What a probe saw for one key.
package enum Observed<T: FactValue>: Sendable {
  /// It was seen, and this is it.
  case known(T)
  /// It was looked for where it would be, and it is not there.
  case absent
  /// It could not be seen, or was not looked at.
  case unknown(Unknown)

  /// The value if there is one, else absent.
  package init(_ value: T?) { self = value.map(Self.known) ?? .absent }

  /// It is not known for `reason`; the detail is cut as evidence keeps it.
  package static func unknown(_ reason: Reason, needs: Need? = nil, _ detail: String? = nil) -> Self {
    .unknown(Unknown(reason, needs: needs, detail: detail.map { excerpt($0) }))
  }

  /// The value, else absent where nothing is `missing` of what would show it.
  package static func seen(_ value: T?, unless missing: Unknown?) -> Self {
    if let value { return .known(value) }
    return missing.map(Self.unknown) ?? .absent
  }

  /// The same observation of what `transform` makes of the value.
  package func map<U: FactValue>(_ transform: (T) -> U) -> Observed<U> {
    switch self {
    case .known(let value): .known(transform(value))
    case .absent: .absent
    case .unknown(let unknown): .unknown(unknown)
    }
  }
}

extension Observed<Bool> {
  /// A yes that was seen, or a no where nothing is `missing` of what would show one.
  package static func seen(_ isSo: Bool, unless missing: Unknown?) -> Self {
    if isSo { return .known(true) }
    return missing.map(Self.unknown) ?? .known(false)
  }
}

/// The facts that a probe gathered of one subject.
package struct FactSet: Sendable {
  /// What was gathered, by the facts' names.
  package private(set) var facts: [String: Fact] = [:]

  /// A set without facts.
  package init() {}

  /// Sets what was seen for `key`.
  package mutating func set<T>(_ key: FactKey<T>, _ seen: Observed<T>, from looks: [Look.ID]) {
    switch seen {
    case .known(let value): facts[key.name] = .known(value.factValue, from: looks)
    case .absent: facts[key.name] = .absent(from: looks)
    case .unknown(let unknown): facts[key.name] = .unknown(unknown, from: looks)
    }
  }

  /// Sets the value that was seen for `key`.
  package mutating func set<T>(_ key: FactKey<T>, _ value: T, from looks: [Look.ID]) {
    set(key, .known(value), from: looks)
  }

  /// Sets the known part of a list; without `missing` the list is whole.
  package mutating func set<T>(_ key: FactKey<[T]>, _ values: [T], missing: Unknown?, from looks: [Look.ID]) {
    if let missing {
      facts[key.name] = .partial(values.map(\.factValue), missing: missing, from: looks)
    } else {
      set(key, values, from: looks)
    }
  }

  /// Sets the first `most` values; what is left over, or `missing` anyway, makes the list a part of itself.
  package mutating func set<T>(
    _ key: FactKey<[T]>,
    _ values: [T],
    atMost most: Int,
    missing: Unknown? = nil,
    from looks: [Look.ID]
  ) {
    let isCut = values.count > most
    let cut = isCut ? Unknown(.limitReached, detail: "more than \(most), the first of which were kept") : nil
    set(key, Array(values.prefix(most)), missing: missing ?? cut, from: looks)
  }

  /// Makes every key of `keys` that was not set absent.
  package mutating func fill(_ keys: [any AnyFactKey], absentFrom looks: [Look.ID]) {
    for key in keys where facts[key.name] == nil { facts[key.name] = .absent(from: looks) }
  }

  /// Makes every key of `keys` that was not set unknown.
  package mutating func fill(_ keys: [any AnyFactKey], with unknown: Unknown, from looks: [Look.ID] = []) {
    for key in keys where facts[key.name] == nil { facts[key.name] = .unknown(unknown, from: looks) }
  }
}

/// `text`, cut to `limit` characters with the cut marked, as evidence keeps it.
package func excerpt(_ text: String, to limit: Int = 256) -> String {
  guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
  var cut = String.UnicodeScalarView()
  cut.append(contentsOf: text.unicodeScalars.prefix(limit - 1))
  return String(cut) + "…"
}
