import Fetching
import Model
import Reading

/// What the name of a host leads to.
enum NameProbe: Probe {
  static let name = "name"

  /// An address that a name leads to.
  struct Found: FactValue {
    static let factType = FactType.record([
      "address": .text, "family": Family.factType, "scope": Scope.factType,
    ])
    let address: Address
    var factValue: Value {
      [
        "address": .text(address.text), "family": .text(address.family == .ipv6 ? "ipv6" : "ipv4"),
        "scope": .text(Scope(address.kind).rawValue),
      ]
    }
  }

  enum Family: String, FactWord { case ipv4, ipv6 }

  enum Scope: String, FactWord {
    case `public`, `private`, loopback, linkLocal, reserved

    init(_ kind: AddressKind) {
      switch kind {
      case .global: self = .public
      case .privateUse: self = .private
      case .loopback: self = .loopback
      case .linkLocal, .metadata: self = .linkLocal
      case .multicast, .unspecified, .reserved: self = .reserved
      }
    }
  }

  /// Whether a connection to an IPv6 address stands.
  struct Reached: FactValue {
    static let factType = FactType.record(["address": .text, "connects": .bool])
    let address: String
    let connects: Bool
    var factValue: Value { ["address": .text(address), "connects": .bool(connects)] }
  }

  static let resolves = FactKey<Bool>("dns.resolves", of: .host, "Whether the name has an address.")
  static let addresses = FactKey<[Found]>("dns.addresses", of: .host, "The addresses that the name leads to.")
  static let ipv6 = FactKey<[Reached]>(
    "dns.ipv6",
    of: .host,
    absent: "the name has no IPv6 address",
    "Whether each IPv6 address takes a connection."
  )
  static let keys: [any AnyFactKey] = [resolves, addresses, ipv6]

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let resolution = await scene.visit.resolve(host.url.hostName)
    let looks = resolution.looks
    if let failure = resolution.failure {
      if failure.reason == .unresolved {
        set.set(resolves, false, from: looks)
        set.set(addresses, [], from: looks)
        set.set(ipv6, .absent, from: looks)
      } else {
        set.fill(keys, with: failure, from: looks)
      }
      return set
    }
    set.set(resolves, true, from: looks)
    set.set(addresses, resolution.addresses.map(Found.init), from: looks)
    await reachIPv6(of: host, resolution, in: scene, &set)
    return set
  }

  private static func reachIPv6(
    of host: AuditedHost,
    _ resolution: Resolution,
    in scene: Scene,
    _ set: inout FactSet
  ) async {
    let six = resolution.addresses.filter { $0.family == .ipv6 }
    if scene.request.mapped {
      set.set(
        ipv6,
        .unknown(.notAsked, needs: .publicNetwork, "names or connections are mapped by the operator"),
        from: resolution.looks
      )
    } else if scene.visit.usesProxy {
      set.set(ipv6, .unknown(.notVisible, "connections go through a proxy"), from: resolution.looks)
    } else if six.isEmpty {
      set.set(ipv6, .absent, from: resolution.looks)
    } else if !scene.families.ipv6 {
      set.set(ipv6, .unknown(.noIPv6), from: resolution.looks)
    } else {
      var reached: [Reached] = []
      var looks = resolution.looks
      var missing: Unknown?
      for (address, handshake) in await scene.handshakes(
        with: host,
        at: six.prefix(4),
        after: resolution.looks
      ) {
        looks.append(handshake.id)
        if let connects = handshake.connects {
          reached.append(Reached(address: address.text, connects: connects))
        } else {
          missing = handshake.failure
        }
      }
      set.set(ipv6, reached, missing: missing, from: looks)
    }
  }
}

extension Handshake {
  /// Whether the address took the connection, whatever came then; `nil` where it cannot be told.
  var connects: Bool? {
    guard let failure else { return true }
    switch stage {
    case .tls, .transfer: return true
    case .connect:
      return [.refused, .timedOut, .unreachable, .reset].contains(failure.reason) ? false : nil
    case .plan, .resolve, nil: return nil
    }
  }
}

extension Resolution {
  /// The look behind it; empty where none was needed.
  var looks: [Look.ID] { id.map { [$0] } ?? [] }
}

extension Unknown {
  /// Nothing was asked over IPv6, since this machine has none.
  static let noIPv6 = Unknown(.notAsked, needs: .ipv6, detail: "this machine has no IPv6")
}
