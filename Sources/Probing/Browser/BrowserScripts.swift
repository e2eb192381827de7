import Reading

/// The scripts that look at a page from inside.
enum BrowserScripts {
  /// The name of the function by which ``observer`` reports; no page sees it.
  static let binding = "payreadyReport"

  /// Runs before a page's own scripts, and reports each call of Amazon Pay's functions with what it is given.
  ///
  /// The calls go on as they are. Whatever keeps it from watching leaves them alone.
  static let observer = #"""
    (() => {
      const report = globalThis.payreadyReport;
      delete globalThis.payreadyReport;
      const watched = new WeakSet();
      const tell = (name, given) => {
        try {
          const selector = typeof given[0] === 'string' ? given[0] : null;
          const configuration = (selector === null ? given[0] : given[1]) ?? null;
          const exists = selector === null || document.querySelector(selector) !== null;
          report(JSON.stringify({name, selector, configuration, exists}));
        } catch {}
      };
      const watch = (pay) => {
        if (pay === null || typeof pay !== 'object') return pay;
        for (const name of ['renderButton', 'initCheckout']) {
          try {
            const own = pay[name];
            if (typeof own !== 'function' || watched.has(own)) continue;
            const call = function (...given) { tell(name, given); return own.apply(this, given); };
            watched.add(call);
            pay[name] = call;
          } catch {}
        }
        return pay;
      };
      const watchPay = (object) => {
        try {
          let pay = watch(object.Pay);
          Object.defineProperty(object, 'Pay', {
            configurable: true, enumerable: true, get: () => watch(pay), set: (value) => { pay = watch(value); },
          });
        } catch {}
        return object;
      };
      let amazon;
      Object.defineProperty(globalThis, 'amazon', {
        configurable: true, enumerable: true, get: () => amazon,
        set: (value) => { amazon = value !== null && typeof value === 'object' ? watchPay(value) : value; },
      });
    })();
    """#

  /// Every button in an open shadow root, as Amazon's script draws it: its state, its box, and what lies over it.
  ///
  /// Source: the classes as Amazon's module for Magento looks for them.
  static let buttons = #"""
    (() => {
      const found = [];
      const walk = (root, depth) => {
        if (depth > 8) return;
        for (const element of root.querySelectorAll('*')) {
          const shadow = element.shadowRoot;
          if (!shadow) continue;
          const inner = shadow.querySelector('.amazonpay-button-enabled, .amazonpay-button-disabled');
          if (inner) found.push([element, inner]);
          walk(shadow, depth + 1);
        }
      };
      walk(document, 0);
      return found.slice(0, 20).map(([host, inner]) => {
        const scale = globalThis.visualViewport?.scale ?? 1;
        inner.scrollIntoView({block: 'center', behavior: 'instant'});
        const box = inner.getBoundingClientRect();
        const top = host.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const isInside = box.right > 0 && box.left < innerWidth;
        return {
          enabled: inner.classList.contains('amazonpay-button-enabled'),
          visible: isInside && box.width > 1 && box.height > 1
            && inner.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}),
          covered: top !== null && top !== host && !host.contains(top),
          height: Math.round(box.height * scale),
        };
      });
    })()
    """#

  /// Where the tab is, with which status it came there, and what it shows.
  static let state = #"""
    ({
      address: location.href,
      status: performance.getEntriesByType('navigation')[0]?.responseStatus || null,
      text: (document.body?.innerText ?? '').replace(/\s+/g, ' ').slice(0, 20000),
    })
    """#

  /// The first of `banners` that can be seen: its place among them, and whether it can be declined at once.
  static func banner(of banners: [ProbingData.Banner]) -> String {
    let list = banners.map { banner -> JSONValue in
      [
        "within": banner.within.map(JSONValue.string) ?? .null, "box": .string(banner.box),
        "accept": .string(banner.accept), "decline": banner.decline.map(JSONValue.string) ?? .null,
      ]
    }
    return "(\(finder)).banner(\(JSONValue.array(list).text))"
  }

  /// Presses the button of a banner that `selector` names; whether it was there.
  static func press(_ selector: String, of banner: ProbingData.Banner) -> String {
    let within = (banner.within.map(JSONValue.string) ?? .null).text
    return "(\(finder)).press(\(within), \(JSONValue.string(selector).text))"
  }

  private static let finder = #"""
    {
      seen(within, selector) {
        try {
          const root = within === null ? document : document.querySelector(within)?.shadowRoot;
          const isSeen = (element) => element.getClientRects().length > 0
            && element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
          return [...(root?.querySelectorAll(selector) ?? [])].find(isSeen) ?? null;
        } catch { return null; }
      },
      banner(list) {
        const place = list.findIndex((one) => this.seen(one.within, one.box) && this.seen(one.within, one.accept));
        if (place < 0) return null;
        const {within, decline} = list[place];
        return {place, declines: decline !== null && this.seen(within, decline) !== null};
      },
      press(within, selector) {
        const button = this.seen(within, selector);
        button?.click();
        return button !== null;
      },
    }
    """#
}
