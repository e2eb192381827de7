package import Fetching
package import Model
package import Reading

/// A way through redirects, one exchange a hop.
package struct Journey: Sendable {
  /// How it ended.
  package enum End: Sendable {
    /// At an answer that leads nowhere else.
    case arrived(Answer)
    /// At an address that had been visited before.
    case loop
    /// After ten redirects.
    case tooMany
    /// At a redirect without a usable Location.
    case noLocation(Answer)
    /// At an exchange without an answer.
    case failed(Unknown)
    /// At a redirect to where it was meant to end, which was not followed.
    case secure
  }

  /// One exchange of it.
  package struct Hop: Sendable {
    /// What was asked for.
    package let url: WebURL
    /// What came of it.
    package let exchange: Exchange
    /// Where the answer leads; `nil` where it leads nowhere.
    package let target: WebURL?

    /// A hop from its parts.
    package init(url: WebURL, exchange: Exchange, target: WebURL?) {
      self.url = url
      self.exchange = exchange
      self.target = target
    }
  }

  /// The longest way that is followed.
  static let longest = 10

  /// Every exchange, in order.
  package let hops: [Hop]
  /// How it ended.
  package let end: End

  /// A way from its parts.
  package init(hops: [Hop], end: End) {
    self.hops = hops
    self.end = end
  }

  var looks: [Look.ID] { hops.map(\.exchange.id) }
  /// The address that was asked last.
  var finalURL: WebURL? { hops.last?.url }
  /// The answer at its end; `nil` where there was none.
  var answer: Answer? { if case .arrived(let answer) = end { answer } else { nil } }
  /// Why there is no answer at its end; `nil` where there is one.
  var failure: Unknown? {
    switch end {
    case .arrived, .secure: nil
    case .failed(let unknown): unknown
    case .loop: Unknown(.malformed, detail: "the redirects lead in a circle")
    case .tooMany: Unknown(.malformed, detail: "more than \(Journey.longest) redirects")
    case .noLocation: Unknown(.malformed, detail: "a redirect names no usable address")
    }
  }

  /// Why further hops were not seen; `nil` where the way was seen to its end.
  var unseen: Unknown? {
    switch end {
    case .failed, .tooMany: failure
    case .arrived, .loop, .noLocation, .secure: nil
    }
  }

  /// Follows redirects from `url`, one hop an exchange; not those to an address for which `ends` holds.
  ///
  /// A way on which no other look waits is a leaf: others go first. A visitor's session goes along to its own origin.
  static func follow(
    _ url: WebURL,
    in visit: Visit,
    after: [Look.ID] = [],
    isLeaf: Bool = false,
    as session: CartSession? = nil,
    until ends: @Sendable (WebURL) -> Bool = { _ in false }
  ) async -> Journey {
    var hops: [Hop] = []
    var seen: Set<String> = []
    var next = url
    var before = after
    while hops.count < longest {
      guard seen.insert(next.text).inserted else { return Journey(hops: hops, end: .loop) }
      var request = ExchangeRequest(.get, next)
      request.isLeaf = isLeaf
      request.session = session?.cookies(for: next)
      let exchange = await visit.exchange(request, after: before)
      guard let answer = exchange.answer else {
        let failure = exchange.failure ?? Unknown(.defect)
        return Journey(hops: hops + [Hop(url: next, exchange: exchange, target: nil)], end: .failed(failure))
      }
      guard answer.isRedirect else {
        return Journey(hops: hops + [Hop(url: next, exchange: exchange, target: nil)], end: .arrived(answer))
      }
      let target = answer.headers.first("location").flatMap { next.resolving($0) }
      hops.append(Hop(url: next, exchange: exchange, target: target))
      guard let target else { return Journey(hops: hops, end: .noLocation(answer)) }
      if ends(target) { return Journey(hops: hops, end: .secure) }
      before = [exchange.id]
      next = target
    }
    return Journey(hops: hops, end: .tooMany)
  }
}

/// What a server answered to a request, as Fetching knows it; Model's answers are people's.
package typealias Answer = Exchange.Answer

extension Answer {
  /// Whether a browser would follow it elsewhere (RFC 9110, 15.4).
  var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }
}
