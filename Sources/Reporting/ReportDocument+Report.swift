import Model

extension ReportDocument {
  /// The document of `report`, with the words that were found for it.
  init(_ report: Report, told: Told) {
    let evidence = report.evidence
    let assessment = report.assessment
    let cause = report.gate.cause(for: assessment)
    let counts = assessment.questions
    self.init(
      language: report.language,
      tool: Tool(
        version: evidence.vantage.tool,
        curl: evidence.vantage.curl,
        openSSL: evidence.vantage.openSSL
      ),
      audited: Audited(
        typed: evidence.request.typed,
        asked: evidence.request.shop,
        url: evidence.audited,
        startedAt: evidence.startedAt,
        durationMilliseconds: evidence.durationMilliseconds,
        stage: assessment.statement.stage,
        vantage: evidence.vantage,
        request: evidence.request
      ),
      verdict: VerdictDocument(
        word: assessment.verdict,
        reason: assessment.verdictReason,
        decidedBy: assessment.decidedBy,
        headline: told.headline,
        why: told.reason
      ),
      gate: GateDocument(
        failOn: report.gate.failOn,
        requiresAnswers: report.gate.requiresAnswers,
        outcome: cause.outcome,
        cause: cause,
        exitCode: cause.outcome.exitCode
      ),
      questions: QuestionsDocument(
        asked: counts.asked,
        answered: counts.answered,
        open: counts.open,
        openBlockers: counts.openBlockers,
        items: told.questions.map(Question.init)
      ),
      score: ScoreDocument(
        version: assessment.score.version,
        points: assessment.score.points,
        lowest: assessment.score.lowest,
        highest: assessment.score.highest
      ),
      ledger: Self.ledger(assessment.score.deductions),
      coverage: CoverageDocument(
        settled: assessment.coverage.settled,
        asked: assessment.coverage.asked,
        percent: told.coveragePercent
      ),
      findings: told.findings.map(Finding.init),
      unknowns: told.hindrances.map(UnknownDocument.init),
      notIncluded: told.exclusions.map {
        NotIncluded(needs: $0.need, what: $0.inclusion.what, how: $0.inclusion.how, rules: $0.rules)
      },
      accepted: told.acceptances.map { Accepted(rule: $0.rule, says: $0.says, reason: $0.reason) },
      categories: told.categories.map(CategoryDocument.init),
      packs: assessment.packs,
      digests: Digests(evidence: assessment.evidenceDigest, statement: assessment.statementDigest),
      assessment: assessment,
      evidence: evidence.excerpt
    )
  }

  private static func ledger(_ deductions: [Deduction]) -> [LedgerLine] {
    var left = 100
    return deductions.map { deduction in
      left -= deduction.points
      return LedgerLine(
        rule: deduction.rule,
        severity: deduction.severity,
        points: deduction.points,
        left: left
      )
    }
  }
}

extension ReportDocument.Question {
  fileprivate init(_ question: Told.Question) {
    self.init(
      rule: question.rule,
      state: question.state,
      severity: question.severity,
      consequence: question.consequence,
      says: question.says,
      fix: question.fix,
      why: question.why,
      owner: question.owner,
      fingerprint: question.fingerprint
    )
  }
}

extension ReportDocument.Finding {
  fileprivate init(_ finding: Told.Finding) {
    let result = finding.result
    self.init(
      rule: result.rule,
      outcome: result.outcome,
      category: finding.category,
      title: finding.title,
      severity: finding.severity,
      consequence: finding.consequence,
      says: finding.says,
      fix: finding.fix,
      why: finding.why,
      owner: finding.owner,
      basis: finding.basis,
      source: finding.source,
      symptoms: finding.symptoms,
      subject: finding.subject,
      subjectName: finding.subjectName,
      points: finding.points,
      fingerprint: result.fingerprint,
      looks: finding.looks.map { ReportDocument.LookDocument(id: $0.id, command: $0.command) }
    )
  }
}

extension ReportDocument.UnknownDocument {
  fileprivate init(_ hindrance: Told.Hindrance) {
    self.init(
      reason: hindrance.reason,
      cause: hindrance.obstacle.cause,
      side: hindrance.obstacle.side,
      step: hindrance.obstacle.step,
      details: hindrance.details,
      atWorst: hindrance.atWorst,
      rules: hindrance.rules
    )
  }
}

extension ReportDocument.CategoryDocument {
  fileprivate init(_ category: Told.Category) {
    let tally = category.tally
    self.init(
      id: category.id,
      title: category.title,
      failed: Failed(blocker: tally.blockers, major: tally.majors, minor: tally.minors),
      unknown: tally.unknown,
      questions: tally.questions,
      notIncluded: tally.notIncluded,
      accepted: tally.waived,
      explained: tally.explained,
      notes: tally.notes,
      passed: tally.passed,
      notApplicable: tally.notApplicable
    )
  }
}
