import Model

/// Score, coverage and verdict of rules that have been judged.
struct Conclusion {
  let catalogue: Catalogue
  /// In the catalogue's order.
  let summaries: [RuleSummary]
  let isAnswered: Bool

  /// Rules that weigh something, so that they may decide.
  private var deciding: [RuleSummary] { summaries.filter { $0.weight > 0 } }

  var coverage: Coverage {
    var coverage = Coverage(settled: 0, asked: 0)
    for summary in deciding where summary.counts {
      switch summary.result {
      case .pass, .fail:
        coverage.settled += summary.weight
        coverage.asked += summary.weight
      case .unknown: coverage.asked += summary.weight
      case .open, .notApplicable: break
      }
    }
    return coverage
  }

  var questions: Questions {
    var questions = Questions(asked: 0, answered: 0, open: 0, openBlockers: 0)
    for summary in summaries where summary.hasAsked {
      questions.asked += 1
      if let severity = summary.openQuestion {
        questions.open += 1
        if severity == .blocker, summary.weight > 0 { questions.openBlockers += 1 }
      } else {
        questions.answered += 1
      }
    }
    return questions
  }

  func score(for verdict: Verdict) -> Score {
    let failures = deciding.compactMap { summary in summary.failure.map { (summary.rule, $0) } }
    let worst = deciding.compactMap { summary in
      [summary.failure, summary.possible].compactMap { $0 }.max().map { (summary.rule, $0) }
    }
    let deductions = Scoring.deductions(failures)
    let points = Scoring.points(deductions)
    return Score(
      version: Scoring.version,
      points: verdict == .cannotTell ? nil : points,
      lowest: Scoring.points(Scoring.deductions(worst)),
      highest: points,
      deductions: deductions
    )
  }

  /// The verdict, why, and the rules that made it; the first reason that holds.
  func verdict() -> (verdict: Verdict, reason: VerdictReason, decidedBy: [String]) {
    let failed = { (severity: Severity) in deciding.filter { $0.failure == severity } }
    let possible = { (severity: Severity) in
      deciding.filter { $0.possible == severity && $0.failure != severity }
    }
    let candidates: [(Verdict, VerdictReason, Bool, [RuleSummary])] = [
      (.notReady, .blockerFailed, false, failed(.blocker)),
      (.cannotTell, .nothingAnswered, !isAnswered, []),
      (.cannotTell, .essentialUnknown, false, unsettledEssentials),
      (.cannotTell, .blockerPossible, false, possible(.blocker)),
      (.cannotTell, .lowCoverage, isCoverageLow, isCoverageLow ? deciding.filter { $0.isUnsettled } : []),
      (.readyWithReservations, .majorFailed, false, failed(.major)),
      (.readyWithReservations, .majorPossible, false, possible(.major)),
      (.ready, .questionsOpen, false, deciding.filter { $0.openQuestion == .blocker }),
    ]
    for (verdict, reason, holds, rules) in candidates where holds || !rules.isEmpty {
      return (verdict, reason, sorted(rules))
    }
    return (.ready, .clear, [])
  }

  /// Below three quarters; where nothing was asked there is nothing to go by either.
  private var isCoverageLow: Bool {
    let coverage = coverage
    return coverage.asked == 0 || coverage.settled * 4 < coverage.asked * 3
  }

  /// Essential rules that are neither settled nor asking.
  ///
  /// One that another explains is settled by it only where that one is a failed blocker.
  private var unsettledEssentials: [RuleSummary] {
    let essential = Set(catalogue.essential)
    return summaries.filter { summary in
      guard essential.contains(summary.rule) else { return false }
      if let root = summary.explainedBy {
        let cause = summaries.first { $0.rule == root }
        return cause?.failure != .blocker
      }
      switch summary.result {
      case .pass, .fail, .notApplicable: return false
      case .open: return !summary.isAsking
      case .unknown: return true
      }
    }
  }

  /// By severity, then id.
  private func sorted(_ rules: [RuleSummary]) -> [String] {
    func severity(_ summary: RuleSummary) -> Severity? {
      summary.failure ?? summary.possible ?? summary.openQuestion ?? catalogue.rule(summary.rule)?.worst
    }
    return rules.sorted { left, right in
      let (first, second) = (severity(left)?.weight ?? 0, severity(right)?.weight ?? 0)
      return first != second ? first > second : left.rule < right.rule
    }.map(\.rule)
  }
}

extension RuleSummary {
  fileprivate var isUnsettled: Bool { counts && result == .unknown }
}
