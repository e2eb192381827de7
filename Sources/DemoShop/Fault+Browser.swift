import Model

extension Fault {
  static let browserFaults: [FaultEntry] = [
    drawn(
      .buttonHidden,
      "button-visible/hidden",
      .fails(.blocker),
      "button hidden by a style",
      "display: none"
    ),
    FaultEntry(
      .buttonNotDrawn,
      "button-visible/absent",
      .fails(.blocker),
      also: ["button-console-errors"],
      "call that fails in the browser"
    ) {
      $0.openInBrowser()
      $0.button.container += """
        <script>Element.prototype.attachShadow = () => { throw new Error('not here'); };</script>
        """
    },
    drawn(
      .buttonHiddenOnPhones,
      "button-visible-mobile/hidden",
      .fails(.major),
      "button hidden on narrow screens",
      "@media (max-width: 600px) { #AmazonPayButton { display: none } }"
    ),
    drawn(
      .buttonSmallOnPhones,
      "button-visible-mobile/small",
      .fails(.minor),
      "button made small on narrow screens",
      "@media (max-width: 600px) { #AmazonPayButton { zoom: 0.5 } }"
    ),
    FaultEntry(
      .buttonBehindConsent,
      "button-consent-gated/declined",
      .asks(.major),
      "button that a buyer who declines cookies does not get"
    ) {
      $0.openInBrowser()
      $0.button.loading = .afterConsent
    },
    FaultEntry(
      .buttonConsoleError,
      "button-console-errors/harmless",
      .notes,
      "error about Amazon Pay in the browser's console"
    ) {
      $0.openInBrowser()
      $0.button.container += "<script>console.error('amazon.Pay: no such placement');</script>"
    },
    FaultEntry(
      .cspViolatedInBrowser,
      "csp-connect-src/seen",
      .fails(.major),
      also: ["csp-frame-src", "csp-img-style-src"],
      "policy that a browser sees Amazon's script run against"
    ) {
      $0.openInBrowser()
      $0.policy = [Directive].sound.with("connect-src", "'self'").with("frame-src", "'self'")
        .with("img-src", "'self' data:")
    },
  ]

  /// A fault of the button's looks: a rule of a style sheet, or declarations for its container.
  private static func drawn(
    _ fault: Fault,
    _ rule: String,
    _ result: FaultEntry.Result,
    _ says: String,
    _ style: String
  ) -> FaultEntry {
    FaultEntry(fault, rule, result, says) {
      $0.openInBrowser()
      let sheet = style.contains("{") ? style : "#AmazonPayButton { \(style) }"
      $0.button.container += "<style>\(sheet)</style>"
    }
  }
}

extension Site {
  /// Has the cart opened in a browser, as a page that the operator named.
  mutating func openInBrowser() {
    options.needsBrowser = true
    amazon = AmazonStandIn()
    options.pages = ["https://\(host)/cart"]
  }
}
