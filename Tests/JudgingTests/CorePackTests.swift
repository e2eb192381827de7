import Judging
import Model
import Probing
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The core pack` {
  /// The folder of the pack in the working tree, found from this file's place.
  private static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/rules/core"
  }()

  @Test func `is sound by the strictest reading`() {
    let errors = Catalogue.check(directory: Self.folder, facts: Prober.facts, strict: true)
    #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
  }

  @Test func `is part of the program`() throws {
    let catalogue = try Catalogue.builtIn(facts: Prober.facts)
    #expect(catalogue.packs.map(\.identity.name) == ["core"])
    #expect(
      catalogue.categories.map(\.id) == [
        "tls", "https", "button", "golive", "ipn", "policy", "api", "platform", "cors", "hygiene",
      ]
    )
    #expect(
      catalogue.essential == [
        "button-script-present", "cert-trusted-chain", "https-answers", "tls-12-offered",
      ]
    )
  }

  @Test func `speaks every language that a report can have`() throws {
    let catalogue = try Catalogue.builtIn(facts: Prober.facts, languages: .all)
    #expect(catalogue.packs.map(\.languages) == [["de"]])
    let own = catalogue.wording(language: "en")
    let german = catalogue.wording(language: "de")
    for (id, texts) in own.rules { #expect(german.rules[id]?.title != texts.title, "\(id)") }
    for (one, other) in zip(own.categories, german.categories) { #expect(one.title != other.title) }
  }

  @Test func `is the same without its examples`() throws {
    let whole = try Catalogue.builtIn(facts: Prober.facts)
    let short = try Catalogue.builtIn(facts: Prober.facts, withExamples: false)
    #expect(short.packs.map(\.identity) == whole.packs.map(\.identity))
    #expect(short.wording(language: "en") == whole.wording(language: "en"))
    #expect(short.rules.allSatisfy { $0.examples.isEmpty })
    #expect(whole.rules.allSatisfy { !$0.examples.isEmpty })
    func places(_ catalogue: Catalogue) -> [[String]] {
      catalogue.rules.map { ["\($0.id) \($0.place)"] + $0.outcomes.map { "\($0.id) \($0.place)" } }
    }
    #expect(places(short) == places(whole))
  }

  @Test func `does what its examples say`() throws {
    let results = try Catalogue.builtIn(facts: Prober.facts).runExamples()
    #expect(results.count > 500)
    for result in results where !result.isMet {
      Issue.record("\(result.place) \(result.rule), \(result.name): \(result.expected) is \(result.actual)")
    }
  }

  @Test func `shows every outcome in an example`() throws {
    let catalogue = try Catalogue.builtIn(facts: Prober.facts)
    let shown = Dictionary(grouping: catalogue.runExamples(), by: \.rule).mapValues { Set($0.map(\.actual)) }
    for rule in catalogue.rules {
      for outcome in rule.outcomes where outcome.effect != .pass {
        #expect(
          shown[rule.id]?.contains(outcome.id) == true,
          "no example of \(rule.id) gives \(outcome.id)"
        )
      }
    }
  }

  @Test func `says the essential in at most 25 words`() throws {
    for rule in try Catalogue.builtIn(facts: Prober.facts).rules {
      for outcome in rule.outcomes {
        guard let says = outcome.says else { continue }
        let words = firstSentence(of: says).split(separator: " ").count
        #expect(words <= 25, "\(rule.id) \(outcome.id): \(words) words")
      }
    }
  }

  @Test func `tells for every failure, question and note what to do`() throws {
    for rule in try Catalogue.builtIn(facts: Prober.facts).rules {
      for outcome in rule.outcomes where outcome.effect != .pass {
        #expect(outcome.says != nil && outcome.fix != nil, "\(rule.id) \(outcome.id)")
      }
    }
  }

  @Test func `leads from a message to its rules, the most severe first`() throws {
    let catalogue = try Catalogue.builtIn(facts: Prober.facts)
    let found = catalogue.rules(symptom: "InvalidButtonAccessRequest")
    #expect(found.count > 1 && found.first?.id == "golive-origins-registered")
    let severities = found.map { $0.worst ?? .minor }
    #expect(severities == severities.sorted(by: >))
    #expect(catalogue.rules(symptom: "CurrencyMismatch").map(\.id) == ["golive-currency-shop"])
  }

  @Test func `blames no notification host when no name resolves`() throws {
    let judge = Judge(catalogue: try Catalogue.builtIn(facts: Prober.facts))
    let unresolved = Fact.unknown(Unknown(.unresolved), from: [])
    let shop = Subject.ID(.shop, "shop")
    let hosts = [("shop.test:443", [Role.shop, .ipn]), ("ipn.test:443", [.ipn])].map { key, roles in
      Subject(
        id: Subject.ID(.host, key),
        name: key,
        roles: roles,
        parent: shop,
        facts: ["dns.resolves": .known(false, from: []), "dns.addresses": .known([], from: [])]
      )
    }
    let root = Subject(id: shop, name: "shop.test", roles: [.shop], facts: ["access.status": unresolved])
    let assessment = judge.assess(Sample.evidence([root] + hosts), evidenceDigest: "", statement: Statement())
    #expect(assessment.verdict == .cannotTell)
    #expect(assessment.score.points == nil)
    #expect(assessment.summary("dns-resolves-public")?.results.map(\.result) == [.unknown, .unknown])
  }

  @Test func `dates what it knows of the world`() throws {
    let data = try Catalogue.builtIn(facts: Prober.facts).data
    #expect(!data.isEmpty)
    for file in data {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(text.split(separator: "\n").contains { $0.hasPrefix("known: 20") }, "\(file.file)")
    }
  }

  /// Up to the first full stop, question or exclamation mark before a space.
  private func firstSentence(of text: String) -> Substring {
    var before: Character = " "
    for index in text.indices {
      if text[index] == " ", before == "." || before == "?" || before == "!" { return text[..<index] }
      before = text[index]
    }
    return text[...]
  }
}
