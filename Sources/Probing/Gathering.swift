import Fetching
import Model
import Reading

/// One shop's looks in their order: everything runs as early as what it needs is there.
struct Gathering: Sendable {
  let scene: Scene
  let packProbes: [PackProbeRequest]

  private var shop: WebURL { scene.shop }
  private static let shopID = Subject.ID(.shop, "shop")

  /// The subjects with their facts, and the address that was audited after redirects.
  func run() async -> (subjects: [Subject], audited: String) {
    let typed = AuditedHost(url: shop, roles: [.shop])
    // The longest chain begins first: notifications go one after another.
    async let requested = endpointSubjects(requestedEndpoints)
    async let services = serviceSubjects()
    async let early = hostFacts(typed)
    // What the home page links to is asked for before its scripts are there.
    let opened = await scene.homeDocument()
    async let homePage = scene.homePage()
    async let linked = readLinked(from: opened)
    async let policies = PolicyPageProbe.answers(linkedFrom: opened, in: scene)
    let home = await homePage
    let final = home.finalURL.with(scheme: .https).root
    let host = scene.isSameSite(final, shop) ? AuditedHost(url: final, roles: [.shop]) : typed
    async let own = packFacts(host)
    let visited = await pages(home: home, linked: linked, host: host)
    let read = sight(of: await CartFiller.fill(visited, in: scene), home, host)
    _ = await policies
    let pages = await BrowserLooks.pages(of: read, in: scene)
    let sight = sight(of: pages, home, host)
    async let shopFacts = ProbeList.gather(ProbeList.shops, of: sight, in: scene)
    async let pageSubjects = subjects(of: pages, host: host)
    async let buttonSubjects = subjects(of: sight.buttons)
    let endpoints = sight.endpoints(in: scene)
    let requestedOnes = Set(requestedEndpoints)
    async let found = endpointSubjects(endpoints.targets.filter { !requestedOnes.contains($0) })
    let hosts = await hostSubjects(hosts(sight, endpoints.targets), typed: typed, early: await early)
    let root = Subject(
      id: Self.shopID,
      name: final.host,
      url: host.url.text,
      roles: [.shop],
      facts: await shopFacts.merging(await own) { first, _ in first }
    )
    let unseen =
      sight.unseenButtons(level: root.facts[PresenceProbe.level.name])
      + endpoints.unseen(parent: host.id)
    let all =
      [root] + hosts + (await pageSubjects) + (await buttonSubjects) + (await requested)
      + (await found) + (await services) + unseen
    let kept = Set(scene.visit.looks.map(\.id))
    // Where the shop answers without encryption alone, that is what was read.
    let audited = home.content == nil ? host.url.text : home.finalURL.root.text
    return (all.map { $0.keeping(kept) }, audited)
  }

  private func sight(of pages: [PageVisit], _ home: PageVisit, _ host: AuditedHost) -> ShopSight {
    let (buttons, left) = FoundButton.all(on: pages)
    return ShopSight(
      home: pages.first { $0.url == home.url } ?? home,
      pages: pages,
      buttons: buttons,
      platform: RecognisedPlatform.find(in: pages.compactMap(PageSight.init), data: scene.data),
      host: host,
      left: left
    )
  }

  // MARK: Hosts

  /// The most hosts of return URLs that are looked at for those alone.
  private static let mostOthers = 4

  /// Every host in use with what it is used for; the shop's own among them, whether or not a page of it was read.
  private func hosts(_ shop: ShopSight, _ endpoints: [EndpointTarget]) -> [AuditedHost] {
    var roles: [WebURL: Set<Role>] = [shop.host.url: [.shop]]
    for page in shop.pages where isShops(page, shop.host) {
      roles[page.finalURL.with(scheme: .https).root, default: []].formUnion(page.roles + [.shop])
    }
    // A derived IPN URL may be nobody's; what a page's button calls is in use.
    for endpoint in endpoints where endpoint.given || endpoint.role == .session {
      roles[endpoint.url.with(scheme: .https).root, default: []].insert(endpoint.role)
    }
    let returns = Set(shop.buttons.compactMap(\.payload).flatMap(\.returnURLs).compactMap { WebURL($0.text) })
      .filter { $0.isHTTPS && !$0.isLocalhost && $0.hostKind == .domain }
    for url in returns.sorted(by: { $0.text < $1.text }).prefix(Self.mostOthers) {
      roles[url.root, default: []].insert(.returnURL)
    }
    return roles.map { AuditedHost(url: $0.key, roles: $0.value) }.sorted { $0.id < $1.id }
  }

  private func hostFacts(_ host: AuditedHost) async -> [String: Fact] {
    async let common = ProbeList.gather(ProbeList.hosts, of: host, in: scene)
    guard host.roles.contains(.shop) else { return await common }
    async let own = ProbeList.gather(ProbeList.shopHosts, of: host, in: scene)
    return await common.merging(await own) { first, _ in first }
  }

  /// The typed host was looked at from the start; it is told only where it is in use.
  private func hostSubjects(_ hosts: [AuditedHost], typed: AuditedHost, early: [String: Fact]) async
    -> [Subject]
  {
    await withTaskGroup(of: Subject.self) { group in
      for host in hosts {
        group.addTask {
          let facts = host.url == typed.url ? early : await hostFacts(host)
          return Subject(
            id: host.id,
            name: host.url.host,
            url: host.url.text,
            roles: Array(host.roles),
            parent: Self.shopID,
            facts: facts
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  // MARK: Pages

  /// The pages that the home page's links lead to, and those the operator named; the home page itself is
  /// among them where it was named.
  private func readLinked(from home: PageDocument) async -> [PageVisit] {
    let wanted = wantedPages(from: home)
    return await withTaskGroup(of: PageVisit?.self) { group in
      for (url, roles, isGuess) in wanted {
        let after = roles.contains(.named) ? [] : home.journey.looks
        group.addTask {
          var page = await scene.page(url, roles: roles, after: after)
          page.roles = roles
          // A guess that leads elsewhere was wrong, and says nothing of the shop.
          return isGuess && (page.content == nil || page.finalURL.path != url.path) ? nil : page
        }
      }
      return await group.reduce(into: []) { pages, page in if let page { pages.append(page) } }
    }
  }

  /// The pages that a shop's home page is looked through for.
  static let foundRoles: [Role] = [.product, .cart, .checkout, .login]
  /// The most pages that are read unless the operator says otherwise.
  private static let usualPages = 12

  /// The pages to read beside the home page, at most as many as were asked for: those named, those linked, and where a
  /// known platform has its own.
  private func wantedPages(from home: PageDocument) -> [(url: WebURL, roles: [Role], isGuess: Bool)] {
    var wanted: [(url: WebURL, roles: [Role], isGuess: Bool)] = []
    func add(_ url: WebURL, _ role: Role, isGuess: Bool = false) {
      if let index = wanted.firstIndex(where: { $0.url == url }) {
        wanted[index].roles.append(role)
      } else {
        wanted.append((url, [role], isGuess))
      }
    }
    let roles = scene.request.pageRoles ?? [:]
    for page in scene.request.pages {
      guard let url = WebURL(page) else { continue }
      add(url, .named)
      if let role = roles[page] { add(url, role) }
    }
    if let content = home.content {
      let links = LinkReader(data: scene.data, page: content, at: home.finalURL)
      let own = platformPaths(of: content, home)
      for role in Self.foundRoles where !roles.values.contains(role) {
        if let url = links.first(role.rawValue) {
          if url != home.finalURL { add(url, role) }
        } else if let url = own[role.rawValue].flatMap(home.finalURL.resolving), url != home.finalURL {
          add(url, role, isGuess: true)
        }
      }
    }
    return Array(wanted.prefix(max(0, (scene.request.maxPages ?? Self.usualPages) - 1)))
  }

  /// Where the platform that the home page shows has its pages; empty where none is recognised.
  private func platformPaths(of content: PageContent, _ home: PageDocument) -> [String: String] {
    guard let answer = home.journey.answer else { return [:] }
    let sight = PageSight(content, headers: answer.headers)
    return RecognisedPlatform.find(in: [sight], data: scene.data).flatMap { scene.data.platformPaths[$0.id] }
      ?? [:]
  }

  /// The shop's pages: the home page, and those of `linked` that are the shop's.
  private func pages(home: PageVisit, linked: [PageVisit], host: AuditedHost) -> [PageVisit] {
    var home = home
    home.roles += linked.first { $0.url == home.url }?.roles ?? []
    let others = linked.filter { $0.url != home.url && isShops($0, host) }
    // Two addresses may lead to one page: both are told, each as itself.
    return ([home] + others).sorted { ($0.finalURL.text, $0.url.text) < ($1.finalURL.text, $1.url.text) }
  }

  /// Whether a page is the shop's: on its site, or where the operator named it.
  private func isShops(_ page: PageVisit, _ host: AuditedHost) -> Bool {
    scene.isSameSite(page.finalURL, host.url)
      || page.roles.contains(.named) && scene.isSameSite(page.finalURL, page.url)
  }

  private func subjects(of pages: [PageVisit], host: AuditedHost) async -> [Subject] {
    await withTaskGroup(of: Subject.self) { group in
      for page in pages {
        group.addTask {
          // A home page that leads to another site is still the shop's: that site's host is nobody we look at.
          let own = AuditedHost(url: page.finalURL.with(scheme: .https).root, roles: [])
          let parent = isShops(page, host) ? own : host
          return Subject(
            id: page.id,
            name: page.finalURL.text,
            url: page.finalURL.text,
            roles: page.roles,
            parent: parent.id,
            facts: await ProbeList.gather(ProbeList.pages, of: page, in: scene)
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func subjects(of buttons: [FoundButton]) async -> [Subject] {
    await withTaskGroup(of: Subject.self) { group in
      for button in buttons {
        group.addTask {
          Subject(
            id: button.id,
            name: button.name,
            url: button.page.finalURL.text,
            roles: button.page.roles,
            parent: button.page.id,
            facts: await ProbeList.gather(ProbeList.buttons, of: button, in: scene)
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  // MARK: Endpoints and services

  private var requestedEndpoints: [EndpointTarget] { EndpointTarget.requested(scene.request, shop: shop) }

  private func endpointSubjects(_ endpoints: [EndpointTarget]) async -> [Subject] {
    await withTaskGroup(of: Subject.self) { group in
      for endpoint in endpoints {
        group.addTask {
          let probes = endpoint.role == .ipn ? ProbeList.notifications : ProbeList.calls
          let host = AuditedHost(url: endpoint.url.with(scheme: .https).root, roles: [])
          return Subject(
            id: endpoint.id,
            name: endpoint.url.text,
            url: endpoint.url.text,
            roles: [endpoint.role],
            parent: host.id,
            facts: await ProbeList.gather(probes, of: endpoint, in: scene)
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func serviceSubjects() async -> [Subject] {
    await withTaskGroup(of: Subject.self) { group in
      for service in AmazonService.all {
        group.addTask {
          Subject(
            id: service.id,
            name: service.id.key,
            url: service.url?.text,
            roles: [.amazon],
            parent: Self.shopID,
            facts: await ProbeList.gather(ProbeList.services, of: service, in: scene)
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func packFacts(_ host: AuditedHost) async -> [String: Fact] {
    await withTaskGroup(of: [String: Fact].self) { group in
      for probe in packProbes { group.addTask { await PackProbe.facts(of: probe, at: host.url, in: scene) } }
      return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
  }
}

extension PageVisit {
  /// Its identity: the address it was asked at.
  var id: Subject.ID { Subject.ID(.page, url.text) }
}

extension FoundButton {
  /// What people call it.
  var name: String {
    let container = configuration.container.value.map { "the button \($0)" } ?? "the button"
    return "\(container) on \(page.finalURL.path)"
  }
}

extension Scene {
  /// The shop's home page without its scripts, over https where that answers at all, else over http.
  func homeDocument() async -> PageDocument {
    let secure = await document(shop)
    guard secure.journey.answer == nil else { return secure }
    // On a port of its own there is one server: it speaks TLS, or it showed that it does not.
    let speaksHTTP = secure.journey.hops.last?.exchange.spokePlainHTTP == true
    guard
      let plain = AuditedHost(url: shop, roles: [.shop]).plainURL
        ?? (speaksHTTP && secure.finalURL == shop ? shop.with(scheme: .http) : nil)
    else { return secure }
    let open = await document(plain)
    return open.journey.answer == nil ? secure : open
  }

  /// The shop's home page.
  func homePage() async -> PageVisit {
    await page(await homeDocument().url, roles: [.home])
  }

  /// Whether two addresses belong to one registrable domain, whatever their scheme.
  func isSameSite(_ one: WebURL, _ other: WebURL) -> Bool {
    data.publicSuffixes.areSameSite(one.with(scheme: .https), other.with(scheme: .https))
  }
}
