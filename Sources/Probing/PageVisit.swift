import Fetching
import Model
import Reading

/// A script that a page references, as far as it was read.
struct ReferencedScript: Sendable {
  let url: WebURL
  /// Its bytes; `nil` where it was not read.
  let bytes: [UInt8]?
  /// Why it was not read whole; `nil` where it was.
  let missing: Unknown?
  let look: Look.ID?
  /// Whether a browser runs it as it reads the page.
  let runs: Bool
}

/// A page that was fetched.
protocol FetchedPage {
  var journey: Journey { get }
  var barrier: MetBarrier? { get }
  /// `nil` where there was no HTML to read.
  var content: PageContent? { get }
  /// Why it was not read whole; `nil` where it was.
  var incomplete: Unknown? { get }
}

extension FetchedPage {
  /// Why there is nothing to read; `nil` where there is.
  var unreadable: Unknown? {
    if let barrier { return barrier.unknown }
    if content != nil { return nil }
    return journey.failure ?? incomplete ?? Unknown(.malformed, detail: "the answer is not an HTML page")
  }
}

/// A page, fetched and read without its scripts.
struct PageDocument: FetchedPage, Sendable {
  let url: WebURL
  let journey: Journey
  let barrier: MetBarrier?
  /// `nil` where there was no HTML to read.
  let content: PageContent?
  /// Why it was not read whole; `nil` where it was.
  let incomplete: Unknown?

  /// Where the page really is.
  var finalURL: WebURL { journey.finalURL ?? url }
}

/// A page, fetched and read with the scripts it references.
struct PageVisit: FetchedPage, Sendable {
  let url: WebURL
  var roles: [Role]
  let journey: Journey
  let barrier: MetBarrier?
  /// `nil` where there was no HTML to read.
  let content: PageContent?
  let scripts: [ReferencedScript]
  var amazonPay: AmazonPayOnPage
  /// Why the page itself was not read whole; `nil` where it was.
  let cut: Unknown?
  /// The same for the page and the scripts of its own site, which alone hold what the shop itself wrote.
  let siteIncomplete: Unknown?
  /// The same for the page and every script it references.
  let incomplete: Unknown?
  /// Whether an item had been put in the visitor's cart when it was read.
  var filling = CartFilling.notAllowed
  /// What a browser showed of it.
  var view = BrowserView.none(Unknown(.notAsked, needs: .browser))

  /// Where the page really is.
  var finalURL: WebURL { journey.finalURL ?? url }
  /// The looks behind what was read.
  var looks: [Look.ID] { journey.looks + scripts.compactMap(\.look) + (view.sight?.looks ?? []) }
}

extension Scene {
  /// A page without its scripts; the same page is read once.
  func document(_ url: WebURL, after: [Look.ID] = []) async -> PageDocument {
    await documents.value(url.text) { await self.readDocument(url, after: after) }
  }

  /// A page with its scripts; the same page is read once.
  func page(_ url: WebURL, roles: [Role], after: [Look.ID] = []) async -> PageVisit {
    await pages.value(url.text) {
      await self.readPage(await self.document(url, after: after), roles: roles)
    }
  }

  /// A page with its scripts, as the visitor of a session sees it.
  func page(_ url: WebURL, roles: [Role], after: [Look.ID], as session: CartSession) async -> PageVisit {
    await readPage(await readDocument(url, after: after, as: session), roles: roles)
  }

  private func readDocument(_ url: WebURL, after: [Look.ID], as session: CartSession? = nil) async
    -> PageDocument
  {
    let journey = await Journey.follow(url, in: visit, after: after, as: session)
    func without(_ incomplete: Unknown, barrier: MetBarrier? = nil) -> PageDocument {
      PageDocument(url: url, journey: journey, barrier: barrier, content: nil, incomplete: incomplete)
    }
    guard let answer = journey.answer, let finalURL = journey.finalURL else {
      if journey.hops.last?.exchange.demandsCertificate == true {
        let barrier = MetBarrier(kind: .clientCertificate, name: nil)
        return without(barrier.unknown, barrier: barrier)
      }
      return without(journey.failure ?? Unknown(.defect))
    }
    let redirected = finalURL != url
    if let barrier = barriers.barrier(in: answer, at: finalURL, redirected: redirected) {
      return without(barrier.unknown, barrier: barrier)
    }
    // What an error page shows is not the shop's page.
    guard (200..<300).contains(answer.status) else {
      return without(
        Unknown(.unavailable, detail: excerpt("\(finalURL.text) answered with status \(answer.status)"))
      )
    }
    guard answer.body.contains(where: { $0 > 0x20 }) || !answer.whole else {
      return without(Unknown(.malformed, detail: excerpt("\(finalURL.text) answered with an empty page")))
    }
    guard answer.looksLikeHTML else {
      return without(Unknown(.malformed, detail: "the answer is not an HTML page"))
    }
    let content = PageReader.read(
      answer.body,
      contentType: answer.headers.first("content-type"),
      url: finalURL.text,
      truncated: !answer.whole
    )
    return PageDocument(
      url: url,
      journey: journey,
      barrier: nil,
      content: content,
      incomplete: answer.cut
    )
  }

  private func readPage(_ document: PageDocument, roles: [Role]) async -> PageVisit {
    guard let content = document.content else {
      return PageVisit(
        url: document.url,
        roles: roles,
        journey: document.journey,
        barrier: document.barrier,
        content: nil,
        scripts: [],
        amazonPay: AmazonPayOnPage(),
        cut: document.incomplete,
        siteIncomplete: document.incomplete,
        incomplete: document.incomplete
      )
    }
    let scripts = await readScripts(of: content, after: document.journey.looks)
    let sources = scripts.compactMap { script in
      script.bytes.map { ScriptSource(url: script.url.text, bytes: $0, runs: script.runs) }
    }
    let amazonPay = ButtonReader.read(content, scripts: sources)
    let isCut = amazonPay.isCut || !content.cut.isDisjoint(with: [.page, .scripts, .elements])
    let cut =
      document.incomplete
      ?? (isCut ? Unknown(.limitReached, detail: "the page is too large to read whole") : nil)
    let own = scripts.lazy.filter { self.isSameSite($0.url, document.finalURL) }
    let siteIncomplete = document.incomplete ?? own.compactMap(\.missing).first ?? cut
    let incomplete = document.incomplete ?? scripts.lazy.compactMap(\.missing).first ?? cut
    return PageVisit(
      url: document.url,
      roles: roles,
      journey: document.journey,
      barrier: nil,
      content: content,
      scripts: scripts,
      amazonPay: amazonPay,
      cut: cut,
      siteIncomplete: siteIncomplete,
      incomplete: incomplete
    )
  }

  /// The scripts a page references, side by side; each once an audit, and at most 30 a page.
  private func readScripts(of page: PageContent, after: [Look.ID]) async -> [ReferencedScript] {
    var wanted: [(url: WebURL, runs: Bool)] = []
    var seen: Set<WebURL> = []
    for script in page.scripts where script.place == .document && script.kind != .browserData {
      guard let target = page.address(of: script) else { continue }
      guard !isAmazonHost(target.host), seen.insert(target).inserted else { continue }
      wanted.append((target, script.runs))
    }
    let read = wanted.prefix(Scene.mostScriptsAPage)
    let left = wanted.dropFirst(Scene.mostScriptsAPage).map { script in
      ReferencedScript(
        url: script.url,
        bytes: nil,
        missing: Unknown(.limitReached, detail: "too many scripts"),
        look: nil,
        runs: script.runs
      )
    }
    return await withTaskGroup(of: (Int, ReferencedScript).self) { group in
      for (index, script) in read.enumerated() {
        group.addTask { (index, await self.readScript(script.url, runs: script.runs, after: after)) }
      }
      var scripts = [ReferencedScript?](repeating: nil, count: read.count)
      for await (index, script) in group { scripts[index] = script }
      return scripts.compactMap { $0 } + left
    }
  }

  private func readScript(_ url: WebURL, runs: Bool, after: [Look.ID]) async -> ReferencedScript {
    let exchange = await visit.exchange(
      ExchangeRequest(.get, url, bodyLimit: Scene.largestScript),
      after: after
    )
    guard let answer = exchange.answer, answer.status == 200 else {
      let why =
        exchange.failure
        ?? Unknown(
          .unavailable,
          detail: "a script answered \(exchange.answer.map { String($0.status) } ?? "nothing")"
        )
      // What is not there does not run: a missing script hides nothing.
      let isGone = exchange.answer.map { $0.status == 404 || $0.status == 410 } ?? false
      return ReferencedScript(
        url: url,
        bytes: nil,
        missing: isGone ? nil : why,
        look: exchange.id,
        runs: runs
      )
    }
    return ReferencedScript(url: url, bytes: answer.body, missing: answer.cut, look: exchange.id, runs: runs)
  }
}

/// Whether Amazon serves the host's scripts.
///
/// They are asked for by their own probe. Look-alikes are left alone too.
func isAmazonHost(_ host: String) -> Bool {
  host.contains("payments-amazon")
    || [
      "amazon.com", "amazon.eu", "amazon.de", "amazon.co.uk", "amazon.fr", "amazon.it", "amazon.es",
      "amazon.co.jp",
      "amazon.jp", "ssl-images-amazon.com", "media-amazon.com",
    ].contains { host == $0 || host.hasSuffix("." + $0) }
}

extension Answer {
  /// Whether it is HTML by its Content-Type, or by its beginning where none is given.
  var looksLikeHTML: Bool {
    if let type = headers.first("content-type")?.lowercased() {
      return type.contains("html") || type.contains("xhtml")
    }
    let start = body.prefix(512).drop {
      $0 == 0x20 || (0x09...0x0D).contains($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF
    }
    return start.first == UInt8(ascii: "<")
  }
}
