import Model

/// Reads the shapes of data files, with errors that name the file.
struct DataReader {
  let files: [String: Value]

  /// The rows of a file: its one list of records. A file that is missing has none.
  func rows(_ file: String) throws(ProbingDataError) -> [DataRow] {
    guard let value = files[file] else { return [] }
    let list: [Value]
    switch value {
    case .list(let values): list = values
    case .record(let record):
      list = record.values.compactMap { if case .list(let values) = $0 { values } else { nil } }.flatMap { $0 }
    case .bool, .int, .text: throw ProbingDataError(file: file, detail: "expected a list of records")
    }
    var rows: [DataRow] = []
    for value in list {
      guard case .record(let fields) = value else {
        throw ProbingDataError(file: file, detail: "expected a list of records")
      }
      rows.append(DataRow(file: file, fields: fields))
    }
    return rows
  }

  /// The lists of words of a file, by their keys; other entries are passed over.
  func words(_ file: String) throws(ProbingDataError) -> [String: [String]] {
    guard let value = files[file] else { return [:] }
    switch value {
    case .list(let values): return [file: try texts(values, file)]
    case .record(let record):
      var words: [String: [String]] = [:]
      for (key, value) in record {
        guard case .list(let values) = value else { continue }
        words[key] = try texts(values, file)
      }
      return words
    case .bool, .int, .text: throw ProbingDataError(file: file, detail: "expected lists of words")
    }
  }

  private func texts(_ values: [Value], _ file: String) throws(ProbingDataError) -> [String] {
    var texts: [String] = []
    for value in values {
      switch value {
      case .text(let text): texts.append(text)
      case .int(let number): texts.append(String(number))
      case .bool(let bool): texts.append(String(bool))
      case .record(let fields): texts.append(try DataRow(file: file, fields: fields).text("marker"))
      case .list: throw ProbingDataError(file: file, detail: "expected a list of words")
      }
    }
    return texts
  }
}

/// One record of a data file.
struct DataRow {
  let file: String
  let fields: [String: Value]

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
    case .list, .record: throw ProbingDataError(file: file, detail: "'\(key)' is not a text")
    }
  }

  func flag(_ key: String) throws(ProbingDataError) -> Bool {
    switch fields[key] {
    case nil: return false
    case .bool(let flag): return flag
    case .text(let text) where ["true", "false"].contains(text): return text == "true"
    default: throw ProbingDataError(file: file, detail: "'\(key)' is not true or false")
    }
  }

  func list(_ key: String) throws(ProbingDataError) -> [Value] {
    switch fields[key] {
    case nil: return []
    case .list(let values): return values
    default: throw ProbingDataError(file: file, detail: "'\(key)' is not a list")
    }
  }

  func texts(_ key: String) throws(ProbingDataError) -> [String] {
    var texts: [String] = []
    for value in try list(key) {
      guard case .text(let text) = value else {
        throw ProbingDataError(file: file, detail: "'\(key)' is not a list of texts")
      }
      texts.append(text)
    }
    return texts
  }

  func numbers(_ key: String) throws(ProbingDataError) -> [Int] {
    var numbers: [Int] = []
    for value in try list(key) {
      switch value {
      case .int(let number): numbers.append(number)
      case .text(let text):
        guard let number = Int(text) else { fallthrough }
        numbers.append(number)
      default: throw ProbingDataError(file: file, detail: "'\(key)' is not a list of numbers")
      }
    }
    return numbers
  }

  func record(_ key: String) throws(ProbingDataError) -> DataRow? {
    switch fields[key] {
    case nil: return nil
    case .record(let fields): return DataRow(file: file, fields: fields)
    default: throw ProbingDataError(file: file, detail: "'\(key)' is not a mapping")
    }
  }

  func platform() throws(ProbingDataError) -> ProbingData.Platform {
    var markers: [ProbingData.Marker] = []
    for value in try list("markers") {
      guard case .record(let fields) = value else {
        throw ProbingDataError(file: file, detail: "a marker is not a mapping")
      }
      markers.append(try DataRow(file: file, fields: fields).marker())
    }
    return ProbingData.Platform(
      id: try text("id"), name: try text("name"), controls: try texts("controls"),
      buttonNeedsCart: try flag("buttonNeedsCart"), hostedCheckout: try flag("hostedCheckout"),
      ipnPath: try optionalText("ipnPath"), markers: markers)
  }

  private func marker() throws(ProbingDataError) -> ProbingData.Marker {
    if let name = try optionalText("meta") {
      return .meta(name: name.lowercased(), content: try optionalText("content"))
    }
    if let name = try optionalText("header") { return .header(name: name, value: try optionalText("value")) }
    if let prefix = try optionalText("cookie") { return .cookie(prefix) }
    if let part = try optionalText("url") { return .url(part) }
    if let part = try optionalText("source") { return .source(part) }
    throw ProbingDataError(file: file, detail: "a marker names none of meta, header, cookie, url, source")
  }

  func barrier() throws(ProbingDataError) -> ProbingData.Barrier {
    let header = try record("header")
    return ProbingData.Barrier(
      kind: try text("kind"), name: try text("name"), statuses: try numbers("status"),
      header: try header.map { row throws(ProbingDataError) in
        (name: try row.text("name"), value: try row.optionalText("value"))
      },
      source: try texts("source").map { $0.lowercased() }, url: try optionalText("url"))
  }
}
