import Model

/// Puts a report in words.
struct Telling {
  let report: Report
  let phrases: any Phrases
  private let subjects: [Subject.ID: Subject]
  private let commands: [Look.ID: String]
  private let points: [String: Int]

  /// Tells `report` in its language.
  init(_ report: Report) {
    self.report = report
    phrases = report.language.phrases
    subjects = Dictionary(report.evidence.subjects.map { ($0.id, $0) }) { first, _ in first }
    commands = Dictionary(report.evidence.looks.map { ($0.id, $0.command) }) { first, _ in first }
    points = Dictionary(report.assessment.score.deductions.map { ($0.rule, $0.points) }) { first, _ in first }
  }

  /// The report in words.
  func told() -> Told {
    let findings = findings()
    let assessment = report.assessment
    let percent = percent(assessment.coverage)
    return Told(
      head: head(),
      headline: report.headline,
      reason: phrases.reason(
        assessment.verdictReason,
        sentences: deciding(findings),
        questions: assessment.questions.openBlockers,
        coverage: percent
      ),
      findings: findings,
      tasks: tasks(findings.filter { $0.severity != nil }),
      questions: questions(),
      hindrances: hindrances(),
      exclusions: exclusions(),
      acceptances: acceptances(),
      categories: categories(),
      coveragePercent: percent,
      explained: assessment.rules.count { $0.explainedBy != nil }
    )
  }

  // MARK: Rules in words

  /// What the outcome of `result` says, filled; where it has no text of its own, the broken title.
  func says(_ result: RuleResult) -> String {
    let texts = report.wording.rules[result.rule]
    if let says = result.outcome.flatMap({ texts?.outcomes[$0]?.says }) { return fill(says, result) }
    return phrases.broken(title: title(result.rule), subject: name(of: result.subject))
  }

  /// How to mend `result`: the advice for the recognised platform or server, else the general one.
  func fix(_ result: RuleResult) -> String? {
    guard let texts = result.outcome.flatMap({ report.wording.rules[result.rule]?.outcomes[$0] }) else {
      return nil
    }
    let special = surroundings(of: result.subject).lazy.compactMap { texts.fixFor[$0] }.first
    return (special ?? texts.fix).map { fill($0, result) }
  }

  /// The title of `rule`, or its id where it has none.
  func title(_ rule: String) -> String { SafeText.line(report.wording.rules[rule]?.title ?? rule) }

  /// What people call the subject.
  func name(of subject: Subject.ID) -> String {
    if subject.kind == .button, let place = subject.key.firstIndex(of: " ") {
      let container = SafeText.excerpt(subject.key[subject.key.index(after: place)...], limit: 60)
      return phrases.button(container, path: SafeText.excerpt(Self.path(subject.key[..<place]), limit: 60))
    }
    return SafeText.excerpt(subjects[subject]?.name ?? subject.key, limit: 120)
  }

  /// The path of an address, with its slash.
  static func path(_ url: some StringProtocol) -> String {
    guard let scheme = url.firstRange(of: "://"), let slash = url[scheme.upperBound...].firstIndex(of: "/")
    else { return String(url) }
    return String(url[slash...])
  }

  /// The looks behind `result`, those at the very address that it is about first.
  func sights(_ result: RuleResult) -> [Told.Sight] {
    let places = [subjects[result.subject]?.url, result.subject.key].compactMap { $0.map { " \($0)" } }
    func isElsewhere(_ look: Look.ID) -> Bool { !places.contains { look.hasSuffix($0) } }
    let looks = result.looks.filter { !isElsewhere($0) } + result.looks.filter(isElsewhere)
    return looks.map { Told.Sight(id: $0, command: commands[$0].map(SafeText.line)) }
  }

  /// What `rule` takes from 100; `nil` where it takes nothing.
  func deduction(_ rule: String) -> Int? { points[rule] }

  /// What mending `rule` gains.
  func points(_ rule: String) -> Int { points[rule] ?? 0 }

  private func fill(_ text: String, _ result: RuleResult) -> String {
    Template(text).filled { path in
      if let value = result.values[path] { return words(value, of: path) }
      let subject = subjects[result.subject]
      return switch path {
      case "name": name(of: result.subject)
      case "url": subject?.url.map { SafeText.excerpt($0, limit: 256) } ?? phrases.notKnown()
      default: phrases.notKnown()
      }
    }
  }

  private func words(_ value: Value, of path: String) -> String {
    switch value {
    case .bool(let truth): phrases.truth(truth)
    case .int(let number): String(number)
    case .text(let text):
      Moment(iso: text).map(phrases.moment) ?? phrases.word(text, of: path)
        ?? SafeText.excerpt(text, limit: 256)
    case .list(let list):
      (list.prefix(5).map { words($0, of: path) } + (list.count > 5 ? [phrases.andMore(list.count - 5)] : []))
        .joined(separator: ", ")
    case .record(let record):
      phrases.record(record.mapValues { words($0, of: path) }, of: path)
        ?? record.sorted { $0.key < $1.key }.prefix(5).map {
          "\(SafeText.line($0.key)) \(words($0.value, of: path))"
        }
        .joined(separator: " ")
    }
  }

  // MARK: The head

  var shop: Subject? { report.evidence.subjects.first { $0.id.kind == .shop } }

  func head() -> Told.Head {
    let evidence = report.evidence
    let platform = seen("platform.name", version: "platform.version")
    let plugin = seen("amazonPay.plugin", version: "amazonPay.pluginVersion")
    let typed = SafeText.excerpt(evidence.request.typed, limit: 256)
    let audited = SafeText.excerpt(evidence.audited, limit: 256)
    return Told.Head(
      lead: report.isOfServer ? phrases.examined(audited) : phrases.typed(typed, audited: audited),
      typed: typed,
      audited: audited,
      startedAt: Moment(iso: evidence.startedAt).map(phrases.moment) ?? SafeText.line(evidence.startedAt),
      stage: phrases.stage(report.assessment.statement.stage),
      vantage: phrases.vantage(evidence.vantage, mapped: evidence.request.mapped),
      // Of a server it is what it speaks TLS with that matters.
      platform: report.isOfServer
        ? SafeText.excerpt("\(evidence.vantage.openSSL) · libcurl \(evidence.vantage.curl)", limit: 120)
        : phrases.platform(platform, plugin: plugin),
      platformName: name(platform),
      pluginName: name(plugin)
    )
  }

  private func name(_ seen: SeenName) -> String {
    switch seen {
    case .seen(let name): name
    case .absent: phrases.labels.page.none
    case .unknown: phrases.labels.page.notSeen
    }
  }

  private func seen(_ name: String, version: String) -> SeenName {
    switch shop?.facts[name] {
    case .known(.text(let text), _):
      let text = productName(text, of: name) ?? text
      if case .known(.text(let number), _)? = shop?.facts[version] {
        return .seen(SafeText.excerpt("\(text) \(number)", limit: 80))
      }
      return .seen(SafeText.excerpt(text, limit: 80))
    case .absent: return .absent
    case .known, .partial, .unknown, nil: return .unknown
    }
  }

  /// Names under which special advice may be given: the platform, then the server software of the subject's host.
  private func surroundings(of subject: Subject.ID) -> [String] {
    var names: [String] = []
    if case .known(.text(let platform), _)? = shop?.facts["platform.name"] { names.append(platform) }
    var current = subjects[subject]
    // A parent that leads in a circle would be evidence from somebody else's hands.
    for _ in 0..<SubjectKind.allCases.count {
      guard let here = current else { break }
      if here.id.kind == .host, case .known(.list(let banners), _)? = here.facts["headers.banners"] {
        for case .text(let banner) in banners {
          names += banner.lowercased().split { !$0.isLetter }.map(String.init)
        }
      }
      current = here.parent.flatMap { subjects[$0] }
    }
    return names
  }

  /// Whole per cent, rounded down, so that 74.9 never reads as the 75 that are needed.
  private func percent(_ coverage: Coverage) -> Int? {
    guard coverage.asked > 0 else { return nil }
    return Int(Double(coverage.settled) / Double(coverage.asked) * 100)
  }

  private func deciding(_ findings: [Told.Finding]) -> [String] {
    report.assessment.decidedBy.map { rule in
      findings.first { $0.result.rule == rule && $0.severity != nil }?.says ?? title(rule)
    }
  }
}
