/// A `form`.
package struct PageForm: Hashable, Sendable {
  /// `action` as written, trimmed; `nil` when there is none (the page itself).
  package var action: String?
  /// In upper case; `GET` when none is given.
  package var method: String
  /// `id`; `nil` when there is none.
  package var id: String?
  /// Whether a password is asked for in it.
  package var hasPassword: Bool
  /// What is sent by it, in the order of the page.
  package var fields: [PageField] = []
  /// Where it begins, in bytes of ``PageContent/source``.
  package var offset: Int

  /// What a browser sends where a visitor changes nothing and presses the first button.
  ///
  /// Source: HTML Standard, "constructing the entry list".
  package var entries: [(name: String, value: String)] {
    let pressed = fields.firstIndex { $0.kind == .button }
    return fields.indices.filter { (fields[$0].isSent || $0 == pressed) && !fields[$0].name.isEmpty }.map {
      (fields[$0].name, fields[$0].value)
    }
  }
}

extension PageForm {
  /// Names and values as a form sends them by default: `application/x-www-form-urlencoded`, in UTF-8.
  ///
  /// Source: URL Standard, "application/x-www-form-urlencoded serializing".
  package static func encoded(_ entries: [(name: String, value: String)]) -> String {
    func encoded(_ text: String) -> String {
      var result = ""
      for byte in text.utf8 {
        switch byte {
        case 0x20: result += "+"
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"):
          result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.count < 2 ? "0" : "") + digits
        }
      }
      return result
    }
    return entries.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }
}

/// Something with a name in a form.
package struct PageField: Hashable, Sendable {
  /// What a visitor does with it.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// Nothing: it is hidden.
    case hidden
    /// Fills it.
    case text
    /// Ticks it.
    case tick
    /// Chooses in it.
    case choice
    /// Presses it to send the form.
    case button
  }

  /// Its name; empty only of a button, which then sends nothing of itself.
  package var name: String
  /// What it sends; empty where the page gives no value.
  package var value: String
  /// What a visitor does with it.
  package var kind: Kind
  /// Whether it is sent where a visitor changes nothing; never of a button.
  package var isSent: Bool
}

/// Collects the forms of a page from its tags.
struct FormPass {
  private static let mostForms = 500
  private static let mostFields = 5000
  private static let longestName = 256
  private static let longestValue = 4096

  private(set) var forms: [PageForm] = []
  /// Whether a form or a field was left out.
  private(set) var isCut = false
  private var fields = 0
  /// The first form with each id.
  private var places: [String: Int] = [:]
  /// The form that is open: one within another does not count.
  private var open: Int?
  /// Whether the last field of the open form is a `select` that is open.
  private var isChoosing = false

  mutating func start(_ tag: HTMLTag) {
    switch tag.name {
    case "form": begin(tag)
    case "input", "button", "select", "textarea": add(tag)
    case "option": choose(tag)
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "form": open = nil
    case "select": isChoosing = false
    default: break
    }
  }

  private mutating func begin(_ tag: HTMLTag) {
    guard open == nil else { return }
    guard forms.count < Self.mostForms else {
      isCut = true
      return
    }
    open = forms.count
    if let id = tag["id"], places[id] == nil { places[id] = forms.count }
    forms.append(
      PageForm(
        action: tag["action"]?.trimmed,
        method: (tag["method"] ?? "GET").trimmed.uppercased(),
        id: tag["id"],
        hasPassword: false,
        offset: tag.offset
      )
    )
  }

  private mutating func add(_ tag: HTMLTag) {
    isChoosing = false
    let type = (tag["type"] ?? "").asciiLowercased
    if tag.name == "input", type == "password", let last = forms.indices.last {
      forms[open ?? last].hasPassword = true
    }
    let owner = tag["form"].map { places[$0] } ?? open
    guard let owner, !tag.has("disabled"), let kind = Self.kind(of: tag.name, type) else { return }
    let name = tag["name"] ?? ""
    guard !name.isEmpty || kind == .button else { return }
    let value = tag["value"] ?? (kind == .tick ? "on" : "")
    guard fields < Self.mostFields, name.utf8.count <= Self.longestName, value.utf8.count <= Self.longestValue
    else {
      isCut = true
      return
    }
    fields += 1
    let isSent =
      switch kind {
      case .hidden, .text: true
      case .tick: tag.has("checked")
      case .choice, .button: false
      }
    isChoosing = kind == .choice && owner == open
    forms[owner].fields.append(PageField(name: name, value: value, kind: kind, isSent: isSent))
  }

  /// The first option is chosen until another one says that it is.
  private mutating func choose(_ tag: HTMLTag) {
    guard isChoosing, let open, let field = forms[open].fields.indices.last,
      forms[open].fields[field].kind == .choice, let value = tag["value"], !tag.has("disabled"),
      value.utf8.count <= Self.longestValue
    else { return }
    guard !forms[open].fields[field].isSent || tag.has("selected") else { return }
    forms[open].fields[field].value = value
    forms[open].fields[field].isSent = true
  }

  private static func kind(of tag: String, _ type: String) -> PageField.Kind? {
    switch (tag, type) {
    case ("select", _): .choice
    case ("textarea", _): .text
    case ("button", "button"), ("button", "reset"): nil
    case ("button", _): .button
    case (_, "hidden"): .hidden
    case (_, "checkbox"), (_, "radio"): .tick
    case (_, "submit"), (_, "image"): .button
    case (_, "button"), (_, "reset"), (_, "file"): nil
    default: .text
    }
  }
}
