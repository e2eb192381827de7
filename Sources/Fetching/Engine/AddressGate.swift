/// Keeps the number of looks at once to one address within bounds, over all visits.
///
/// A value without I/O: looks ask, leave, and are told when they may go. A look counts at each address that it may
/// connect to. Waiting looks go in the order of their asking; one that must be alone holds back those behind it.
package struct AddressGate {
  /// A look that asks.
  package typealias Ticket = UInt64

  private struct Request {
    var addresses: [Address]
    var alone: Bool
  }

  /// How many looks may go at once to one address.
  package let capacity: Int
  private var waiting: [Ticket: Request] = [:]
  private var queues: [Address: [Ticket]] = [:]
  private var inside: [Ticket: Request] = [:]
  private var counts: [Address: Int] = [:]
  /// Tickets inside, by address; those that were not alone there at some time are in `shared`.
  private var members: [Address: Set<Ticket>] = [:]
  private var shared: Set<Ticket> = []

  /// A gate that lets `capacity` looks (at least 1) go at once to one address.
  package init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Asks for a place; `true` when the look may go at once, else it waits.
  ///
  /// Addresses without repetition.
  package mutating func ask(_ ticket: Ticket, addresses: [Address], alone: Bool) -> Bool {
    let request = Request(addresses: addresses, alone: alone)
    if addresses.allSatisfy({ queues[$0, default: []].isEmpty }), fits(request) {
      enter(ticket, request)
      return true
    }
    waiting[ticket] = request
    for address in addresses { queues[address, default: []].append(ticket) }
    return false
  }

  /// Gives the place back, or stops waiting; the tickets that may go now, in order.
  package mutating func leave(_ ticket: Ticket) -> [Ticket] {
    guard let request = waiting.removeValue(forKey: ticket) ?? inside.removeValue(forKey: ticket) else {
      return []
    }
    shared.remove(ticket)
    for address in request.addresses {
      if members[address]?.remove(ticket) != nil { counts[address, default: 0] -= 1 }
      if members[address]?.isEmpty == true { members[address] = nil }
      if counts[address] == 0 { counts[address] = nil }
      drop(ticket, from: address)
    }
    return admit(at: request.addresses)
  }

  /// Whether a look was inside together with another at one of its addresses.
  package func wasShared(_ ticket: Ticket) -> Bool { shared.contains(ticket) }

  private func fits(_ request: Request) -> Bool {
    request.addresses.allSatisfy { address in
      let present = counts[address, default: 0]
      if request.alone { return present == 0 }
      let holdsAlone = members[address, default: []].contains { inside[$0]?.alone == true }
      return present < capacity && !holdsAlone
    }
  }

  private mutating func enter(_ ticket: Ticket, _ request: Request) {
    inside[ticket] = request
    for address in request.addresses {
      counts[address, default: 0] += 1
      members[address, default: []].insert(ticket)
      if let all = members[address], all.count > 1 { shared.formUnion(all) }
    }
  }

  private mutating func admit(at addresses: [Address]) -> [Ticket] {
    var admitted: [Ticket] = []
    var open = addresses
    while let address = open.popLast() {
      while let first = queues[address]?.first, let request = waiting[first] {
        let leads = request.addresses.allSatisfy { queues[$0]?.first == first }
        guard leads, fits(request) else { break }
        waiting[first] = nil
        for other in request.addresses { drop(first, from: other) }
        enter(first, request)
        admitted.append(first)
        // It no longer stands in the way at its other addresses.
        open += request.addresses.filter { $0 != address }
      }
    }
    return admitted
  }

  private mutating func drop(_ ticket: Ticket, from address: Address) {
    guard let index = queues[address]?.firstIndex(of: ticket) else { return }
    queues[address]?.remove(at: index)
    if queues[address]?.isEmpty == true { queues[address] = nil }
  }
}
