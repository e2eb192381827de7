import Model

extension Telling {
  private var counted: [(summary: RuleSummary, result: RuleResult)] {
    report.assessment.rules.flatMap { summary in
      summary.results.compactMap { $0.explainedBy == nil && $0.waived == nil ? (summary, $0) : nil }
    }
  }

  /// Every finding: failures by severity, points, owner, rule, subject; then notes.
  func findings() -> [Told.Finding] {
    counted.filter { $0.result.result == .fail || $0.result.note }
      .map { finding($0.result, in: $0.summary) }
      .sorted { order($0) < order($1) }
  }

  /// One task a rule: its first finding, and how many more it has.
  func tasks(_ findings: [Told.Finding]) -> [Told.Task] {
    var tasks: [Told.Task] = []
    var places: [String: Int] = [:]
    for finding in findings {
      if let place = places[finding.result.rule] {
        tasks[place].others += 1
      } else {
        places[finding.result.rule] = tasks.count
        tasks.append(Told.Task(finding: finding, others: 0))
      }
    }
    return tasks
  }

  private func finding(_ result: RuleResult, in summary: RuleSummary) -> Told.Finding {
    let texts = report.wording.rules[result.rule]
    let severity = result.result == .fail ? result.severity ?? summary.severity ?? .minor : nil
    return Told.Finding(
      result: result,
      category: summary.category,
      title: title(result.rule),
      severity: severity,
      consequence: phrases.consequence(severity),
      says: result.question == .no ? phrases.answeredNo(says(result)) : says(result),
      fix: fix(result),
      why: texts?.why.map(SafeText.block),
      owner: texts?.owner,
      basis: texts?.basis,
      source: texts?.source.map { SafeText.line(phrases.source($0)) },
      symptoms: texts?.symptoms.map(SafeText.line) ?? [],
      subject: result.subject,
      subjectName: name(of: result.subject),
      points: severity == nil ? 0 : points(result.rule),
      looks: sights(result)
    )
  }

  private func order(_ finding: Told.Finding) -> (Int, Int, Int, String, Subject.ID) {
    let owner = finding.owner.flatMap { Owner.allCases.firstIndex(of: $0) } ?? Owner.allCases.count
    return (rank(finding.severity), -finding.points, owner, finding.result.rule, finding.subject)
  }

  private func rank(_ severity: Severity?) -> Int {
    switch severity {
    case .blocker: 0
    case .major: 1
    case .minor: 2
    case nil: 3
    }
  }

  /// Every question, once a rule: open ones first, then by severity, then by rule.
  func questions() -> [Told.Question] {
    var seen: Set<String> = []
    return counted.filter { $0.result.question != nil }
      .sorted { left, right in
        let keys = [left, right].map { pair in
          (
            pair.result.result == .open ? 0 : 1, rank(pair.result.severity ?? pair.summary.severity),
            pair.result.rule
          )
        }
        return keys[0] < keys[1]
      }
      .compactMap { pair in
        guard let state = pair.result.question, seen.insert(pair.result.rule).inserted else { return nil }
        return question(pair.result, state: state)
      }
  }

  private func question(_ result: RuleResult, state: RuleResult.Question) -> Told.Question {
    let texts = report.wording.rules[result.rule]
    var says = says(result)
    if state == .reopened { says += " (\(phrases.reopened()))" }
    return Told.Question(
      rule: result.rule,
      severity: result.severity,
      consequence: phrases.ifNot(result.severity),
      says: says,
      fix: fix(result),
      why: texts?.why.map(SafeText.block),
      howToAnswer: phrases.answer(SafeText.line(result.rule)),
      owner: texts?.owner,
      state: state,
      fingerprint: result.fingerprint
    )
  }

  /// What stood in the way, one a reason.
  func hindrances() -> [Told.Hindrance] {
    var found: [Reason: Told.Hindrance] = [:]
    for (_, result) in counted where result.result == .unknown {
      // An unknown without any reason would be silent.
      let unknowns = result.unknowns.isEmpty ? [Unknown(.defect)] : result.unknowns
      let real = unknowns.filter { $0.reason != .notAsked }
      for unknown in real.isEmpty ? unknowns : real {
        var hindrance =
          found[unknown.reason]
          ?? Told.Hindrance(
            reason: unknown.reason,
            obstacle: phrases.obstacle(unknown.reason),
            details: [],
            rules: []
          )
        hindrance.rules.append(result.rule)
        if let detail = unknown.detail {
          hindrance.details.append(SafeText.excerpt(phrases.detail(detail), limit: 256))
        }
        hindrance.atWorst = [hindrance.atWorst, result.atWorst].compactMap { $0 }.max()
        found[unknown.reason] = hindrance
      }
    }
    return found.values.map { hindrance in
      var hindrance = hindrance
      hindrance.rules = Set(hindrance.rules).sorted()
      hindrance.details = Set(hindrance.details).sorted()
      return hindrance
    }
    .sorted { left, right in
      (rank(left.atWorst), -left.rules.count, left.reason.rawValue)
        < (rank(right.atWorst), -right.rules.count, right.reason.rawValue)
    }
  }

  /// What was not asked for, one a need; questions stand apart.
  func exclusions() -> [Told.Exclusion] {
    var rules: [Need: Set<String>] = [:]
    for (_, result) in counted where result.result == .open && result.question == nil {
      let needs = result.unknowns.compactMap(\.needs)
      for need in needs.isEmpty ? [.person] : needs { rules[need, default: []].insert(result.rule) }
    }
    return Need.allCases.compactMap { need in
      rules[need].map { Told.Exclusion(need: need, inclusion: phrases.need(need), rules: $0.sorted()) }
    }
  }

  /// What the operator accepts, by rule.
  func acceptances() -> [Told.Acceptance] {
    report.assessment.rules.flatMap(\.results).compactMap { result in
      result.waived.map { Told.Acceptance(rule: result.rule, says: says(result), reason: SafeText.line($0)) }
    }
  }

  /// How the rules ended, a line a category, in the packs' order.
  func categories() -> [Told.Category] {
    let titles = report.wording.categories
    var order = titles.map(\.id)
    for summary in report.assessment.rules where !order.contains(summary.category) {
      order.append(summary.category)
    }
    let summaries = Dictionary(grouping: report.assessment.rules, by: \.category)
    return order.compactMap { id in
      guard let rules = summaries[id] else { return nil }
      let title = titles.first { $0.id == id }?.title ?? id
      return Told.Category(id: id, title: SafeText.line(title), tally: tally(rules))
    }
  }

  private func tally(_ rules: [RuleSummary]) -> Tally {
    var tally = Tally()
    for rule in rules {
      if rule.explainedBy != nil {
        tally.explained += 1
      } else if rule.waived {
        tally.waived += 1
      } else {
        count(rule, in: &tally)
      }
    }
    return tally
  }

  private func count(_ rule: RuleSummary, in tally: inout Tally) {
    switch rule.result {
    case .fail:
      switch rule.severity {
      case .blocker: tally.blockers += 1
      case .major: tally.majors += 1
      case .minor, nil: tally.minors += 1
      }
    case .unknown: tally.unknown += 1
    case .open:
      if rule.results.contains(where: { $0.result == .open && $0.question != nil }) {
        tally.questions += 1
      } else {
        tally.notIncluded += 1
      }
    case .pass:
      if rule.results.contains(where: \.note) { tally.notes += 1 } else { tally.passed += 1 }
    case .notApplicable: tally.notApplicable += 1
    }
  }
}
