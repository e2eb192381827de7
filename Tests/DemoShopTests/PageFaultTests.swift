import DemoShop
import Foundation
import Testing

/// A fault, where it is looked for, and marks that are there with it and not without it.
struct Sighting: Sendable, CustomTestStringConvertible {
  let fault: Fault
  let url: String
  let arguments: [String]
  let marks: [String]
  var testDescription: String { "\(fault.rawValue) at \(url)" }

  init(
    _ fault: Fault,
    at url: String = "https://good-shop.example/cart",
    _ arguments: [String] = [],
    _ marks: String...
  ) {
    self.fault = fault
    self.url = url
    self.arguments = arguments
    self.marks = marks
  }

  static let ipn = "https://good-shop.example/amazon-pay/ipn"
  static let api = "https://api.good-shop.example/checkout/session"
  static let post = ["-H", "Content-Type: text/plain; charset=UTF-8", "-d", "{}"]
  static let preflight = [
    "-X", "OPTIONS", "-H", "Origin: https://good-shop.example", "-H", "Access-Control-Request-Method: POST",
    "-H",
    "Access-Control-Request-Headers: content-type",
  ]
  static let foreign = ["-H", "Origin: https://evil.example"]
}

@Suite(.timeLimit(.minutes(1)))
struct `Faults of pages and answers` {
  @Test(arguments: plainDoor + pages + configuration + policies + endpoints)
  func `are there with the fault and not without it`(_ sighting: Sighting) async throws {
    let sound = try await look(sighting, in: Self.sound.get())
    let faulty = try await look(sighting, faults: [sighting.fault])
    for mark in sighting.marks {
      #expect(faulty.contains(mark.lowercased()), "\(mark) is missing in \(faulty)")
      #expect(!sound.contains(mark.lowercased()), "\(mark) is in the sound shop")
    }
  }

  private func look(_ sighting: Sighting, faults: Set<Fault>) async throws -> String {
    try await withShop(faults) { (visitor, _) async throws in try await look(sighting, in: visitor.world) }
  }

  private func look(_ sighting: Sighting, in world: DemoWorld) async throws -> String {
    let words = world.connectTo.flatMap { ["--connect-to", $0] }
    return try await run(
      "curl",
      ["-sS", "-i", "--noproxy", "*", "--cacert", world.rootPath] + words + sighting.arguments + [
        sighting.url
      ]
    ).output.lowercased()
  }

  /// The sound shop, for all to compare with.
  private static let sound = Result { try DemoWorld([ShopPlan()]) }

  @Test(
    arguments: [
      (.buttonAbsent, "amazon"), (.hstsMissing, "strict-transport-security"),
      (.callWithoutScript, "<script src=\"https"),
      (.scriptWithoutCall, "renderbutton"), (.containerUnnamed, "renderbutton"), (.noPrivacyLink, "/privacy"),
      (.cv1Only, "/checkout.js"), (.payfort, "payments-amazon"), (.magentoModuleOff, "registry.set"),
      (.noSecurityHeaders, "nosniff"), (.buttonMentionedOnly, "renderbutton"),
      (.payloadWithoutURLs, "returnurl"),
    ] as [(Fault, String)]
  )
  func `what a fault takes away is gone`(_ fault: Fault, _ mark: String) async throws {
    let taken = try await look(Sighting(fault), faults: [fault])
    #expect(taken.contains("<h1>your cart</h1>"))
    #expect(!taken.contains(mark))
  }

  @Test(arguments: [
    (Fault.corsNoVary, "vary: origin"), (.corsOriginMissing, "access-control-allow-origin"),
    (.corsNoCredentials, "-credentials"),
  ])
  func `what a fault takes away from the API is gone`(_ fault: Fault, _ mark: String) async throws {
    let sighting = Sighting(fault, at: Sighting.api, Sighting.preflight)
    #expect(try await look(sighting, faults: []).contains(mark))
    #expect(try await !look(sighting, faults: [fault]).contains(mark))
  }

  @Test func `the currency is in lower case`() async throws {
    try await withShop([.currencyLowerCase]) { (visitor, _) async throws in
      #expect(
        try await visitor.get("https://good-shop.example/cart").output.contains("ledgerCurrency: 'eur'")
      )
    }
  }

  @Test(arguments: [([], 0), ([.clockOff], 600)] as [(Set<Fault>, Double)])
  func `the clock is as wrong as the fault says`(_ faults: Set<Fault>, _ seconds: Double) async throws {
    try await withShop(faults) { (visitor, _) async throws in
      let head = try await visitor.get("https://good-shop.example/").output
      let text = try #require(head.firstMatch(of: /Date: (.*) GMT\r\n/)?.1)
      let format = DateFormatter()
      format.locale = Locale(identifier: "en_US_POSIX")
      format.timeZone = .gmt
      format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss"
      let date = try #require(format.date(from: String(text)))
      #expect(abs(date.timeIntervalSinceNow - seconds) < 30)
    }
  }

  @Test func `the checkout over http shows the button`() async throws {
    try await withShop([.buttonOverHTTP]) { (visitor, _) async throws in
      let secure = try await visitor.get("https://good-shop.example/checkout")
      #expect(secure.head.contains("location: http://good-shop.example/checkout"))
      #expect(try await visitor.get("http://good-shop.example/checkout").output.contains("renderButton"))
      #expect(
        try await visitor.get("http://good-shop.example/cart").head.contains(
          "location: https://good-shop.example/cart"
        )
      )
    }
  }

  @Test(arguments: [Fault.httpsRefused, .plainHTTPOn443])
  func `the shop without HTTPS is served over http`(_ fault: Fault) async throws {
    try await withShop([fault]) { (visitor, shop) async throws in
      #expect(try await visitor.get("http://good-shop.example/cart").output.contains("renderButton"))
      guard fault == .plainHTTPOn443 else { return }
      let address = try #require(shop.secureAddresses.first)
      #expect(
        try await curl("-H", "Host: good-shop.example", "http://\(address)/").head.first == "http/1.1 200 ok"
      )
    }
  }

  @Test func `the slow endpoint waits as long as the plan says`() async throws {
    try await withShop([.ipnSlow]) {
      $0.ipnDelay = .milliseconds(400)
    } _: { (visitor, shop) async throws in
      #expect(shop.options.allowPost)
      let url = try #require(shop.options.ipn)
      let elapsed = try await ContinuousClock().measure { _ = try await visitor.get(url, "-d", "{}") }
      #expect(elapsed >= .milliseconds(400))
    }
  }

  @Test(arguments: [
    (Fault.ipnPort, "https://good-shop.example:8443/amazon-pay/ipn"),
    (.ipnOverHTTP, "http://good-shop.example/amazon-pay/ipn"), (.ipn403, Sighting.ipn),
  ])
  func `the operator names the endpoint`(_ fault: Fault, _ url: String) async throws {
    try await withShop([fault]) { (visitor, shop) async throws in
      #expect(shop.options.ipn == url)
      #expect(try await visitor.get(url, "-d", "{}").status == 0)
    }
  }

  @Test(arguments: DemoCast.plans)
  func `each shop of the cast stands`(_ plan: ShopPlan) async throws {
    let world = try DemoWorld(DemoCast.plans)
    defer { world.stop() }
    let home = try await Visitor(world: world).get("https://\(plan.host)/", "-k")
    let status: [String: String] = [
      "good-shop.example": "http/2 200 ", "guarded-shop.example": "http/1.1 403 forbidden",
    ]
    #expect(home.head.first == (plan.faults == [.dark] ? "" : status[plan.host] ?? "http/1.1 200 ok"))
  }
}

extension ShopPlan: CustomTestStringConvertible {
  /// The shop's name.
  public var testDescription: String { host }
}
