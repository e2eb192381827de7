import DemoShop
import Model
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The table of faults` {
  @Test func `has one line for each fault and no other`() {
    #expect(Fault.table.map(\.fault.rawValue).sorted() == Fault.allCases.map(\.rawValue).sorted())
  }

  @Test(arguments: Fault.allCases)
  func `a line is complete`(_ fault: Fault) {
    let isKebab = fault.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }
    #expect(isKebab)
    #expect(!fault.says.isEmpty && fault.says.count <= 90 && fault.says.last != ".")
    #expect((fault.rule == nil) == (fault.entry.result == .unreadable))
    #expect(fault.rule.map(fault.entry.also.contains) != true)
  }

  /// The rules that are visible from outside, without a browser, credentials or a place on the server.
  @Test(arguments: [
    "tls-12-offered", "cert-trusted-chain", "cert-chain-complete", "cert-hostname-match", "cert-validity",
    "cert-signature-and-key", "tls-cipher-modern-12", "tls-legacy-disabled", "cert-observed-everywhere",
    "https-answers", "https-page-with-button", "https-redirect", "https-cookies", "https-mixed-content",
    "https-canonical-host", "https-hsts", "button-script-present", "button-region-matches-account",
    "button-render-call", "button-payload-is-json", "button-payload-urls", "button-merchant-id",
    "button-public-key-id", "button-store-id", "button-ledger-currency", "button-payload-consistency",
    "button-payload-v1-fields", "button-consent-gated", "button-enum-values", "button-language",
    "button-tag-attributes", "env-sandbox-flag-live", "env-sandbox-key-live", "url-return-https",
    "url-no-staging-hosts", "url-return-same-site", "url-return-reachable", "golive-not-password-protected",
    "golive-policy-pages", "ipn-reachable-post", "ipn-https-valid", "ipn-no-redirect", "ipn-waf-challenge",
    "ipn-latency", "ipn-host-port", "ipn-content-type-accepted", "ipn-ua-blocked", "csp-script-src",
    "csp-inline-config", "csp-connect-src", "csp-frame-src", "csp-form-action", "csp-img-style-src",
    "coep-require-corp", "coop-same-origin", "api-session-endpoint", "api-server-clock", "api-payload-cached",
    "legacy-cv1-only", "platform-unsupported-route", "platform-magento-module-off", "cors-preflight",
    "cors-acao-storefront", "cors-credentials", "cors-www-apex", "cors-reflect-any", "cors-vary-origin",
    "security-secrets-in-page", "security-debug-output", "security-headers",
  ])
  func `each rule that is visible from outside has a fault of its own`(_ rule: String) {
    #expect(Fault.table.contains { $0.rule == rule })
  }

  @Test func `the worst fault decides what a shop deserves`() {
    #expect(ShopPlan().expectedVerdict == .ready)
    #expect(ShopPlan(faults: [.hstsMissing, .wwwAnswersToo]).expectedVerdict == .ready)
    #expect(ShopPlan(faults: [.hstsMissing, .leafOnly]).expectedVerdict == .readyWithReservations)
    #expect(ShopPlan(faults: [.leafOnly, .sandboxKey]).expectedVerdict == .notReady)
    #expect(ShopPlan(faults: [.challenge, .leafOnly]).expectedVerdict == .cannotTell)
    #expect(ShopPlan(faults: [.payfort]).expectedVerdict == .notReady)
    #expect(
      ShopPlan(faults: [.buttonOverHTTP]).expectedRules == ["https-page-with-button", "https-redirect"]
    )
  }

  @Test func `the cast goes from ready to out of reach`() {
    #expect(
      DemoCast.plans.map(\.expectedVerdict) == [
        .ready, .ready, .notReady, .notReady, .cannotTell, .cannotTell,
      ]
    )
    #expect(Set(DemoCast.plans.map(\.host)).count == DemoCast.plans.count)
    #expect(DemoCast.plans.allSatisfy { $0.says.hasSuffix(".") })
  }
}
