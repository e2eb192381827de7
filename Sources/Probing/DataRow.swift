import Model

/// One record of a data file, with errors that name the file.
struct DataRow {
  let file: String
  let fields: [String: Value]

  init(file: String, fields: [String: Value]) {
    self.file = file
    self.fields = fields
  }

  /// The record at the top of a file; empty for a file that is missing.
  init(file: String, value: Value?) throws(ProbingDataError) {
    switch value {
    case nil: self.init(file: file, fields: [:])
    case .record(let fields): self.init(file: file, fields: fields)
    default: throw ProbingDataError(file: file, detail: "expected a mapping")
    }
  }

  private func wrong(_ key: String, _ what: String) -> ProbingDataError {
    ProbingDataError(file: file, detail: "'\(key)' is not \(what)")
  }

  func text(_ key: String) throws(ProbingDataError) -> String {
    guard let text = try optionalText(key) else {
      throw ProbingDataError(file: file, detail: "an entry has no '\(key)'")
    }
    return text
  }

  func optionalText(_ key: String) throws(ProbingDataError) -> String? {
    switch fields[key] {
    case nil: return nil
    case .text(let text): return text
    case .int(let number): return String(number)
    case .bool(let bool): return String(bool)
    case .list, .record: throw wrong(key, "a text")
    }
  }

  /// The word of a closed set that `text` is.
  private func word<Word: FactWord>(_ text: String, of key: String) throws(ProbingDataError) -> Word {
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProbingDataError(file: file, detail: "'\(text)' is no '\(key)'; use \(known)")
    }
    return word
  }

  func flag(_ key: String) throws(ProbingDataError) -> Bool {
    switch fields[key] {
    case nil: return false
    case .bool(let flag): return flag
    default: throw wrong(key, "true or false")
    }
  }

  func texts(_ key: String) throws(ProbingDataError) -> [String] {
    guard let value = fields[key] else { return [] }
    guard case .list(let values) = value else { throw wrong(key, "a list") }
    var texts: [String] = []
    for value in values {
      switch value {
      case .text(let text): texts.append(text)
      case .int(let number): texts.append(String(number))
      case .bool(let bool): texts.append(String(bool))
      case .list, .record: throw wrong(key, "a list of texts")
      }
    }
    return texts
  }

  func numbers(_ key: String) throws(ProbingDataError) -> [Int] {
    var numbers: [Int] = []
    for text in try texts(key) {
      guard let number = Int(text) else { throw wrong(key, "a list of numbers") }
      numbers.append(number)
    }
    return numbers
  }

  func row(_ key: String) throws(ProbingDataError) -> DataRow? {
    switch fields[key] {
    case nil: return nil
    case .record(let fields): return DataRow(file: file, fields: fields)
    default: throw wrong(key, "a mapping")
    }
  }

  func rows(_ key: String) throws(ProbingDataError) -> [DataRow] {
    guard let value = fields[key] else { return [] }
    guard case .list(let values) = value else { throw wrong(key, "a list") }
    var rows: [DataRow] = []
    for value in values {
      guard case .record(let fields) = value else { throw wrong(key, "a list of mappings") }
      rows.append(DataRow(file: file, fields: fields))
    }
    return rows
  }
}

extension DataRow {
  func platform() throws(ProbingDataError) -> ProbingData.Platform {
    ProbingData.Platform(
      id: try text("id"),
      name: try text("name"),
      controls: try texts("controls").map { text throws(ProbingDataError) in try word(text, of: "controls") },
      buttonNeedsCart: try flag("buttonNeedsCart"),
      hostedCheckout: try flag("hostedCheckout"),
      ipnPath: try optionalText("ipnPath"),
      markers: try rows("markers").map { row throws(ProbingDataError) in try row.marker() }
    )
  }

  func marker() throws(ProbingDataError) -> ProbingData.Marker {
    if let name = try optionalText("meta") {
      return .meta(name: name.lowercased(), content: try optionalText("content"))
    }
    if let header = try headerMarker() { return header }
    if let prefix = try optionalText("cookie") { return .cookie(prefix) }
    if let part = try optionalText("url") { return .url(part) }
    if let part = try optionalText("source") { return .source(part) }
    throw ProbingDataError(file: file, detail: "a marker names none of meta, header, cookie, url, source")
  }

  /// A header is `header: NAME, value: PART` or `header: { name: NAME, value: PART }`.
  private func headerMarker() throws(ProbingDataError) -> ProbingData.Marker? {
    if case .record = fields["header"], let header = try row("header") {
      return .header(name: try header.text("name"), value: try header.optionalText("value"))
    }
    return try optionalText("header").map { name throws(ProbingDataError) in
      .header(name: name, value: try optionalText("value"))
    }
  }

  func barrier() throws(ProbingDataError) -> ProbingData.Obstacle {
    ProbingData.Obstacle(
      kind: try word(try text("kind"), of: "kind"),
      name: try text("name"),
      statuses: try numbers("status"),
      header: try headerMarker(),
      source: try texts("source").map { $0.lowercased() },
      url: try optionalText("url")?.lowercased()
    )
  }

  func banner() throws(ProbingDataError) -> ProbingData.Banner {
    ProbingData.Banner(
      name: try text("name"),
      within: try optionalText("within"),
      box: try text("box"),
      accept: try text("accept"),
      decline: try optionalText("decline")
    )
  }

  func linkWords() throws(ProbingDataError) -> ProbingData.LinkWords {
    ProbingData.LinkWords(
      paths: try texts("paths").map { $0.lowercased() },
      texts: try texts("texts").map { $0.lowercased() }
    )
  }

  func cartWords() throws(ProbingDataError) -> ProbingData.CartWords {
    let words = try texts("words").map { $0.lowercased() }
    guard !words.contains("") else {
      throw ProbingDataError(file: file, detail: "a word of 'words' is empty")
    }
    return ProbingData.CartWords(
      words: words,
      others: try texts("others").map { $0.lowercased() },
      platformFields: try row("platformFields")?.textsByName() ?? [:]
    )
  }

  /// A mapping of mappings to texts.
  func textsByName() throws(ProbingDataError) -> [String: [String: String]] {
    var all: [String: [String: String]] = [:]
    for name in fields.keys {
      guard let row = try row(name) else { continue }
      for key in row.fields.keys { all[name, default: [:]][key] = try row.text(key) }
    }
    return all
  }

  func actingWords() throws(ProbingDataError) -> ProbingData.ActingWords {
    ProbingData.ActingWords(
      paths: Set(try texts("paths").map { $0.lowercased() }),
      parameters: Set(try texts("parameters").map { $0.lowercased() }),
      values: Set(try texts("values").map { $0.lowercased() }),
      texts: try texts("texts").map { $0.lowercased() }
    )
  }
}
