import Glibc
import Reading

/// What reading a page costs, beside one pass over the same bytes that looks at each of them once (`memchr`).
enum ReadingCost {
  private static let copies = 400
  private static let rounds = 6
  private static let type = "text/html; charset=utf-8"
  private static let url = "https://shop.example/cart"

  static func measure(_ thresholds: Thresholds, _ report: inout Report) {
    report.heading("Reading a page, as a multiple of one memchr pass over its bytes")
    // Copies enough to leave the processor's caches between two uses of one: a page is read once, as it has come.
    let text = typicalPage()
    let pages = (0..<copies).map { Array("<!--\($0 % 10)-->".utf8) + text }
    let floor = median { pass(over: pages[$0], $0) }
    let content = PageReader.read(pages[0], contentType: type, url: url)
    let tokens = median { number in
      var tokenizer = HTMLTokenizer(pages[number])
      var count = 0
      while tokenizer.next() != nil { count += 1 }
      return count
    }
    let reading = median { number in
      let content = PageReader.read(pages[number], contentType: type, url: url)
      return ButtonReader.read(content).calls.count
    }
    let button = median { _ in ButtonReader.read(content).calls.count }
    let page = text
    report.tell(
      "a page of",
      "\(page.count / 1024) KiB, \(content.scripts.count) scripts, \(content.links.count) links"
    )
    report.tell(
      "one pass",
      "\((floor * 1e6).rounded(to: 1)) µs, \((Double(page.count) / floor / 1e9).rounded(to: 1)) GB/s"
    )
    report.tell(
      "tokens alone",
      "\((tokens / floor).rounded(to: 1)) passes, \((tokens * 1e6).rounded(to: 0)) µs"
    )
    report.tell(
      "button alone",
      "\((button / floor).rounded(to: 1)) passes, \((button * 1e6).rounded(to: 0)) µs"
    )
    report.tell("page and button", "\((reading * 1e6).rounded(to: 0)) µs")
    report.judge("page and button, in passes", reading / floor, atMost: thresholds.readingPasses, "×")
  }

  /// The processor time of work on a copy, in seconds: the least of several rounds' medians.
  ///
  /// Others on the machine share the processor's units and caches for seconds at a time, which can only make it more.
  private static func median(_ work: (Int) -> Int) -> Double {
    (0..<rounds).map { _ in
      var samples = Samples()
      var found = 0
      for number in 0..<copies {
        let start = now()
        found += work(number)
        samples.add(now() - start)
      }
      precondition(found >= copies, "the work found nothing")
      return samples.median
    }.min() ?? 0
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Looks for a byte that is not there: one of the first eight, so that no two passes are the same.
  @inline(never)
  private static func pass(over bytes: [UInt8], _ number: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return memchr(start, Int32(number % 8 + 1), bytes.count) == nil ? 1 : 0
    }
  }

  /// What a platform hands to its own scripts: variants, prices, translations.
  private static func settings() -> String {
    let variants = (0..<900).map {
      "{\"id\":\($0),\"sku\":\"L-\($0)\",\"title\":\"Messing \($0)\",\"price\":\($0)90,\"available\":true,\"options\":[\"Messing\",\"60 cm\"]}"
    }
    return "{\"variants\":[\(variants.joined(separator: ","))]}"
  }

  /// A shop's page as they are: markup for many products, about as much of scripts, styles and data in it, one button.
  private static func typicalPage() -> [UInt8] {
    var html = """
      <!doctype html><html lang="de"><head><meta charset="utf-8"><title>Warenkorb – Lampen &amp; Leuchten</title>
      <meta name="generator" content="WooCommerce 10.3.4"><meta property="og:price:currency" content="EUR">
      <script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }</script>

      """
    for number in 0..<12 {
      html +=
        "<link rel=\"stylesheet\" href=\"/wp-content/plugins/part-\(number)/assets/css/style.min.css?ver=1.\(number)\">\n"
    }
    html +=
      "<style>"
      + String(repeating: ".product-tile__price > .amount { color: #222; margin: 0 4px 2px; }\n", count: 400)
      + "</style>"
    html += "</head><body class=\"woocommerce woocommerce-cart woocommerce-no-js\"><nav><ul>"
    for number in 0..<120 {
      html +=
        "<li class=\"menu-item menu-item-\(number)\"><a href=\"/kategorie/lampen-\(number)/\" title=\"Lampen \(number)\">Lampen f&uuml;r R&auml;ume \(number)</a></li>\n"
    }
    html += "</ul></nav><main>"
    for number in 0..<96 {
      html += """
        <article class="product-tile product type-product post-\(number) status-publish instock" data-product-id="\(number)">
          <a class="product-tile__link" href="/produkt/leuchte-\(number)/">
            <img loading="lazy" width="300" height="300" src="/wp-content/uploads/2026/01/leuchte-\(number)-300x300.jpg" srcset="/wp-content/uploads/2026/01/leuchte-\(number)-300x300.jpg 300w, /wp-content/uploads/2026/01/leuchte-\(number)-600x600.jpg 600w" alt="Leuchte \(number)">
            <h2 class="product-tile__title">Pendelleuchte Nr. \(number), Messing geb&uuml;rstet</h2></a>
          <p>Eine schlichte Leuchte f&uuml;r Esstisch und Diele, mit Leuchtmittel und zwei Metern Kabel; Lieferzeit drei Tage.</p>
          <span class="price"><span class="amount"><bdi>\(number),90&nbsp;<span class="currency">&euro;</span></bdi></span></span>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 21.35l-1.45-1.32C5.4 15.36 2 12.28 2 8.5 2 5.42 4.42 3 7.5 3c1.74 0 3.41.81 4.5 2.09"/></svg>
        </article>

        """
    }
    html +=
      "<script>"
      + (0..<500).map {
        "var option\($0) = {id: \($0), label: 'Auswahl \($0)', on: function (e) { return e && e.target.value / 2 > \($0); }}; // nur hier\n"
      }.joined() + "</script>"
    html += """
      <script type="application/json" id="settings">\(settings())</script>
      <div id="AmazonPayButton"></div><script src="https://static-eu.payments-amazon.com/checkout.js"></script>
      <script>amazon.Pay.renderButton('#AmazonPayButton', {merchantId: 'A3DEMOSHOP0001', ledgerCurrency: 'EUR', sandbox: false,
      createCheckoutSessionConfig: {payloadJSON: '{"storeId":"amzn1.application-oa2-client.0123456789abcdef0123456789abcdef"}', signature: 'AAAA'}});</script>
      </main><footer><p>Impressum</p></footer></body></html>
      """
    return Array(html.utf8)
  }
}
