extension GermanPhrases {
  func detail(_ detail: String) -> String {
    if let words = Self.details[detail] { return words }
    for (pattern, words) in Self.patterns {
      guard let varying = Self.match(detail, pattern) else { continue }
      let fixed = words.split(separator: "*", omittingEmptySubsequences: false)
      return zip(fixed, varying.map { Self.details[$0] ?? $0 } + [""]).map { $0 + $1 }.joined()
    }
    return detail
  }

  /// What stands in `text` for each `*` of `pattern`; `nil` where it does not fit.
  private static func match(_ text: String, _ pattern: String) -> [String]? {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, text.hasPrefix(first) else { return nil }
    var values: [String] = []
    var rest = text.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return nil }
      values.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    guard rest.hasSuffix(last) else { return nil }
    return values + [String(rest.dropLast(last.count))]
  }

  /// Details that are always worded alike, and names that may stand in one that varies.
  private static let details = [
    "'strict-dynamic' trusts loaders, and none was found":
      "'strict-dynamic' vertraut nur Skripten, die andere laden, und keines war zu finden",
    "HEAD shows no body": "HEAD zeigt keinen Inhalt",
    "Widgets.js of both environments": "Widgets.js beider Umgebungen",
    "a challenge page": "eine Abfrageseite",
    "a coming-soon page": "eine Seite „demnächst“",
    "a demand for a client certificate": "die Forderung nach einem Client-Zertifikat",
    "a firewall's refusal": "die Abweisung einer Firewall",
    "a header field to send holds a line break or no name":
      "ein zu sendendes Header-Feld enthält einen Zeilenumbruch oder keinen Namen",
    "a key in the chain cannot be read": "ein Schlüssel in der Kette ist nicht lesbar",
    "a list": "eine Liste",
    "a login": "eine Anmeldung",
    "a maintenance page": "eine Wartungsseite",
    "a network between here and the shop replaces certificates, Amazon's own too":
      "ein Netz zwischen hier und dem Shop tauscht Zertifikate aus, auch die von Amazon",
    "a pack may look at the shop's own host only":
      "ein Regelpaket darf nur den Host des Shops selbst ansehen",
    "a password prompt": "Passwortabfrage",
    "a plugin's own scripts draw the button": "eigene Skripte eines Plugins zeichnen den Button",
    "a rate limit": "eine Begrenzung der Abrufe",
    "a redirect names no usable address": "eine Weiterleitung nennt keine brauchbare Adresse",
    "a script answered nothing": "ein Skript antwortete nicht",
    "a script names Amazon Pay without anything that shows how it is loaded":
      "ein Skript nennt Amazon Pay, doch nichts zeigt, wie es geladen wird",
    "a script waits for the buyer's consent": "ein Skript wartet auf die Einwilligung des Käufers",
    "an intermediate certificate is missing": "ein Zwischenzertifikat fehlt",
    "an intermediate certificate is missing, so the root is not known":
      "ein Zwischenzertifikat fehlt, daher ist die Wurzel nicht bekannt",
    "an object": "ein Objekt",
    "bytes of all bodies together": "Bytes aller Inhalte zusammen",
    "bytes of header fields": "Bytes der Header-Felder",
    "bytes of the body": "Bytes des Inhalts",
    "bytes on the wire": "Bytes auf der Leitung",
    "closed before the body ended": "geschlossen, bevor der Inhalt endete",
    "closed without an answer": "ohne Antwort geschlossen",
    "connections go through a proxy": "Verbindungen gehen über einen Proxy",
    "credentials go only over a connection whose certificate verifies; --cacert adds a root":
      "Zugangsdaten gehen nur über eine Verbindung mit gültigem Zertifikat; --cacert fügt eine Wurzel hinzu",
    "fewer than three answers": "weniger als drei Antworten",
    "it is no cart or checkout page": "es ist keine Seite für Warenkorb oder Kasse",
    "names or connections are mapped by the operator":
      "Namen oder Verbindungen sind auf andere Adressen gelenkt",
    "no answer": "keine Antwort",
    "no answer from a name server": "keine Antwort eines Nameservers",
    "no answer to a ClientHello": "keine Antwort auf ein ClientHello",
    "no certificate was sent": "es wurde kein Zertifikat gesendet",
    "no connection": "keine Verbindung",
    "no end of the answer": "kein Ende der Antwort",
    "no end of the handshake": "kein Ende des Handshakes",
    "no name server gave an answer": "kein Nameserver gab eine Antwort",
    "no status line": "keine Statuszeile",
    "not every script was read": "nicht jedes Skript wurde gelesen",
    "nothing on the page shows the region": "nichts auf der Seite zeigt die Region",
    "nothing on the page shows the region, and the policy is not for all":
      "nichts auf der Seite zeigt die Region, und die Richtlinie gilt nicht für alle",
    "nothing on the page shows whether something is in the cart":
      "nichts auf der Seite zeigt, ob etwas im Warenkorb liegt",
    "nothing was put in the cart": "nichts wurde in den Warenkorb gelegt",
    "number of header fields": "Zahl der Header-Felder",
    "several buttons": "mehrere Buttons",
    "storefront and endpoint have one origin": "Shop-Frontend und Endpunkt haben denselben Ursprung",
    "the answer breaks the rules of TLS": "die Antwort verletzt die Regeln von TLS",
    "the answer ended too early": "die Antwort endete zu früh",
    "the answer is not an HTML page": "die Antwort ist keine HTML-Seite",
    "no Chromium is installed here": "hier ist kein Chromium installiert",
    "the browser did not start": "der Browser ließ sich nicht starten",
    "the browser ended before it had shown the page": "der Browser endete, bevor er die Seite gezeigt hatte",
    "the browser took too long": "der Browser brauchte zu lange",
    "the browser refused what was asked of it": "der Browser lehnte ab, was von ihm verlangt wurde",
    "Amazon's script did not load in the browser": "Amazons Skript wurde im Browser nicht geladen",
    "something lies over the button, perhaps a banner that a buyer closes first":
      "über dem Button liegt etwas, vielleicht ein Hinweis, den Käufer erst schließen",
    "nothing was in the cart, and the button may wait for an item":
      "im Warenkorb lag nichts, und der Button wartet vielleicht auf einen Artikel",
    "no cart page was found to put an item in":
      "keine Warenkorbseite wurde gefunden, in die ein Artikel gelegt werden kann",
    "no page has a form that puts an item in the cart":
      "keine Seite hat ein Formular, das einen Artikel in den Warenkorb legt",
    "the cart is on another host than the form that fills it":
      "der Warenkorb liegt auf einem anderen Host als das Formular, das ihn füllt",
    "the shop did not put the item in the cart": "der Shop legte den Artikel nicht in den Warenkorb",
    "the page asks for more than the browser may fetch":
      "die Seite verlangt mehr, als der Browser holen darf",
    "an item lies in the cart, and behind that an audit does not go":
      "im Warenkorb liegt ein Artikel, und dahinter geht eine Prüfung nicht",
    "the browser was shown another page than was read":
      "dem Browser wurde eine andere Seite gezeigt als die gelesene",
    "the page did not ask for Amazon's script, perhaps until a buyer acts":
      "die Seite verlangte nicht nach Amazons Skript, vielleicht erst, wenn ein Käufer etwas tut",
    "the page has a button of its own": "die Seite hat einen eigenen Button",
    "the page says too much": "die Seite meldet zu viel",
    "the page sends a POST, which was held back": "die Seite sendet einen POST, der zurückgehalten wurde",
    "the browser could not open the page": "der Browser konnte die Seite nicht öffnen",
    "the audit's time was used up": "die Zeit der Prüfung war aufgebraucht",
    "the certificate has too many names": "das Zertifikat hat zu viele Namen",
    "the certificate's key cannot be read": "der Schlüssel des Zertifikats ist nicht lesbar",
    "the server chose what was not offered": "der Server wählte, was nicht angeboten war",
    "the server's key exchange was not seen": "der Schlüsselaustausch des Servers war nicht zu sehen",
    "the certificate's dates cannot be read": "die Daten des Zertifikats sind nicht lesbar",
    "the connection was reset during the handshake":
      "die Verbindung wurde während des Handshakes abgebrochen",
    "the handshake ended without a session": "der Handshake endete ohne Sitzung",
    "the key is for real payments; --live uses it":
      "der Schlüssel gilt für echte Zahlungen; --live verwendet ihn",
    "the request could not be signed": "die Anfrage ließ sich nicht signieren",
    "what was accepted before was refused": "was zuvor angenommen war, wurde abgewiesen",
    "the hello was not sent": "das ClientHello wurde nicht gesendet",
    "the home page could not be read": "die Startseite war nicht lesbar",
    "the home page has no title to tell the shop by":
      "die Startseite hat keinen Titel, an dem der Shop zu erkennen wäre",
    "the home page has too many links": "die Startseite hat zu viele Links",
    "the https port refuses connections": "der https-Port lehnt Verbindungen ab",
    "the https port speaks plain HTTP": "der https-Port spricht unverschlüsseltes HTTP",
    "the method of createCheckoutSession is none": "createCheckoutSession nennt keine gültige Methode",
    "the page has too much text to read whole": "die Seite hat zu viel Text, um ihn ganz zu lesen",
    "the page is too large to read whole": "die Seite ist zu groß, um sie ganz zu lesen",
    "the page was not read whole": "die Seite wurde nicht ganz gelesen",
    "the payload is not JSON": "die Nutzlast ist kein JSON",
    "the proxy could not be used": "der Proxy war nicht zu benutzen",
    "the proxy gave no way to the server": "der Proxy gab keinen Weg zum Server frei",
    "the proxy looks names up, and this network knows none":
      "der Proxy löst Namen auf, und dieses Netz kennt keine",
    "the proxy took no connection": "der Proxy nahm keine Verbindung an",
    "the proxy's name has no address": "der Name des Proxys hat keine Adresse",
    "the redirects lead in a circle": "die Weiterleitungen führen im Kreis",
    "the server": "Server",
    "the server answered in plain HTTP": "der Server antwortete in unverschlüsseltem HTTP",
    "the server closed the connection during the handshake":
      "der Server schloss die Verbindung während des Handshakes",
    "the server ended the HTTP/2 stream": "der Server beendete den HTTP/2-Strom",
    "the shop": "Shop",
    "the shop's password page": "die Passwortseite des Shops",
    "the system's resolver failed": "die Namensauflösung des Systems schlug fehl",
    "this machine has no IPv6": "dieser Rechner hat kein IPv6",
    "this platform's plugin shows the button only with an item in the cart":
      "das Plugin dieses Shopsystems zeigt den Button nur mit einem Artikel im Warenkorb",
    "too long to follow": "zu lang, um ihm zu folgen",
    "too many scripts": "zu viele Skripte",
    "weak suites are accepted together, and no family by itself":
      "schwache Suiten werden zusammen angenommen, aber keine Familie für sich",
    "what answers is not TLS": "was antwortet, ist kein TLS",
    "what answers on the https port is not TLS": "was am https-Port antwortet, ist kein TLS",
  ]

  /// Details in which a part varies; each `*` stands for what the evidence has there.
  private static let patterns = [
    ("*: it cannot be opened", "*: die Datei lässt sich nicht öffnen"),
    ("*: it is larger than * MB", "*: die Datei ist größer als * MB"),
    ("*: a line of it is too long to be read", "*: eine Zeile ist zu lang, um sie zu lesen"),
    ("*: a merge left its conflict marks in it", "*: eine Zusammenführung hat Konfliktmarken hinterlassen"),
    ("*: a line below its packages names none", "*: eine Zeile unter den Paketen nennt keines"),
    ("*: it has no lockfileVersion, as pnpm's has", "*: lockfileVersion fehlt, wie pnpm sie schreibt"),
    ("*: a line at its margin begins no entry", "*: eine Zeile am Rand beginnt keinen Eintrag"),
    ("*: an entry's version is empty", "*: die Version eines Eintrags ist leer"),
    ("*: it does not say that it is Yarn's", "*: die Datei gibt sich nicht als die von Yarn zu erkennen"),
    (
      "*: a line is not of the form group:artifact:version=configurations",
      "*: eine Zeile hat nicht die Form group:artifact:version=configurations"
    ),
    ("*: it is not JSON (* at byte *)", "*: die Datei ist kein JSON (* bei Byte *)"),
    ("*: it is JSON, but no object", "*: die Datei ist JSON, aber kein Objekt"),
    (
      "*: it has no list of packages, as Composer's has",
      "*: die Liste der Pakete fehlt, wie Composer sie schreibt"
    ),
    (
      "*: it has neither packages nor dependencies, as npm's has",
      "*: packages und dependencies fehlen, wie npm sie schreibt"
    ),
    ("*: it has no dependencies, as NuGet's has", "*: dependencies fehlen, wie NuGet sie schreibt"),
    ("*: it is not XML that can be read (* at byte *)", "*: die Datei ist kein lesbares XML (* bei Byte *)"),
    ("*: its root is no project, as Maven's is", "*: die Wurzel ist kein project wie bei Maven"),
    ("*: its root is no Project, as MSBuild's is", "*: die Wurzel ist kein Project wie bei MSBuild"),
    ("*: its root is not packages, as NuGet's is", "*: die Wurzel ist nicht packages wie bei NuGet"),
    ("* cannot be opened", "* lässt sich nicht öffnen"),
    ("* cannot be looked at", "* lässt sich nicht ansehen"),
    ("* is deeper than * folders", "* liegt tiefer als * Ordner"),
    ("* is larger than * MB", "* ist größer als * MB"),
    ("more than * MB of code", "mehr als * MB Quelltext"),
    ("more than * files and folders", "mehr als * Dateien und Ordner"),
    ("* answered with an empty page", "* antwortete mit einer leeren Seite"),
    ("* answered with status *", "* antwortete mit dem Status *"),
    ("* is no web address", "* ist keine Webadresse"),
    (
      "* is outside of the network that this audit may reach",
      "* liegt außerhalb des Netzes, das diese Prüfung erreichen darf"
    ),
    ("a body of more than * bytes", "ein Inhalt von mehr als * Bytes"),
    ("a challenge page of *", "eine Abfrageseite (*)"),
    ("a coming-soon page of *", "eine Seite „demnächst“ (*)"),
    ("a demand for a client certificate of *", "die Forderung nach einem Client-Zertifikat (*)"),
    ("a firewall's refusal of *", "die Abweisung einer Firewall (*)"),
    ("a header field to send is longer than * bytes", "ein zu sendendes Header-Feld ist länger als * Bytes"),
    ("a login of *", "eine Anmeldung (*)"), ("a maintenance page of *", "eine Wartungsseite (*)"),
    ("a rate limit of *", "eine Begrenzung der Abrufe (*)"),
    ("a script answered *", "ein Skript antwortete mit dem Status *"),
    (
      "a script at * waits for the buyer's consent",
      "ein Skript auf * wartet auf die Einwilligung des Käufers"
    ),
    ("more than * addresses", "mehr als * Adressen"), ("more than * buttons", "mehr als * Buttons"),
    ("more than * endpoints in pages", "mehr als * Endpunkte in Seiten"),
    ("more than * suites of a version", "mehr als * Suiten einer Version"),
    (
      "the version of * does not stand where it is installed",
      "die Version von * steht nicht dort, wo es installiert ist"
    ),
    ("more than * return URLs", "mehr als * Rücksprungadressen"),
    ("more than * redirects", "mehr als * Weiterleitungen"),
    ("more than *, the first of which were kept", "mehr als *, deren erste festgehalten sind"),
    ("set later on *", "später an * gesetzt"),
    ("suite * is in no table", "die Suite * steht in keiner Tabelle"),
    ("the * probe did not tell", "die Sonde „*“ schwieg"),
    ("the address is longer than * bytes", "die Adresse ist länger als * Bytes"),
    ("the number *", "die Zahl *"), ("the proxy answered *", "der Proxy antwortete *"),
    ("the server sent the alert '*'", "der Server sandte die Warnung „*“"),
    ("the shop's password page of *", "die Passwortseite (*)"), ("* looks", "* Abrufe"),
  ]
}
