import Model

extension EnglishPhrases {
  var labels: Labels { .english }

  func moment(_ moment: Moment) -> String { "\(moment.date) \(moment.time) UTC" }

  func day(_ moment: Moment) -> String { moment.date }

  func duration(milliseconds: Int) -> String {
    milliseconds < 1000
      ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }

  func button(_ container: String, path: String) -> String { "the button \(container) on \(path)" }

  func detail(_ detail: String) -> String { detail }

  func part(of owner: Owner?) -> String {
    switch owner {
    case .shopAdmin: "For you, in the shop's admin"
    case .sellerCentral: "For you, in Seller Central"
    case .hosting: "For your hoster"
    case .developer: "For your developer"
    case .platform: "For the shop platform's support"
    case .amazon: "For Amazon's support"
    case nil: "For whoever looks after it"
    }
  }

  func result(_ result: Result) -> String {
    switch result {
    case .pass: "fine"
    case .fail: "failed"
    case .unknown: "not seen"
    case .open: "open"
    case .notApplicable: "does not apply"
    }
  }

  func role(_ role: Role) -> String {
    switch role {
    case .shop: "shop"
    case .home: "Home page"
    case .product: "Product page"
    case .cart: "Cart"
    case .checkout: "Checkout"
    case .login: "Sign-in page"
    case .named: "Page you named"
    case .ipn: "notifications"
    case .api: "API"
    case .session: "checkout session"
    case .returnURL: "return URL"
    case .amazon: "Amazon"
    }
  }

  func region(_ region: String) -> String {
    switch region {
    case "na": "North America (na)"
    case "eu": "Europe (eu)"
    case "fe": "Japan (fe)"
    default: region
    }
  }

  func state(_ state: RuleResult.Question) -> String {
    switch state {
    case .open: "open"
    case .yes: "answered yes"
    case .no: "answered no"
    case .reopened: "asked again"
    }
  }

  func explainedBy(_ rule: String) -> String { "explained by \(rule)" }

  func subjects(_ number: Int) -> String { count(number, "subject", "subjects") }

  func hop(_ status: Int) -> String { "answers \(status)" }

  func coverageSum(_ coverage: Coverage) -> String {
    "\(coverage.settled) of \(coverage.asked) by weight (stops payments 10, fails for some buyers 5, to be tidied 2)"
  }

  func scoreSum(_ score: Score) -> String {
    guard let points = score.points else { return "no score, between \(score.lowest) and \(score.highest)" }
    return score.deductions.isEmpty ? "100" : "100 − \(100 - points) = \(points)"
  }
}
