/// Keeps the number of connections at once to one address within bounds, over all visits.
///
/// A value without I/O: looks ask, leave, and are told when they may go. A look counts at each address that it may
/// connect to. Waiting looks go in the order of their asking; one that must be alone holds back those behind it.
/// Looks that nothing waits for take at most half of the places, so that they never keep the others from beginning.
package struct AddressGate {
  /// A look that asks.
  package typealias Ticket = UInt64

  /// How a look goes.
  package enum Manner: Hashable, Sendable {
    /// With a connection of its own, or one that nobody uses.
    case usual
    /// As usual, and no other look waits for what it shows.
    case leaf
    /// With no connection of its own: over one that carries other looks too.
    case riding
    /// With no other look inside at its addresses.
    case alone
  }

  private struct Request {
    var addresses: [Address]
    var manner: Manner
  }

  /// How many connections may be used at once to one address.
  package let capacity: Int
  private let mostLeaves: Int
  private var waiting: [Ticket: Request] = [:]
  private var queues: [Address: [Ticket]] = [:]
  private var inside: [Ticket: Request] = [:]
  /// Tickets inside, by address; those that were not alone there at some time are in `shared`.
  private var members: [Address: Set<Ticket>] = [:]
  private var shared: Set<Ticket> = []

  /// A gate that lets looks use `capacity` connections (at least 1) at once to one address.
  package init(capacity: Int) {
    self.capacity = max(1, capacity)
    mostLeaves = max(1, self.capacity / 2)
  }

  /// Asks for a place; `true` when the look may go at once, else it waits.
  ///
  /// Addresses without repetition.
  package mutating func ask(_ ticket: Ticket, addresses: [Address], _ manner: Manner) -> Bool {
    let request = Request(addresses: addresses, manner: manner)
    if fits(request), addresses.allSatisfy({ !isHeldBack(request, by: queues[$0, default: []][...]) }) {
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
      members[address]?.remove(ticket)
      if members[address]?.isEmpty == true { members[address] = nil }
      drop(ticket, from: address)
    }
    return admit(at: request.addresses)
  }

  /// Whether a look was inside together with another at one of its addresses.
  package func wasShared(_ ticket: Ticket) -> Bool { shared.contains(ticket) }

  private func fits(_ request: Request) -> Bool {
    request.addresses.allSatisfy { address in
      let present = members[address, default: []].compactMap { inside[$0]?.manner }
      switch request.manner {
      case .alone: return present.isEmpty
      case _ where present.contains(.alone): return false
      case .riding: return true
      case .leaf where present.count(where: { $0 == .leaf }) >= mostLeaves: return false
      case .leaf, .usual: return present.count(where: { $0 != .riding }) < capacity
      }
    }
  }

  /// Whether those that wait before a look have to go first.
  private func isHeldBack(_ request: Request, by before: ArraySlice<Ticket>) -> Bool {
    before.contains { ticket in
      guard let other = waiting[ticket] else { return false }
      return request.manner == .riding ? other.manner == .alone : !isOneLeafTooMany(other)
    }
  }

  /// Whether a look waits for other leaves alone: it holds nobody back.
  private func isOneLeafTooMany(_ request: Request) -> Bool {
    guard request.manner == .leaf else { return false }
    return !fits(request) && fits(Request(addresses: request.addresses, manner: .usual))
  }

  private mutating func enter(_ ticket: Ticket, _ request: Request) {
    inside[ticket] = request
    for address in request.addresses {
      members[address, default: []].insert(ticket)
      if let all = members[address], all.count > 1 { shared.formUnion(all) }
    }
  }

  private mutating func admit(at addresses: [Address]) -> [Ticket] {
    var admitted: [Ticket] = []
    var open = addresses
    while let address = open.popLast() {
      var place = 0
      while let ticket = queues[address].flatMap({ place < $0.count ? $0[place] : nil }),
        let request = waiting[ticket]
      {
        let mayGo = request.addresses.allSatisfy { address in
          !isHeldBack(request, by: queues[address, default: []].prefix { $0 != ticket })
        }
        if mayGo, fits(request) {
          waiting[ticket] = nil
          for other in request.addresses { drop(ticket, from: other) }
          enter(ticket, request)
          admitted.append(ticket)
          // It no longer stands in the way at its other addresses.
          open += request.addresses.filter { $0 != address }
        } else if isOneLeafTooMany(request) {
          place += 1
        } else {
          break
        }
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
