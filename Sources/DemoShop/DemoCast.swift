import Model

/// The shops of `payready demo`: from ready to out of reach.
package enum DemoCast {
  /// The six plans, from the best to the worst.
  package static let plans: [ShopPlan] = [ready, questions, testMode, broken, challenged, dark]

  private static let ready: ShopPlan = {
    var plan = ShopPlan(host: "good-shop.example", variants: [.speaksHTTP2])
    plan.says = "Sound in everything, and every question is answered."
    plan.givesIPN = true
    plan.givesPublicKey = true
    plan.answers = [
      "golive-origins-registered", "golive-account-verified", "golive-tests-run", "env-test-environment",
      "ipn-env-separate",
    ].map { Answer(rule: $0, yes: true, by: "the demo") }
    return plan
  }()

  private static let questions: ShopPlan = {
    var plan = ShopPlan(host: "asking-shop.example", variants: [.buttonInCartOnly, .hostPolicy])
    plan.buttonOnHome = false
    plan.says = "Technically sound; what only Seller Central knows was not answered."
    return plan
  }()

  private static let testMode: ShopPlan = {
    var plan = ShopPlan(
      host: "unfinished-shop.example",
      faults: [.sandboxFlag, .cspWithoutAmazon, .certificateTenDays]
    )
    plan.says = "Still in test mode, behind a strict policy, with a certificate that ends in ten days."
    return plan
  }()

  private static let broken: ShopPlan = {
    var plan = ShopPlan(
      host: "broken-shop.example",
      faults: [
        .leafOnly, .tls10Accepted, .httpAnswers, .mixedScript, .hstsMissing, .regionMismatch,
        .merchantIDPlaceholder, .returnURLOverHTTP, .languageHyphen, .ipn403, .phpWarning, .privateKeyInPage,
      ]
    )
    plan.says = "Broken in many ways at once."
    return plan
  }()

  private static let challenged: ShopPlan = {
    var plan = ShopPlan(host: "guarded-shop.example", faults: [.challenge])
    plan.says = "A firewall shows its challenge to everybody; nothing behind it can be seen."
    return plan
  }()

  private static let dark: ShopPlan = {
    var plan = ShopPlan(host: "dark-shop.example", faults: [.dark])
    plan.says = "Nothing listens; nothing is said of the shop."
    return plan
  }()
}
