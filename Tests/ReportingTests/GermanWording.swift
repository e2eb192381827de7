import Model
import Reporting

extension Sample {
  /// The texts of ``wording`` in German.
  static let germanWording: Wording = {
    var german = Wording(
      rules: wording.rules,
      categories: [
        ("tls", "TLS und Zertifikat"), ("button", "Button"), ("policy", "Browser-Richtlinien"),
        ("golive", "Livegang"),
      ]
    )
    for (id, texts) in texts {
      german.rules[id]?.title = texts.title
      german.rules[id]?.why = texts.why
      if let outcome = texts.outcome { german.rules[id]?.outcomes[outcome.id] = outcome.text }
    }
    return german
  }()

  private struct Texts {
    let title: String
    var why: String?
    var outcome: (id: String, text: Wording.OutcomeText)?
  }

  private static let texts: [String: Texts] = [
    "cert-validity": Texts(
      title: "Das Zertifikat gilt jetzt und in den nächsten Wochen",
      why: "Ein abgelaufenes Zertifikat hält Kasse und Zahlungsbenachrichtigungen im selben Augenblick an.",
      outcome: (
        "expired",
        Wording.OutcomeText(
          says: "Das Zertifikat von {name} ist am {certificate.notAfter} abgelaufen.",
          fix: "Erneuern Sie das Zertifikat, und lassen Sie es künftig von selbst erneuern.",
          fixFor: ["nginx": "Starten Sie certbot renew, dann laden Sie nginx neu: nginx -s reload"]
        )
      )
    ),
    "tls-12-offered": Texts(title: "Der Server spricht TLS 1.2"),
    "button-script-present": Texts(
      title: "Das Skript von Amazon Pay ist auf den Seiten des Shops",
      outcome: (
        "absent", Wording.OutcomeText(says: "Keine Seite des Shops lädt das Skript von Amazon Pay.")
      )
    ),
    "csp-script-src": Texts(
      title: "Die Richtlinie des Shops lässt das Skript von Amazon Pay laufen",
      outcome: (
        "blocked",
        Wording.OutcomeText(
          says: "Die Richtlinie von {name} hindert Browser daran, {csp.script.blocked} zu laden.",
          fix:
            "Ergänzen Sie diese Zeile im Server-Block:\nadd_header Content-Security-Policy \"script-src {host}\";"
        )
      )
    ),
    "https-hsts": Texts(
      title: "Browser werden angewiesen, bei HTTPS zu bleiben",
      outcome: (
        "missing", Wording.OutcomeText(says: "{name} sendet keinen Header Strict-Transport-Security.")
      )
    ),
    "golive-origins-registered": Texts(
      title: "Alle Ursprünge sind in Seller Central eingetragen",
      outcome: (
        "ask", Wording.OutcomeText(says: "Sind diese Ursprünge eingetragen: {amazonPay.origins}?")
      )
    ),
    "golive-tests-run": Texts(
      title: "Die Testkäufe sind gemacht",
      outcome: ("ask", Wording.OutcomeText(says: "Sind die Testkäufe der Checkliste gemacht?"))
    ),
    "ipn-reachable-post": Texts(title: "Die IPN-URL nimmt Benachrichtigungen an"),
    "ipn-url-known": Texts(title: "Die IPN-URL ist bekannt"),
  ]
}

extension SampleReport {
  /// The report, told in a language.
  func report(in language: Language) -> Report {
    var report = report
    report.language = language
    if language == .de { report.wording = Sample.germanWording }
    return report
  }
}
