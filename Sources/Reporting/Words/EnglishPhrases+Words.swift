import Model

extension EnglishPhrases {
  func about(_ kind: SubjectKind) -> String {
    switch kind {
    case .shop: "the shop"
    case .host: "each host"
    case .page: "each page"
    case .button: "each button"
    case .endpoint: "each endpoint"
    case .service: "each of Amazon's services"
    case .server: "the shop's server"
    }
  }

  func effect(_ effect: RuleEntry.Effect) -> String {
    switch effect {
    case .fail(let severity): consequence(severity).firstLowercased
    case .ask(let severity): "only you can answer; \(ifNot(severity).firstLowercased)"
    case .note: "for information"
    case .pass: "fine"
    case .unknown(let unknown):
      unknown.needs.map { "not seen (\(need($0).what))" } ?? "not seen (\(obstacle(unknown.reason).cause))"
    }
  }

  func word(_ word: String, of path: String) -> String? {
    switch path {
    case "headers.missing":
      switch word {
      case "nosniff": "X-Content-Type-Options"
      case "frameProtection": "protection against being framed"
      default: nil
      }
    case "policyPages.missing":
      switch word {
      case "privacy": "privacy policy"
      case "terms": "terms and conditions"
      case "returns": "returns"
      case "contact": "contact"
      default: nil
      }
    case "csp.sandboxForbids":
      word == "topNavigation" ? "leaving the page" : nil
    case "tls.weakFamilies":
      switch word {
      case "anonymous": "without authentication"
      case "null": "without encryption"
      case "export": "export grade"
      case "rc4": "RC4"
      case "des": "DES"
      case "tripleDES": "3DES"
      default: nil
      }
    case "cors.reflected":
      switch word {
      case "foreign": "a foreign origin"
      case "lookAlike": "a look-alike of the storefront"
      case "http": "the unencrypted storefront"
      case "null": "the origin null"
      default: nil
      }
    case "payload.signedAs.spelling":
      switch word {
      case "slashesEscaped": "with a backslash before each slash"
      case "slashesPlain": "without the backslashes before slashes"
      case "trimmed": "without the white space around it"
      case "asShown": "as the page shows it"
      default: nil
      }
    case "api.problems", "api.problem":
      switch word {
      case "unresolved": "the name has no address"
      case "refused": "the connection is refused"
      case "silent": "no answer comes"
      case "cut": "the connection is cut off"
      case "noRoute": "there is no way there"
      case "tls": "no encryption comes about"
      case "certificate": "the certificate is not trusted"
      case "proxy": "the proxy refuses"
      default: nil
      }
    case "otherProducts":
      switch word {
      case "adyenDropIn": "Adyen Drop-in"
      case "payfort": "Amazon Payment Services (Payfort)"
      case "amazonPayIndia": "Amazon Pay India"
      case "amazonSimplePay": "Amazon Simple Pay"
      default: nil
      }
    default: productName(word, of: path)
    }
  }

  func record(_ record: [String: String], of path: String) -> String? {
    if path == "payload.problem" {
      switch record["kind"] {
      case "htmlEntities": return "it holds HTML entities (&quot;) where quotes belong"
      case "notAnObject": return "it is JSON, but not an object"
      case "notJSON": return "it stops being JSON at character \(record["character"] ?? "?")"
      default: return nil
      }
    }
    guard let step = record["step"], let directive = record["directive"] else { return nil }
    let source = record["source"] ?? "?"
    return switch step {
    case "addSource": "add \(source) to \(directive)"
    case "replaceNone": "give \(directive) the value \(source)"
    case "splitDirective": "add a \(directive) directive with the sources of default-src and \(source)"
    case "useNonce": "give the element the nonce of \(directive)"
    case "introduceNonce": "add a nonce to \(directive) and give it to the element"
    default: nil
    }
  }
}

/// The name by which people know a platform or plugin that `path` names; the same in every language.
func productName(_ word: String, of path: String) -> String? {
  guard path.hasSuffix("platform.name") || path.hasSuffix("amazonPay.plugin") else { return nil }
  return switch word {
  case "shopify": "Shopify"
  case "bigcommerce": "BigCommerce"
  case "woocommerce": "WooCommerce"
  case "magento": "Magento"
  case "prestashop": "PrestaShop"
  case "shopware6": "Shopware 6"
  case "shopware5": "Shopware 5"
  case "oxid": "OXID eShop"
  case "salesforce": "Salesforce Commerce Cloud"
  case "jtl": "JTL-Shop"
  case "gambio": "Gambio"
  case "plentyshop": "plentyShop"
  case "opencart": "OpenCart"
  case "nopcommerce": "nopCommerce"
  case "eccube": "EC-CUBE"
  case "zencart": "Zen Cart"
  case "spryker": "Spryker"
  case "shift4shop": "Shift4Shop"
  case "wix": "Wix"
  case "squarespace": "Squarespace"
  case "ecwid": "Ecwid"
  case "magento1": "Magento 1"
  default: nil
  }
}

extension String {
  /// With its first letter in lower case.
  var firstLowercased: String { prefix(1).lowercased() + dropFirst() }
}
