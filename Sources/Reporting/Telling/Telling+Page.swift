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

  func records(_ subject: Subject?, _ fact: String) -> [[String: Value]] {
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
  func isKnown(_ truth: Bool) -> Bool {
    if case .known(.bool(truth), _) = self { true } else { false }
  }
}
