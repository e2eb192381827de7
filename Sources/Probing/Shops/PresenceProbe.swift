import Fetching
import Model
import Reading

/// Whether the shop shows Amazon Pay, in the levels that decide what can be asked of it.
enum PresenceProbe: Probe {
  static let name = "presence"

  enum Level: String, FactWord { case seen, installed, hosted, faulty, absent }
  enum PluginState: String, FactWord { case current, outdated, insecure }
  enum Fault: String, FactWord { case commentedOut, lookAlike, insecure, selfHosted, noLoader }

  static let level = FactKey<Level>(
    "amazonPay.level",
    of: .shop,
    "seen: a sound script, call or bootstrap; installed: a plugin that shows its button with an item in the cart; "
      + "hosted: nothing seen on a hosted checkout; faulty: only faulty traces; absent: looked everywhere, nothing."
  )
  static let faults = FactKey<[Fault]>("amazonPay.faults", of: .shop, "What is wrong with the traces found.")
  static let faultURL = FactKey<WebAddress>(
    "amazonPay.faultUrl",
    of: .shop,
    absent: "no faulty reference",
    "The first faulty reference."
  )
  static let pages = FactKey<[WebAddress]>(
    "amazonPay.pages",
    of: .shop,
    "The pages on which Amazon Pay was seen."
  )
  static let generations = FactKey<[ButtonScriptProbe.Generation]>(
    "amazonPay.generations",
    of: .shop,
    "The generations of Amazon Pay that are loaded."
  )
  static let regions = FactKey<[RegionWord]>(
    "amazonPay.regions",
    of: .shop,
    "The regions whose script is loaded."
  )
  static let plugin = FactKey<String>(
    "amazonPay.plugin",
    of: .shop,
    absent: "no plugin was recognised",
    "The plugin that brings Amazon Pay."
  )
  static let pluginVersion = FactKey<VersionNumber>(
    "amazonPay.pluginVersion",
    of: .shop,
    absent: "it is not shown",
    "The plugin's version."
  )
  static let pluginState = FactKey<PluginState>(
    "amazonPay.pluginState",
    of: .shop,
    absent: "its version is not shown, or the data files know none",
    "How the plugin's version stands to those that the data files know."
  )
  static let pluginLatest = FactKey<VersionNumber>(
    "amazonPay.pluginLatest",
    of: .shop,
    absent: "the data files know none",
    "The newest version of the plugin, as the data files know it."
  )
  static let moduleOff = FactKey<Bool>(
    "amazonPay.moduleOff",
    of: .shop,
    "Whether Magento lists the module's scripts without its configuration."
  )
  static let origins = FactKey<[String]>(
    "amazonPay.origins",
    of: .shop,
    "Every origin of the shop that was seen."
  )
  static let foreignReturns = FactKey<[String]>(
    "amazonPay.foreignReturnOrigins",
    of: .shop,
    "Origins of return URLs that are not the shop's."
  )
  static let pending = FactKey<Bool>(
    "amazonPay.pendingAuthorizations",
    of: .shop,
    absent: "no payload was seen",
    "Whether a payload says canHandlePendingAuthorization=true."
  )
  static let keys: [any AnyFactKey] = [
    level, faults, faultURL, pages, generations, regions, plugin, pluginVersion, pluginState, pluginLatest,
    moduleOff, origins,
    foreignReturns,
    pending,
  ]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = shop.looks
    let read = shop.pages.filter { $0.content != nil }
    let found = faulty(read)
    set.set(level, presence(of: shop, read, faults: found.map(\.fault), data: scene.data), from: looks)
    guard !read.isEmpty else {
      let why = shop.home.unreadable ?? Unknown(.notVisible)
      // Whatever the shop shows, this is the address at which it was asked.
      set.set(origins, [shop.home.url.origin], missing: why, from: looks)
      set.fill(keys, with: why, from: looks)
      return set
    }
    let missing = shop.missing
    set.set(
      faults,
      Fault.allCases.filter { fault in found.contains { $0.fault == fault } },
      missing: missing,
      from: looks
    )
    let address = found.lazy.compactMap(\.url).first.map { WebAddress($0) }
    set.set(faultURL, .seen(address, unless: missing), from: looks)
    set.set(
      pages,
      read.filter(\.hasAmazonPay).map { WebAddress($0.finalURL.text) },
      missing: missing,
      from: looks
    )
    let kinds = Set(read.flatMap(\.generations))
    set.set(
      generations,
      ButtonScriptProbe.Generation.allCases.filter(kinds.contains),
      missing: missing,
      from: looks
    )
    let loaded = Set(read.flatMap(\.loadedScripts).compactMap(\.region).map(RegionWord.init))
    set.set(regions, RegionWord.allCases.filter(loaded.contains), missing: missing, from: looks)
    tellPlugin(read, missing, looks, scene.data.versions, &set)
    tellOrigins(shop, missing, looks, &set)
    return set
  }

  /// The level of a shop as far as its pages show it.
  static func presence(of shop: ShopSight, _ data: ProbingData) -> Observed<Level> {
    let read = shop.pages.filter { $0.content != nil }
    return presence(of: shop, read, faults: faulty(read).map(\.fault), data: data)
  }

  private static func presence(of shop: ShopSight, _ read: [PageVisit], faults: [Fault], data: ProbingData)
    -> Observed<Level>
  {
    if read.contains(where: \.hasAmazonPay) { return .known(.seen) }
    let markers = Set(read.flatMap(\.amazonPay.pluginMarkers).map { "\($0.kind) \($0.text)" })
    if let platform = shop.platform?.platform {
      if platform.hostedCheckout { return .known(.hosted) }
      if platform.buttonNeedsCart, markers.count >= 2 { return .known(.installed) }
    }
    if !faults.isEmpty { return .known(.faulty) }
    if let barrier = shop.home.unreadable, read.isEmpty { return .unknown(barrier) }
    if shop.platform?.platform.buttonNeedsCart == true {
      return .unknown(.notVisible, "this platform's plugin shows the button only with an item in the cart")
    }
    return absence(shop, read, data)
  }

  /// Absence is shown only by having looked where a button would be.
  private static func absence(_ shop: ShopSight, _ read: [PageVisit], _ data: ProbingData) -> Observed<Level>
  {
    if read.contains(where: { $0.amazonPay.scripts.contains { $0.parkedBy != nil } }) {
      return .unknown(.notVisible, "a script waits for the buyer's consent")
    }
    let promising = shop.pages.filter { !Set($0.roles).isDisjoint(with: [.cart, .checkout, .named]) }
    let telling = promising.filter { page in
      let shows = page.roles.contains(.named) || page.looksLikeFilledCart(data)
      return shows && page.content != nil && page.finalURL.path == page.url.path && page.incomplete == nil
        && !page.looksLikeEmptyCart(data)
    }
    guard !telling.isEmpty else {
      if let why = promising.lazy.compactMap({ $0.unreadable ?? $0.incomplete }).first {
        return .unknown(why)
      }
      if let why = shop.home.incomplete { return .unknown(why) }
      // Nothing was put in the cart, and cart and checkout may wait for that.
      return .unknown(shop.home.filling.unknown("nothing was put in the cart"))
    }
    if let parked = telling.first(where: { $0.content?.scripts.contains { $0.parkedBy != nil } ?? false }) {
      return .unknown(.notVisible, "a script at \(parked.finalURL.path) waits for the buyer's consent")
    }
    // A mention in the text loads nothing; one in a script may.
    if telling.contains(where: \.scriptsNameAmazonPay) {
      return .unknown(.notVisible, "a script names Amazon Pay without anything that shows how it is loaded")
    }
    return .known(.absent)
  }

  private static func faulty(_ pages: [PageVisit]) -> [(fault: Fault, url: String?)] {
    var faults: [(fault: Fault, url: String?)] = []
    for page in pages where !page.hasAmazonPay {
      let before = faults.count
      for script in page.amazonPay.scripts {
        if script.kind == .selfHosted, script.isLoaded { faults.append((.selfHosted, script.address)) }
        if script.kind == .lookAlike, script.isLoaded { faults.append((.lookAlike, script.address)) }
        guard [.checkoutV2, .checkoutV1].contains(script.kind) else { continue }
        if script.form == .insecure { faults.append((.insecure, script.address)) }
        if script.form == .commentedOut { faults.append((.commentedOut, script.address)) }
      }
      // A call is without a loader only where nothing else tries to be one.
      if faults.count == before, page.incomplete == nil,
        page.amazonPay.calls.contains(where: { $0.api.presents && $0.runs })
      {
        faults.append((.noLoader, nil))
      }
    }
    return faults
  }

  private static func tellPlugin(
    _ read: [PageVisit],
    _ missing: Unknown?,
    _ looks: [Look.ID],
    _ versions: VersionData,
    _ set: inout FactSet
  ) {
    let markers = read.flatMap(\.amazonPay.pluginMarkers)
    set.set(plugin, .seen(markers.first?.plugin.rawValue, unless: missing), from: looks)
    let version =
      markers.lazy.compactMap(\.version).first
      ?? read.lazy.flatMap(\.amazonPay.buttons).compactMap { $0.pluginVersion.value }.first
    set.set(pluginVersion, .seen(version.map { VersionNumber($0) }, unless: missing), from: looks)
    let known = markers.first.flatMap { versions.plugins[$0.plugin.rawValue] }
    set.set(pluginLatest, .seen(known.map { VersionNumber($0.latest) }, unless: missing), from: looks)
    set.set(pluginState, .seen(known.flatMap { state(of: version, $0) }, unless: missing), from: looks)
    let lists = read.contains(where: \.amazonPay.listsMagentoPaths)
    let registry = read.contains { $0.amazonPay.buttons.contains { $0.origin == .magentoRegistry } }
    // A registry on an unread page would show the module at work; without the list there is nothing to be off.
    let unknown = registry ? nil : missing
    set.set(moduleOff, unknown.map(Observed.unknown) ?? .known(lists && !registry), from: looks)
  }

  private static func state(of version: String?, _ known: VersionData.Plugin) -> PluginState? {
    guard let version, let isOld = VersionOrder.isBelow(version, known.latest) else { return nil }
    if let secure = known.secureSince, VersionOrder.isBelow(version, secure) == true { return .insecure }
    return isOld ? .outdated : .current
  }

  private static func tellOrigins(
    _ shop: ShopSight,
    _ missing: Unknown?,
    _ looks: [Look.ID],
    _ set: inout FactSet
  ) {
    let own = Set(shop.pages.filter { $0.content != nil }.map(\.finalURL.origin))
    set.set(origins, own.sorted(), from: looks)
    let payloads = shop.buttons.compactMap(\.payload)
    let returns = Set(payloads.flatMap(\.returnURLs).compactMap { WebURL($0.text)?.origin })
    set.set(foreignReturns, returns.subtracting(own).sorted(), atMost: 50, missing: missing, from: looks)
    let isPending = payloads.contains { $0.canHandlePending == true }
    if payloads.isEmpty, missing == nil {
      set.set(pending, .absent, from: looks)
    } else {
      set.set(pending, .seen(isPending, unless: missing), from: looks)
    }
  }
}

extension PageVisit {
  /// Whether a script of the page, inline or referenced, names Amazon Pay's hosts or functions, or a plugin left a trace.
  var scriptsNameAmazonPay: Bool {
    guard amazonPay.namesAmazonPay else { return false }
    if !amazonPay.pluginMarkers.isEmpty { return true }
    let inline =
      content?.scripts.filter { $0.source == nil && $0.place == .document }.map { Array($0.body) } ?? []
    let texts = (inline + scripts.compactMap(\.bytes)).map(lowercased)
    let names = ["payments-amazon", "amazon.pay", "amazonpay", "offamazonpayments"].map { Array($0.utf8) }
    return texts.contains { text in names.contains { contains(text, $0) } }
  }
}
