import Fetching
import Model
import Reading

/// Versions of what lies below a shop's platform, where the shop shows them.
enum CoreVersionProbe: Probe {
  static let name = "coreVersion"

  static let wordPress = FactKey<VersionNumber>(
    "platform.wordPressVersion",
    of: .shop,
    absent: "no generator tag names one",
    "The version of WordPress that a generator tag names."
  )
  static let php = FactKey<VersionNumber>(
    "platform.phpVersion",
    of: .shop,
    absent: "no X-Powered-By names one",
    "The version of PHP in X-Powered-By."
  )
  static let magento = FactKey<VersionNumber>(
    "platform.magentoVersion",
    of: .shop,
    absent: "the shop is no Magento, or does not say",
    "The version that /magento_version names."
  )
  static let keys: [any AnyFactKey] = [wordPress, php, magento]

  /// Where Magento names its version, unless that is switched off.
  static let magentoPath = "/magento_version"

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    if let unreadable = shop.home.unreadable {
      set.fill(keys, with: unreadable, from: shop.home.looks)
      return set
    }
    let generators = shop.pages.compactMap(\.content).flatMap(\.generators)
    let press = generators.lazy.compactMap { number(in: $0, after: "WordPress ") }.first
    set.set(wordPress, Observed(press.map { VersionNumber($0) }), from: shop.looks)
    let powered = shop.home.journey.answer?.headers.list("x-powered-by") ?? []
    let language = powered.lazy.compactMap { number(in: $0, after: "PHP/") }.first
    set.set(php, Observed(language.map { VersionNumber($0) }), from: shop.home.looks)
    guard shop.platform?.platform.id == "magento", let url = shop.host.url.resolving(magentoPath) else {
      set.fill(keys, absentFrom: shop.looks)
      return set
    }
    let exchange = await scene.visit.exchange(ExchangeRequest(.get, url), after: shop.home.looks)
    switch scene.observedAnswer(exchange) {
    case .known(let answer):
      let text = answer.status == 200 ? String(decoding: answer.body.prefix(200), as: UTF8.self) : ""
      set.set(
        magento,
        Observed(number(in: text, after: "Magento/").map { VersionNumber($0) }),
        from: [exchange.id]
      )
    case .unknown(let why): set.set(magento, .unknown(why), from: [exchange.id])
    }
    return set
  }

  /// The version behind `word` at the beginning of `text`; `nil` where there is none.
  private static func number(in text: String, after word: String) -> String? {
    guard text.lowercased().hasPrefix(word.lowercased()) else { return nil }
    let digits = text.dropFirst(word.count).prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    return digits.utf8.count <= 32 && DottedVersion(String(digits)) != nil ? String(digits) : nil
  }
}
