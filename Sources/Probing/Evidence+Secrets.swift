package import Model

extension Evidence {
  /// The same evidence with `hide` done to every text that may be the shop's: facts, names, addresses, identities.
  ///
  /// Words and dates are ours, and stay.
  package func hiding(_ hide: (String) -> String) -> Evidence {
    var hidden = self
    hidden.audited = hide(audited)
    hidden.looks = looks.map { look in
      var look = look
      look.id = hide(look.id)
      look.waitedFor = look.waitedFor.map(hide)
      look.headers = look.headers.map { Look.Header(hide($0.name), hide($0.value)) }
      look.failure = look.failure.map { $0.hiding(hide) }
      look.command = hide(look.command)
      return look
    }.sorted { $0.id < $1.id }
    hidden.subjects = subjects.map { subject in
      var subject = subject
      subject.id.key = hide(subject.id.key)
      subject.parent = subject.parent.map { Subject.ID($0.kind, hide($0.key)) }
      subject.name = hide(subject.name)
      subject.url = subject.url.map(hide)
      for (name, fact) in subject.facts {
        let type = Self.types[Subject.ID(subject.id.kind, name)]
        subject.facts[name] = fact.hiding(hide, type)
      }
      return subject
    }.sorted { $0.id < $1.id }
    return hidden
  }

  /// The types of facts, by the kind of their subject and their name.
  private static let types = Dictionary(
    Prober.facts.map { (Subject.ID($0.subject, $0.name), $0.type) },
    uniquingKeysWith: { first, _ in first }
  )
}

extension Unknown {
  fileprivate func hiding(_ hide: (String) -> String) -> Unknown {
    Unknown(reason, needs: needs, detail: detail.map(hide))
  }
}

extension Fact {
  fileprivate func hiding(_ hide: (String) -> String, _ type: FactType?) -> Fact {
    let from = looks.map(hide)
    switch self {
    case .known(let value, _): return .known(value.hiding(hide, type), from: from)
    case .partial(let values, let missing, _):
      var element: FactType?
      if case .list(let inner)? = type { element = inner }
      return .partial(values.map { $0.hiding(hide, element) }, missing: missing.hiding(hide), from: from)
    case .absent: return .absent(from: from)
    case .unknown(let unknown, _): return .unknown(unknown.hiding(hide), from: from)
    }
  }
}

extension Value {
  fileprivate func hiding(_ hide: (String) -> String, _ type: FactType?) -> Value {
    switch (self, type) {
    case (.bool, _), (.int, _), (.text, .word?), (.text, .date?): self
    case (.text(let text), _): .text(hide(text))
    case (.list(let values), .list(let element)?): .list(values.map { $0.hiding(hide, element) })
    case (.list(let values), _): .list(values.map { $0.hiding(hide, nil) })
    case (.record(let fields), .record(let types)?):
      .record(Dictionary(uniqueKeysWithValues: fields.map { ($0, $1.hiding(hide, types[$0])) }))
    case (.record(let fields), _): .record(fields.mapValues { $0.hiding(hide, nil) })
    }
  }
}
