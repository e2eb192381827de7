import DemoShop
import Fetching
import Model
import Probing
import Reading
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Where plain HTTP leads` {
  /// A way that was gone, as `URL status` words, and what it comes to.
  struct Way: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let stops: [(url: String, status: Int)]
    var ends: Ends = .arrives
    let ending: RedirectProbe.Ending?
    /// Redirects until https; `nil` where the way does not get there.
    let hops: Int?

    enum Ends: Sendable { case arrives, loops, isTooLong, saysNothing, breaks, staysOut }
  }

  static let ways: [Way] = [
    Way(
      testDescription: "straight to https",
      stops: [("http://shop.example/", 301), ("https://shop.example/", 200)],
      ending: .https,
      hops: 1
    ),
    Way(
      testDescription: "by a detour",
      stops: [
        ("http://shop.example/", 301), ("http://shop.example/de", 302), ("https://shop.example/de", 200),
      ],
      ending: .https,
      hops: 2
    ),
    Way(
      testDescription: "to a page over http",
      stops: [("http://shop.example/", 200)],
      ending: .stays,
      hops: nil
    ),
    Way(
      testDescription: "to an error",
      stops: [("http://shop.example/", 404)],
      ending: .errorStatus,
      hops: nil
    ),
    Way(
      testDescription: "to the twin over https",
      stops: [("http://shop.example/", 301), ("https://www.shop.example/", 200)],
      ending: .otherHost,
      hops: 1
    ),
    Way(
      testDescription: "to https and back",
      stops: [
        ("http://shop.example/", 301), ("https://shop.example/", 302), ("http://shop.example/x", 200),
      ],
      ending: .downgrade,
      hops: 1
    ),
    Way(
      testDescription: "round in a circle over http",
      stops: [("http://shop.example/", 301), ("http://shop.example/", 301)],
      ends: .loops,
      ending: .loop,
      hops: nil
    ),
    Way(
      testDescription: "round in a circle by https",
      stops: [("http://shop.example/", 301), ("https://shop.example/", 301), ("http://shop.example/", 0)],
      ends: .loops,
      ending: .downgrade,
      hops: 1
    ),
    Way(
      testDescription: "on and on",
      stops: [("http://shop.example/", 301), ("http://shop.example/1", 301), ("http://shop.example/2", 301)],
      ends: .isTooLong,
      ending: .tooMany,
      hops: nil
    ),
    Way(
      testDescription: "nowhere",
      stops: [("http://shop.example/", 301)],
      ends: .saysNothing,
      ending: .noLocation,
      hops: nil
    ),
    Way(
      testDescription: "to a closed https",
      stops: [("http://shop.example/", 301), ("https://shop.example/", 0)],
      ends: .breaks,
      ending: .https,
      hops: 1
    ),
    Way(
      testDescription: "to a connection that breaks",
      stops: [("http://shop.example/", 0)],
      ends: .breaks,
      ending: nil,
      hops: nil
    ),
  ]

  @Test(arguments: ways)
  func `is told by the whole way`(_ way: Way) throws {
    let host = AuditedHost(url: try .of("https://shop.example/"), roles: [.shop])
    let (ending, hops) = try RedirectProbe.ending(of: journey(way), from: host)
    switch (ending, way.ending) {
    case (.known(let told), let expected?): #expect(told == expected)
    case (.unknown(let why), nil): #expect(why.reason == .reset)
    default: Issue.record("\(ending)")
    }
    #expect(hops == way.hops)
  }

  /// A way of a deep address over http, as it is followed until https, and whether it keeps path and query.
  static let deepWays: [(Way, Bool?)] = [
    (
      Way(
        testDescription: "straight there",
        stops: [("http://shop.example/a?b=c", 301), ("https://shop.example/a?b=c", 0)],
        ends: .staysOut,
        ending: nil,
        hops: 1
      ), true
    ),
    (
      Way(
        testDescription: "by a detour",
        stops: [
          ("http://shop.example/a?b=c", 301), ("http://shop.example/-/a?b=c", 301),
          ("https://www.shop.example/a?b=c", 0),
        ],
        ends: .staysOut,
        ending: nil,
        hops: 2
      ), true
    ),
    (
      Way(
        testDescription: "losing the query after a detour",
        stops: [
          ("http://shop.example/a?b=c", 301), ("http://shop.example/-/a?b=c", 301),
          ("https://shop.example/a", 0),
        ],
        ends: .staysOut,
        ending: nil,
        hops: 2
      ), false
    ),
    (
      Way(
        testDescription: "nowhere else",
        stops: [("http://shop.example/a?b=c", 404)],
        ending: nil,
        hops: nil
      ),
      false
    ),
    (
      Way(
        testDescription: "round in a circle",
        stops: [("http://shop.example/a?b=c", 301), ("http://shop.example/a?b=c", 301)],
        ends: .loops,
        ending: nil,
        hops: nil
      ), false
    ),
    (
      Way(
        testDescription: "to a connection that breaks",
        stops: [("http://shop.example/a?b=c", 301), ("http://shop.example/-", 0)],
        ends: .breaks,
        ending: nil,
        hops: nil
      ), nil
    ),
  ]

  @Test(arguments: deepWays.indices)
  func `keeps path and query, or not, at the end of all redirects`(_ index: Int) throws {
    let (way, kept) = Self.deepWays[index]
    switch (RedirectProbe.keepsPath(try journey(way)), kept) {
    case (.known(let told), let expected?): #expect(told == expected, "\(way.testDescription)")
    case (.unknown(let why), nil): #expect(why.reason == .reset)
    case (let told, _): Issue.record("\(way.testDescription): \(told)")
    }
  }

  private func journey(_ way: Way) throws -> Journey {
    var hops: [Journey.Hop] = []
    for (index, stop) in way.stops.enumerated() where stop.status != 0 || way.ends == .breaks {
      let url = try WebURL.of(stop.url)
      let target = index + 1 < way.stops.count ? WebURL(way.stops[index + 1].url) : nil
      let answer = stop.status == 0 ? nil : Answer(status: stop.status)
      let exchange = Exchange(
        id: "GET \(url)",
        request: ExchangeRequest(.get, url),
        answer: answer,
        failure: answer == nil ? Unknown(.reset) : nil
      )
      hops.append(Journey.Hop(url: url, exchange: exchange, target: target))
    }
    let last = hops.last?.exchange.answer ?? Answer(status: 0)
    switch way.ends {
    case .arrives: return Journey(hops: hops, end: .arrived(last))
    case .loops: return Journey(hops: hops, end: .loop)
    case .isTooLong: return Journey(hops: hops, end: .tooMany)
    case .saysNothing: return Journey(hops: hops, end: .noLocation(last))
    case .breaks: return Journey(hops: hops, end: .failed(Unknown(.reset)))
    case .staysOut: return Journey(hops: hops, end: .secure)
    }
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Redirects of real servers` {
  @Test(
    arguments: [
      (nil, "https"), (.httpAnswers, "stays"), (.httpMetaRefresh, "stays"), (.httpLoop, "loop"),
      (.httpsDowngrade, "downgrade"), (.redirectOtherHost, "otherHost"),
      (.redirectNoLocation, "noLocation"), (.httpNotFound, "errorStatus"),
    ] as [(Fault?, Value)]
  )
  func `end where they end`(_ fault: Fault?, _ ending: Value) async throws {
    let sight = try await Sight(ShopPlan(faults: Set([fault].compactMap { $0 })))
    #expect(sight.host("http.redirect")?.value == ending)
    #expect(sight.host("http.state")?.value == "http")
  }

  @Test func `are counted until https`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.redirectExtraHop]))
    #expect(sight.host("http.redirect")?.value == "https")
    #expect(sight.host("http.hopsToHTTPS")?.value == 2)
    #expect(sight.host("http.pathKept")?.value == true, "a detour that keeps the path is a detour alone")
  }

  @Test(
    arguments: [(nil, true), (.redirectPathLost, false), (.redirectQueryLost, false)] as [(Fault?, Value)]
  )
  func `keep path and query, or not`(_ fault: Fault?, _ kept: Value) async throws {
    let sight = try await Sight(ShopPlan(faults: Set([fault].compactMap { $0 })))
    #expect(sight.host("http.pathKept")?.value == kept)
  }

  @Test func `are absent where nothing listens on port 80`() async throws {
    let sight = try await Sight(ShopPlan(variants: [.portEightyClosed]))
    #expect(sight.host("http.state")?.value == "refused")
    #expect(sight.host("http.redirect")?.isAbsent == true)
    #expect(sight.host("http.hops")?.isAbsent == true)
  }

  @Test(
    arguments: [
      ([], [], "convergesHere"), ([.wwwOtherSite], [], "otherSite"), ([], [.wwwAnswersToo], "separate"),
    ] as [(Set<Variant>, Set<Fault>, Value)]
  )
  func `of the www twin lead here, or not`(_ variants: Set<Variant>, _ faults: Set<Fault>, _ state: Value)
    async throws
  {
    let sight = try await Sight(ShopPlan(faults: faults, variants: variants))
    #expect(sight.host("twin.name")?.value == "www.good-shop.example")
    #expect(sight.host("twin.state")?.value == state)
    #expect(sight.host("twin.covered")?.value == true)
  }

  @Test func `of a twin whose certificate is for another name are told`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.twinNotCovered]))
    #expect(sight.host("twin.covered")?.value == false)
  }
}
