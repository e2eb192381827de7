import Model
import Reporting

/// Reports to tell.
///
/// Each is built, not judged: what a reporter is given is stated here in full.
enum Sample {
  static let wording = Wording(
    rules: [
      "cert-validity": Wording.RuleText(
        title: "The certificate is valid now and for the coming weeks",
        why: "An expired certificate stops checkout and payment notifications at the same moment.",
        category: "tls",
        basis: .standard,
        owner: .hosting,
        source: "inferred: clients refuse expired certificates (RFC 5280, 6.1.3)",
        outcomes: [
          "expired": Wording.OutcomeText(
            says: "The certificate of {name} expired on {certificate.notAfter}.",
            fix: "Renew the certificate and make the renewal automatic.",
            fixFor: ["nginx": "Run certbot renew, then reload nginx: nginx -s reload"]
          ),
          "ends-soon": Wording.OutcomeText(
            says: "The certificate of {name} expires in {certificate.daysLeft} days.",
            fix: "Renew it before you go live."
          ),
        ]
      ),
      "tls-12-offered": Wording.RuleText(
        title: "The server speaks TLS 1.2",
        category: "tls",
        basis: .amazon,
        owner: .hosting
      ),
      "button-script-present": Wording.RuleText(
        title: "Amazon Pay's script is on the shop's pages",
        category: "button",
        basis: .amazon,
        owner: .developer,
        symptoms: ["no button"],
        outcomes: ["absent": Wording.OutcomeText(says: "No page of the shop loads Amazon Pay's script.")]
      ),
      "csp-script-src": Wording.RuleText(
        title: "The shop's content policy lets Amazon Pay's script run",
        category: "policy",
        basis: .standard,
        owner: .developer,
        outcomes: [
          "blocked": Wording.OutcomeText(
            says: "The policy of {name} keeps browsers from loading {csp.script.blocked}.",
            fix:
              "Add this line to the server block:\nadd_header Content-Security-Policy \"script-src {host}\";"
          )
        ]
      ),
      "https-hsts": Wording.RuleText(
        title: "Browsers are told to stay on HTTPS",
        category: "tls",
        basis: .practice,
        owner: .hosting,
        outcomes: ["missing": Wording.OutcomeText(says: "{name} sends no Strict-Transport-Security header.")]
      ),
      "golive-origins-registered": Wording.RuleText(
        title: "All origins are registered in Seller Central",
        category: "golive",
        basis: .amazon,
        owner: .sellerCentral,
        outcomes: [
          "ask": Wording.OutcomeText(says: "Are these origins registered: {amazonPay.origins}?")
        ]
      ),
      "golive-tests-run": Wording.RuleText(
        title: "The test purchases were made",
        category: "golive",
        basis: .amazon,
        owner: .shopAdmin,
        outcomes: ["ask": Wording.OutcomeText(says: "Were the test purchases of the checklist made?")]
      ),
      "ipn-reachable-post": Wording.RuleText(
        title: "The IPN URL takes notifications",
        category: "golive",
        basis: .amazon,
        owner: .developer
      ),
      "ipn-url-known": Wording.RuleText(title: "The IPN URL is known", category: "golive", owner: .shopAdmin),
    ],
    categories: [
      ("tls", "TLS and certificate"), ("button", "Button"), ("policy", "Browser policies"),
      ("golive", "Going live"),
    ]
  )

  static let shop = Subject.ID(.shop, "shop")
  static let host = Subject.ID(.host, "shop.example:443")
  static let page = Subject.ID(.page, "https://shop.example/cart")

  static func evidence(_ change: (inout Evidence) -> Void = { _ in }) -> Evidence {
    var evidence = Evidence(
      startedAt: "2026-11-23T07:01:00Z",
      durationMilliseconds: 612,
      request: AuditRequest(typed: "shop.example", shop: "https://shop.example/"),
      vantage: Vantage(
        tool: "1.0.0",
        curl: "7.88.1",
        openSSL: "3.0.19",
        ipv4: true,
        ipv6: false,
        localShop: false
      ),
      audited: "https://shop.example/",
      looks: [
        Look(
          id: "TLS shop.example:443",
          kind: .handshake,
          startedAfter: 3,
          roundTrips: 2,
          address: "192.0.2.7",
          command: "openssl s_client -connect shop.example:443 -servername shop.example"
        )
      ],
      subjects: [
        Subject(
          id: shop,
          name: "shop.example",
          url: "https://shop.example/",
          roles: [.shop],
          facts: [
            "platform.name": .known("magento", from: []), "platform.version": .known("2.4.7", from: []),
            "amazonPay.plugin": .absent(from: []),
          ]
        ),
        Subject(
          id: host,
          name: "shop.example",
          url: "https://shop.example/",
          roles: [.shop],
          parent: shop,
          facts: ["headers.banners": .known(["nginx/1.22.1"], from: [])]
        ),
        Subject(
          id: page,
          name: "the cart page",
          url: "https://shop.example/cart",
          roles: [.cart],
          parent: host
        ),
      ]
    )
    change(&evidence)
    return evidence
  }

  static func assessment(_ change: (inout Assessment) -> Void = { _ in }) -> Assessment {
    var assessment = Assessment(
      evidenceDigest: "sha256:e0",
      statementDigest: "sha256:50",
      packs: [PackIdentity(name: "core", version: "1.0.0", digest: "sha256:c0")],
      statement: Statement(),
      verdict: .ready,
      verdictReason: .clear,
      decidedBy: [],
      score: Score(version: 1, points: 100, lowest: 100, highest: 100, deductions: []),
      coverage: Coverage(settled: 40, asked: 40),
      questions: Questions(asked: 0, answered: 0, open: 0, openBlockers: 0),
      rules: [
        summary("tls-12-offered", [RuleResult(rule: "tls-12-offered", subject: host, result: .pass)]),
        summary("cert-validity", [RuleResult(rule: "cert-validity", subject: host, result: .pass)]),
        summary(
          "button-script-present",
          [RuleResult(rule: "button-script-present", subject: shop, result: .pass)]
        ),
        summary("ipn-url-known", []),
      ]
    )
    change(&assessment)
    return assessment
  }

  /// A summary of `results`: its category from the wording, its result from the first of them.
  static func summary(_ rule: String, weight: Int = 10, _ results: [RuleResult]) -> RuleSummary {
    let first = results.first
    return RuleSummary(
      rule: rule,
      category: wording.rules[rule]?.category ?? "other",
      result: first?.result ?? .notApplicable,
      severity: first?.severity,
      atWorst: first?.atWorst,
      explainedBy: first?.explainedBy,
      waived: first?.waived != nil,
      weight: weight,
      results: results
    )
  }

  static func report(_ assessment: Assessment, _ change: (inout Evidence) -> Void = { _ in }) -> Report {
    Report(evidence: evidence(change), assessment: assessment, wording: wording)
  }
}

extension Assessment {
  /// Replaces the summary of the same rule, or adds it.
  mutating func put(_ summary: RuleSummary) {
    if let place = rules.firstIndex(where: { $0.rule == summary.rule }) {
      rules[place] = summary
    } else {
      rules.append(summary)
    }
  }
}
