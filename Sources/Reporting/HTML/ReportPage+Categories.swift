import Model

extension ReportPage {
  /// Findings of one rule and outcome: the first, and the others that are told with it.
  private struct Group {
    var first: Told.Finding
    var others: [Told.Finding]
  }

  private static let shownOthers = 12
  private static let shownCommands = 1

  /// Every check, by category: findings with evidence, the rest a quiet line each.
  var categories: HTML {
    .tag("section", .type("block"), .init("aria-labelledby", "checks")) {
      HTML.tag("h2", .id("checks")) { labels.section.categories }
      for category in told.categories { self.category(category) }
    }
  }

  private func category(_ category: Told.Category) -> HTML {
    .tag("section", .type("category"), .init("aria-labelledby", HTML.anchor("category", category.id))) {
      HTML.tag("h3", .id(HTML.anchor("category", category.id))) { category.title }
      HTML.tag("p", .type("tally")) { phrases.tally(category.tally).joined(separator: " · ") }
      for group in groups(of: category.id) { self.group(group) }
      for rest in page.rests[category.id] ?? [] {
        HTML.tag("p", .type("rest")) {
          HTML.tag("strong") { "\(rest.title): " }
          rest.rules.joined(separator: "; ")
        }
      }
    }
  }

  private func groups(of category: String) -> [Group] {
    var groups: [Group] = []
    for finding in told.findings where finding.category == category {
      let place = groups.firstIndex { group in
        group.first.result.rule == finding.result.rule && group.first.result.outcome == finding.result.outcome
      }
      if let place {
        groups[place].others.append(finding)
      } else {
        groups.append(Group(first: finding, others: []))
      }
    }
    return groups
  }

  private func group(_ group: Group) -> HTML {
    let finding = group.first
    let isTask = told.tasks.contains { task in
      task.finding.result.rule == finding.result.rule && task.finding.result.outcome == finding.result.outcome
    }
    let rule = finding.result.rule
    let anchor =
      isTask ? HTML.anchor("rule", rule) : HTML.anchor("rule", "\(rule)-\(finding.result.outcome ?? "")")
    return .tag("article", .id(anchor), .type(Self.tone(finding.severity))) {
      HTML.tag("h4") {
        HTML.tag("span", .type("label \(Self.tone(finding.severity))")) { finding.consequence }
        HTML.tag("span", .type("title")) { "\(labels.finding.expected): \(finding.title)" }
      }
      HTML.tag("p", .type("says")) { finding.says }
      others(group.others)
      if let fix = finding.fix {
        HTML.tag("div", .type("fix")) {
          HTML.tag("p", .type("fix-title")) { "\(labels.finding.fix) (\(phrases.owner(finding.owner)))" }
          HTML.tag("p", .type("text")) { HTML.advice(fix) }
        }
      }
      HTML.tag("details") {
        HTML.tag("summary") {
          labels.page.details
          HTML.tag("span", .type("unseen")) { ": \(rule)" }
        }
        details(group)
      }
    }
  }

  @HTML.Builder private func others(_ others: [Told.Finding]) -> HTML {
    if !others.isEmpty {
      HTML.tag("ul", .type("others")) {
        for other in others.prefix(Self.shownOthers) { HTML.tag("li") { other.says } }
        if others.count > Self.shownOthers {
          HTML.tag("li") { phrases.andMore(others.count - Self.shownOthers) }
        }
      }
    }
  }

  private func details(_ group: Group) -> HTML {
    let finding = group.first
    let labels = labels.finding
    return .tag("dl", .type("details")) {
      if let why = finding.why { line(labels.why, why) }
      if !finding.symptoms.isEmpty { line(labels.symptom, finding.symptoms.joined(separator: " · ")) }
      line(labels.places, places(group))
      if let basis = finding.basis {
        line(labels.basis, [phrases.basis(basis), finding.source].compactMap { $0 }.joined(separator: ": "))
      }
      line(
        labels.rule,
        [finding.result.rule, finding.result.outcome].compactMap { $0 }.joined(separator: " · ")
      )
      commands(group)
    }
  }

  private func line(_ label: String, _ value: String) -> HTML {
    .tag("div") {
      HTML.tag("dt") { label }
      HTML.tag("dd") { value }
    }
  }

  private func places(_ group: Group) -> String {
    let names = ([group.first] + group.others).map(\.subjectName)
    let shown = names.prefix(Self.shownOthers).joined(separator: " · ")
    let hidden = names.count - Self.shownOthers
    return hidden > 0 ? "\(shown) · \(phrases.andMore(hidden))" : shown
  }

  /// The commands that repeat the looks; all of them stand once in the timeline.
  @HTML.Builder private func commands(_ group: Group) -> HTML {
    let sights = group.first.looks.filter { $0.command != nil }
    if !sights.isEmpty {
      HTML.tag("div", .type("commands")) {
        HTML.tag("dt") { labels.finding.lookAgain }
        for sight in sights.prefix(Self.shownCommands) {
          HTML.tag("dd") { HTML.tag("code", .type("command")) { sight.command ?? "" } }
        }
        if sights.count > Self.shownCommands {
          HTML.tag("dd") {
            HTML.tag("a", .to("timeline")) { phrases.andMore(sights.count - Self.shownCommands) }
          }
        }
      }
    }
  }
}
