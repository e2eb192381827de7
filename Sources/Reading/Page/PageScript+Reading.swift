extension ScriptElement {
  /// A script from its tag.
  init(_ tag: HTMLTag, body: ArraySlice<UInt8>, isClosed: Bool, place: PagePlace, offset: Int) {
    let (kind, type, isDelayed) = Self.kind(of: tag)
    let written = tag.isForeign ? tag["href"] ?? tag["xlink:href"] : tag["src"] ?? tag["data-rocket-src"]
    let address = written?.trimmed
    // Optimisers move inline scripts into `data:` addresses to run them later.
    let embedded = address.flatMap(Self.embedded(in:))
    source = embedded == nil ? address : nil
    isEmbedded = embedded != nil
    self.body = embedded ?? (address == nil ? body : [])
    self.type = type
    self.kind = kind
    self.place = place
    self.isClosed = isClosed
    parkedSource = Self.parkedSources.lazy.compactMap { tag[$0]?.trimmed }.first { !$0.isEmpty }
    let hasNothing = source == nil && body.allSatisfy(\.isHTMLSpace)
    parkedBy = Self.manager(of: tag, kind: kind, type: type, waits: hasNothing && parkedSource != nil)
    isAsync = tag.has("async")
    isDeferred = tag.has("defer") || isDelayed
    isNoModule = tag.has("nomodule") && kind == .classic
    nonce = Self.isNonceable(tag) ? tag["nonce"] : nil
    integrity = tag["integrity"]
    crossOrigin = tag["crossorigin"]
    attributes = Array(tag.attributes.filter { !Self.ownAttributes.contains($0.name) }.prefix(32))
    self.offset = offset
  }

  /// The text of a `data:` address with a JavaScript type; `nil` for any other address.
  private static func embedded(in address: String) -> ArraySlice<UInt8>? {
    let bytes = Array(address.utf8)[...]
    guard ByteSearch.isAt(0, "data:", in: bytes), let comma = bytes.firstIndex(of: 0x2C) else { return nil }
    let head = String(decoding: bytes[5..<comma], as: UTF8.self).asciiLowercased
    guard head.contains("javascript") || head.contains("ecmascript") else { return nil }
    let text = PageDataAddress.decode(bytes[(comma + 1)...])
    return head.hasSuffix(";base64") ? PageDataAddress.base64(text[...])?[...] : text[...]
  }

  /// Whether a nonce counts: not where the tag may have swallowed another one.
  ///
  /// Source: CSP3, 6.7.3.1 "Is element nonceable?".
  private static func isNonceable(_ tag: HTMLTag) -> Bool {
    guard tag.has("nonce"), !tag.hasDuplicateAttributes else { return false }
    return !tag.attributes.contains { attribute in
      ["<script", "<style"].contains { attribute.name.mentions($0) || attribute.value.mentions($0) }
    }
  }

  private static let ownAttributes: Set<String> = [
    "src", "type", "async", "defer", "nomodule", "nonce", "integrity", "crossorigin",
  ]

  /// Types that a browser takes for JavaScript (HTML Standard: an essence match, so no parameters).
  private static let javaScript: Set<String> = [
    "", "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript",
    "application/ecmascript", "application/x-ecmascript", "text/x-ecmascript", "text/x-javascript",
    "text/jscript",
    "text/livescript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2", "text/javascript1.3",
    "text/javascript1.4", "text/javascript1.5",
  ]

  /// What the `type` makes of a script, and whether an optimiser runs it later (Rocket Loader, WP Rocket, LiteSpeed).
  private static func kind(of tag: HTMLTag) -> (kind: Kind, type: String, isDelayed: Bool) {
    let written = tag["type"]?.asciiLowercased
    let type: String
    if let written {
      // `type=""` is JavaScript, `type=" "` is not.
      type = written.isEmpty ? "" : written.trimmed.isEmpty ? " " : written.trimmed
    } else if let language = tag["language"]?.asciiLowercased, !language.isEmpty {
      type = "text/" + language
    } else {
      type = ""
    }
    if javaScript.contains(type) { return (.classic, type, false) }
    if type == "module" { return (.module, type, false) }
    if type == "importmap" || type == "speculationrules" { return (.browserData, type, false) }
    if type == "rocketlazyloadscript" || type == "litespeed/javascript" { return (.classic, type, true) }
    // Rocket Loader writes `type="<24 hexadecimal digits>-text/javascript"`.
    let parts = type.split(separator: "-", maxSplits: 1)
    if parts.count == 2, parts[0].utf8.count == 24, parts[0].utf8.allSatisfy({ $0.hexValue != nil }) {
      if javaScript.contains(String(parts[1])) { return (.classic, type, true) }
      if parts[1] == "module" { return (.module, type, true) }
    }
    return (.data, type, false)
  }

  /// Where consent managers put the address of a script they hold back.
  private static let parkedSources = [
    "data-src", "data-cookieblock-src", "data-cmp-src", "data-suppressedsrc", "suppressedsrc", "data-uc-src",
    "uc-src", "data-borlabs-script-blocker-src", "data-consent-src", "data-cookiefirst-src",
    "data-cookie-src",
  ]

  /// Attributes by which consent managers know their scripts.
  private static let managerAttributes: [(name: String, manager: String)] = [
    ("data-cookieconsent", "Cookiebot"), ("data-usercentrics", "Usercentrics"),
    ("data-uc-src", "Usercentrics"),
    ("uc-src", "Usercentrics"), ("data-cmp-vendor", "consentmanager"), ("data-cmp-src", "consentmanager"),
    ("data-cookiefirst-category", "CookieFirst"), ("data-cookiefirst-script", "CookieFirst"),
    ("data-borlabs-cookie-id", "Borlabs Cookie"), ("data-borlabs-script-blocker-id", "Borlabs Cookie"),
    ("data-suppressedsrc", "iubenda"), ("suppressedsrc", "iubenda"), ("data-iub-purposes", "iubenda"),
    ("data-cookieyes", "CookieYes"), ("data-cookiecategory", "Cookie Consent"), ("data-categories", "Termly"),
    ("data-cookiescript", "CookieScript"), ("data-ot-ignore", "OneTrust"),
  ]

  /// Beginnings of class names by which consent managers know their scripts.
  private static let managerClasses: [(prefix: String, manager: String)] = [
    ("optanon-category", "OneTrust"), ("cmplazyload", "consentmanager"), ("cmplz-", "Complianz"),
    ("_iub_cs_activate", "iubenda"), ("cky-", "CookieYes"), ("termly", "Termly"),
  ]

  /// Who holds the script back until the visitor consents; `nil` when nobody does.
  private static func manager(of tag: HTMLTag, kind: Kind, type: String, waits: Bool) -> String? {
    let isHeld =
      kind == .data
      && (type == "text/plain" || type == "javascript/blocked" || type == "text/tc_privacy"
        || type == "didomi/javascript" || type == "text/x-cookieyes" || type == "opt-in"
        || type == "text/blocked")
    guard isHeld || waits else { return nil }
    for (name, manager) in managerAttributes where tag.has(name) { return manager }
    for name in (tag["class"] ?? "").split(whereSeparator: \.isWhitespace) {
      for (prefix, manager) in managerClasses where name.hasPrefix(prefix) { return manager }
    }
    switch type {
    case "text/tc_privacy": return "TrustCommander"
    case "didomi/javascript": return "Didomi"
    case "text/x-cookieyes": return "CookieYes"
    default: break
    }
    if type == "opt-in" || (tag.has("data-name") && type == "text/plain") { return "Klaro" }
    if tag.has("data-category"), type == "text/plain" {
      return tag.has("data-service") ? "Complianz" : "Cookie Consent"
    }
    return "unnamed"
  }
}
