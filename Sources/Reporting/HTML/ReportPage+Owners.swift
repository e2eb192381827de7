import Model

extension ReportPage {
  /// What to mend, a part for each who can; each part stands on its own.
  @HTML.Builder var owners: HTML {
    if !told.tasks.isEmpty {
      HTML.tag("section", .type("block"), .init("aria-labelledby", "mend")) {
        HTML.tag("h2", .id("mend")) { labels.section.byOwner }
        HTML.tag("p", .type("quiet")) { labels.section.byOwnerIntro }
      }
      for (owner, tasks) in grouped {
        part(owner?.rawValue ?? "nobody", title: phrases.part(of: owner), level: .third) {
          HTML.tag("ol", .type("tasks")) {
            for task in tasks { self.task(task) }
          }
        }
      }
    }
  }

  /// Tasks by owner, in the order in which the owners first come.
  private var grouped: [(Owner?, [Told.Task])] {
    var groups: [(Owner?, [Told.Task])] = []
    for task in told.tasks {
      if let place = groups.firstIndex(where: { $0.0 == task.finding.owner }) {
        groups[place].1.append(task)
      } else {
        groups.append((task.finding.owner, [task]))
      }
    }
    return groups
  }

  private func task(_ task: Told.Task) -> HTML {
    let finding = task.finding
    let rule = finding.result.rule
    return .tag("li", .id(HTML.anchor("mend", rule))) {
      consequence(finding.consequence, finding.severity)
      HTML.tag("p", .type("says")) { finding.says }
      if let fix = finding.fix {
        HTML.tag("div", .type("fix")) {
          HTML.tag("p", .type("fix-title")) { labels.finding.fix }
          HTML.tag("p", .type("text")) { HTML.advice(fix) }
        }
      }
      HTML.tag("p", .type("meta")) {
        if task.others > 0 { "\(phrases.moreSubjects(task.others)) · " }
        HTML.tag("code") { rule }
        HTML.tag("span", .type("screen")) {
          " · "
          HTML.tag("a", .to(HTML.anchor("rule", rule))) {
            labels.page.details
            HTML.tag("span", .type("unseen")) { ": \(rule)" }
          }
        }
      }
    }
  }
}
