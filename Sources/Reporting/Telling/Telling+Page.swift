import Model

extension Telling {
  /// What a page for readers tells beside the first screen.
  func page() -> ToldPage {
    ToldPage(
      sellerCentral: sellerCentral(),
      matrix: matrix(),
      ledger: ledger(),
      hops: hops(),
      bars: bars(),
      caseSheet: caseSheet(),
      rests: rests()
    )
  }

  // MARK: Facts

  func subjects(_ kind: SubjectKind) -> [Subject] { report.evidence.subjects.filter { $0.id.kind == kind } }

  /// The buttons of which anything was seen; evidence has a subject for what may be there unseen, too.
  var seenButtons: [Subject] {
    subjects(.button).filter { button in
      button.facts.values.contains { fact in if case .unknown = fact { false } else { true } }
    }
  }

  /// The texts of a fact: a single one, or the known elements of a list; empty for anything else.
  func texts(_ subject: Subject?, _ fact: String) -> [String] {
    switch subject?.facts[fact] {
    case .known(.text(let text), _): [text]
    case .known(.list(let list), _), .partial(let list, _, _):
      list.compactMap { if case .text(let text) = $0 { text } else { nil } }
    case .known, .absent, .unknown, nil: []
    }
  }

  private func records(_ subject: Subject?, _ fact: String) -> [[String: Value]] {
    switch subject?.facts[fact] {
    case .known(.list(let list), _), .partial(let list, _, _):
      list.compactMap { if case .record(let record) = $0 { record } else { nil } }
    case .known, .absent, .unknown, nil: []
    }
  }

  /// The scheme, host and port of an address; `nil` where it has none.
  private func origin(_ url: String) -> String? {
    guard let scheme = url.firstRange(of: "://") else { return nil }
    let end = url[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? url.endIndex
    return scheme.upperBound < end ? String(url[..<end]) : nil
  }

  private func origins(_ urls: [String]) -> [String] {
    Set(urls.compactMap(origin)).sorted().map { SafeText.excerpt($0, limit: 256) }
  }

  // MARK: Seller Central

  private func sellerCentral() -> ToldPage.SellerCentral {
    let labels = phrases.labels.sellerCentral
    let pages = origins(texts(shop, "amazonPay.pages"))
    let all = pages.isEmpty ? origins(texts(shop, "amazonPay.origins")) : pages
    let returns = seenButtons.flatMap { records($0, "payload.returnUrls") }
    func urls(_ fits: (String) -> Bool) -> [String] {
      returns.compactMap { record in
        guard case .text(let url)? = record["url"], case .text(let kind)? = record["kind"] else { return nil }
        return fits(kind) == true ? url : nil
      }
    }
    let isTest = report.assessment.statement.stage != .live
    let goodKinds = isTest ? ["localhost", "private", "staging"] : []
    let good = ["sameOrigin", "twin", "otherHost"] + goodKinds
    let fit = origins(urls { good.contains($0) })
    let isFit = { (origin: String) in isTest || origin.hasPrefix("https:") }
    let given = report.evidence.request.ipn ?? texts(shop, "ipn.url").first
    let proposed = texts(shop, "ipn.proposedUrl").first
    let note =
      given != nil
      ? labels.notificationGiven
      : proposed != nil ? labels.notificationProposed : labels.notificationUnknown
    return ToldPage.SellerCentral(
      origins: all.filter(isFit),
      showButton: !pages.isEmpty,
      returns: fit.filter(isFit),
      unfit: Set(all + origins(urls { _ in true })).filter { !isFit($0) || !(all + fit).contains($0) }
        .sorted(),
      notification: (given ?? proposed).map { SafeText.excerpt($0, limit: 256) },
      notificationNote: note
    )
  }

  // MARK: Which page has what

  private func matrix() -> [ToldPage.Row] {
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
          cells: [script(page), container(page), call(page), policy(page)]
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

  // MARK: The case sheet

  private func caseSheet() -> [ToldPage.Line] {
    let labels = phrases.labels.caseSheet
    let evidence = report.evidence
    let buttons = seenButtons
    let head = head()
    func values(_ fact: String) -> [String] {
      Set(buttons.flatMap { texts($0, fact) }).sorted().prefix(5).map { SafeText.excerpt($0, limit: 120) }
    }
    let lines: [(String, [String])] = [
      (labels.shop, [head.audited]), (labels.typed, [head.typed]),
      (labels.time, [SafeText.line(evidence.startedAt)]),
      (labels.verdict, [report.headline]),
      (labels.stage, [head.stage]), (labels.vantage, [head.vantage]),
      (labels.platform, [head.platformName]), (labels.plugin, [head.pluginName]),
      (labels.merchant, values("config.merchantId")), (labels.store, values("config.storeId")),
      (labels.key, values("config.publicKeyId")),
      (labels.region, values("config.scriptRegion").map { phrases.region($0) }),
      (labels.currency, values("config.ledgerCurrency")),
      (labels.pages, texts(shop, "amazonPay.pages").prefix(10).map { SafeText.excerpt($0, limit: 256) }),
      (
        labels.packs,
        report.assessment.packs.map { SafeText.line("\($0.name) \($0.version) \($0.digest)") }
      ), (labels.evidence, [SafeText.line(report.assessment.evidenceDigest)]),
      (
        labels.tool,
        [
          SafeText.line(
            "PayReady \(evidence.vantage.tool), libcurl \(evidence.vantage.curl), OpenSSL \(evidence.vantage.openSSL)"
          )
        ]
      ),
    ]
    return lines.map {
      ToldPage.Line(label: $0.0, values: $0.1.isEmpty ? [phrases.labels.page.notSeen] : $0.1)
    }
  }
}

extension Fact {
  /// Whether it is known to be `truth`.
  fileprivate func isKnown(_ truth: Bool) -> Bool {
    if case .known(.bool(truth), _) = self { true } else { false }
  }
}
