import Model

extension Fault {
  static let buttonFaults: [FaultEntry] = [
    FaultEntry(
      .buttonAbsent,
      "button-script-present/absent",
      .fails(.blocker),
      "nothing of Amazon Pay anywhere"
    ) {
      $0.button.removeAll()
    },
    FaultEntry(
      .buttonCommentedOut,
      "button-script-present/commented-out",
      .fails(.blocker),
      "the button is commented out"
    ) {
      $0.button.removeAll()
      $0.extras +=
        #"<!-- <script src="\#(ButtonMarkup.source)"></script> <div id="AmazonPayButton"></div> -->"#
    },
    FaultEntry(
      .lookAlikeHost,
      "button-script-present/look-alike",
      .fails(.blocker),
      "script from a host that only looks like Amazon's"
    ) {
      $0.button.tag =
        #"<script src="https://static-eu.payments-amazon.com.cdn-lamps.example/checkout.js"></script>"#
    },
    FaultEntry(
      .scriptOverHTTP,
      "button-script-present/insecure",
      .fails(.blocker),
      also: ["https-mixed-content"],
      "script over http"
    ) {
      $0.button.tag = #"<script src="http://static-eu.payments-amazon.com/checkout.js"></script>"#
    },
    FaultEntry(
      .callWithoutScript,
      "button-script-present/no-loader",
      .fails(.blocker),
      "a call for which nothing loads the script"
    ) {
      $0.button.tag = ""
    },
    FaultEntry(
      .buttonMentionedOnly,
      "button-script-present",
      .fails(.blocker),
      "the script's address in a text only"
    ) {
      $0.button.removeAll()
      $0.extras += "<p>Soon: Amazon Pay (\(ButtonMarkup.source))</p>"
    },
    FaultEntry(
      .selfHostedCopy,
      "button-script-present/self-hosted",
      .fails(.major),
      "a copy of the script from the shop's own host"
    ) {
      $0.button.tag = #"<script src="/js/amazon-pay/checkout.js"></script>"#
      $0.look.assets["/js/amazon-pay/checkout.js"] = .init(
        "/* Amazon Pay checkout.js */ window.amazon = {Pay: {renderButton: function () {}}};\n"
      )
    },
    FaultEntry(
      .regionMismatch,
      "button-region-matches-account/currency",
      .fails(.blocker),
      "America's script with a European account"
    ) {
      $0.button.tag = #"<script src="https://static-na.payments-amazon.com/checkout.js"></script>"#
    },
    FaultEntry(
      .scriptWithoutCall,
      "button-render-call/no-call",
      .fails(.blocker),
      "the script, and nothing that calls it"
    ) {
      $0.button.form = .none
      $0.button.container = ""
    },
    FaultEntry(
      .containerUnnamed,
      "button-render-call/no-call",
      .fails(.blocker),
      "a container that no call names"
    ) {
      $0.button.form = .none
    },
    FaultEntry(
      .scriptParked,
      "button-consent-gated/parked",
      .asks(.minor),
      "script parked until the buyer consents"
    ) {
      $0.button.tag =
        #"<script type="text/plain" data-cookieconsent="marketing" src="\#(ButtonMarkup.source)"></script>"#
    },
    FaultEntry(
      .scriptIntegrity,
      "button-tag-attributes/integrity",
      .fails(.minor),
      "integrity on a script that changes without notice"
    ) {
      let digest = base64([UInt8](repeating: 7, count: 48))
      $0.button.tag =
        #"<script src="\#(ButtonMarkup.source)" integrity="sha384-\#(digest)" crossorigin="anonymous"></script>"#
    },
    FaultEntry(.scriptTwice, "button-tag-attributes/twice", .fails(.minor), "the script twice") {
      $0.button.tag += "\n" + $0.button.tag
    },
    FaultEntry(
      .scriptAsyncBeforeCall,
      "button-tag-attributes/call-before-script",
      .fails(.minor),
      "an inline call before the async script"
    ) {
      $0.button.tag = #"<script src="\#(ButtonMarkup.source)" async></script>"#
      $0.button.tagComesFirst = false
    },
  ]
}

extension ButtonMarkup {
  /// Leaves nothing of the button.
  mutating func removeAll() {
    tag = ""
    container = ""
    form = .none
  }
}
