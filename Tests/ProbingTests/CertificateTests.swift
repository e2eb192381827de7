import DemoShop
import Model
import Probing
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Certificates of real servers` {
  /// A fault, and the facts that tell it; `nil` for absent.
  struct Case: Sendable, CustomTestStringConvertible {
    let fault: Fault?
    let facts: [String: Value?]
    var testDescription: String { fault?.rawValue ?? "none" }
  }

  static let cases: [Case] = [
    Case(
      fault: nil,
      facts: [
        "certificate.trusted": true, "certificate.trustProblem": nil,
        "certificate.chainComplete": true, "certificate.coversHost": true,
        "certificate.expiredIntermediate": false, "certificate.selfSigned": false,
        "certificate.weakKey": nil, "certificate.weakSignature": nil,
        "certificate.unusualKey": nil, "certificate.daysLeft": 90, "certificate.daysUntilValid": 0,
        "certificate.names": ["good-shop.example", "www.good-shop.example", "api.good-shop.example"],
      ]
    ),
    Case(
      fault: .privateRoot,
      facts: ["certificate.trusted": false, "certificate.trustProblem": "privateAuthority"]
    ),
    Case(
      fault: .selfSigned,
      facts: [
        "certificate.trusted": false, "certificate.trustProblem": "selfSigned",
        "certificate.selfSigned": true, "certificate.chainComplete": nil,
      ]
    ),
    Case(
      fault: .notForServers,
      facts: ["certificate.trusted": false, "certificate.trustProblem": "notForServers"]
    ),
    Case(fault: .leafOnly, facts: ["certificate.chainComplete": false, "certificate.coversHost": true]),
    Case(fault: .intermediateExpired, facts: ["certificate.expiredIntermediate": true]),
    Case(
      fault: .wrongHost,
      facts: [
        "certificate.coversHost": false, "certificate.trusted": true,
        "certificate.names": ["somebody-else.example"],
      ]
    ),
    Case(
      fault: .certificateExpired,
      facts: ["certificate.trusted": true, "certificate.chainComplete": true]
    ),
    Case(
      fault: .certificateNotYetValid,
      facts: ["certificate.daysUntilValid": 1, "certificate.trusted": true]
    ),
    Case(fault: .certificateTenDays, facts: ["certificate.daysLeft": 10]),
    Case(fault: .keyRSA1024, facts: ["certificate.weakKey": "RSA 1024 bit", "certificate.trusted": true]),
    Case(fault: .signatureSHA1, facts: ["certificate.weakSignature": "sha1", "certificate.trusted": true]),
    Case(fault: .signatureMD5, facts: ["certificate.weakSignature": "md5", "certificate.trusted": true]),
    Case(fault: .keyEd25519, facts: ["certificate.unusualKey": "ED25519"]),
  ]

  @Test(arguments: cases)
  func `are told flaw by flaw`(_ example: Case) async throws {
    let sight = try await Sight(ShopPlan(faults: Set([example.fault].compactMap { $0 })))
    for (name, expected) in example.facts.sorted(by: { $0.key < $1.key }) {
      let fact = try #require(sight.host(name))
      if let expected {
        #expect(fact.value == expected, "\(name): \(fact)")
      } else {
        #expect(fact.isAbsent, "\(name): \(fact)")
      }
    }
  }

  @Test func `whose issuer was not sent are neither trusted nor distrusted`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.leafOnly]))
    #expect(sight.host("certificate.trusted")?.reason == .notVisible)
    #expect(sight.host("certificate.trustProblem")?.reason == .notVisible)
  }

  @Test func `that ended a day ago have days left below zero`() async throws {
    let days = try await Sight(ShopPlan(faults: [.certificateExpired])).host("certificate.daysLeft")?.value
    // To the second, or some seconds more than a day: days are rounded down.
    #expect(days == -1 || days == -2)
  }

  @Test func `that end in the past still let the shop be read`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.certificateExpired]))
    #expect(sight.fact("document.status", of: .page, .home)?.value == 200)
    #expect(sight.shop("amazonPay.level")?.value == "seen")
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `Barriers of real servers` {
  @Test(
    arguments: [
      (.challenge, "challenge", "Cloudflare"), (.password401, "login", "a password prompt"),
      (.passwordPage, "shopPassword", "Shopify"), (.maintenance, "maintenance", "WordPress"),
    ] as [(Fault, Value, Value)]
  )
  func `hide what lies behind them`(_ fault: Fault, _ kind: Value, _ name: Value) async throws {
    let sight = try await Sight(ShopPlan(faults: [fault]))
    #expect(sight.shop("access.barrier")?.value == kind)
    #expect(sight.shop("access.barrierName")?.value == name)
    #expect(sight.fact("access.barrier", of: .page, .home)?.value == kind)
    #expect(sight.shop("amazonPay.level")?.reason == .blocked)
    #expect(sight.shop("platform.name")?.reason == .blocked)
    #expect(sight.fact("amazonPay.present", of: .page, .home)?.reason == .blocked)
    #expect(sight.host("certificate.trusted")?.value == true, "what stands before it is seen")
  }

  @Test func `are none for a shop that answers`() async throws {
    let sight = try await Sight(ShopPlan())
    #expect(sight.shop("access.barrier")?.isAbsent == true)
    #expect(sight.shop("access.status")?.value == 200)
  }

  @Test func `at the IPN endpoint alone are told of it alone`() async throws {
    let sight = try await Sight(ShopPlan(faults: [.ipnChallenge]))
    #expect(sight.fact("ipn.barrier", of: .endpoint, .ipn)?.value == "challenge")
    #expect(sight.fact("ipn.siteBarrier", of: .endpoint, .ipn)?.value == false)
    #expect(sight.fact("ipn.postAnswer", of: .endpoint, .ipn)?.value == "challenge")
    #expect(sight.shop("access.barrier")?.isAbsent == true)
  }
}
