/// Keeps the number of connections at once to one address within bounds, over all visits.
///
/// A value without I/O: looks ask, leave, and are told when they may go. A look counts at each address that it may
/// connect to. Waiting looks go in the order of their asking, those that nothing waits for after the others; one that
/// must be alone goes when nobody else is there or waits, so that it does not keep the others waiting for a slow look.
///
/// A look that nothing waits for never goes by itself: ``admitLeaves(at:)`` is to be called a moment after one was
/// asked for or a place came free, so that what follows from a look finds its place and its connection.
package struct AddressGate {
  /// A look that asks.
  package typealias Ticket = UInt64

  /// How a look goes.
  package enum Manner: Hashable, Sendable {
    /// With a connection of its own, or one that nobody uses.
    case usual
    /// As usual, and no other look waits for what it shows: others go first.
    case leaf
    /// Over the connection with this number, which carries other looks too: together they count once.
    case riding(UInt64)
    /// With no other look inside at its addresses.
    case alone
  }

  private struct Request {
    var addresses: [Address]
    var manner: Manner
  }

  /// How many connections may be used at once to one address.
  package let capacity: Int
  private var waiting: [Ticket: Request] = [:]
  private var queues: [Address: [Ticket]] = [:]
  private var inside: [Ticket: Request] = [:]
  /// Tickets inside, by address; those that were not alone there at some time are in `shared`.
  private var members: [Address: Set<Ticket>] = [:]
  private var shared: Set<Ticket> = []

  /// A gate that lets looks use `capacity` connections (at least 1) at once to one address.
  package init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Asks for a place; `true` when the look may go at once, else it waits.
  ///
  /// Addresses without repetition. Without any (behind a proxy) there is no queue to wait in: a look goes at once.
  package mutating func ask(_ ticket: Ticket, addresses: [Address], _ manner: Manner) -> Bool {
    let manner = manner == .leaf && addresses.isEmpty ? .usual : manner
    let request = Request(addresses: addresses, manner: manner)
    let mustWait = addresses.contains { address in
      queues[address, default: []].contains { isHeldBack(request, by: $0) }
    }
    if manner != .leaf, !mustWait, fits(request) {
      enter(ticket, request)
      return true
    }
    waiting[ticket] = request
    for address in addresses { wait(ticket, at: address, manner) }
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
    return admit(at: request.addresses, leaves: false)
  }

  /// Lets looks go that nothing waits for, where there is room; the tickets that may go now, in order.
  package mutating func admitLeaves(at address: Address) -> [Ticket] { admit(at: [address], leaves: true) }

  /// Whether looks wait at an address that nothing waits for.
  package func hasLeaves(at address: Address) -> Bool {
    queues[address]?.contains { waiting[$0]?.manner == .leaf } ?? false
  }

  /// Whether a look was inside together with another at one of its addresses.
  package func wasShared(_ ticket: Ticket) -> Bool { shared.contains(ticket) }

  private func fits(_ request: Request) -> Bool {
    request.addresses.allSatisfy { address in
      let present = members[address, default: []].compactMap { inside[$0]?.manner }
      switch request.manner {
      case .alone: return present.isEmpty
      case _ where present.contains(.alone): return false
      case .riding, .leaf, .usual: return connections(of: present + [request.manner]) <= capacity
      }
    }
  }

  /// How many connections looks use that go in these manners.
  private func connections(of manners: [Manner]) -> Int {
    var ridden: Set<UInt64> = []
    var own = 0
    for manner in manners {
      if case .riding(let connection) = manner { ridden.insert(connection) } else { own += 1 }
    }
    return own + ridden.count
  }

  /// Whether one that waits has to go before a look that asks.
  private func isHeldBack(_ request: Request, by other: Ticket) -> Bool {
    waiting[other].map { $0.manner.rank <= request.manner.rank } ?? false
  }

  private mutating func enter(_ ticket: Ticket, _ request: Request) {
    inside[ticket] = request
    for address in request.addresses {
      members[address, default: []].insert(ticket)
      if let all = members[address], all.count > 1 { shared.formUnion(all) }
    }
  }

  private mutating func wait(_ ticket: Ticket, at address: Address, _ manner: Manner) {
    var queue = queues[address, default: []]
    let place = queue.firstIndex { waiting[$0].map { $0.manner.rank > manner.rank } ?? false }
    queue.insert(ticket, at: place ?? queue.endIndex)
    queues[address] = queue
  }

  private mutating func admit(at addresses: [Address], leaves: Bool) -> [Ticket] {
    var admitted: [Ticket] = []
    var open = addresses
    while let address = open.popLast() {
      while let first = queues[address]?.first, let request = waiting[first] {
        let leads = request.addresses.allSatisfy { queues[$0]?.first == first }
        guard leads, fits(request), leaves || request.manner != .leaf else { break }
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

extension AddressGate.Manner {
  /// Who waits before whom: those that need no new connection first, those that need the whole address last.
  fileprivate var rank: Int {
    switch self {
    case .riding: 0
    case .usual: 1
    case .leaf: 2
    case .alone: 3
    }
  }
}
