extension Labels {
  /// German.
  static let german = Labels(
    page: Page(
      title: "Prüfbericht: bereit für Amazon Pay?",
      skip: "Zum Bericht springen",
      contents: "Auf dieser Seite",
      onlyThisPart: "Nur dieser Teil",
      wholeReport: "Zurück zum ganzen Bericht",
      copy: "Kopieren",
      copied: "Kopiert",
      yes: "ja",
      no: "nein",
      notSeen: "nicht gesehen",
      none: "keines",
      details: "Belege und Quellen"
    ),
    finding: Finding(
      fix: "So beheben Sie es",
      why: "Warum es wichtig ist",
      owner: "Wer es beheben kann",
      rule: "Regel",
      places: "Wo",
      symptom: "So zeigt es sich",
      basis: "Grundlage",
      source: "Quelle",
      lookAgain: "Selbst nachsehen",
      severity: "Folge",
      category: "Bereich",
      says: "Was zu sehen war",
      kind: "Art",
      state: "Stand",
      points: "Punkte",
      fingerprint: "Kennung",
      expected: "Erwartet",
      outcome: "Ausgang"
    ),
    sellerCentral: SellerCentral(
      title: "Genau das gehört in Seller Central",
      intro:
        "Was dort eingetragen ist, zeigt nur Seller Central. Vergleichen Sie es Zeichen für Zeichen mit dem, was zu sehen war.",
      origins: "JavaScript Origins (zugelassene Ursprünge)",
      originsNote: "Jeder Ursprung, auf dem der Button erscheint.",
      originsWithoutButton:
        "Noch war kein Button zu sehen. Das sind die Ursprünge des Shops; tragen Sie die ein, auf denen er erscheinen soll.",
      returns: "Zugelassene Rücksprungadressen",
      returnsNote: "Jede Domain, auf die Amazon Käufer zurückschickt.",
      returnsUnseen:
        "Auf den gelesenen Seiten steht keine Rücksprungadresse; Sie finden sie in den Einstellungen des Plugins.",
      unfit: "Auch gesehen, aber für echte Zahlungen ungeeignet; beheben, nicht eintragen:",
      notification: "IPN-URL (Zahlungsbenachrichtigungen)",
      notificationGiven: "So haben Sie sie für diese Prüfung angegeben.",
      notificationProposed:
        "Hier nimmt das erkannte Plugin sie üblicherweise an. Vergleichen Sie mit den Einstellungen des Plugins.",
      notificationUnknown:
        "Nicht bekannt. Sie steht in den Einstellungen des Plugins; mit --ipn URL wird sie mitgeprüft.",
      nothing: "nichts gesehen"
    ),
    matrix: Matrix(
      title: "Welche Seite was hat",
      intro: "Was der Button braucht, Seite für Seite.",
      role: "Seite",
      page: "Adresse",
      script: "Skript von Amazon",
      container: "Platz für den Button",
      call: "Aufruf, der ihn zeichnet",
      policy: "Browser-Richtlinie",
      notFound: "nicht gefunden",
      plugin: "durch ein Plugin",
      policyAbsent: "keine gesetzt",
      policyAllows: "lässt ihn zu",
      policyBlocks: "sperrt",
      containerMissing: "fehlt"
    ),
    ledger: Ledger(
      title: "So kommt die Punktzahl zustande",
      intro:
        "Es beginnt bei 100. Der erste Fehler, der Zahlungen verhindert, kostet 51 Punkte, jeder weitere 10; der erste, der manche Käufer scheitern lässt, 11, jeder weitere 5; jeder, den man aufräumen sollte, 1, zusammen höchstens 10. Jede Regel zählt einmal.",
      start: "Beginn",
      rule: "Regel",
      result: "Ergebnis",
      takes: "Kostet",
      left: "Bleibt",
      weight: "Gewicht",
      settled: "Geklärt",
      sum: "Zusammen",
      every: "Jede Regel",
      subjects: "Betrachtet"
    ),
    course: Course(
      title: "So lief die Prüfung",
      path: "Wohin http:// führt",
      pathNote: "Jede Weiterleitung, von der unverschlüsselten Adresse an.",
      timeline: "Wann welcher Abruf geschah",
      timelineNote: "Vom Beginn der Prüfung an; gleiche Abrufe geschehen nur einmal.",
      coverage: "Wie viel geklärt ist",
      settled: "geklärt",
      notSettled: "nicht geklärt",
      again: "Befehl",
      unanswered: "keine Antwort"
    ),
    caseSheet: CaseSheet(
      title: "Datenblatt für den Support",
      intro: "Was der Support von Amazon oder eines Plugins als Erstes fragt.",
      shop: "Shop",
      typed: "Eingegeben",
      time: "Zeit der Prüfung",
      stage: "Stand des Shops",
      vantage: "Blickpunkt",
      platform: "Shopsystem",
      plugin: "Amazon-Pay-Plugin",
      merchant: "Händler-ID (Merchant ID)",
      store: "Shop-ID (Store ID)",
      key: "ID des öffentlichen Schlüssels",
      region: "Region",
      currency: "Währung des Kontos",
      pages: "Seiten mit dem Button",
      packs: "Regeln",
      evidence: "Belege",
      tool: "Programm",
      verdict: "Urteil"
    ),
    section: Section(
      byOwner: "Was zu beheben ist, und wer es kann",
      byOwnerIntro: "Jeder Teil steht für sich: zum Drucken, Kopieren oder Weiterleiten.",
      categories: "Alle Prüfungen nach Bereichen",
      fine: "In Ordnung",
      notes: "Zur Information",
      unknown: "Nicht gesehen",
      questions: "Das wissen nur Sie",
      notIncluded: "Nicht Teil dieser Prüfung",
      explained: "Folge eines anderen Fehlers",
      accepted: "Vorerst hingenommen",
      notApplicable: "Trifft nicht zu",
      score: "Punktzahl und Abdeckung",
      gate: "Freigabe",
      nothingToDo: "Nichts von dem, was zu sehen war, muss behoben werden.",
      findings: "Befunde"
    ),
    rulePage: RulePage(
      about: "betrifft",
      category: "Bereich",
      owner: "wer es behebt",
      basis: "Grundlage",
      source: "Quelle",
      symptom: "zeigt sich als",
      assumes: "Folge von",
      weight: "Gewicht",
      neverDecides: "0, entscheidet nie über das Urteil",
      examples: "Beispiele",
      reference: "Die Regeln",
      referenceIntro:
        "Erzeugt mit `payready rules reference`; nicht von Hand ändern. Wörter in geschweiften Klammern stehen für das, was eine Prüfung sah.",
      causes: "Mehrere Ursachen sind möglich; die wahrscheinlichste steht zuerst."
    )
  )
}
