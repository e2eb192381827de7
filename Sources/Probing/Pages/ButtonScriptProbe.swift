import Fetching
import Model
import Reading

/// The regions of Amazon Pay, as rules see them.
enum RegionWord: String, FactWord {
  case na, eu, fe
  init(_ region: Region) {
    switch region {
    case .na: self = .na
    case .eu: self = .eu
    case .fe: self = .fe
    }
  }
}

/// Amazon Pay's script and calls on a page.
enum ButtonScriptProbe: Probe {
  static let name = "buttonScript"

  enum Kind: String, FactWord { case checkoutV2, checkoutV1, lookAlike, selfHosted, otherAmazon }
  enum Form: String, FactWord {
    case sound, insecure, commentedOut, parked, module, template, dynamic, mention
  }
  enum Generation: String, FactWord { case checkoutV2, checkoutV1 }
  enum Call: String, FactWord { case call, plugin, none }

  /// A reference to a script, as rules see it.
  struct Reference: FactValue {
    static let factType = FactType.record([
      "url": .url, "kind": Kind.factType, "region": RegionWord.factType, "form": Form.factType,
      "integrity": .bool,
      "async": .bool, "defer": .bool,
    ])
    let script: ButtonScript
    var factValue: Value {
      var record: [String: Value] = [
        "url": .text(excerpt(script.address, to: 2048)), "kind": .text(script.kindWord.rawValue),
        "form": .text(script.formWord.rawValue), "integrity": .bool(script.integrity != nil),
        "async": .bool(script.isAsync), "defer": .bool(script.isDeferred),
      ]
      record["region"] = script.region.map { .text($0.rawValue) }
      return .record(record)
    }
  }

  static let present = FactKey<Bool>(
    "amazonPay.present",
    of: .page,
    "Whether a sound script, a call or a plugin's bootstrap is on the page."
  )
  static let scripts = FactKey<[Reference]>(
    "amazonPay.scripts",
    of: .page,
    "Every reference to a script of Amazon Pay, sound or not."
  )
  static let loaderCount = FactKey<Int>(
    "amazonPay.loaderCount",
    of: .page,
    unit: .count,
    "How many sound tags load checkout.js."
  )
  static let regions = FactKey<[RegionWord]>(
    "amazonPay.regions",
    of: .page,
    "The regions whose checkout.js or Widgets.js is really loaded."
  )
  static let generations = FactKey<[Generation]>(
    "amazonPay.generations",
    of: .page,
    "The generations of Amazon Pay that are loaded."
  )
  static let call = FactKey<Call>("amazonPay.call", of: .page, "What puts a button on the page.")
  static let unmatched = FactKey<[String]>(
    "amazonPay.unmatchedContainers",
    of: .page,
    "Containers that calls name and no element has."
  )
  static let parkedBy = FactKey<String>(
    "amazonPay.parkedBy",
    of: .page,
    absent: "no script is parked",
    "Who parks the script until a buyer consents."
  )
  static let callBeforeScript = FactKey<Bool>(
    "amazonPay.callBeforeScript",
    of: .page,
    "Whether an inline call runs before an async or deferred script."
  )
  static let integrity = FactKey<Bool>(
    "amazonPay.integrity",
    of: .page,
    "Whether checkout.js is pinned by an integrity attribute."
  )
  static let keys: [any AnyFactKey] = [
    present, scripts, loaderCount, regions, generations, call, unmatched, parkedBy, callBeforeScript,
    integrity,
  ]

  static func facts(of page: PageVisit, in scene: Scene) async -> FactSet {
    var set = FactSet()
    if let unreadable = page.unreadable {
      set.fill(keys, with: unreadable, from: page.looks)
      return set
    }
    let (amazon, looks) = (page.amazonPay, page.looks)
    let loaded = page.loadedScripts
    let v2 = loaded.filter { $0.kind == .checkoutV2 }
    // A script of another site could still bring Amazon Pay to a page that shows nothing of it.
    let missing = page.hidesAmazonPay
    set.set(present, .seen(page.hasAmazonPay, unless: page.incomplete), from: looks)
    set.set(
      scripts,
      amazon.scripts.map(Reference.init),
      atMost: mostReferences,
      missing: page.incomplete,
      from: looks
    )
    let loaders = v2.count { $0.form == .sound }
    set.set(loaderCount, page.cut.map(Observed.unknown) ?? .known(loaders), from: looks)
    set.set(
      regions,
      RegionWord.allCases.filter { word in loaded.contains { $0.region?.rawValue == word.rawValue } },
      missing: missing,
      from: looks
    )
    set.set(generations, page.generations, missing: missing, from: looks)
    set.set(call, callKind(page), from: looks)
    set.set(
      unmatched,
      unmatchedContainers(page),
      atMost: mostReferences,
      missing: drawsAButton(page) ? page.cut : page.incomplete,
      from: looks
    )
    set.set(parkedBy, .seen(amazon.scripts.lazy.compactMap(\.parkedBy).first, unless: page.cut), from: looks)
    set.set(callBeforeScript, .seen(callsBeforeScript(amazon, v2), unless: page.cut), from: looks)
    set.set(integrity, .seen(v2.contains { $0.integrity != nil }, unless: page.cut), from: looks)
    return set
  }

  static func callKind(_ page: PageVisit) -> Observed<Call> {
    let amazon = page.amazonPay
    if amazon.calls.contains(where: { $0.api.presents && $0.runs }) { return .known(.call) }
    if page.hasPluginBootstrap || !amazon.buttons.isEmpty { return .known(.plugin) }
    if let incomplete = page.incomplete {
      return .unknown(Unknown(.notVisible, detail: incomplete.detail ?? "not every script was read"))
    }
    return amazon.pluginMarkers.isEmpty
      ? .known(.none) : .unknown(.notVisible, "a plugin's own scripts draw the button")
  }

  /// References and containers of one page that are told.
  private static let mostReferences = 50

  /// Whether a call that runs names a place that exists: what another script may do takes nothing from it.
  private static func drawsAButton(_ page: PageVisit) -> Bool {
    page.amazonPay.buttons.contains { $0.runs && $0.containerExists == .known(true) }
  }

  private static func unmatchedContainers(_ page: PageVisit) -> [String] {
    page.amazonPay.buttons.compactMap { button in
      guard case .known(false) = button.containerExists, case .known(let container) = button.container else {
        return nil
      }
      return container
    }
  }

  private static func callsBeforeScript(_ amazon: AmazonPayOnPage, _ loaders: [ButtonScript]) -> Bool {
    guard !loaders.isEmpty, loaders.allSatisfy({ ($0.isAsync || $0.isDeferred) && $0.form == .sound }) else {
      return false
    }
    // Calls of script files may wait for an event of their own: only inline ones are told.
    return amazon.calls.contains { $0.api == .renderButton && $0.runs && $0.scriptURL == nil }
  }
}

extension ButtonScript {
  var kindWord: ButtonScriptProbe.Kind {
    switch kind {
    case .checkoutV2: .checkoutV2
    case .checkoutV1: .checkoutV1
    case .login, .paymentServiceProvider, .other: .otherAmazon
    case .lookAlike: .lookAlike
    case .selfHosted: .selfHosted
    }
  }

  var formWord: ButtonScriptProbe.Form {
    switch form {
    case .sound, .noModule: .sound
    case .insecure: .insecure
    case .commentedOut: .commentedOut
    case .parked: .parked
    case .module: .module
    case .inTemplate, .inNoscript, .inFrame, .otherType, .unclosed: .template
    case .scriptText, .options: .dynamic
    case .hint, .textMention, .requireJSPath: .mention
    }
  }

  /// Who parks it; `nil` where nobody does.
  var parkedBy: String? { if case .parked(let by) = form { by } else { nil } }

  /// Whether a browser comes to load it: by a tag, or by a script that holds its address.
  var isLoaded: Bool { form.loads || form == .scriptText || form == .options }
}

extension PageVisit {
  /// The scripts of Amazon Pay that a browser comes to load.
  var loadedScripts: [ButtonScript] {
    amazonPay.scripts.filter { [.checkoutV2, .checkoutV1].contains($0.kind) && $0.isLoaded }
  }

  /// Whether a plugin's configuration stands on the page.
  var hasPluginBootstrap: Bool { amazonPay.pluginMarkers.contains { $0.kind == .configuration } }

  /// Whether a call counts: not where everything was read and nothing loads the script.
  var hasCall: Bool {
    guard amazonPay.calls.contains(where: { $0.api.presents && $0.runs }) else { return false }
    let mayLoad = amazonPay.scripts.contains {
      [.checkoutV2, .checkoutV1].contains($0.kind) && ($0.isLoaded || $0.parkedBy != nil)
    }
    return mayLoad || incomplete != nil
  }

  /// Level *seen* of the catalogue: a sound script, a call, or a plugin's bootstrap.
  var hasAmazonPay: Bool {
    !loadedScripts.isEmpty || hasCall || hasPluginBootstrap
      || amazonPay.buttons.contains { $0.origin != .inlineCall && $0.origin != .checkoutV1 }
  }

  /// Why more of Amazon Pay may be there than was seen; `nil` where nothing was left unread that could bring it.
  ///
  /// Where it was seen, a script of another site that cannot be read changes nothing of it.
  var hidesAmazonPay: Unknown? { hasAmazonPay ? siteIncomplete : incomplete }

  /// The generations that are loaded.
  var generations: [ButtonScriptProbe.Generation] {
    var found: [ButtonScriptProbe.Generation] = []
    let loaded = loadedScripts
    if loaded.contains(where: { $0.kind == .checkoutV2 })
      || amazonPay.calls.contains(where: { $0.api.isV2 && $0.runs })
    {
      found.append(.checkoutV2)
    }
    if loaded.contains(where: { $0.kind == .checkoutV1 }) { found.append(.checkoutV1) }
    return found
  }
}
