import Model

extension Telling {
  // MARK: How the audit went

  /// Every hop from the shop's unencrypted address on; empty where port 80 answers no HTTP.
  func hops() -> [ToldPage.Hop] {
    let hosts = subjects(.host)
    let host = hosts.first { $0.roles.contains(.shop) } ?? hosts.first
    guard case .known(.list(let list), _)? = host?.facts["http.hops"] else { return [] }
    return list.prefix(12).compactMap { entry in
      guard case .record(let record) = entry, case .text(let url)? = record["url"] else { return nil }
      var status: Int?
      if case .int(let number)? = record["status"] { status = number }
      return ToldPage.Hop(url: SafeText.excerpt(url, limit: 200), status: status)
    }
  }

  /// The looks that a page shows; an audit of one shop makes far fewer.
  static let mostBars = 200

  /// The looks, in the order in which they began, the first ``mostBars``.
  func bars() -> [ToldPage.Bar] {
    report.evidence.looks.sorted { ($0.startedAfter, $0.id) < ($1.startedAfter, $1.id) }.prefix(Self.mostBars)
      .map { look in
        let length = (look.timings.total ?? look.timings.firstByte ?? 0) / 1000
        return ToldPage.Bar(
          id: SafeText.excerpt(look.id, limit: 120),
          start: max(0, look.startedAfter),
          length: max(1, length),
          answer: look.status.map(String.init) ?? look.failure.map { phrases.obstacle($0.reason).cause },
          failed: look.failure != nil,
          command: SafeText.excerpt(look.command, limit: 800)
        )
      }
  }

  // MARK: How the score came about

  /// Every rule, in the packs' order, with what it takes and weighs.
  func ledger() -> [ToldPage.LedgerLine] {
    let titles = Dictionary(report.wording.categories.map { ($0.id, $0.title) }) { first, _ in first }
    return report.assessment.rules.map { summary in
      let counts = summary.explainedBy == nil && !summary.waived
      let isSettled = summary.result == .pass || summary.result == .fail
      let isAsked = counts && (isSettled || summary.result == .unknown)
      var words = phrases.result(summary.result)
      if let cause = summary.explainedBy {
        words = phrases.explainedBy(SafeText.line(cause))
      } else if summary.waived {
        words = phrases.accepted.firstLowercased
      } else if summary.result == .fail {
        words = phrases.consequence(summary.severity ?? .minor).firstLowercased
      }
      return ToldPage.LedgerLine(
        rule: SafeText.line(summary.rule),
        title: title(summary.rule),
        category: SafeText.line(titles[summary.category] ?? summary.category),
        result: summary.result,
        words: words,
        severity: counts && summary.result == .fail ? summary.severity : nil,
        points: deduction(summary.rule),
        asked: isAsked ? summary.weight : 0,
        settled: counts && isSettled ? summary.weight : 0,
        subjects: summary.results.count
      )
    }
  }

  // MARK: What is left of a category

  /// By category: what is fine, informs, was not seen, asks, was not included, is explained, accepted, or does not
  /// apply; each rule once, those that failed not at all.
  func rests() -> [String: [ToldPage.Rest]] {
    let labels = phrases.labels.section
    let order = [
      labels.unknown, labels.questions, labels.notIncluded, labels.explained, labels.accepted, labels.fine,
      labels.notApplicable,
    ]
    return Dictionary(grouping: report.assessment.rules, by: \.category).mapValues { rules in
      var groups: [String: [String]] = [:]
      for rule in rules {
        guard let group = group(of: rule) else { continue }
        groups[group, default: []].append(title(rule.rule))
      }
      return order.compactMap { name in groups[name].map { ToldPage.Rest(title: name, rules: $0) } }
    }
  }

  private func group(of rule: RuleSummary) -> String? {
    let labels = phrases.labels.section
    if rule.explainedBy != nil { return labels.explained }
    if rule.waived { return labels.accepted }
    switch rule.result {
    case .fail: return nil
    case .pass: return rule.results.contains(where: \.note) ? nil : labels.fine
    case .unknown: return labels.unknown
    case .open:
      let asks = rule.results.contains { $0.result == .open && $0.question != nil }
      return asks ? labels.questions : labels.notIncluded
    case .notApplicable: return labels.notApplicable
    }
  }
}
