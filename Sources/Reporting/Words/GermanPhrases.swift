import Model

/// German.
struct GermanPhrases: Phrases {
  let doFirst = "Zuerst erledigen"
  let onlyYou = "Das wissen nur Sie"
  let couldNotLook = "Nicht zu sehen"
  let notIncluded = "Nicht Teil dieser Prüfung"
  let accepted = "Vorerst hingenommen"
  let savedAs = "Bericht"
  let footer =
    "PayReady ist unabhängig und nicht von Amazon. Es ersetzt keine Prüfung durch Amazon."

  func typed(_ typed: String, audited: String) -> String { "Eingegeben: \(typed), geprüft: \(audited)" }

  func examined(_ server: String) -> String {
    "Der Server \(server), von sich aus gesehen; der Shop wurde nicht angesehen"
  }

  func stage(_ stage: Stage) -> String {
    switch stage {
    case .prerequisites: "Voraussetzungen (noch kein Button erwartet)"
    case .sandbox: "Sandbox (Testbetrieb)"
    case .live: "Livebetrieb"
    }
  }

  func vantage(_ vantage: Vantage, mapped: Bool) -> String {
    let families =
      switch (vantage.ipv4, vantage.ipv6) {
      case (true, true): "über IPv4 und IPv6"
      case (true, false): "über IPv4, ohne IPv6"
      case (false, true): "über IPv6, ohne IPv4"
      case (false, false): "ohne Weg ins Internet"
      }
    var words = "von diesem Rechner aus gesehen, \(families)"
    if vantage.localShop { words += ", Shop in einem lokalen Netz" }
    if mapped { words += ", Verbindungen auf andere Adressen gelenkt" }
    return words
  }

  func platform(_ platform: SeenName, plugin: SeenName) -> String {
    "Shopsystem: \(words(platform, absent: "keines erkannt")) · "
      + "Amazon-Pay-Plugin: \(words(plugin, absent: "keines erkannt"))"
  }

  private func words(_ name: SeenName, absent: String) -> String {
    switch name {
    case .seen(let name): name
    case .absent: absent
    case .unknown: "nicht gesehen"
    }
  }

  func ofServer(_ headline: String) -> String { "Dieser Server: \(headline.firstLowercased)" }

  func headline(_ verdict: Verdict, openQuestions: Int) -> String {
    let questions = "\(count(openQuestions, "Frage", "Fragen")) an Sie"
    return switch verdict {
    case .notReady: "Nicht bereit"
    case .cannotTell: "Kein Urteil möglich"
    case .readyWithReservations where openQuestions > 0: "Bereit mit Vorbehalten, \(questions)"
    case .readyWithReservations: "Bereit mit Vorbehalten"
    case .ready where openQuestions > 0: "Technisch bereit, \(questions)"
    case .ready: "Bereit"
    }
  }

  func reason(_ reason: VerdictReason, sentences: [String], questions: Int, coverage: Int?) -> String {
    let first = sentences.first ?? ""
    let more = sentences.count > 1 ? " Und \(sentences.count - 1) weitere." : ""
    switch reason {
    case .blockerFailed, .majorFailed:
      return first + more
    case .nothingAnswered:
      return "Kein Abruf des Shops wurde beantwortet."
    case .essentialUnknown:
      return "Ob das zutrifft, war nicht zu sehen: \(first).\(more)"
    case .blockerPossible:
      return "Etwas, das Zahlungen verhindert, ließ sich nicht ausschließen: \(first).\(more)"
    case .majorPossible:
      return "Etwas, das manche Käufer scheitern lässt, ließ sich nicht ausschließen: \(first).\(more)"
    case .lowCoverage:
      guard let coverage else { return "Nichts von dem, was gefragt war, war zu sehen." }
      return "Nur \(coverage) % von dem, was gefragt war, war zu sehen; nötig sind 75 %."
    case .questionsOpen:
      let noun = questions == 1 ? "bleibt eine Frage" : "bleiben \(questions) Fragen"
      return "Nichts, was zu sehen war, spricht dagegen; es \(noun), die nur Sie beantworten können."
    case .clear:
      return "Nichts, was zu sehen war, spricht dagegen."
    }
  }

  func consequence(_ severity: Severity?) -> String {
    switch severity {
    case .blocker: "Verhindert Zahlungen"
    case .major: "Scheitert bei manchen Käufern"
    case .minor: "Sollte aufgeräumt werden"
    case nil: "Zur Information"
    }
  }

  func ifNot(_ severity: Severity?) -> String {
    switch severity {
    case .blocker: "Wenn nicht, verhindert das Zahlungen"
    case .major: "Wenn nicht, scheitert es bei manchen Käufern"
    case .minor: "Wenn nicht, sollte es aufgeräumt werden"
    case nil: "Zur Information"
    }
  }

  func owner(_ owner: Owner?) -> String {
    switch owner {
    case .shopAdmin: "Shopverwaltung"
    case .sellerCentral: "Seller Central"
    case .hosting: "Hoster"
    case .developer: "Entwickler"
    case .platform: "Anbieter des Shopsystems"
    case .amazon: "Amazon"
    case nil: "niemand benannt"
    }
  }

  func basis(_ basis: Basis) -> String {
    switch basis {
    case .amazon: "Dokumentation von Amazon"
    case .standard: "ein Standard des Webs"
    case .plugin: "der Quelltext des Plugins"
    case .practice: "bewährte Praxis"
    }
  }

  func source(_ source: String) -> String { source.replacingPrefix("inferred: ", with: "abgeleitet: ") }

  func broken(title: String, subject: String) -> String { "Trifft für \(subject) nicht zu: \(title)." }

  func moreSubjects(_ count: Int) -> String {
    count == 1 ? "und eine weitere Stelle" : "und \(count) weitere Stellen"
  }

  func answer(_ rule: String) -> String { "antworten mit --answer \(rule)=yes (ja) oder \(rule)=no (nein)" }

  func answeredNo(_ question: String) -> String { "Sie haben mit Nein geantwortet: \(question)" }

  func reopened() -> String {
    "erneut gefragt: Was der Antwort zugrunde lag, hat sich geändert, oder sie ist älter als 180 Tage"
  }

  func andMore(_ count: Int) -> String { "und \(count) weitere" }

  func andMoreElsewhere(_ count: Int) -> String { "\(andMore(count)); --format markdown nennt alle" }

  func truth(_ truth: Bool) -> String { truth ? "ja" : "nein" }

  func notKnown() -> String { "(nicht bekannt)" }

  func checks(_ number: Int) -> String { count(number, "Prüfung", "Prüfungen") }

  func score(_ score: Score) -> String {
    guard let points = score.points else {
      return
        "Keine Punktzahl: zwischen \(score.lowest) und \(score.highest) von 100, je nach dem, was nicht zu sehen war"
    }
    let range =
      score.lowest == score.highest
      ? "" : " (\(score.lowest) bis \(score.highest) mit dem, was nicht zu sehen war)"
    return "\(points) von 100 Punkten\(range)"
  }

  func coverage(_ coverage: Coverage, percent: Int?) -> String {
    guard let percent else { return "Abdeckung: nichts traf zu" }
    return "Abdeckung \(percent) %"
  }

  func explained(_ count: Int) -> String {
    count == 1
      ? "Eine Prüfung hängt an einer anderen in diesem Bericht und ist nicht aufgeführt."
      : "\(count) Prüfungen hängen an anderen in diesem Bericht und sind nicht aufgeführt."
  }

  func tally(_ tally: Tally) -> [String] {
    func words(_ number: Int, _ words: String) -> String? { number == 0 ? nil : "\(number) \(words)" }
    return [
      words(tally.blockers, tally.blockers == 1 ? "verhindert Zahlungen" : "verhindern Zahlungen"),
      words(tally.majors, tally.majors == 1 ? "scheitert bei manchen" : "scheitern bei manchen"),
      words(tally.minors, "zum Aufräumen"),
      words(tally.unknown, "nicht gesehen"),
      words(tally.questions, tally.questions == 1 ? "Frage an Sie" : "Fragen an Sie"),
      words(tally.notIncluded, "nicht Teil dieser Prüfung"),
      words(tally.waived, "hingenommen"),
      words(tally.explained, "Folge eines anderen Fehlers"),
      words(tally.notes, "zur Information"),
      words(tally.passed, "in Ordnung"),
      words(tally.notApplicable, tally.notApplicable == 1 ? "trifft nicht zu" : "treffen nicht zu"),
    ].compactMap { $0 }
  }

  func waived(_ reason: String) -> String { "hingenommen: \(reason)" }

  func gate(_ cause: Gate.Cause, exitCode: Int32) -> String {
    let why =
      switch cause {
      case .notReady: "das Urteil lautet „Nicht bereit“"
      case .majorFailed: "etwas scheitert bei manchen Käufern (--fail-on)"
      case .minorFailed: "etwas sollte aufgeräumt werden (--fail-on minor)"
      case .cannotTell: "das Urteil lautet „Kein Urteil möglich“"
      case .failurePossible: "ein Fehler, der sperrt, ließ sich nicht ausschließen (--fail-on)"
      case .answersMissing: "Fragen zu dem, was Zahlungen verhindert, sind offen (--require-answers)"
      case .clear: "nichts, worauf es dafür ankommt, spricht dagegen"
      }
    let what =
      switch cause.outcome {
      case .passed: "Freigegeben"
      case .failed: "Nicht freigegeben"
      case .cannotTell: "Freigabe offen"
      }
    return "\(what): \(why) (Exit-Code \(exitCode))."
  }

  func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
