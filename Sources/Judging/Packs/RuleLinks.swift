import Model

/// What rules and packs say of one another.
struct RuleLinks {
  let packs: [Pack]
  let rules: [Rule]
  private let broken: Set<String>
  /// Indices of `rules`, each after those that it assumes; complete only where nothing was complained about.
  private(set) var order: [Int] = []

  init(packs: [Pack], rules: [Rule]) {
    self.packs = packs
    self.rules = rules
    broken = Set(packs.flatMap(\.broken))
  }

  mutating func check(_ complaints: inout Complaints) {
    checkNames(&complaints)
    var indices: [String: Int] = [:]
    for (index, rule) in rules.enumerated() {
      if let first = indices[rule.id] {
        let place = rules[first].place
        complaints.add(
          rule.place,
          "rule '\(rule.id)' exists already (\(place.file):\(place.line)); choose another id"
        )
      } else {
        indices[rule.id] = index
      }
    }
    let assumed = rules.map { checkAssumptions(of: $0, indices, &complaints) }
    sort(assumed, &complaints)
  }

  private func checkNames(_ complaints: inout Complaints) {
    var names: Set<String> = []
    var probes: Set<String> = []
    let retired = Dictionary(
      packs.flatMap { pack in pack.retired.map { ($0, pack.identity.name) } }
    ) { first, _ in first }
    for pack in packs {
      if !names.insert(pack.identity.name).inserted {
        complaints.add(pack.place, "there is another pack '\(pack.identity.name)'; choose another name")
      }
      for probe in pack.probes where !probes.insert(probe.name).inserted {
        complaints.add(pack.place, "another pack has a probe '\(probe.name)' too; choose another name")
      }
    }
    for rule in rules {
      guard let pack = retired[rule.id] else { continue }
      complaints.add(
        rule.place,
        "the id '\(rule.id)' is retired in pack '\(pack)'; choose one that was never used"
      )
    }
  }

  /// The indices of the rules that `rule` assumes.
  private func checkAssumptions(
    of rule: Rule,
    _ indices: [String: Int],
    _ complaints: inout Complaints
  ) -> [Int] {
    zip(rule.assumes, rule.assumesPlaces).compactMap { id, place in
      guard let index = indices[id] else {
        // What stands in a file that could not be read is not known.
        guard !broken.contains(id), !packs.contains(where: \.isPartial) else { return nil }
        complaints.addUnknown(place, "rule", id, known: rules.map(\.id))
        return nil
      }
      let other = rules[index].about
      guard
        other == rule.about || rule.about.ancestors.contains(other) || other.ancestors.contains(rule.about)
      else {
        complaints.add(
          place,
          "'\(id)' is about \(other.withArticle), which is neither above nor below \(rule.about.withArticle); "
            + "assume a rule about one of these"
        )
        return nil
      }
      return index
    }
  }

  /// Kahn's way: what remains when nothing more can be taken assumes itself in a circle, or leads to one.
  private mutating func sort(_ assumed: [[Int]], _ complaints: inout Complaints) {
    var waiting = assumed.map(\.count)
    var dependents = [[Int]](repeating: [], count: rules.count)
    for (index, others) in assumed.enumerated() {
      for other in others { dependents[other].append(index) }
    }
    var ready = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < ready.count {
      for dependent in dependents[ready[next]] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { ready.append(dependent) }
      }
      next += 1
    }
    order = ready
    let stuck = Set(waiting.indices.filter { waiting[$0] > 0 })
    for start in stuck.sorted() {
      guard let circle = circle(from: start, assumed, within: stuck) else { continue }
      let names = (circle + [start]).map { rules[$0].id }.joined(separator: " → ")
      complaints.add(
        rules[start].assumesPlaces.first ?? rules[start].place,
        "rules assume one another in a circle (\(names)); take one of them out"
      )
    }
  }

  /// The way from `start` back to itself; `nil` where it only leads to a circle.
  ///
  /// Walks the first way that stays within `stuck`, as far as there are rules.
  private func circle(from start: Int, _ assumed: [[Int]], within stuck: Set<Int>) -> [Int]? {
    var came: [Int: Int] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      for other in assumed[current] where stuck.contains(other) {
        if other == start {
          var way = [current]
          while let last = way.last, last != start, let before = came[last] { way.append(before) }
          return way.reversed()
        }
        if came[other] == nil {
          came[other] = current
          queue.append(other)
        }
      }
    }
    return nil
  }
}
