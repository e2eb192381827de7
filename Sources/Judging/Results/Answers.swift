import Model

/// What the operator states about single rules: answers to their questions, and findings accepted for a while.
struct Answers {
  /// After so many days a question is asked again.
  private static let lifetime = 180

  private let answers: [String: Answer]
  private let waivers: [Waiver]
  private let startedDay: Int?
  private let world: World

  init(_ statement: Statement, _ evidence: Evidence, _ world: World) {
    answers = Dictionary(statement.answers.map { ($0.rule, $0) }) { _, last in last }
    waivers = statement.waivers
    startedDay = evidence.startedDay
    self.world = world
  }

  /// Closes the questions of a rule that has a valid answer, and reopens those whose answer is not valid any more.
  func apply(to results: inout [RuleResult], of rule: Rule) {
    guard let answer = answers[rule.id], let digest = Self.digest(of: results, in: world) else { return }
    let isValid = isFresh(answer) && (answer.facts ?? digest) == digest
    for index in results.indices where results[index].question != nil {
      if isValid {
        results[index].settle(answer: answer.yes)
      } else {
        results[index].question = .reopened
      }
    }
  }

  /// Marks the failures of a rule that the operator accepts.
  func waive(_ results: inout [RuleResult]) {
    for index in results.indices where results[index].result == .fail {
      let result = results[index]
      let waiver = waivers.first {
        $0.rule == result.rule && ($0.outcome ?? result.outcome) == result.outcome && isInForce($0)
      }
      results[index].waived = waiver?.reason
    }
  }

  /// The digest of the facts behind a rule's questions, values only; `nil` where it asks none.
  static func digest(of results: [RuleResult], in world: World) -> String? {
    let asking = results.filter { $0.question != nil }
    guard !asking.isEmpty else { return nil }
    let lines = asking.flatMap { result in
      result.read.map { path in
        let fact = world.fact(path, of: result.subject).map(withoutLooks)
        let json = fact.map { String(decoding: Digest.canonicalJSON($0), as: UTF8.self) } ?? ""
        return "\(result.subject.description) \(path)=\(json)"
      }
    }
    return Digest.of(Array(lines.sorted().joined(separator: "\n").utf8))
  }

  /// Where it was seen and in which words may change without a change of what was seen.
  private static func withoutLooks(_ fact: Fact) -> Fact {
    func bare(_ unknown: Unknown) -> Unknown { Unknown(unknown.reason, needs: unknown.needs) }
    return switch fact {
    case .known(let value, _): .known(value, from: [])
    case .partial(let values, let missing, _): .partial(values, missing: bare(missing), from: [])
    case .absent: .absent(from: [])
    case .unknown(let unknown, _): .unknown(bare(unknown), from: [])
    }
  }

  /// An answer without a day is one of today's.
  private func isFresh(_ answer: Answer) -> Bool {
    guard let on = answer.on else { return true }
    guard let day = Timestamp(on)?.day, let startedDay else { return false }
    return startedDay - day <= Self.lifetime
  }

  private func isInForce(_ waiver: Waiver) -> Bool {
    guard let last = Timestamp(waiver.until)?.day, let startedDay else { return false }
    return last >= startedDay
  }
}

extension World {
  /// The fact that `path` of a rule about `id` stands for, as results list it.
  fileprivate func fact(_ path: String, of id: Subject.ID) -> Fact? {
    guard let subject = subject(id) else { return nil }
    return scene(of: subject).fact(named: path)
  }
}
