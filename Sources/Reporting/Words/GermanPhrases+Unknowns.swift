import Model

extension GermanPhrases {
  func side(_ side: Side) -> String {
    switch side {
    case .shop: "liegt am Shop"
    case .network: "liegt auf dem Weg zum Shop"
    case .audit: "liegt an der Prüfung"
    case .you: "Ihre Wahl"
    }
  }

  func obstacle(_ reason: Reason) -> Obstacle {
    switch reason {
    case .notAsked:
      Obstacle(cause: "nicht gefragt", side: .you, step: "Siehe „Nicht Teil dieser Prüfung“.")
    case .notVisible:
      Obstacle(
        cause: "von außen mit den gemachten Abrufen nicht zu sehen",
        side: .audit,
        step:
          "Nennen Sie mit --page die Seite, die den Button zeigt, zum Beispiel den Warenkorb mit einem Artikel."
      )
    case .unresolved:
      Obstacle(
        cause: "ein Name hat keine Adresse",
        side: .shop,
        step: "Prüfen Sie die Schreibweise, dann die A- und AAAA-Einträge des Namens beim DNS-Anbieter."
      )
    case .refused:
      Obstacle(
        cause: "die Verbindung wurde abgelehnt",
        side: .shop,
        step: "Starten Sie den Webserver oder öffnen Sie den Port in seiner Firewall, und prüfen Sie erneut."
      )
    case .unreachable:
      Obstacle(
        cause: "von hier führt kein Weg zu der Adresse",
        side: .network,
        step: "Prüfen Sie von einem Rechner aus, der die Adresse erreicht."
      )
    case .timedOut:
      Obstacle(
        cause: "keine Antwort in der vorgesehenen Zeit",
        side: .network,
        step:
          "Prüfen Sie erneut; bleibt es still, fragen Sie den Hoster, ob eine Firewall diese Verbindungen verwirft."
      )
    case .reset:
      Obstacle(
        cause: "die Verbindung wurde abgebrochen",
        side: .network,
        step: "Prüfen Sie erneut; wiederholt es sich, fragen Sie den Hoster, was diese Verbindungen abbricht."
      )
    case .handshakeFailed:
      Obstacle(
        cause: "keine verschlüsselte Verbindung kam zustande",
        side: .shop,
        step: "Beheben Sie zuerst die Befunde zu TLS und Zertifikat, und prüfen Sie dann erneut."
      )
    case .blocked:
      Obstacle(
        cause: "eine Abfrage, Firewall, Anmeldung oder Wartungsseite stand im Weg",
        side: .shop,
        step:
          "Bitten Sie den Hoster, den User-Agent „PayReady“ durchzulassen, oder nutzen Sie --user, --cookie oder --header."
      )
    case .unavailable:
      Obstacle(
        cause: "der Server antwortete mit einem Fehler",
        side: .shop,
        step:
          "Öffnen Sie die Adresse im Browser; bei einem Status ab 500 hilft das Fehlerprotokoll des Servers. Prüfen Sie dann erneut."
      )
    case .limitReached:
      Obstacle(
        cause: "eine Grenze für Größe, Zeit oder Zahl der Abrufe war erreicht",
        side: .audit,
        step:
          "War es die Zeit, prüfen Sie mit längerem --timeout; sonst nennen Sie die Seite, um die es geht, mit --page."
      )
    case .forbidden:
      Obstacle(
        cause: "die Regeln für Adressen oder eine Option verbieten den Abruf",
        side: .you,
        step: "Geben Sie die Adresse als Shop selbst oder mit --resolve an, wenn sie gemeint ist."
      )
    case .malformed:
      Obstacle(
        cause: "die Antwort ist nicht zu gebrauchen",
        side: .shop,
        step: "Wiederholen Sie den Abruf mit dem Befehl aus dem Bericht, und beheben Sie, was er antwortet."
      )
    case .notGathered:
      Obstacle(
        cause: "diese Belege enthalten es nicht",
        side: .audit,
        step: "Prüfen Sie den Shop mit dieser Version erneut."
      )
    case .cancelled:
      Obstacle(
        cause: "die Prüfung wurde abgebrochen",
        side: .you,
        step: "Prüfen Sie erneut und lassen Sie die Prüfung zu Ende laufen."
      )
    case .defect:
      Obstacle(
        cause: "ein Fehler in PayReady",
        side: .audit,
        step: "Melden Sie ihn mit der Datei der Belege; die übrigen Ergebnisse gelten."
      )
    }
  }

  func need(_ need: Need) -> Inclusion {
    switch need {
    case .person:
      Inclusion(what: "was nur ein Mensch weiß", how: "antworten mit --answer REGEL=yes|no")
    case .browser:
      Inclusion(
        what: "was nur ein Browser zeigt",
        how: "--browser always, wo Chromium installiert ist"
      )
    case .allowPost:
      Inclusion(what: "eine Testnachricht an die IPN-URL", how: "--allow-post")
    case .post:
      Inclusion(
        what: "ein Aufruf der API des Shops",
        how: "eine Prüfung sendet ihn nie; probieren Sie ihn im Shop selbst"
      )
    case .allowCart:
      Inclusion(what: "ein Warenkorb mit einem Artikel", how: "--allow-cart")
    case .visitReturns:
      Inclusion(what: "die Rücksprungadressen", how: "--visit-returns")
    case .ipnURL:
      Inclusion(what: "Zahlungsbenachrichtigungen", how: "--ipn URL")
    case .apiURL:
      Inclusion(what: "die API eines getrennten Shop-Frontends", how: "--api URL und --storefront URL")
    case .publicKey:
      Inclusion(
        what: "die Signatur gegen Ihren öffentlichen Schlüssel",
        how: "--public-key DATEI"
      )
    case .credentials:
      Inclusion(
        what: "Aufrufe mit Ihren Zugangsdaten für Amazon Pay",
        how: "starten Sie „payready doctor --credentials DATEI“, oder machen Sie einen Testkauf"
      )
    case .server:
      Inclusion(
        what: "der Weg vom Server des Shops zu Amazon",
        how: "starten Sie „payready doctor“ auf dem Server selbst"
      )
    case .source:
      Inclusion(
        what: "der Code des Shops",
        how: "starten Sie „payready doctor --source ORDNER“ dort, wo der Code liegt"
      )
    case .publicNetwork:
      Inclusion(
        what: "ob der Shop aus dem öffentlichen Internet erreichbar ist",
        how: "prüfen Sie den Shop unter seinem öffentlichen Namen"
      )
    case .ipv6:
      Inclusion(what: "die IPv6-Adressen des Shops", how: "prüfen Sie von einem Rechner mit IPv6 aus")
    case .ciphers:
      Inclusion(what: "die einzelnen Verschlüsselungsverfahren", how: "--ciphers")
    }
  }
}
