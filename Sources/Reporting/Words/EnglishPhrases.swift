import Model

/// English.
struct EnglishPhrases: Phrases {
  let doFirst = "Do first"
  let onlyYou = "Only you can answer"
  let couldNotLook = "Could not look"
  let notIncluded = "Not part of this audit"
  let accepted = "Accepted for now"
  let savedAs = "Report"
  let footer = "PayReady is independent and not from Amazon. It replaces no review by Amazon."

  func typed(_ typed: String, audited: String) -> String { "You typed \(typed), we audited \(audited)" }

  func examined(_ server: String) -> String {
    "The server \(server), seen from itself; the shop was not looked at"
  }

  func stage(_ stage: Stage) -> String {
    switch stage {
    case .prerequisites: "prerequisites (no button expected yet)"
    case .sandbox: "sandbox"
    case .live: "live"
    }
  }

  func vantage(_ vantage: Vantage, mapped: Bool) -> String {
    let families =
      switch (vantage.ipv4, vantage.ipv6) {
      case (true, true): "over IPv4 and IPv6"
      case (true, false): "over IPv4, without IPv6"
      case (false, true): "over IPv6, without IPv4"
      case (false, false): "without a route to the internet"
      }
    var words = "seen from this machine \(families)"
    if vantage.localShop { words += ", shop on a local network" }
    if mapped { words += ", connections mapped to other addresses" }
    return words
  }

  func platform(_ platform: SeenName, plugin: SeenName) -> String {
    let platformWords =
      switch platform {
      case .seen(let name): name
      case .absent: "none recognised"
      case .unknown: "not seen"
      }
    let pluginWords =
      switch plugin {
      case .seen(let name): name
      case .absent: "none recognised"
      case .unknown: "not seen"
      }
    return "Platform: \(platformWords) · Amazon Pay plugin: \(pluginWords)"
  }

  func ofServer(_ headline: String) -> String { "This server: \(headline.firstLowercased)" }

  func headline(_ verdict: Verdict, openQuestions: Int) -> String {
    let questions = "\(count(openQuestions, "question", "questions")) for you"
    return switch verdict {
    case .notReady: "Not ready"
    case .cannotTell: "Cannot tell"
    case .readyWithReservations where openQuestions > 0: "Ready with reservations, \(questions)"
    case .readyWithReservations: "Ready with reservations"
    case .ready where openQuestions > 0: "Technically ready, \(questions)"
    case .ready: "Ready"
    }
  }

  func reason(_ reason: VerdictReason, sentences: [String], questions: Int, coverage: Int?) -> String {
    let first = sentences.first ?? ""
    let more = sentences.count > 1 ? " \(andMore(sentences.count - 1).capitalisedFirst)." : ""
    switch reason {
    case .blockerFailed, .majorFailed:
      return first + more
    case .nothingAnswered:
      return "No look at the shop was answered."
    case .essentialUnknown:
      return "It could not be seen whether this holds: \(first).\(more)"
    case .blockerPossible:
      return "Something that stops payments could not be ruled out: \(first).\(more)"
    case .majorPossible:
      return "Something that fails for some buyers could not be ruled out: \(first).\(more)"
    case .lowCoverage:
      guard let coverage else { return "Nothing that was asked could be seen." }
      return "Only \(coverage) % of what was asked could be seen; 75 % are needed."
    case .questionsOpen:
      let noun = questions == 1 ? "one question is" : "\(questions) questions are"
      return "Nothing that was seen stands against it; \(noun) left that only you can answer."
    case .clear:
      return "Nothing that was seen stands against it."
    }
  }

  func consequence(_ severity: Severity?) -> String {
    switch severity {
    case .blocker: "Stops payments"
    case .major: "Fails for some buyers"
    case .minor: "Should be tidied"
    case nil: "For information"
    }
  }

  func ifNot(_ severity: Severity?) -> String {
    switch severity {
    case .blocker: "If not, it stops payments"
    case .major: "If not, it fails for some buyers"
    case .minor: "If not, it should be tidied"
    case nil: "For information"
    }
  }

  func owner(_ owner: Owner?) -> String {
    switch owner {
    case .shopAdmin: "shop admin"
    case .sellerCentral: "Seller Central"
    case .hosting: "hosting"
    case .developer: "developer"
    case .platform: "shop platform"
    case .amazon: "Amazon"
    case nil: "nobody named"
    }
  }

  func basis(_ basis: Basis) -> String {
    switch basis {
    case .amazon: "Amazon's documentation"
    case .standard: "a web standard"
    case .plugin: "the plugin's code"
    case .practice: "good practice"
    }
  }

  func source(_ source: String) -> String { source }

  func broken(title: String, subject: String) -> String { "Does not hold for \(subject): \(title)." }

  func moreSubjects(_ count: Int) -> String { count == 1 ? "and one more place" : "and \(count) more places" }

  func answer(_ rule: String) -> String { "answer with --answer \(rule)=yes or \(rule)=no" }

  func answeredNo(_ question: String) -> String { "You answered no: \(question)" }

  func reopened() -> String {
    "asked again: what the answer was given for has changed, or it is older than 180 days"
  }

  func andMore(_ count: Int) -> String { "and \(count) more" }

  func andMoreElsewhere(_ count: Int) -> String { "\(andMore(count)); --format markdown lists all" }

  func truth(_ truth: Bool) -> String { truth ? "yes" : "no" }

  func notKnown() -> String { "(not known)" }

  func checks(_ number: Int) -> String { count(number, "check", "checks") }

  func score(_ score: Score) -> String {
    guard let points = score.points else {
      return
        "No score: between \(score.lowest) and \(score.highest) of 100, depending on what could not be seen"
    }
    let range =
      score.lowest == score.highest ? "" : " (\(score.lowest) to \(score.highest) with what was not seen)"
    return "Score \(points) of 100\(range)"
  }

  func coverage(_ coverage: Coverage, percent: Int?) -> String {
    guard let percent else { return "coverage: nothing applied" }
    return "coverage \(percent) %"
  }

  func explained(_ count: Int) -> String {
    count == 1
      ? "One check hangs on another in this report and is not listed."
      : "\(count) checks hang on others in this report and are not listed."
  }

  func tally(_ tally: Tally) -> [String] {
    func words(_ number: Int, _ words: String) -> String? { number == 0 ? nil : "\(number) \(words)" }
    return [
      words(tally.blockers, tally.blockers == 1 ? "stops payments" : "stop payments"),
      words(tally.majors, tally.majors == 1 ? "fails for some buyers" : "fail for some buyers"),
      words(tally.minors, "to be tidied"),
      words(tally.unknown, "not seen"),
      words(tally.questions, "for you to answer"),
      words(tally.notIncluded, "not part of this audit"),
      words(tally.waived, "accepted"),
      words(tally.explained, "explained by another"),
      words(tally.notes, "for information"),
      words(tally.passed, "fine"),
      words(tally.notApplicable, tally.notApplicable == 1 ? "does not apply" : "do not apply"),
    ].compactMap { $0 }
  }

  func waived(_ reason: String) -> String { "accepted: \(reason)" }

  func gate(_ cause: Gate.Cause, exitCode: Int32) -> String {
    let why =
      switch cause {
      case .notReady: "the verdict is “Not ready”"
      case .majorFailed: "something fails for some buyers (--fail-on)"
      case .minorFailed: "something should be tidied (--fail-on minor)"
      case .cannotTell: "the verdict is “Cannot tell”"
      case .failurePossible: "a failure that would close the gate could not be ruled out (--fail-on)"
      case .answersMissing: "questions about what stops payments are open (--require-answers)"
      case .clear: "nothing that the gate looks at stands against it"
      }
    let what =
      switch cause.outcome {
      case .passed: "Gate passed"
      case .failed: "Gate failed"
      case .cannotTell: "Gate undecided"
      }
    return "\(what): \(why) (exit code \(exitCode))."
  }

  func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}

extension String {
  /// With its first letter in upper case.
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
