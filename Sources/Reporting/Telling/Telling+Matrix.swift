import Model

/// Which page has what.
extension Telling {
  func matrix() -> [ToldPage.Row] {
    let pages = subjects(.page)
    let roles: [Role] = [.home, .product, .cart, .checkout, .login, .named]
    return roles.flatMap { role -> [ToldPage.Row] in
      let found = pages.filter { $0.roles.contains(role) }
      let name = phrases.role(role)
      if found.isEmpty {
        let isExpected = role != .login && role != .named
        return isExpected ? [ToldPage.Row(role: name, url: nil, cells: [])] : []
      }
      return found.prefix(6).map { page in
        ToldPage.Row(
          role: name,
          url: SafeText.excerpt(page.url ?? page.name, limit: 200),
          cells: [script(page), container(page), call(page), policy(page), browser(page)]
        )
      }
    }
  }

  private var unseen: ToldPage.Cell { ToldPage.Cell(text: phrases.labels.page.notSeen, tone: .quiet) }

  private func script(_ page: Subject) -> ToldPage.Cell {
    let sound = records(page, "amazonPay.scripts").filter { record in
      guard case .text(let form)? = record["form"], case .text(let kind)? = record["kind"] else {
        return false
      }
      return ["sound", "module", "dynamic"].contains(form) && kind.hasPrefix("checkout")
    }
    guard !sound.isEmpty else {
      guard case .known? = page.facts["amazonPay.scripts"] else { return unseen }
      return ToldPage.Cell(text: phrases.labels.page.no, tone: .quiet)
    }
    let regions = Set(
      sound.compactMap { record -> String? in
        if case .text(let region)? = record["region"] { region } else { nil }
      }
    )
    let words = regions.sorted().map { SafeText.excerpt($0, limit: 20) }.joined(separator: ", ")
    return ToldPage.Cell(
      text: words.isEmpty ? phrases.labels.page.yes : "\(phrases.labels.page.yes) (\(words))",
      tone: .good
    )
  }

  private func container(_ page: Subject) -> ToldPage.Cell {
    let labels = phrases.labels
    let missing = texts(page, "amazonPay.unmatchedContainers").map { SafeText.excerpt($0, limit: 60) }
    if !missing.isEmpty {
      return ToldPage.Cell(
        text: "\(labels.matrix.containerMissing): \(missing.prefix(3).joined(separator: ", "))",
        tone: .bad
      )
    }
    let buttons = seenButtons.filter { $0.parent == page.id }
    let names = buttons.compactMap { button -> String? in
      guard let space = button.id.key.firstIndex(of: " ") else { return nil }
      return SafeText.excerpt(button.id.key[button.id.key.index(after: space)...], limit: 60)
    }
    if !names.isEmpty { return ToldPage.Cell(text: names.prefix(3).joined(separator: ", "), tone: .good) }
    guard case .known? = page.facts["amazonPay.call"] else { return unseen }
    return ToldPage.Cell(text: labels.page.no, tone: .quiet)
  }

  private func call(_ page: Subject) -> ToldPage.Cell {
    switch texts(page, "amazonPay.call").first {
    case "call": ToldPage.Cell(text: phrases.labels.page.yes, tone: .good)
    case "plugin": ToldPage.Cell(text: phrases.labels.matrix.plugin, tone: .good)
    case "none": ToldPage.Cell(text: phrases.labels.page.no, tone: .quiet)
    default: unseen
    }
  }

  private func policy(_ page: Subject) -> ToldPage.Cell {
    let labels = phrases.labels.matrix
    let parts = ["script", "inline", "frame", "connect", "form", "image"]
    let blocked = parts.filter { page.facts["csp.\($0).allowed"]?.isKnown(false) == true }
    if !blocked.isEmpty {
      return ToldPage.Cell(text: "\(labels.policyBlocks): \(blocked.joined(separator: ", "))", tone: .bad)
    }
    switch page.facts["csp.present"] {
    case .known(.bool(false), _): return ToldPage.Cell(text: labels.policyAbsent, tone: .quiet)
    case .known(.bool(true), _):
      let isCertain = page.facts["csp.script.allowed"]?.isKnown(true) == true
      return isCertain ? ToldPage.Cell(text: labels.policyAllows, tone: .good) : unseen
    case .known, .partial, .absent, .unknown, nil: return unseen
    }
  }

  /// What became of the button in a browser, on a desk's screen and on a telephone's.
  private func browser(_ page: Subject) -> ToldPage.Cell {
    let labels = phrases.labels.matrix
    func word(_ fact: String) -> String? {
      switch texts(page, fact).first {
      case "shown": labels.buttonShown
      case "hidden": labels.buttonHidden
      case "disabled": labels.buttonDisabled
      case "absent": labels.buttonAbsent
      default: nil
      }
    }
    let desk = word("browser.button")
    let phone = word("browser.phoneButton")
    guard let desk else { return unseen }
    let isShown = desk == labels.buttonShown
    guard let phone, phone != desk else { return ToldPage.Cell(text: desk, tone: isShown ? .good : .bad) }
    return ToldPage.Cell(text: "\(desk); \(labels.onTelephones): \(phone)", tone: .bad)
  }
}
