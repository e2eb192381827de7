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
    case .ask(let severity): "das wissen nur Sie; \(ifNot(severity).firstLowercased)"
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
    case "payload.signedAs.spelling":
      switch word {
      case "slashesEscaped": "mit einem Backslash vor jedem Schrägstrich"
      case "slashesPlain": "ohne die Backslashes vor den Schrägstrichen"
      case "trimmed": "ohne die Leerzeichen am Rand"
      case "asShown": "wie die Seite sie zeigt"
      default: nil
      }
    case "api.problems", "api.problem":
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

  func record(_ record: [String: String], of path: String) -> String? {
    if path == "payload.problem" {
      switch record["kind"] {
      case "htmlEntities": return "sie enthalten HTML-Entitäten (&quot;), wo Anführungszeichen stehen müssen"
      case "notAnObject": return "sie sind JSON, aber kein Objekt"
      case "notJSON": return "sie sind ab Zeichen \(record["character"] ?? "?") kein JSON mehr"
      default: return nil
      }
    }
    guard let step = record["step"], let directive = record["directive"] else { return nil }
    let source = record["source"] ?? "?"
    return switch step {
    case "addSource": "\(source) zu \(directive) hinzufügen"
    case "replaceNone": "\(directive) auf \(source) setzen"
    case "splitDirective":
      "eine Direktive \(directive) mit den Quellen von default-src und \(source) hinzufügen"
    case "useNonce": "dem Element die Nonce aus \(directive) geben"
    case "introduceNonce": "eine Nonce in \(directive) aufnehmen und dem Element geben"
    default: nil
    }
  }
}
