import Fetching
import Model
import Reading

/// Whether every address of a host sends the same certificate.
enum AddressProbe: Probe {
  static let name = "addresses"

  static let differing = FactKey<[String]>(
    "certificate.differingAddresses",
    of: .host,
    absent: "the host has one address, or connections are mapped by the operator",
    "The addresses that send another certificate than the one connected to first."
  )
  static let keys: [any AnyFactKey] = [differing]
  /// The most addresses of one host that are asked.
  static let most = 6

  static func facts(of host: AuditedHost, in scene: Scene) async -> FactSet {
    var set = FactSet()
    let resolution = await scene.visit.resolve(host.url.hostName)
    let reachable = resolution.addresses.filter { $0.family == .ipv6 ? scene.families.ipv6 : true }
    // Addresses that this machine has no route for are not asked, which is no failure of theirs.
    let left = reachable.count < resolution.addresses.count ? Unknown.noIPv6 : nil
    if scene.request.mapped || resolution.addresses.count < 2 {
      set.set(differing, resolution.failure.map(Observed.unknown) ?? .absent, from: resolution.looks)
      return set
    }
    let first = await scene.secureLook(at: host)
    guard let expected = first.session?.chain.certificates.first?.sha256 else {
      set.set(differing, .unknown(first.failure ?? Unknown(.handshakeFailed)), from: [first.id])
      return set
    }
    var others: [String] = []
    var missing: Unknown?
    var looks = [first.id]
    let asked = reachable.prefix(most).filter { $0 != first.address }
    for (address, handshake) in await scene.handshakes(with: host, at: asked, after: resolution.looks) {
      looks.append(handshake.id)
      if let leaf = handshake.session?.chain.certificates.first {
        if leaf.sha256 != expected { others.append(address.text) }
      } else {
        missing = handshake.failure ?? Unknown(.handshakeFailed)
      }
    }
    if reachable.count > most {
      missing = missing ?? Unknown(.limitReached, detail: "more than \(most) addresses")
    }
    set.set(differing, others, missing: missing ?? left, from: looks)
    return set
  }
}

extension Scene {
  /// Handshakes with a host at each address, side by side; in the addresses' order.
  func handshakes(
    with host: AuditedHost,
    at addresses: some Sequence<Address>,
    after looks: [Look.ID]
  ) async -> [(address: Address, handshake: Handshake)] {
    await withTaskGroup(of: (Int, Address, Handshake).self) { group in
      for (number, address) in addresses.enumerated() {
        group.addTask { [visit] in
          let target = HandshakeTarget(HostTarget(host.url, address: address))
          return (number, address, await visit.handshake(target, after: looks))
        }
      }
      var made: [(Int, Address, Handshake)] = []
      for await one in group { made.append(one) }
      return made.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }
  }
}
