import DemoShop
import Model
import Probing
import TestSupport
import Testing

/// One row of the table: a server, and what is to be seen of it.
struct Scenario: Sendable, CustomTestStringConvertible {
  /// What a fact is to be.
  enum Expected: Sendable, ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
  {
    case known(Value)
    case absent
    case unknown(Reason)
    case atLeast(Int)

    init(nilLiteral: ()) { self = .absent }
    init(booleanLiteral value: Bool) { self = .known(.bool(value)) }
    init(stringLiteral value: String) { self = .known(.text(value)) }
    init(integerLiteral value: Int) { self = .known(.int(value)) }
    init(arrayLiteral elements: String...) { self = .known(.list(elements.map(Value.text))) }

    func holds(of fact: Fact) -> Bool {
      switch self {
      case .known(let value): return fact.value == value
      case .absent: return fact.isAbsent
      case .unknown(let reason): return fact.reason == reason
      case .atLeast(let least):
        if case .int(let number)? = fact.value { return number >= least }
        return false
      }
    }
  }

  /// What serves the shop.
  enum Server: Sendable {
    /// Starts what listens and gives the port.
    case program(@Sendable (Bench) async throws -> Int)
    /// A shop of the demo's, in a world of its own.
    case demo(ShopPlan)
  }

  let name: String
  /// Whether no rule about TLS may find anything.
  var isGood = false
  /// The rules about TLS that fail; `nil` where the facts alone are the point.
  var findings: Set<String>?
  let server: Server
  let facts: [String: Expected]

  var testDescription: String { name }

  init(
    _ name: String,
    good: Bool = false,
    findings: Set<String>? = nil,
    _ facts: [String: Expected],
    _ server: @escaping @Sendable (Bench) async throws -> Int
  ) {
    self.name = name
    isGood = good
    self.findings = findings
    self.facts = facts
    self.server = .program(server)
  }

  init(demo fault: Fault?, good: Bool = false, _ facts: [String: Expected]) {
    name = "demo: \(fault?.rawValue ?? "a good shop")"
    isGood = good
    self.facts = facts
    server = .demo(ShopPlan(host: "shop.example", faults: Set([fault].compactMap { $0 })))
  }

  /// What is seen of the server.
  func look() async throws -> Sight {
    switch server {
    case .demo(let plan): return try await Sight(plan)
    case .program(let start):
      let bench = try Bench()
      defer { bench.stop() }
      let port = try await start(bench)
      return try await Sight(secure: port, seconds: 40) { $0.caFile = bench.rootPath }
    }
  }

  /// Every row.
  static let all: [Scenario] = openSSL + nginx + haProxy + demo + canned
}
