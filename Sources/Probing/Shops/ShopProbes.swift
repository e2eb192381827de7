import Fetching
import Model
import Reading

/// What stands between an audit and the shop's home page.
enum AccessProbe: Probe {
  static let name = "access"

  static let barrier = FactKey<Barrier>(
    "access.barrier",
    of: .shop,
    absent: "nothing stood in the way",
    "What stood between the audit and the home page."
  )
  static let barrierName = FactKey<String>(
    "access.barrierName",
    of: .shop,
    absent: "nothing stood in the way, or nothing names it",
    "Who put the barrier there."
  )
  static let status = FactKey<Int>("access.status", of: .shop, "The status of the home page.")
  static let keys: [any AnyFactKey] = [barrier, barrierName, status]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let looks = shop.home.journey.looks
    if let met = shop.home.barrier {
      set.set(barrier, met.kind, from: looks)
      set.set(barrierName, Observed(met.name), from: looks)
    }
    guard let answer = shop.home.journey.answer else {
      set.fill(keys, with: shop.home.journey.failure ?? Unknown(.defect), from: looks)
      return set
    }
    set.set(status, answer.status, from: looks)
    set.fill([barrier, barrierName], absentFrom: looks)
    return set
  }
}

/// Products that bear a similar name and are not Amazon Pay.
enum ProductProbe: Probe {
  static let name = "products"

  enum Product: String, FactWord { case adyenDropIn, payfort, amazonPayIndia, amazonSimplePay }

  static let products = FactKey<[Product]>(
    "otherProducts",
    of: .shop,
    "Products on the pages that are not Amazon Pay, or take no new merchants."
  )
  static let keys: [any AnyFactKey] = [products]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let read = shop.pages.filter { $0.content != nil }
    guard !read.isEmpty else {
      set.fill(keys, with: shop.home.unreadable ?? Unknown(.notVisible), from: shop.looks)
      return set
    }
    let found = Set(read.flatMap(\.amazonPay.otherProducts).map { Product($0.kind) })
    let missing = shop.missing
    set.set(products, Product.allCases.filter(found.contains), missing: missing, from: shop.looks)
    return set
  }
}

extension ProductProbe.Product {
  init(_ kind: OtherProduct.Kind) {
    switch kind {
    case .paymentServices: self = .payfort
    case .amazonPayIndia: self = .amazonPayIndia
    case .adyen: self = .adyenDropIn
    case .simplePay: self = .amazonSimplePay
    }
  }
}

/// The pages that tell a buyer the terms.
enum PolicyPageProbe: Probe {
  static let name = "policyPages"

  enum Kind: String, FactWord { case privacy, terms, returns, contact }

  static let missing = FactKey<[Kind]>(
    "policyPages.missing",
    of: .shop,
    "Policy pages to which no link was found, or that do not answer."
  )
  static let found = FactKey<[WebAddress]>("policyPages.found", of: .shop, "Policy pages that answer.")
  static let keys: [any AnyFactKey] = [missing, found]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    guard shop.home.content != nil else {
      set.fill(keys, with: shop.home.unreadable ?? Unknown(.notVisible), from: shop.looks)
      return set
    }
    let answers = await answers(linkedFrom: scene.homeDocument(), in: scene)
    let looks = shop.home.journey.looks + Kind.allCases.flatMap { answers[$0]?.journey.looks ?? [] }
    let seen = answers.mapValues { scene.observedEnd($0.journey) }
    let answering = Kind.allCases.filter { seen[$0]?.answer?.status == 200 }
    let unseen = Kind.allCases.lazy.compactMap { seen[$0]?.unknown }.first
    // What a page does not link to as far as it was read may be linked from its rest.
    let unread =
      shop.home.cut
      ?? (shop.home.content?.cut.contains(.links) == true
        ? Unknown(.limitReached, detail: "the home page has too many links") : nil)
    let absent = Kind.allCases.filter { kind in
      guard let end = seen[kind] else { return unread == nil }
      return end.unknown == nil && !answering.contains(kind)
    }
    set.set(missing, absent, missing: unseen ?? unread, from: looks)
    set.set(
      found,
      answering.compactMap { answers[$0].map { WebAddress($0.url.text) } },
      missing: unseen ?? unread,
      from: looks
    )
    return set
  }

  /// The ways to the policy pages that the home page links to; gone once, however often they are asked for.
  static func answers(
    linkedFrom home: PageDocument,
    in scene: Scene
  ) async -> [Kind: (url: WebURL, journey: Journey)] {
    guard let content = home.content else { return [:] }
    let links = LinkReader(data: scene.data, page: content, at: home.finalURL)
    return await withTaskGroup(of: (Kind, WebURL, Journey).self) { group in
      for kind in Kind.allCases {
        guard let url = links.first(kind.rawValue) else { continue }
        group.addTask { (kind, url, await scene.journey(url, after: home.journey.looks)) }
      }
      var answers: [Kind: (url: WebURL, journey: Journey)] = [:]
      for await (kind, url, journey) in group { answers[kind] = (url, journey) }
      return answers
    }
  }
}

extension Scene {
  /// What the end of a journey shows; an answer by a barrier shows nothing.
  fileprivate func observedEnd(_ journey: Journey) -> ObservedAnswer {
    if let failure = journey.failure { return .unknown(failure) }
    guard let last = journey.hops.last else { return .unknown(Unknown(.defect)) }
    return observedAnswer(last.exchange, redirected: journey.hops.count > 1)
  }
}

/// Where Amazon's notifications go.
enum NotificationURLProbe: Probe {
  static let name = "notificationURL"

  static let url = FactKey<WebAddress>(
    "ipn.url",
    of: .shop,
    absent: "the operator gave none",
    "The IPN URL that the operator gave."
  )
  static let proposed = FactKey<WebAddress>(
    "ipn.proposedUrl",
    of: .shop,
    absent: "the platform's path is not known",
    "The IPN URL of the platform's plugin."
  )
  static let keys: [any AnyFactKey] = [url, proposed]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    set.set(url, Observed(scene.request.ipn.map { WebAddress($0) }), from: [])
    let derived = shop.platform?.platform.ipnPath.flatMap { shop.host.url.resolving($0) }
    set.set(proposed, Observed(derived.map { WebAddress($0.text) }), from: shop.looks)
    return set
  }
}

/// Whether CORS plays a role for the shop.
enum CrossOriginProbe: Probe {
  static let name = "crossOrigin"

  enum Situation: String, FactWord { case classic, crossOrigin, headless }

  static let situation = FactKey<Situation>(
    "cors.situation",
    of: .shop,
    "classic: payload and signature stand in the page; crossOrigin: the storefront calls an API of another origin; "
      + "headless: markers of a separate storefront, no API named."
  )
  static let markers = FactKey<[String]>(
    "cors.headlessMarkers",
    of: .shop,
    "Markers of a storefront that is apart from its shop."
  )
  static let keys: [any AnyFactKey] = [situation, markers]

  static func facts(of shop: ShopSight, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let read = shop.pages.compactMap(PageSight.init)
    let found = scene.data.headlessMarkers.filter { named in read.contains { $0.shows(named.marker) } }
      .map(\.name).uniqued()
    let crosses = shop.endpoints(in: scene).targets.contains {
      $0.role != .ipn && $0.url.origin != $0.storefront
    }
    if crosses {
      set.set(situation, .crossOrigin, from: shop.looks)
    } else if scene.request.api != nil {
      set.set(situation, .classic, from: shop.looks)
    }
    guard !read.isEmpty else {
      set.fill(keys, with: shop.home.unreadable ?? Unknown(.notVisible), from: shop.looks)
      return set
    }
    set.set(markers, found, from: shop.looks)
    if !crosses, scene.request.api == nil {
      set.set(situation, found.isEmpty ? .classic : .headless, from: shop.looks)
    }
    return set
  }
}
