import Model
import Probing
import Testing

@Suite struct `The table of facts` {
  private let facts = Prober.facts

  @Test func `has no name twice for one kind of subject`() {
    let names = facts.map { "\($0.subject.rawValue) \($0.name)" }
    #expect(Set(names).count == names.count)
    #expect(names.count > 150)
  }

  @Test func `is sorted by subject and name`() {
    let order = SubjectKind.allCases
    let places = facts.map { (order.firstIndex(of: $0.subject) ?? -1, $0.name) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: Prober.facts)
  func `says what each fact is`(_ fact: FactDescription) {
    #expect(fact.summary.hasSuffix("."), "\(fact.summary)")
    #expect(fact.summary.count <= 250)
    #expect(fact.absent != "")
    #expect(fact.absent?.hasSuffix(".") != true, "what absence means goes on a sentence")
    #expect(!fact.probe.isEmpty)
    #expect(fact.name.wholeMatch(of: /[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*/) != nil)
  }

  @Test(arguments: Prober.facts)
  func `counts numbers only, and a name that carries a unit has it`(_ fact: FactDescription) {
    if fact.unit != nil { #expect(fact.type == .int) }
    for (ending, unit) in [("Seconds", Unit.seconds), ("Milliseconds", .milliseconds), ("Bytes", .bytes)]
    where fact.name.hasSuffix(ending) && !(ending == "Seconds" && fact.name.hasSuffix("Milliseconds")) {
      #expect(fact.unit == unit)
    }
  }

  @Test func `has a fact of every kind of subject`() {
    #expect(Set(facts.map(\.subject)) == Set(SubjectKind.allCases))
  }
}

extension FactDescription: CustomTestStringConvertible {
  package var testDescription: String { "\(subject.rawValue) \(name)" }
}
