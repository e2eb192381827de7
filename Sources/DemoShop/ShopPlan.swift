package import Model

/// A shop to be served from this machine.
package struct ShopPlan: Sendable {
  /// The software a shop looks like.
  package enum Platform: String, Sendable, CaseIterable {
    case own, woocommerce, magento, shopware
  }

  /// The registrable name; `www.` and `api.` in front of it are served too.
  package var host: String
  /// The software it looks like.
  package var platform: Platform
  /// What is wrong with it.
  package var faults: Set<Fault>
  /// In which sound ways it differs from the reference shop.
  package var variants: Set<Variant>
  /// Whether the home page has the button too.
  package var buttonOnHome = true
  /// How long ``Fault/ipnSlow`` makes the IPN endpoint wait.
  package var ipnDelay: Duration = .seconds(6)
  /// Whether the operator names the IPN endpoint and allows a POST to it.
  package var givesIPN = false
  /// Whether the operator gives the public key that the buttons are signed for.
  package var givesPublicKey = false
  /// What the operator answers.
  package var answers: [Answer] = []
  /// One sentence about the shop, for people.
  package var says = ""

  /// The reference shop, sound in everything, unless faults and variants are given.
  package init(
    host: String = "good-shop.example",
    platform: Platform = .own,
    faults: Set<Fault> = [],
    variants: Set<Variant> = []
  ) {
    self.host = host
    self.platform = platform
    self.faults = faults
    self.variants = variants
  }

  /// What the faults deserve.
  package var expectedVerdict: Verdict {
    let verdicts = Set(faults.map(\.entry.verdict))
    return [.notReady, .cannotTell, .readyWithReservations].first(where: verdicts.contains) ?? .ready
  }

  /// The rules that the faults are meant for, without repetition, sorted.
  package var expectedRules: [String] {
    Set(faults.flatMap { ($0.rule.map { [$0] } ?? []) + $0.entry.also }).sorted()
  }
}

/// What an operator says with the shop's address.
package struct AuditOptions: Sendable, Hashable {
  /// The IPN URL; `nil` when not given.
  package var ipn: String?
  /// Whether a POST to it is allowed.
  package var allowPost = false
  /// The endpoint that hands out the checkout session to another origin; `nil` when not given.
  package var api: String?
  /// The origin that the buyer sees, where it is not the shop's; `nil` when not given.
  package var storefront: String?
  /// Pages to read beside the ones that are found.
  package var pages: [String] = []
  /// Whether pages must be opened in a browser.
  package var needsBrowser = false
  /// Whether one item may be put in the cart.
  package var allowCart = false
  /// Whether return URLs may be visited.
  package var visitReturns = false
  /// Whether the world's public key (``DemoWorld/publicKeyPath``) is given.
  package var givesPublicKey = false
  /// Answers to questions.
  package var answers: [Answer] = []
}
