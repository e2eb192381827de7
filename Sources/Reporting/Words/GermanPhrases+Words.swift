import Model

extension GermanPhrases {
  func about(_ kind: SubjectKind) -> String {
    switch kind {
    case .shop: "den Shop"
    case .host: "jeden Host"
    case .page: "jede Seite"
    case .button: "jeden Button"
    case .endpoint: "jeden Endpunkt"
    case .service: "jeden Dienst von Amazon"
    case .server: "den Server des Shops"
    }
  }

  func effect(_ effect: RuleEntry.Effect) -> String {
    switch effect {
    case .fail(let severity): consequence(severity).firstLowercased
    case .ask(let severity): "das wissen nur Sie; \(consequenceOfNo(severity).firstLowercased)"
    case .note: "zur Information"
    case .pass: "in Ordnung"
    case .unknown(let unknown):
      unknown.needs.map { "nicht gesehen (\(need($0).what))" }
        ?? "nicht gesehen (\(obstacle(unknown.reason).cause))"
    }
  }

  func word(_ word: String, of path: String) -> String? {
    switch path {
    case "headers.missing":
      switch word {
      case "nosniff": "X-Content-Type-Options"
      case "frameProtection": "Schutz vor dem Einbetten in fremde Seiten"
      default: nil
      }
    case "policyPages.missing":
      switch word {
      case "privacy": "Datenschutzerklärung"
      case "terms": "AGB"
      case "returns": "Widerruf und Rückgabe"
      case "contact": "Kontakt"
      default: nil
      }
    case "csp.sandboxForbids":
      switch word {
      case "scripts": "Skripte"
      case "popups": "Pop-ups"
      case "topNavigation": "das Verlassen der Seite"
      default: nil
      }
    case "tls.weakFamilies":
      switch word {
      case "anonymous": "ohne Authentifizierung"
      case "null": "ohne Verschlüsselung"
      case "export": "Exportqualität"
      case "rc4": "RC4"
      case "des": "DES"
      case "tripleDES": "3DES"
      default: nil
      }
    case "cors.reflected":
      switch word {
      case "foreign": "ein fremder Ursprung"
      case "lookAlike": "ein Doppelgänger des Shop-Frontends"
      case "http": "das unverschlüsselte Shop-Frontend"
      case "null": "der Ursprung null"
      default: nil
      }
    case "api.problems":
      switch word {
      case "unresolved": "der Name hat keine Adresse"
      case "refused": "die Verbindung wird abgelehnt"
      case "silent": "es kommt keine Antwort"
      case "cut": "die Verbindung bricht ab"
      case "noRoute": "es gibt keinen Weg dorthin"
      case "tls": "es kommt keine Verschlüsselung zustande"
      case "certificate": "das Zertifikat gilt nicht als vertrauenswürdig"
      case "proxy": "der Proxy lehnt ab"
      default: nil
      }
    case "otherProducts":
      EnglishPhrases().word(word, of: path)
    default: productName(word, of: path)
    }
  }

  func detail(_ detail: String) -> String { Self.details[detail] ?? detail }

  /// Details that probes word always alike; others stay in English.
  private static let details = [
    "what answers is not TLS": "was antwortet, ist kein TLS",
    "the answer is not an HTML page": "die Antwort ist keine HTML-Seite",
    "what answers on the https port is not TLS": "was am https-Port antwortet, ist kein TLS",
    "too many scripts": "zu viele Skripte",
    "this machine has no IPv6": "dieser Rechner hat kein IPv6",
    "the system's resolver failed": "die Namensauflösung des Systems schlug fehl",
    "the server ended the HTTP/2 stream": "der Server beendete den HTTP/2-Strom",
    "the server closed the connection during the handshake":
      "der Server schloss die Verbindung während des Handshakes",
    "the server answered in plain HTTP": "der Server antwortete in unverschlüsseltem HTTP",
    "the redirects lead in a circle": "die Weiterleitungen führen im Kreis",
    "the payload is not JSON": "die Nutzlast ist kein JSON",
    "the page was not read whole": "die Seite wurde nicht ganz gelesen",
    "the page is too large to read whole": "die Seite ist zu groß, um sie ganz zu lesen",
    "the https port speaks plain HTTP": "der https-Port spricht unverschlüsseltes HTTP",
    "the https port refuses connections": "der https-Port lehnt Verbindungen ab",
    "the handshake ended without a session": "der Handshake endete ohne Sitzung",
    "the connection was reset during the handshake":
      "die Verbindung wurde während des Handshakes abgebrochen",
    "the audit's time was used up": "die Zeit der Prüfung war aufgebraucht",
    "the answer ended too early": "die Antwort endete zu früh",
    "no name server gave an answer": "kein Nameserver gab eine Antwort",
    "no certificate was sent": "es wurde kein Zertifikat gesendet",
    "no answer": "keine Antwort",
    "no answer to a ClientHello": "keine Antwort auf ein ClientHello",
    "an intermediate certificate is missing, so the root is not known":
      "ein Zwischenzertifikat fehlt, daher ist die Wurzel nicht bekannt",
    "a redirect names no usable address": "eine Weiterleitung nennt keine brauchbare Adresse",
    "a network between here and the shop replaces certificates, Amazon's own too":
      "ein Netz zwischen hier und dem Shop tauscht Zertifikate aus, auch die von Amazon",
    "it is no cart or checkout page": "es ist keine Seite für Warenkorb oder Kasse",
    "'strict-dynamic' trusts loaders, and none was found":
      "'strict-dynamic' vertraut nur Skripten, die andere laden, und keines war zu finden",
  ]
}
