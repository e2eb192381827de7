import Model

extension GermanPhrases {
  var labels: Labels { .german }

  func moment(_ moment: Moment) -> String { "\(day(moment)), \(moment.time) Uhr UTC" }

  func day(_ moment: Moment) -> String {
    moment.date.split(separator: "-").reversed().joined(separator: ".")
  }

  func duration(milliseconds: Int) -> String {
    milliseconds < 1000
      ? "\(milliseconds) ms" : "\(milliseconds / 1000),\(milliseconds % 1000 / 100) s"
  }

  func button(_ container: String, path: String) -> String { "Button \(container) auf \(path)" }

  func part(of owner: Owner?) -> String {
    switch owner {
    case .shopAdmin: "Für Sie, in der Shopverwaltung"
    case .sellerCentral: "Für Sie, in Seller Central"
    case .hosting: "Für Ihren Hoster"
    case .developer: "Für Ihre Entwickler"
    case .platform: "Für den Support des Shopsystems"
    case .amazon: "Für den Support von Amazon"
    case nil: "Für alle, die sich darum kümmern"
    }
  }

  func result(_ result: Result) -> String {
    switch result {
    case .pass: "in Ordnung"
    case .fail: "Fehler"
    case .unknown: "nicht gesehen"
    case .open: "offen"
    case .notApplicable: "trifft nicht zu"
    }
  }

  func role(_ role: Role) -> String {
    switch role {
    case .shop: "Shop"
    case .home: "Startseite"
    case .product: "Produktseite"
    case .cart: "Warenkorb"
    case .checkout: "Kasse"
    case .login: "Anmeldung"
    case .named: "Von Ihnen genannt"
    case .ipn: "Benachrichtigungen"
    case .api: "API"
    case .session: "Checkout-Session"
    case .returnURL: "Rücksprungadresse"
    case .amazon: "Amazon"
    }
  }

  func region(_ region: String) -> String {
    switch region {
    case "na": "Nordamerika (na)"
    case "eu": "Europa (eu)"
    case "fe": "Japan (fe)"
    default: region
    }
  }

  func state(_ state: RuleResult.Question) -> String {
    switch state {
    case .open: "offen"
    case .yes: "mit Ja beantwortet"
    case .no: "mit Nein beantwortet"
    case .reopened: "erneut gefragt"
    }
  }

  func explainedBy(_ rule: String) -> String { "Folge von \(rule)" }

  func subjects(_ number: Int) -> String { count(number, "Stelle", "Stellen") }

  func hop(_ status: Int) -> String { "antwortet mit \(status)" }

  func coverageSum(_ coverage: Coverage) -> String {
    "\(coverage.settled) von \(coverage.asked) nach Gewicht (verhindert Zahlungen 10, scheitert bei manchen 5, zum Aufräumen 2)"
  }

  func scoreSum(_ score: Score) -> String {
    guard let points = score.points else {
      return "keine Punktzahl, zwischen \(score.lowest) und \(score.highest)"
    }
    return score.deductions.isEmpty ? "100" : "100 − \(100 - points) = \(points)"
  }
}
