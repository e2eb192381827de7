package import Model
package import Reading

/// A change in three parts, so that each language words it for itself.
extension PolicyChange: FactValue {
  package static var factType: FactType {
    .record(["step": .word(Step.allCases.map(\.rawValue)), "directive": .text, "source": .text])
  }

  package var factValue: Value {
    let (step, directive, source) = parts
    var record: [String: Value] = ["step": .text(step.rawValue), "directive": .text(excerpt(directive))]
    if let source { record["source"] = .text(excerpt(source)) }
    return .record(record)
  }

  private enum Step: String, CaseIterable {
    case addSource, replaceNone, splitDirective, useNonce, introduceNonce
  }

  private var parts: (Step, directive: String, source: String?) {
    switch self {
    case .add(let source, let directive), .addHash(let source, let directive):
      (.addSource, directive, source)
    case .replaceNone(let source, let directive): (.replaceNone, directive, source)
    case .split(let source, let directive): (.splitDirective, directive, source)
    case .useNonce(let directive): (.useNonce, directive, nil)
    case .introduceNonce(let directive): (.introduceNonce, directive, nil)
    }
  }
}
